/** Reads the body of a response, whoever made it: the platform, another fetch, or a test. */
import { forgetUrl, isNode, mayShareTimers } from './runtime.ts';
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
    this.reason = `what fetch gave cannot be read, ${reason}`;
  }
}

const readBefore = 'its body was read before';
const noText = 'neither its stream, nor text(), nor json() gives its body';

/** The vendor's own limit for an answer is 1 MB. */
const maxBytes = 4 * 1024 * 1024;

/** One for all answers: to make one costs 10 us. */
const utf8 = new TextDecoder();

/** A header of a response that may have none, or other ones than the platform's. */
export function headerOf(response: GivenResponse, name: string): string | undefined {
  try {
    const value: unknown = Object(response.headers).get?.(name);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The body, without a text when it has more than `maxBytes`.
 *
 * @param url The URL of the request, which must not stay anywhere.
 * @param controller Ends the request.
 * @throws Unreadable, or what the platform throws when the connection breaks.
 */
export async function readBody(response: GivenResponse, url: string, controller: AbortController): Promise<Body> {
  const reader = readerOf(partOf(response, 'body'));
  if (reader === undefined) return bodyOf(await readWhole(response));
  // A coding makes the length another one. It may have been taken off by the runtime, together with the header that names it.
  const isCoded = !/^(identity)?$/i.test(headerOf(response, 'content-encoding') ?? '');
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  let tries = 0;
  for (;;) {
    const { done, value } = Object(await callOn(reader, 'read'));
    if (done === true) {
      forget(url);
      return bodyOf(utf8.decode(join(chunks, bytes)), bytes);
    }
    const chunk = toBytes(value);
    chunks.push(chunk);
    bytes += chunk.byteLength;
    if (bytes > maxBytes) {
      controller.abort();
      return bodyOf(undefined);
    }
    // What is complete is not read to the end of the stream, because then the runtime would note down the URL.
    if (isCoded || tries === maxTries) continue;
    const isAll = (): boolean => bytes === Number(headerOf(response, 'content-length') ?? Number.NaN);
    if (!ends.has(chunk.at(-1) ?? 0) && !isAll()) continue;
    const body = bodyOf(utf8.decode(join(chunks, bytes)), bytes);
    if (body.value !== undefined || (isAll() && !/^\s*\{/.test(body.text ?? ''))) {
      if (!isAll()) endLater(controller, url);
      return body;
    }
    tries++;
  }
}

/** The bytes that an object in JSON ends with: a brace, perhaps a line break after it. */
const ends = new Set([0x7d, 0x0a]);
/** How often it is tried whether a body is complete. Each try reads all of it. */
const maxTries = 20;

/** How long the end of a stream may come after the JSON at least, in milliseconds, and how many are waited for. */
const endTime = 1000;
const maxOpen = 200;

/** What ends the streams whose end is awaited: of this interval and of the one before. */
let young: (() => void)[] = [];
let old: (() => void)[] = [];

/** Without its end a connection stays open for minutes, and keeps the process alive. Where timers cannot be shared it is not ours. */
function endLater(controller: AbortController, url: string): void {
  if (!mayShareTimers()) return;
  young.push(() => {
    controller.abort(late);
    forget(url);
  });
  if (young.length + old.length === 1) setPlatformTimer(endOld, endTime);
  else if (young.length > maxOpen) young.shift()?.();
}

const late = new Error('The end of the answer did not come.');

function endOld(): void {
  for (const end of old) end();
  old = young;
  young = [];
  if (old.length > 0) setPlatformTimer(endOld, endTime);
}

/** A text, undefined when it is too long, and what it is as JSON, undefined when it is none. */
export interface Body {
  readonly text: string | undefined;
  readonly value: unknown;
  /** How many bytes it has; undefined when they were not seen. */
  readonly bytes: number | undefined;
}

function bodyOf(text: string | undefined, bytes?: number): Body {
  let value: unknown;
  try {
    if (text !== undefined) value = JSON.parse(text);
  } catch {}
  return { text, value, bytes };
}

/** A part of a response that may be anything; undefined when it has none. */
function partOf(given: unknown, name: string): unknown {
  try {
    return Object(given)[name];
  } catch {
    return undefined;
  }
}

/** What a function of it gives; undefined when it has none, or when that throws at once: no connection has broken then. */
function callOn(given: unknown, name: string): unknown {
  const method = partOf(given, name);
  try {
    return typeof method === 'function' ? Reflect.apply(method, given, []) : undefined;
  } catch {
    return undefined;
  }
}

/** @throws Unreadable when the stream was read before. */
function readerOf(body: unknown): unknown {
  if (partOf(body, 'locked') === true) throw new Unreadable(readBefore);
  const reader = callOn(body, 'getReader');
  return typeof partOf(reader, 'read') === 'function' ? reader : undefined;
}

/** By what a response has that is no stream, or has none. */
async function readWhole(response: GivenResponse): Promise<string | undefined> {
  if (partOf(response, 'bodyUsed') === true) throw new Unreadable(readBefore);
  let text = await callOn(response, 'text');
  if (typeof text !== 'string') text = await textOf(callOn(response, 'json'));
  if (typeof text !== 'string' && partOf(response, 'body') === null) text = '';
  if (typeof text !== 'string') throw new Unreadable(noText);
  return text.length > maxBytes ? undefined : text.replace(/^\ufeff/, '');
}

async function textOf(json: unknown): Promise<string | undefined> {
  try {
    return JSON.stringify(await json);
  } catch {
    return undefined;
  }
}

/** Node notes down the URL in one of the next turns, on a busy machine a little later. */
const noteTimes = [5, 100];

/** Takes back what the runtime notes down of a request whose answer was read to its end, or given up. */
export function forget(url: string): void {
  if (!isNode()) return;
  for (const wait of noteTimes) setPlatformTimer(() => forgetUrl(url), wait);
}

/** A test runner may have another `Uint8Array` than the platform. */
function toBytes(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  throw new Unreadable(noText);
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
