/* Made from spec/ by `npm run generate`. Do not edit: change spec/ and run the command again. */

import type { CallBody, OperationId, Success } from './operations.ts';

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

type ListOf<K extends ChunkedOperationId> = (typeof listLimits)[K]['list'];

type JoinedOf<K extends ChunkedOperationId> = (typeof listLimits)[K]['joined'][number];

/** A call that has failed, with its part of the list. */
export interface FailedChunk<K extends ChunkedOperationId> {
  readonly items: Exclude<CallBody<K>[Extract<ListOf<K>, keyof CallBody<K>>], undefined>;
  /** What the call rejected with: mostly a `ChatError`, whose `outcome` says whether it may have been carried out. */
  readonly error: unknown;
}

/** What comes of a list that is sent in chunks: the lists of all answers, each as one, and what has failed. */
export type ChunksResult<K extends ChunkedOperationId> = {
  readonly [F in JoinedOf<K>]: F extends keyof Success<K> ? NonNullable<Success<K>[F]> : never;
} & {
  /** Empty when all went well. */
  readonly failedChunks: readonly FailedChunk<K>[];
};

/** What a method has besides its call when its list has a limit. */
export interface ChunkedMethod<K extends ChunkedOperationId, Options> {
  /**
   * The same for a list of any length: in as many calls as it needs, one after the other, each as the method makes it, with a
   * `deadline` of its own. A call that fails does not keep the others back. Look at `failedChunks`: it tells which items
   * were not, or may not have been, dealt with. No call is made again for them.
   *
   * @param body The body of the method, whose list may be longer.
   * @param options What differs from the client for each of these calls.
   * @throws ChatConfigError when body or options cannot be right; nothing was sent then.
   */
  inChunks(body: CallBody<K>, options?: Options): Promise<ChunksResult<K>>;
}
