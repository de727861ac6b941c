/* Made from spec/ by `npm run generate`. Do not edit: change spec/ and run the command again. */

import type { RetryClass } from './errors.ts';
import type { operations as SchemaOperations, paths } from './schema.js';

/** What the document says of an operation, as far as a client needs it at run time. */
export interface Operation {
  readonly path: keyof paths;
  /** At most `calls` calls in any window of `seconds`. */
  readonly rateLimit: { readonly calls: number; readonly seconds: number };
  /** Only on an idempotent operation: the code that says that an earlier try has already done it. */
  readonly replayCode?: number;
  /** The operation's own codes. The common ones can come as well. */
  readonly codes: readonly number[];
  /** Codes that mean something else on this operation than in `errorCodes`. */
  readonly overrides: { readonly [code: number]: readonly [name: string, retry: RetryClass] };
}

/** Every operation of the document, by `operationId`. */
export const operations = {
  destroyOfficialAccount: {
    path: "/v4/official_account_open_http_svc/destroy_official_account",
    rateLimit: { calls: 200, seconds: 1 },
    replayCode: 130004,
    codes: [6017, 10004, 20001, 20005, 130002, 130004, 130007, 130008, 131000],
    overrides: { 10004: ["InternalServerError", "transient"] },
  },
} as const satisfies { [K in keyof SchemaOperations]: Operation };

export type OperationId = keyof typeof operations;

/** The codes that the operation's own page documents. */
export type OperationCode<K extends OperationId> = (typeof operations)[K]['codes'][number];

type Answer<K extends OperationId> = SchemaOperations[K]['responses'][200]['content']['application/json'];

/** The body of an operation's request. */
export type Body<K extends OperationId> = SchemaOperations[K]['requestBody']['content']['application/json'];

/** The body of an answer whose `ErrorCode` is 0. */
export type Success<K extends OperationId> = Extract<Answer<K>, { ErrorCode: 0 }>;

/** The body of an answer whose `ErrorCode` is any other number. */
export type Failure<K extends OperationId> = Exclude<Answer<K>, { ErrorCode: 0 }>;

/** Where the reference is published; `errors/<code>.html` below it explains a code. */
export const docsUrl = "https://chat-openapi.github.io/";
