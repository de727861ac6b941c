/** Whether a channel or an account is there. */
import { Refusal } from '../../refusal.ts';
import type { Channel } from '../../state/channel.ts';
import type { ContextOf } from '../rule.ts';

type Known = Pick<ContextOf<never>, 'state' | 'flags'>;

/** The channel, or why it cannot be used. */
export function findChannel(id: string, { state, flags }: Known): Channel | Refusal<130004> {
  const known = state.channels.get(id);
  if (known === 'terminated') {
    return new Refusal({
      code: 130004,
      reason: 'channel-terminated',
      info: `The channel ${id} was terminated before. Use another, or reset the mock.`,
    });
  }
  if (known !== undefined) return known;
  if (!flags.strict) return state.assume(id);
  return new Refusal({
    code: 130004,
    reason: 'channel-unknown',
    info: `The channel ${id} was never created, and this mock is strict. Create it first, or start the mock with it.`,
  });
}

/** The most bytes of the id of an account that is imported. */
const maxAccountBytes = 32;

export function isAccount(id: string, { state, flags }: Known): boolean {
  if (state.accounts !== undefined) return state.accounts.has(id);
  return !flags.strict && id !== '' && Buffer.byteLength(id) <= maxAccountBytes;
}

/** Why an account is none. What it was is not repeated: it may be long, or anything. */
export function refuseAccount(field: string): Refusal<70107> {
  const info = `${field} is no account. Import it first; here, start the mock with it.`;
  return new Refusal({ code: 70107, reason: 'account-unknown', info });
}

/** What the mock says when it can remember no more. */
export const full = new Refusal({
  code: 20005,
  reason: 'mock-full',
  info: 'The mock remembers as much as it can. Terminate channels, or reset it.',
});

export const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000);
