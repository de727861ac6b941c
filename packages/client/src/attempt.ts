/** One request: sends it, reads what comes back, and tells an answer of the service from anything else. */
import type { OperationId, Success } from '@chat-openapi/openapi';
import type { AnswerBody } from './errors.ts';
import type { FetchLike } from './options.ts';
import { mustCloseConnections } from './runtime.ts';
import { type Ended, type SetTimer, within } from './time.ts';

/** How one request ended, as it was found: anything in it may hold the signature. */
export type RawResult =
  /** An answer of the service, success or refusal. */
  | { readonly kind: 'answer'; readonly body: AnswerBody; readonly text: string; readonly headers: Headers }
  /** Any other response; the text is missing when it is longer than `maxBytes`. */
  | {
      readonly kind: 'stray';
      readonly status: number;
      readonly contentType: string | null;
      readonly text: string | undefined;
    }
  /** What the platform threw. */
  | { readonly kind: 'thrown'; readonly error: unknown }
  | Ended;

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

/** Posts a body to a URL as the API wants it. May throw at once. */
export type Post = (url: string, body: string, signal: AbortSignal) => Promise<Response>;

/**
 * @param fetch What the user gave in place of the platform's own.
 * @param more Headers besides those that every request has.
 */
export function createPost(fetch: FetchLike | undefined, more: Readonly<Record<string, string>> = {}): Post {
  const method = 'POST';
  const redirect = 'manual';
  const fields = {
    ...more,
    'content-type': 'application/json',
    ...(mustCloseConnections() ? { connection: 'close' } : {}),
  };
  if (fetch !== undefined) {
    return (url, body, signal) => fetch(url, { method, headers: { ...fields }, body, redirect, signal });
  }
  // The platform copies them for each request, faster from this form than from a record.
  const headers = new Headers(fields);
  return (url, body, signal) => globalThis.fetch(url, { method, headers, body, redirect, signal });
}

/** Sends one request, in the turn in which it is called, and reads its answer. Never rejects. */
export function attempt(request: AttemptRequest): Promise<RawResult> {
  const { timeout, signal, setTimer } = request;
  return within(timeout, signal, (abort) => exchange(request, abort), setTimer);
}

async function exchange({ url, body, post }: AttemptRequest, abort: AbortSignal): Promise<RawResult> {
  try {
    const response = await post(`${url}${randomUint32()}`, body, abort);
    const { status, headers } = response;
    // A redirect is not followed and its body says nothing; a browser shows its status as 0.
    if (response.type === 'opaqueredirect' || (status >= 300 && status < 400)) {
      response.body?.cancel().catch(() => {});
      return { kind: 'stray', status: status === 0 ? 302 : status, contentType: null, text: '' };
    }
    const text = await readText(response);
    const answer = status === 200 && text !== undefined ? parseAnswer(text) : undefined;
    return answer !== undefined && text !== undefined
      ? { kind: 'answer', body: answer, text, headers }
      : { kind: 'stray', status, contentType: headers.get('content-type'), text };
  } catch (error) {
    return { kind: 'thrown', error };
  }
}

/** The vendor's own limit for an answer is 1 MB. */
const maxBytes = 4 * 1024 * 1024;

/** One for all answers: to make one costs 10 us. */
const utf8 = new TextDecoder();

/** The body as text; undefined when it has more than `maxBytes`. */
async function readText({ body, headers }: Response): Promise<string | undefined> {
  if (body === null) return '';
  // With the length known, the end of the stream need not be waited for. An encoding makes the length another one.
  const length = headers.has('content-encoding') ? undefined : Number(headers.get('content-length') ?? Number.NaN);
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  while (bytes !== length) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    bytes += value.byteLength;
    if (bytes > maxBytes) {
      // Not awaited: a connection that hangs must not hang the call.
      reader.cancel().catch(() => {});
      return undefined;
    }
  }
  return utf8.decode(join(chunks, bytes));
}

function join(chunks: readonly Uint8Array[], bytes: number): Uint8Array {
  const [first] = chunks;
  if (first?.byteLength === bytes) return first;
  const all = new Uint8Array(bytes);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.byteLength;
  }
  return all;
}

/**
 * Success and failure are told apart by `ErrorCode` alone; `ActionStatus` and `ErrorInfo` may be missing, as they are in
 * some answers seen in reality.
 *
 * @returns Undefined when the text is no answer of the service.
 */
function parseAnswer(text: string): AnswerBody | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isAnswer(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isAnswer(value: unknown): value is AnswerBody {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return 'ErrorCode' in value && Number.isInteger(value.ErrorCode);
}

/** The one place where the document is trusted for the shape of an answer. */
export function isSuccess<K extends OperationId>(body: unknown, _operation: K): body is Success<K> {
  return isAnswer(body) && body.ErrorCode === 0;
}

const randoms = new Uint32Array(256);
let used = randoms.length;

/** An unsigned 32-bit integer from the platform's cryptographic source, which is asked for many at once. */
function randomUint32(): number {
  if (used === randoms.length) {
    crypto.getRandomValues(randoms);
    used = 0;
  }
  return randoms[used++] ?? 0;
}
