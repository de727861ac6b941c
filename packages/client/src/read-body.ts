/** Reads the body of a response, whoever made it: the platform, another fetch, or a test. */
import { createJsonEnd } from './json-end.ts';
import { forgetUrl, notesUrls } from './runtime.ts';
import { setPlatformTimer } from './time.ts';

/** As much of a `Response` as is read. */
export interface ResponseLike {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}

/** What is there of a response that may be anything. */
export type GivenResponse = { readonly [Name in keyof Response]?: unknown };

/** The response cannot be read: it is none, or was read before. */
export class Unreadable {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

/** The vendor's own limit for an answer is 1 MB. */
const maxBytes = 4 * 1024 * 1024;

/** One for all answers: to make one costs 10 us. */
const utf8 = new TextDecoder();

/** A header of a response that may have none, or other ones than the platform's. */
export function headerOf({ headers }: GivenResponse, name: string): string | undefined {
  if (typeof headers !== 'object' || headers === null || !('get' in headers)) return undefined;
  const value: unknown = typeof headers.get === 'function' ? headers.get(name) : undefined;
  return typeof value === 'string' ? value : undefined;
}

/**
 * The body as text; undefined when it has more than `maxBytes`.
 *
 * @param url The URL of the request, which must not stay anywhere.
 * @param controller Ends the request.
 * @throws Unreadable, or what the platform throws when the connection breaks.
 */
export async function readBody(
  response: GivenResponse,
  url: string,
  controller: AbortController,
): Promise<string | undefined> {
  const reader = readerOf(response.body);
  if (reader === undefined) return readWhole(response);
  const isCoded = !/^(identity)?$/i.test(headerOf(response, 'content-encoding') ?? '');
  // A coding makes the length another one. It may have been taken off by the runtime, together with the header that names it.
  const length = isCoded ? undefined : Number(headerOf(response, 'content-length') ?? Number.NaN);
  const json = createJsonEnd();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      forget(url);
      break;
    }
    const chunk = toBytes(value);
    chunks.push(chunk);
    bytes += chunk.byteLength;
    if (bytes > maxBytes) {
      controller.abort();
      return undefined;
    }
    if (isCoded) continue;
    // What is complete is not read to the end of the stream, because then the runtime would note down the URL.
    if (json.take(chunk) || (bytes === length && !json.isObject())) break;
  }
  return utf8.decode(join(chunks, bytes));
}

interface Reader {
  read(): Promise<{ done: boolean; value?: unknown }>;
}

/** @throws Unreadable when the stream was read before. */
function readerOf(body: unknown): Reader | undefined {
  if (typeof body !== 'object' || body === null || !('getReader' in body)) return undefined;
  if (typeof body.getReader !== 'function') return undefined;
  try {
    return body.getReader();
  } catch {
    throw new Unreadable('its body was read before');
  }
}

/** By what a response has that is no stream, or has none. */
async function readWhole(response: GivenResponse): Promise<string | undefined> {
  const text: unknown = await wholeOf(response);
  if (typeof text !== 'string') throw new Unreadable('its text() does not give a text');
  return text.length > maxBytes ? undefined : text;
}

async function wholeOf(response: GivenResponse): Promise<unknown> {
  if (response.bodyUsed === true) throw new Unreadable('its body was read before');
  if (typeof response.text === 'function') return response.text();
  if (typeof response.json === 'function') return jsonOf(response.json());
  if (response.body === null) return '';
  throw new Unreadable('it has neither a stream nor text()');
}

async function jsonOf(given: unknown): Promise<unknown> {
  try {
    return JSON.stringify(await given);
  } catch {
    throw new Unreadable('its json() fails');
  }
}

/** Node notes down the URL in one of the next turns, on a busy machine a little later. */
const noteTimes = [5, 100];

/** Takes back what the runtime notes down of a request whose answer was read to its end, or given up. */
export function forget(url: string): void {
  if (!notesUrls()) return;
  for (const wait of noteTimes) setPlatformTimer(() => forgetUrl(url), wait);
}

/** A test runner may have another `Uint8Array` than the platform. */
function toBytes(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  throw new Unreadable('its stream does not give bytes');
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
