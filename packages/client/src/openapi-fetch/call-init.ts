/** What a call of the openapi-fetch entry point may be given. */
import { mergeHeaders } from 'openapi-fetch';
import { ChatConfigError } from '../errors.ts';
import type { CommonOptions } from '../options.ts';

/** Options that openapi-fetch takes for a call and that make no sense here, with the reason. */
const refused = {
  baseUrl: 'the host is an option of the client',
  params: 'the operations have no parameters; the client fills the query in',
  querySerializer: 'the client fills the query in',
  pathSerializer: 'the paths have no parameters',
  Request: 'the client makes its own requests',
  method: 'every call is a POST',
  redirect: 'redirects are never followed, because they would carry the signature elsewhere',
  cache: requestOnly('cache'),
  credentials: requestOnly('credentials'),
  dispatcher: requestOnly('dispatcher'),
  duplex: requestOnly('duplex'),
  integrity: requestOnly('integrity'),
  keepalive: requestOnly('keepalive'),
  mode: requestOnly('mode'),
  priority: requestOnly('priority'),
  referrer: requestOnly('referrer'),
  referrerPolicy: requestOnly('referrerPolicy'),
  window: requestOnly('window'),
} as const;

/** Refused by type; `checkInit` refuses them for who does not use types. */
export type RefusedOptions = { readonly [Name in keyof typeof refused]?: undefined };

export const parseForms = ['json', 'text', 'blob', 'arrayBuffer', 'stream'] as const;

export type ParseAs = (typeof parseForms)[number];

/** What is needed of the options of a call. */
export interface CallInit extends CommonOptions {
  readonly signal: AbortSignal | undefined;
  readonly fetch: ((request: Request) => Promise<Response>) | undefined;
  readonly parseAs: ParseAs;
  /** Whether code of the caller sees or shapes the request. */
  readonly isSeen: boolean;
}

const nothing: CallInit = { signal: undefined, fetch: undefined, parseAs: 'json', isSeen: false };

/** @throws ChatConfigError that names the option. Times and retries are checked by the engine. */
export function checkInit(given: unknown): CallInit {
  if (given === undefined || given === null) return nothing;
  if (typeof given !== 'object') throw new ChatConfigError("the call's options must be an object.");
  for (const name in given) {
    if (isRefused(name) && !isMissing(name, Reflect.get(given, name))) {
      throw new ChatConfigError(`${name} cannot be given to a call: ${refused[name]}.`);
    }
  }
  const { timeout, deadline, retry, signal, fetch, parseAs = 'json', headers, middleware }: Unchecked = given;
  if (signal !== undefined && signal !== null && !(signal instanceof AbortSignal)) {
    throw new ChatConfigError('signal must be an AbortSignal or null.');
  }
  if (fetch !== undefined && !isFetch(fetch)) throw new ChatConfigError('fetch must be a function.');
  if (!isParseAs(parseAs)) throw new ChatConfigError(`parseAs must be one of ${parseForms.join(', ')}.`);
  if (middleware !== undefined && !Array.isArray(middleware)) throw new ChatConfigError('middleware must be a list.');
  checkHeaders(headers);
  const isSeen = fetch !== undefined || middleware !== undefined || headers !== undefined;
  return { timeout, deadline, retry, signal: signal ?? undefined, fetch, parseAs, isSeen };
}

interface Unchecked extends CommonOptions {
  readonly signal?: unknown;
  readonly fetch?: unknown;
  readonly parseAs?: unknown;
  readonly headers?: unknown;
  readonly middleware?: unknown;
}

function checkHeaders(headers: unknown): void {
  if (headers === undefined || headers === null) return;
  if (!isHeaders(headers)) throw new ChatConfigError('headers must be an object.');
  let type: string | null;
  try {
    type = mergeHeaders(headers).get('content-type');
  } catch {
    throw new ChatConfigError('headers must have names and values that HTTP allows.');
  }
  if (type !== null && !/^application\/json\b/i.test(type)) {
    throw new ChatConfigError('headers cannot change content-type: the service takes application/json only.');
  }
}

/** What can be merged, whatever the values are. */
const isHeaders = (value: unknown): value is Record<string, string> => typeof value === 'object' && value !== null;

const isFetch = (value: unknown): value is (request: Request) => Promise<Response> => typeof value === 'function';

const isRefused = (name: string): name is keyof typeof refused => Object.hasOwn(refused, name);

const isParseAs = (value: unknown): value is ParseAs => parseForms.some((form) => form === value);

/** Undefined, and parameters of which none is given. */
function isMissing(name: string, value: unknown): boolean {
  if (value === undefined) return true;
  if (name !== 'params' || typeof value !== 'object' || value === null) return false;
  return Object.values(value).every((part) => part === undefined || Object.keys(Object(part)).length === 0);
}

function requestOnly(name: string): string {
  return `requests are made by the client; a fetch that is given to it can set ${name}`;
}
