import type { Refusal } from '../refusal.ts';
import type { Store } from '../state/channels.ts';

/** What an operation does with the mock's memory. Returns why it is refused, or nothing when it is carried out. */
export type Rule = (body: Readonly<Record<string, unknown>>, store: Store) => Refusal | undefined;

/**
 * The operations that remember something. An operation without a rule answers from the document all the same, so a new
 * one needs no entry here.
 */
export const rules: { readonly [operation: string]: Rule } = {
  destroyOfficialAccount: ({ Official_Account }, store) => {
    const id = String(Official_Account);
    if (!store.exists(id)) {
      return store.channel(id) === 'terminated'
        ? {
            code: 130004,
            reason: 'channel-terminated',
            info: `The channel ${id} was terminated before. Use another, or reset the mock.`,
          }
        : {
            code: 130004,
            reason: 'channel-unknown',
            info: `The channel ${id} was never created, and this mock is strict. Create it first, or start the mock with it.`,
          };
    }
    store.setChannel(id, 'terminated');
    return undefined;
  },
};
