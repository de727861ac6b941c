import type { Refusal } from '../refusal.ts';
import type { ContextOf, Rules } from './rule.ts';

/** Why a channel cannot be used; undefined when it can. */
function refuseChannel(id: string, { state, flags, refuse }: ContextOf<130004>): Refusal<130004> | undefined {
  const known = state.channels.get(id);
  if (known === 'terminated') {
    return refuse(
      130004,
      `The channel ${id} was terminated before. Use another, or reset the mock.`,
      'channel-terminated',
    );
  }
  if (known === undefined && flags.strict) {
    return refuse(
      130004,
      `The channel ${id} was never created, and this mock is strict. Create it first, or start the mock with it.`,
      'channel-unknown',
    );
  }
  return undefined;
}

export const channelRules = {
  destroyOfficialAccount({ Official_Account: id }, context) {
    const refusal = refuseChannel(id, context);
    if (refusal !== undefined) return refusal;
    context.state.channels.set(id, 'terminated');
    return {};
  },
} satisfies Rules;
