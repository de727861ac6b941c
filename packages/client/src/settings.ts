/** What follows from the options, checked. */
import { type OperationId, type Region, regions } from '@chat-openapi/openapi';
import { nearest, quoteName } from '@chat-openapi/openapi/names';
import { checkSigner, whatCame } from '@chat-openapi/usersig';
import { ChatConfigError } from './errors.ts';
import { LocalQuota, sharedQuota } from './local-quota.ts';
import type { AttemptEvent } from './on-attempt.ts';
import type { CallOptions, ChatClientOptions, CommonOptions, FetchLike, UserSigProvider } from './options.ts';
import type { Quota } from './quota.ts';
import { isBrowser } from './runtime.ts';
import { isUserSig, userSigForm } from './user-sig-form.ts';

/** Options that were checked, with their defaults. */
export interface Settings {
  region: Region | undefined;
  /** Scheme, host and path prefix, without a slash at the end. */
  baseUrl: string;
  backupUrl: string | undefined;
  sdkAppId: number;
  identifier: string;
  secretKey: string | undefined;
  userSig: string | UserSigProvider | undefined;
  timeout: number;
  deadline: number;
  retry: number;
  quota: Quota | undefined;
  /** Calls a second in place of the document's. */
  rate: number | undefined;
  onAttempt: ((event: AttemptEvent) => unknown) | undefined;
  fetch: FetchLike | undefined;
  quotesAnswers: boolean;
}

const commonNames = ['timeout', 'deadline', 'retry'] as const satisfies (keyof CommonOptions)[];
const callNames = ['signal', ...commonNames] as const satisfies (keyof CallOptions)[];
export const clientNames = [
  'region',
  'baseUrl',
  'sdkAppId',
  'identifier',
  'secretKey',
  'userSig',
  'quota',
  'onAttempt',
  'fetch',
  ...commonNames,
  'dangerouslyAllowBrowser',
  'dangerouslyQuoteAnswers',
] as const satisfies (keyof ChatClientOptions)[];

type Rule = readonly [isRight: (value: unknown) => boolean, expected: string];

export const isFunction = (value: unknown): value is (...args: never[]) => never => typeof value === 'function';

const time: Rule = [
  (value) => isWholeNumber(value, 1, 2_147_483_647),
  'a whole number of milliseconds from 1 to 2147483647',
];
const hook: Rule = [isFunction, 'a function'];
const choice: Rule = [(value) => typeof value === 'boolean', 'true or false'];

/** What an option has to be when it is given. Those that depend on each other are checked on their own. */
const rules: { readonly [name: string]: Rule | undefined } = {
  timeout: time,
  deadline: time,
  retry: [(value) => value === false || isWholeNumber(value, 0, 10), 'false or a whole number from 0 to 10'],
  onAttempt: hook,
  fetch: hook,
  dangerouslyAllowBrowser: choice,
  dangerouslyQuoteAnswers: choice,
  signal: [(value) => value instanceof AbortSignal, 'an AbortSignal'],
};

/** @throws ChatConfigError that names the option, what came, and what was expected. */
export function checkOptions(given: ChatClientOptions): Settings {
  const options = readOptions(given, clientNames, 'the options');
  const { userSig, onAttempt, fetch, timeout = 5000, deadline = 30_000, retry = 2 } = options;
  if (options.dangerouslyAllowBrowser !== true && isBrowser()) {
    throw new ChatConfigError(
      'this is a browser. With the key or signature of an administrator anybody can do anything to the app, so call from a server. If nobody else sees this page, set dangerouslyAllowBrowser: true.',
    );
  }
  return {
    ...signerOf(options),
    userSig,
    timeout,
    deadline,
    retry: Number(retry),
    ...hostsOf(options),
    ...quotaOf(options.quota),
    onAttempt,
    fetch,
    quotesAnswers: options.dangerouslyQuoteAnswers === true,
  };
}

/** @throws ChatConfigError that names the option, what came, and what was expected. */
export const checkCallOptions = (given: CallOptions, operation: OperationId | undefined): CallOptions =>
  readOptions(given, callNames, "the call's options", operation);

export function wrong(
  name: string,
  expected: string,
  value: unknown,
  operation?: OperationId,
  hint = '',
): ChatConfigError {
  return new ChatConfigError(`${name} must be ${expected}. ${whatCame(value, name === 'userSig')}${hint}`, operation);
}

/**
 * Reads each option once, so that nothing which changes or throws later can do harm.
 *
 * @param what The options, in an error.
 * @throws ChatConfigError that names the option, what came, and what was expected, never with a text of somebody else.
 */
export function readOptions<T extends object>(
  given: T,
  names: readonly (keyof T & string)[],
  what: string,
  operation?: OperationId,
): Partial<T> {
  let isObject = false;
  let unknown: string | undefined;
  const read: Partial<T> = {};
  try {
    isObject = typeof given === 'object' && given !== null && !Array.isArray(given);
    unknown = isObject ? Object.keys(given).find((name) => !names.some((known) => known === name)) : undefined;
    for (const name of isObject ? names : []) {
      const value = given[name];
      if (value !== undefined || name in given) read[name] = value;
    }
  } catch {
    throw new ChatConfigError(`${what} cannot be read: a property throws.`, operation);
  }
  if (!isObject) throw wrong(what, 'an object', given, operation);
  if (unknown !== undefined) {
    throw new ChatConfigError(
      `${quoteName(unknown)} is not an option.${nearest(unknown, names)} Known are ${names.join(', ')}.`,
      operation,
    );
  }
  for (const name of names) {
    const { 0: isRight, 1: expected = '' } = rules[name] ?? [];
    let isWrong: boolean;
    try {
      // No function of the language takes a proxy that was revoked.
      Array.isArray(read[name]);
      isWrong = read[name] !== undefined && isRight?.(read[name]) === false;
    } catch {
      throw new ChatConfigError(`${name} cannot be read: it throws.`, operation);
    }
    if (isWrong) throw wrong(name, expected, read[name], operation);
  }
  return read;
}

type Signer = Pick<Settings, 'sdkAppId' | 'identifier' | 'secretKey'>;

/** Who signs is checked as the signer does it. */
function signerOf(options: Partial<ChatClientOptions>): Signer {
  const { sdkAppId, identifier, secretKey, userSig } = options;
  oneOf('secretKey', secretKey, 'userSig', userSig, options);
  const signer: { [Name in keyof Signer]: unknown } = { sdkAppId, identifier, secretKey };
  try {
    checkSigner(signer);
  } catch (error) {
    throw new ChatConfigError(error instanceof Error ? error.message : '');
  }
  if (userSig !== undefined && !isFunction(userSig) && !isUserSig(userSig)) {
    throw wrong('userSig', `${userSigForm}, or a function that gives one`, userSig);
  }
  return signer;
}

/** @throws ChatConfigError unless one of two options is given. */
function oneOf(one: string, first: unknown, other: string, second: unknown, given: object): void {
  if ((first === undefined) !== (second === undefined)) return;
  const named = [one, other].find((name) => first === undefined && name in given);
  const hint = named === undefined ? '' : ` ${named}: ${whatCame(undefined)}`;
  throw new ChatConfigError(`Give either ${one} or ${other}, not both and not neither.${hint}`);
}

function isWholeNumber(value: unknown, min: number, max: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
}

function quotaOf(quota: unknown): Pick<Settings, 'quota' | 'rate'> {
  if (quota === undefined) return { quota: sharedQuota(), rate: undefined };
  if (quota === false) return { quota: undefined, rate: undefined };
  if (isQuota(quota)) return { quota, rate: undefined };
  if (isWholeNumber(quota, 1, 1_000_000)) return { quota: new LocalQuota(), rate: quota };
  const expected = 'false, a whole number of calls a second from 1 to 1000000, or an object with a start function';
  throw wrong('quota', expected, quota);
}

function isQuota(value: unknown): value is Quota {
  try {
    return typeof value === 'object' && value !== null && 'start' in value && isFunction(value.start);
  } catch {
    return false;
  }
}

type GivenHosts = Partial<Pick<ChatClientOptions, 'region' | 'baseUrl'>>;

function hostsOf({ region, baseUrl }: GivenHosts): Pick<Settings, 'region' | 'baseUrl' | 'backupUrl'> {
  oneOf('region', region, 'baseUrl', baseUrl, {});
  if (region !== undefined) {
    const name: unknown = region;
    if (typeof name !== 'string' || !Object.hasOwn(regions, name)) {
      const names = Object.keys(regions);
      const hint = typeof name === 'string' ? nearest(name, names) : '';
      throw wrong('region', `one of ${names.join(', ')}`, name, undefined, hint);
    }
    const { url, backupUrl }: { url: string; backupUrl?: string } = regions[region];
    return { region, baseUrl: url, backupUrl };
  }
  // What is wrong with it is not quoted: a whole call URL, signature included, is easily pasted here.
  const expected = 'an http: or https: URL without user, query and fragment, such as http://127.0.0.1:4010';
  const url = typeof baseUrl === 'string' && URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  const { protocol = '', username, password, search, hash, origin, pathname = '' }: Partial<URL> = url ?? {};
  if (!/^https?:$/.test(protocol) || [username, password, search, hash].some((part) => part !== '')) {
    throw wrong('baseUrl', expected, baseUrl);
  }
  return { region: undefined, baseUrl: `${origin}${pathname.replace(/\/+$/, '')}`, backupUrl: undefined };
}
