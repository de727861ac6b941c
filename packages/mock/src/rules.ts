import type { Channels } from './channels.ts';
import type { Refusal } from './refusal.ts';

/** What an operation does with the mock's memory. Returns why it is refused, or nothing when it is carried out. */
export type Rule = (body: Record<string, unknown>, channels: Channels) => Refusal | undefined;

/**
 * The operations that remember something. An operation without a rule answers from the document all the same, so a new
 * one needs no entry here.
 */
export const rules: { readonly [operation: string]: Rule } = {
  destroyOfficialAccount: ({ Official_Account }, channels) => {
    const id = String(Official_Account);
    if (!channels.exists(id)) {
      return {
        code: 130004,
        reason: 'channel-gone',
        info: `The channel ${id} was terminated before. Create it again, or reset the mock.`,
      };
    }
    channels.terminate(id);
    return undefined;
  },
};
