/** The errors of this package, all of them, and the guard for the one that has codes. */
import { docsUrl, type OperationCode, type OperationId, operations, type RetryClass } from '@chat-openapi/openapi';
import type { AnswerBody } from './answer-body.ts';
import type { AnswerKind, ForeignAnswer } from './foreign-answer.ts';
import { printable } from './printable.ts';
import type { QuotaLimit } from './quota.ts';
import { isRedirect } from './redirects.ts';

/**
 * What is known about a call that failed: it has certainly not been carried out (`notApplied`), or it may have been
 * (`unknown`).
 */
export type Outcome = 'notApplied' | 'unknown';

// The fields of the errors are declared, because a field of JavaScript would be written twice: empty, and by the constructor.

/** What comes from outside is cut to less before, so that the advice behind it stays. */
const maxMessage = 2000;
const maxQuoted = 300;

/** The circumstances of a failure, the same for every error of this package. */
export interface ChatErrorContext {
  operation: OperationId | undefined;
  attempts: number;
  outcome: Outcome;
}

/**
 * Every error that a call rejects with, except the caller's own abort reason. None holds a URL, a header, a request, a
 * response, an error of the platform, the secret key or a signature; they are taken out of what the service says.
 */
export abstract class ChatError extends Error {
  /** The operation that was called; undefined when the client could not be made. */
  declare readonly operation: OperationId | undefined;
  /** How many requests went out, or were about to. */
  declare readonly attempts: number;
  declare readonly outcome: Outcome;

  constructor(message: string, context: ChatErrorContext, more = '') {
    const what = context.operation === undefined ? '' : `${context.operation}: `;
    super(printable(what + message + advice(context) + more, maxMessage));
    this.operation = context.operation;
    this.attempts = context.attempts;
    this.outcome = context.outcome;
  }
}

/** An option of the client, or of a call, cannot be right. The request that needed it was not sent. */
export class ChatConfigError extends ChatError {
  override readonly name = 'ChatConfigError';

  constructor(message: string, operation?: OperationId, attempts = 0, outcome: Outcome = 'notApplied') {
    super(message, { operation, attempts, outcome });
  }
}

/** No answer came: the host was not found or refused the connection, or the connection broke. */
export class ChatConnectionError extends ChatError {
  override readonly name = 'ChatConnectionError';
  /** The runtime's code for it, such as `ECONNREFUSED`, where it gives one. */
  declare readonly code: string | undefined;

  /** @param reason In words, when it is certain that this attempt was not sent. */
  constructor(code: string | undefined, context: ChatErrorContext, reason?: string) {
    const notSent = context.outcome === 'unknown' ? 'the last attempt was not sent' : 'nothing was sent';
    const what = reason === undefined ? 'the connection ended before an answer came' : `${notSent}: ${reason}`;
    super(`${what}${code === undefined ? '' : ` (${code})`}.`, context);
    this.code = code;
  }
}

/** No answer came in time. */
export class ChatTimeoutError extends ChatError {
  override readonly name = 'ChatTimeoutError';
  /** Which limit was reached: that of one attempt, or that of the whole call with all its waits. */
  declare readonly limit: 'timeout' | 'deadline';
  /** The limit in milliseconds. */
  declare readonly timeout: number;

  constructor(limit: 'timeout' | 'deadline', timeout: number, context: ChatErrorContext) {
    const what = context.attempts === 0 ? 'it could not be sent' : 'no answer came';
    super(`${what} within the ${limit} of ${timeout} ms.`, context);
    this.limit = limit;
    this.timeout = timeout;
  }
}

/** The quota of this process has no place for the call before its deadline, so it does not even wait. Nothing was sent. */
export class ChatQuotaError extends ChatError {
  override readonly name = 'ChatQuotaError';
  /** The limit that has no place: its key, and how many calls it allows in how many seconds. */
  declare readonly limit: QuotaLimit;
  /** After how many milliseconds the call's turn would have come. */
  declare readonly retryAfter: number;

  constructor(limit: QuotaLimit, retryAfter: number, deadline: number, context: ChatErrorContext) {
    const { key, calls, seconds } = limit;
    const allowed = `${calls} ${calls === 1 ? 'call' : 'calls'} in ${seconds} s`;
    super(
      `its turn comes in ${retryAfter} ms, after the deadline of ${deadline} ms. Nothing was sent: no more than ${allowed} may start for ${printable(key, maxQuoted)}.`,
      context,
    );
    this.limit = limit;
    this.retryAfter = retryAfter;
  }
}

/** The service does not lead on from a page to the next one. */
export class ChatPagingError extends ChatError {
  override readonly name = 'ChatPagingError';

  /** @param reason What the last answer does. */
  constructor(operation: OperationId, reason: string) {
    super(`the last page ${reason}. The pages before it have been read.`, {
      operation,
      attempts: 0,
      outcome: 'notApplied',
    });
  }
}

abstract class ForeignAnswerError extends ChatError {
  declare readonly status: number;
  /** At most 100 characters of it. */
  declare readonly contentType: string | undefined;
  /** What the body looks like; `cut` when its end is missing or was not read. */
  declare readonly kind: AnswerKind;
  /** How many bytes the body has; undefined when it was not read to its end. */
  declare readonly size: number | undefined;
  /** The beginning of the body, at most 200 characters; there only with `dangerouslyQuoteAnswers`. */
  declare readonly excerpt?: string;

  constructor(message: string, answer: ForeignAnswer, context: ChatErrorContext) {
    const { status, contentType, kind, size, excerpt } = answer;
    const quoted = excerpt === undefined ? '' : ` It begins with: ${excerpt}`;
    super(`${message} Its body: ${describeBody(answer)}.${quoted}`, context);
    this.status = status;
    this.contentType = contentType;
    this.kind = kind;
    this.size = size;
    if (excerpt !== undefined) this.excerpt = excerpt;
  }
}

/** An answer came with a status other than 200: not from the service, most likely, but from something on the way. */
export class ChatHttpError extends ForeignAnswerError {
  override readonly name = 'ChatHttpError';
  /** What the answer asks to wait before the next try, in milliseconds; only of status 408, 429 and 503. */
  declare readonly retryAfter: number | undefined;

  constructor(answer: ForeignAnswer, context: ChatErrorContext, retryAfter?: number) {
    const { status } = answer;
    const redirect = isRedirect(status) ? ' Redirects are not followed: they would carry the signature elsewhere.' : '';
    super(`the answer has HTTP status ${status}; the service itself answers 200 only.${redirect}`, answer, context);
    this.retryAfter = retryAfter;
  }
}

/** An answer came with status 200, but it is no JSON object with a numeric `ErrorCode`. */
export class ChatResponseError extends ForeignAnswerError {
  override readonly name = 'ChatResponseError';

  /** @param reason Why it is not one of the service. */
  constructor(reason: string, answer: ForeignAnswer, context: ChatErrorContext) {
    super(`the answer is not one of the service: ${reason}.`, answer, context);
  }
}

/** The service carried the call to its end and answered with a code other than 0. */
export class ChatApiError<Code extends number = number> extends ChatError {
  override readonly name = 'ChatApiError';
  /** The answer's `ErrorCode`. */
  declare readonly code: Code;
  /** The name that the document gives to the code; undefined for a code that it does not know. */
  declare readonly codeName: string | undefined;
  /** The answer's `ErrorInfo`, redacted; empty when there is none. Its wording is not documented. */
  declare readonly info: string;
  /** The whole answer, redacted. */
  declare readonly body: AnswerBody;
  /** Whether a repeat makes sense; `never` for a code that the document does not know. */
  declare readonly retry: RetryClass;
  /** The page that explains the code and says what to do. */
  declare readonly docsUrl: string;

  constructor(
    answer: { code: Code; codeName: string | undefined; info: string; body: AnswerBody; retry: RetryClass },
    context: ChatErrorContext,
  ) {
    const page = `${docsUrl}errors/${answer.codeName === undefined ? 'index' : answer.code}.html`;
    const name = answer.codeName ?? '(a code that is not documented)';
    const info = answer.info === '' ? '.' : `: ${printable(answer.info, maxQuoted)}`;
    super(`${answer.code} ${name}${info}`, context, ` See ${page}`);
    this.code = answer.code;
    this.codeName = answer.codeName;
    this.info = answer.info;
    this.body = answer.body;
    this.retry = answer.retry;
    this.docsUrl = page;
  }
}

/**
 * Tells a refusal by the service from every other error. With an operation it is true for the codes of that operation's
 * own page only, and narrows `code` to them, so that a `switch` over them can end in `never`.
 *
 * @example
 * if (isChatApiError(error, 'destroyOfficialAccount')) {
 *   if (error.codeName === 'OfficialAccountNotFound') return; // it was gone already
 *   throw error;
 * }
 */
export function isChatApiError<K extends OperationId>(
  error: unknown,
  operation: K,
): error is ChatApiError<OperationCode<K>>;
export function isChatApiError(error: unknown): error is ChatApiError;
export function isChatApiError(error: unknown, operation?: OperationId): boolean {
  if (!(error instanceof ChatApiError)) return false;
  if (operation === undefined) return true;
  const codes: readonly number[] = operations[operation].codes;
  return error.operation === operation && codes.includes(error.code);
}

function describeBody({ kind, size, contentType }: ForeignAnswer): string {
  const bytes = size === undefined ? 'not read to its end' : `${size} bytes`;
  return `${kind}, ${bytes}${contentType === undefined ? '' : `, as ${contentType}`}`;
}

/** What to look at before a call with unknown outcome is repeated. */
function advice({ operation, outcome }: ChatErrorContext): string {
  if (outcome !== 'unknown' || operation === undefined) return '';
  return 'idempotent' in operations[operation]
    ? ' It may have been carried out; it is safe to repeat.'
    : ' It may have been carried out. It is not idempotent: look whether it has taken effect before you repeat it.';
}
