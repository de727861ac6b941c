/* Made from spec/ by `npm run generate`. Do not edit: change spec/ and run the command again. */

import type { Body, OperationId, Success } from './operations.ts';

/** How a list comes in pages. All fields stand directly in request or answer. */
export interface Paging {
  /** The list in the answer. */
  readonly items: string;
  /** Fields of the next request, each with the field of the answer that it is filled from. */
  readonly cursor: { readonly [requestField: string]: string };
  /** What they are in the first request. One that is not named is left out there. */
  readonly first: { readonly [requestField: string]: string | number };
  /** Fields of the answer with the values that they all have on the last page. Empty: they do not tell. */
  readonly end: { readonly [answerField: string]: string | number };
  /** A page without items is the last one as well. */
  readonly emptyPageEnds?: true;
}

/** Every operation whose answers come in pages. */
export const paging = {
  getSubscriberInfo: { items: "SubscriberList", cursor: {"Next":"Next"}, first: {"Next":""}, end: {"Next":""} },
  getSubscribedOfficialAccountList: { items: "OfficialAccountInfoList", cursor: {"Offset":"Next"}, first: {"Offset":0}, end: {"CompleteFlag":1} },
  getOfficialAccountHistory: { items: "RspMsgList", cursor: {"LastMsgKey":"LastMsgKey"}, first: {}, end: {"IsFinished":2}, emptyPageEnds: true },
} as const satisfies { [K in OperationId]?: Paging };

export type PagedOperationId = keyof typeof paging;

/** The name of the list in an answer. */
type ItemsOf<K extends PagedOperationId> = (typeof paging)[K]['items'];

/** The fields of the request that lead to a page. */
type CursorOf<K extends PagedOperationId> = keyof (typeof paging)[K]['cursor'];

/** An item of a page. */
export type PageItem<K extends PagedOperationId> =
  Success<K> extends { readonly [F in ItemsOf<K>]?: readonly (infer Item)[] } ? Item : never;

/** The body of the first page: where to begin may be left out. */
export type PagedBody<K extends PagedOperationId> = Omit<Body<K>, CursorOf<K>> &
  Partial<Pick<Body<K>, Extract<CursorOf<K>, keyof Body<K>>>>;
