/* Made from spec/ by `npm run generate`. Do not edit: change spec/ and run the command again. */

import type { OperationId } from './operations.ts';

/** A list of a request that may have so many items in one call. */
export interface ListLimit {
  readonly list: string;
  readonly max: number;
  /** The lists of the answer, which belong to that of the request. */
  readonly joined: readonly string[];
}

/** Every operation whose request has one list with a limit, and needs it. */
export const listLimits = {
  getOfficialAccountInfo: { list: "OfficialAccountIdList", max: 50, joined: ["OfficialAccountInfoList"] },
  addSubscriber: { list: "SubscriberList", max: 100, joined: ["SubscriberList"] },
  recallOfficialAccountMsg: { list: "MsgKeyList", max: 10, joined: ["RecallRetList"] },
} as const satisfies { [K in OperationId]?: ListLimit };

export type ChunkedOperationId = keyof typeof listLimits;
