/* Made from spec/ by `npm run generate`. Do not edit: change spec/ and run the command again. */

import { type ErrorEntry, errorCodes } from './errors.ts';
import type { RetryClass } from './document.ts';
import type { operations as SchemaOperations, paths } from './schema.js';

/** At most `calls` calls in any window of `seconds`. */
export interface RateLimit {
  readonly calls: number;
  readonly seconds: number;
  /** A field of the request: each value of it has a window of its own. */
  readonly by?: string;
  /** The code of a call over this limit, where it is not 60007. */
  readonly code?: number;
}

/** What the document says of an operation, as far as a client needs it at run time. */
export interface Operation {
  readonly path: keyof paths;
  /** All of them hold at once. */
  readonly rateLimits: readonly RateLimit[];
  /**
   * Only on an operation that may be repeated after an unknown outcome. `replayCode` says that an earlier try has already
   * done it.
   */
  readonly idempotent?: { readonly replayCode?: number };
  /** Only on an operation whose request has no required field: it may be called without a body. */
  readonly bodyOptional?: true;
  /** Fields of the request that a client fills with a random number of 32 bits when they are missing. */
  readonly filled?: readonly string[];
  /** The operation's own codes. The common ones can come as well. */
  readonly codes: readonly number[];
  /** Codes that mean something else on this operation than in `errorCodes`. */
  readonly overrides?: { readonly [code: number]: ErrorEntry };
}

/** Every operation of the document, by `operationId`. */
export const operations = {
  createOfficialAccount: {
    path: "/v4/official_account_open_http_svc/create_official_account",
    rateLimits: [{ calls: 200, seconds: 1 }],
    codes: [6017, 20001, 20005, 20006, 130002, 130007, 130008, 130010, 131000],
  },
  modifyOfficialAccountBaseInfo: {
    path: "/v4/official_account_open_http_svc/modify_official_account_base_info",
    rateLimits: [{ calls: 200, seconds: 1 }],
    idempotent: {},
    codes: [6017, 20001, 20005, 130002, 130004, 130007, 131000],
  },
  getOfficialAccountInfo: {
    path: "/v4/official_account_open_http_svc/get_official_account_info",
    rateLimits: [{ calls: 200, seconds: 1 }],
    idempotent: {},
    codes: [6017, 20001, 20005, 130002, 130007, 131000],
  },
  destroyOfficialAccount: {
    path: "/v4/official_account_open_http_svc/destroy_official_account",
    rateLimits: [{ calls: 200, seconds: 1 }],
    idempotent: { replayCode: 130004 },
    codes: [6017, 10004, 20001, 20005, 130002, 130004, 130007, 130008, 131000],
    overrides: { 10004: ["InternalServerError", "transient"] },
  },
  getSubscriberInfo: {
    path: "/v4/official_account_open_http_svc/get_subscriber_info",
    rateLimits: [{ calls: 200, seconds: 1 }],
    idempotent: {},
    codes: [6017, 20001, 20005, 130002, 130004, 130007, 131000],
  },
  addSubscriber: {
    path: "/v4/official_account_open_http_svc/add_subscriber",
    rateLimits: [{ calls: 200, seconds: 1 }],
    idempotent: {},
    codes: [6017, 20001, 20005, 130002, 130004, 130005, 130006, 130007, 130010, 131000],
  },
  deleteSubscriber: {
    path: "/v4/official_account_open_http_svc/delete_subscriber",
    rateLimits: [{ calls: 200, seconds: 1 }],
    idempotent: {},
    codes: [6017, 10004, 20001, 20005, 130002, 130004, 130007, 131000],
    overrides: { 10004: ["InternalServerError", "transient"] },
  },
  modifySubscriberInfo: {
    path: "/v4/official_account_open_http_svc/modify_subscriber_info",
    rateLimits: [{ calls: 200, seconds: 1 }],
    idempotent: {},
    codes: [6017, 20001, 20005, 130002, 130004, 130007, 131000, 131003],
  },
  getSubscribedOfficialAccountList: {
    path: "/v4/official_account_open_http_svc/get_subscribed_official_account_list",
    rateLimits: [{ calls: 200, seconds: 1 }],
    idempotent: {},
    codes: [6017, 20001, 20005, 130002, 131000],
  },
  sendOfficialAccountMsg: {
    path: "/v4/official_account_open_http_svc/send_official_account_msg",
    rateLimits: [{ calls: 200, seconds: 1 }, { calls: 1, seconds: 1, by: "Official_Account", code: 10023 }, { calls: 2, seconds: 3600, by: "Official_Account", code: 10023 }],
    filled: ["Random"],
    codes: [6017, 10016, 10023, 20001, 20005, 80002, 93000, 130002, 130004, 130007, 131000],
    overrides: { 10023: ["MessageTooFrequent", "never"] },
  },
  recallOfficialAccountMsg: {
    path: "/v4/official_account_open_http_svc/official_account_msg_recall",
    rateLimits: [{ calls: 200, seconds: 1 }],
    codes: [10002, 10003, 10004, 10007, 10010, 20001, 130002, 130004, 130007, 131000],
    overrides: { 10010: ["OfficialAccountNotFound", "never"] },
  },
  getOfficialAccountHistory: {
    path: "/v4/official_account_open_http_svc/official_account_msg_get_simple",
    rateLimits: [{ calls: 200, seconds: 1 }],
    idempotent: {},
    codes: [6017, 20001, 20005, 130002, 130004, 130007, 131000],
  },
} as const satisfies { [K in keyof SchemaOperations]: Operation };

export type OperationId = keyof typeof operations;

/** True for the id of an operation of the document. */
export function isOperationId(value: unknown): value is OperationId {
  return typeof value === 'string' && Object.hasOwn(operations, value);
}

/** The ids of all operations, in the order of the document. */
export const operationIds: readonly OperationId[] = /* @__PURE__ */ Object.keys(operations).filter(isOperationId);

/**
 * What a code is called, whether a call that failed with it may be repeated, and whether a new signature mends it.
 *
 * @param operation The operation that gave it, because a few codes mean something else on one.
 * @returns Undefined for a code that the document does not know.
 */
export function describeCode(
  code: number,
  operation?: OperationId,
): { name: string; retry: RetryClass; renews: boolean } | undefined {
  const own: Operation | undefined = operation === undefined ? undefined : operations[operation];
  const found = own?.overrides?.[code] ?? errorCodes[code];
  return found === undefined ? undefined : { name: found[0], retry: found[1], renews: found[2] === true };
}

/** The codes that the operation's own page documents. */
export type OperationCode<K extends OperationId> = (typeof operations)[K]['codes'][number];

type Answer<K extends OperationId> = SchemaOperations[K]['responses'][200]['content']['application/json'];

/** The body of an operation's request. */
export type Body<K extends OperationId> = SchemaOperations[K]['requestBody']['content']['application/json'];

/** The fields of a request that a client fills in. */
type Filled<K extends OperationId> = (typeof operations)[K] extends { filled: readonly (infer F)[] } ? F : never;

/** The same as it is given to a client, which fills in what is missing. */
export type CallBody<K extends OperationId> = [Filled<K>] extends [never]
  ? Body<K>
  : Omit<Body<K>, Filled<K> & string> & Partial<Pick<Body<K>, Extract<Filled<K>, keyof Body<K>>>>;

/** The body of an answer whose `ErrorCode` is 0. */
export type Success<K extends OperationId> = Extract<Answer<K>, { ErrorCode: 0 }>;

/** The body of an answer whose `ErrorCode` is any other number. */
export type Failure<K extends OperationId> = Exclude<Answer<K>, { ErrorCode: 0 }>;

/** Where the reference is published; `errors/<code>.html` below it explains a code. */
export const docsUrl = "https://chat-openapi.github.io/";
