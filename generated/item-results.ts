/* Made from spec/ by `npm run generate`. Do not edit: change spec/ and run the command again. */

import type { OperationId, Success } from './operations.ts';

/** The results of single items, under an `ErrorCode` of 0. */
export interface ItemResults {
  /** The list in the answer. Its name and that of `code` mean the same in every operation. */
  readonly list: string;
  /** The field of its items that has the result. */
  readonly code: string;
  /** The values that are no failure. */
  readonly ok: readonly number[];
}

/** Every operation whose answer has a result for each item. */
export const itemResults = {
  getOfficialAccountInfo: { list: "OfficialAccountInfoList", code: "ErrorCode", ok: [0] },
  addSubscriber: { list: "SubscriberList", code: "Result", ok: [1,2] },
  deleteSubscriber: { list: "SubscriberList", code: "Result", ok: [1,2] },
  recallOfficialAccountMsg: { list: "RecallRetList", code: "RetCode", ok: [0] },
} as const satisfies { [K in OperationId]?: ItemResults };

export type ItemResultOperationId = keyof typeof itemResults;

/** An item that has a result. */
export type ResultItem<K extends ItemResultOperationId> =
  Success<K> extends { readonly [F in (typeof itemResults)[K]['list']]?: readonly (infer Item)[] } ? Item : never;
