/** One request: sends it, reads what comes back, and tells an answer of the service from anything else. */
import type { OperationId, Success } from '@chat-openapi/openapi';
import type { AnswerBody } from './answer-body.ts';
import { type ConnectionFailure, isFault, readConnectionFailure, readThrownAtOnce } from './connection.ts';
import type { FetchLike } from './options.ts';
import { forget, type GivenResponse, headerOf, readBody, Unreadable } from './read-body.ts';
import { hiddenStatus, isRedirect, redirectOf, watchRedirects } from './redirects.ts';
import { readRetryAfter } from './retry-after.ts';
import { mustCloseConnections } from './runtime.ts';
import { type SetTimer, within } from './time.ts';
import { type Watch, watchFetch } from './watch-fetch.ts';

/** How one request ended, as it was found: texts in it may hold the signature. */
export type AttemptResult =
  /** An answer of the service, success or refusal. */
  | { readonly kind: 'answer'; readonly body: AnswerBody; readonly text: string; readonly headers: Headers }
  /** A response with another status than 200. The text is missing when it is longer than `maxBytes`. */
  | {
      readonly kind: 'http';
      readonly status: number;
      readonly contentType: string | null;
      readonly text: string | undefined;
      readonly bytes?: number | undefined;
      /** What the response asks to wait, in milliseconds. */
      readonly retryAfter?: number | undefined;
    }
  /** A response with status 200 that is no answer of the service, or what the user's `fetch` gave in its place. */
  | {
      readonly kind: 'response';
      readonly reason: string;
      readonly contentType: string | null;
      readonly text: string | undefined;
      readonly bytes?: number | undefined;
    }
  | ({ readonly kind: 'connection' } & ConnectionFailure)
  /** Silent when nothing of an answer had come. */
  | { readonly kind: 'timeout'; readonly isSilent: boolean }
  | { readonly kind: 'aborted' };

export interface AttemptRequest {
  /** The URL up to the value of its last parameter, `random`. */
  readonly url: string;
  /** The body as JSON text. */
  readonly body: string;
  /** Milliseconds until the answer has to be read. */
  readonly timeout: number;
  readonly signal: AbortSignal | undefined;
  readonly post: Post;
  readonly setTimer: SetTimer;
}

/** What the requests of a client are sent with. */
export interface Post {
  /** What the user gave in place of the platform's own. */
  readonly fetch: FetchLike | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

/** @param more Headers besides those that every request has. */
export function createPost(fetch: FetchLike | undefined, more: Readonly<Record<string, string>> = {}): Post {
  const headers = {
    ...more,
    'content-type': 'application/json',
    // The end of a coded answer is not known before the end of its stream.
    'accept-encoding': 'identity',
    ...(mustCloseConnections() ? { connection: 'close' } : {}),
  };
  return { fetch, headers };
}

/** As it was when this was loaded: a test may put another in its place. */
const platformFetch = globalThis.fetch;

/** Sends one request, in the turn in which it is called, and reads its answer. Never rejects. */
export async function attempt(request: AttemptRequest): Promise<AttemptResult> {
  const { timeout, signal, setTimer } = request;
  const progress: Progress = { url: '', isSilent: true };
  const result = await within(timeout, signal, (controller) => exchange(request, controller, progress), setTimer);
  progress.watch?.end();
  if (result.kind !== 'answer') forget(progress.url);
  return result.kind === 'timeout' ? { kind: 'timeout', isSilent: progress.isSilent } : result;
}

/** How far a request has come. */
interface Progress {
  url: string;
  /** Nothing of an answer has come. */
  isSilent: boolean;
  /** Of a `fetch` that is not the platform's. */
  watch?: Watch<unknown> | undefined;
}

async function exchange(
  { url: start, body, post }: AttemptRequest,
  controller: AbortController,
  progress: Progress,
): Promise<AttemptResult> {
  const url = `${start}${randomUint32()}`;
  progress.url = url;
  const given = post.fetch ?? globalThis.fetch;
  // The global one may have been replaced as well.
  const foreign = given === platformFetch ? undefined : given;
  // Headers for each request: whoever stands in between may add to them.
  const init = { method: 'POST', headers: { ...post.headers }, body, signal: controller.signal } as const;
  const watch = foreign && watchFetch(url, { ...init, redirect: 'manual' } as const);
  progress.watch = watch;
  let response: unknown;
  let isCalled = false;
  try {
    const promise: unknown =
      foreign && watch
        ? foreign(url, watch.init)
        : platformFetch(url, { ...init, redirect: watchRedirects() ? 'error' : 'manual' });
    isCalled = true;
    response = await promise;
  } catch (error) {
    const status = redirectOf(error, url);
    progress.isSilent = status === undefined;
    if (status !== undefined) return redirected(status);
    if (watch === undefined) return { kind: 'connection', ...readConnectionFailure(error) };
    const isAtOnce = !isCalled || (watch.isAtOnce() && isFault(error));
    if (!isAtOnce) return failed(watch, readConnectionFailure(error));
    // What it may have begun ends before anything is sent.
    controller.abort();
    return failed(watch, readThrownAtOnce(error));
  }
  if (response === undefined && watch?.isAtOnce()) {
    controller.abort();
    return failed(watch, { code: undefined, unsent: 'fetch gave undefined at once', isFinal: true });
  }
  if (controller.signal.aborted) {
    // It comes after the attempt has ended, from a fetch that does not look at its signal.
    if (response instanceof Response) response.body?.cancel().catch(() => {});
    return { kind: 'aborted' };
  }
  progress.isSilent = false;
  try {
    return await read(response, url, controller);
  } catch (error) {
    if (error instanceof Unreadable)
      return { kind: 'response', reason: error.reason, contentType: null, text: undefined };
    // An answer had begun, whatever the error says.
    return { kind: 'connection', ...unproven(readConnectionFailure(error)) };
  }
}

const failed = (watch: Watch<unknown>, failure: ConnectionFailure): AttemptResult => ({
  kind: 'connection',
  ...(watch.isUnsent() ? failure : unproven(failure)),
});

const unproven = ({ code }: ConnectionFailure): ConnectionFailure => ({ code, unsent: undefined, isFinal: false });

/** @throws Unreadable, or what the platform throws when the connection breaks. */
async function read(given: unknown, url: string, controller: AbortController): Promise<AttemptResult> {
  const { response, status } = headOf(given);
  if (isRedirect(status)) {
    controller.abort();
    return redirected(status);
  }
  const { text, value, bytes } = await readBody(response, url, controller);
  if (status === 200 && text !== undefined && isAnswer(value)) {
    return { kind: 'answer', body: value, text, headers: headersOf(response) };
  }
  // Only now: to read a header costs a microsecond.
  const contentType = headerOf(response, 'content-type') ?? null;
  return status === 200
    ? { kind: 'response', reason: reasonOf(text, value), contentType, text, bytes }
    : { kind: 'http', status, contentType, text, bytes, retryAfter: retryAfterOf(status, response) };
}

/** Those of a response that is not the platform's are not kept. */
function headersOf(response: GivenResponse): Headers {
  try {
    if (response.headers instanceof Headers) return response.headers;
  } catch {}
  return new Headers();
}

const retryAfterOf = (status: number, response: GivenResponse): number | undefined =>
  readRetryAfter(status, headerOf(response, 'retry-after'));

/** It is not followed, and its body says nothing. */
const redirected = (status: number): AttemptResult => ({
  kind: 'http',
  status,
  contentType: null,
  text: '',
});

/** @throws Unreadable */
function headOf(given: unknown) {
  try {
    const response: GivenResponse = Object(given);
    const { status } = response;
    // A browser hides that of a redirect.
    const isHidden = status === 0 && response.type === 'opaqueredirect';
    if (typeof status === 'number') return { response, status: isHidden ? hiddenStatus : status };
  } catch {}
  throw new Unreadable('it is no response');
}

/**
 * Success and failure are told apart by `ErrorCode` alone; `ActionStatus` and `ErrorInfo` may be missing, as they are in
 * some answers seen in reality.
 */
function isAnswer(value: unknown): value is AnswerBody {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return 'ErrorCode' in value && Number.isInteger(value.ErrorCode);
}

/** Why a text is no answer of the service. */
function reasonOf(text: string | undefined, value: unknown): string {
  if (text === undefined) return 'the body is too large';
  if (value === undefined) return `the body is ${text === '' ? 'empty' : 'not JSON'}`;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'the body is not a JSON object';
  return 'ErrorCode' in value ? 'ErrorCode is not a whole number' : 'the body has no ErrorCode';
}

/** The one place where the document is trusted for the shape of an answer. */
export const isSuccess = <K extends OperationId>(
  result: AttemptResult,
  _operation: K,
): result is Extract<AttemptResult, { kind: 'answer' }> & { readonly body: Success<K> } =>
  result.kind === 'answer' && result.body.ErrorCode === 0;

/** An unsigned 32-bit integer. Nothing depends on it that would need a cryptographic source. */
export const randomUint32 = (): number => Math.floor(Math.random() * 2 ** 32);
