/** What follows from the options, checked. */
import { type OperationId, type Region, regions } from '@chat-openapi/openapi';
import { ChatConfigError } from './errors.ts';
import { createLocalQuota, sharedQuota } from './local-quota.ts';
import type { AttemptEvent } from './on-attempt.ts';
import type { CallOptions, ChatClientOptions, CommonOptions, FetchLike, UserSigProvider } from './options.ts';
import type { Quota } from './quota.ts';
import { isBrowser } from './runtime.ts';
import { secretFault, userSigFault } from './user-sig-form.ts';
import { nearest, quoteName, whatCame, whatCameOfVariable } from './what-came.ts';

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

/** Options of a call that were checked; those that are missing are the client's. */
export interface CallSettings {
  signal?: AbortSignal | undefined;
  timeout?: number | undefined;
  deadline?: number | undefined;
  retry?: number | undefined;
}

/** Options of a call as they come from a caller who may not use types. */
export type UncheckedCallOptions = { readonly [Name in keyof CallOptions]?: unknown };

const commonNames = ['timeout', 'deadline', 'retry'] as const satisfies (keyof CommonOptions)[];
const callNames = ['signal', ...commonNames] as const satisfies (keyof CallOptions)[];
const clientNames = [
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

/** @throws ChatConfigError that names the option, what came, and what was expected. */
export function checkOptions(given: ChatClientOptions): Settings {
  const options = readOptions(given, clientNames, 'the options');
  const { sdkAppId, identifier, secretKey, userSig, onAttempt, fetch, dangerouslyAllowBrowser } = options;
  if (dangerouslyAllowBrowser !== true && isBrowser()) {
    throw new ChatConfigError(
      'this is a browser. Whoever has the key or the signature of an administrator can do anything to the app, so calls belong on a server. If you know that nobody else sees this page, set dangerouslyAllowBrowser: true.',
    );
  }
  checkSdkAppId(sdkAppId);
  checkIdentifier(identifier);
  checkCredentials(given, secretKey, userSig);
  checkFunction(fetch, 'fetch');
  checkFunction(onAttempt, 'onAttempt');
  const { timeout = 5000, deadline = 30_000, retry = 2 } = checkCommon(options);
  return {
    ...hostsOf(options),
    sdkAppId,
    identifier,
    secretKey,
    userSig,
    timeout,
    deadline,
    retry,
    ...quotaOf(options.quota),
    onAttempt,
    fetch,
    quotesAnswers: options.dangerouslyQuoteAnswers === true,
  };
}

/** @throws ChatConfigError that names the option, what came, and what was expected. */
export function checkCallOptions(given: UncheckedCallOptions, operation: OperationId): CallSettings {
  const options = readOptions(given, callNames, "the call's options", operation);
  const { signal } = options;
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw new ChatConfigError(`signal must be an AbortSignal. ${whatCame(signal)}`, operation);
  }
  return { signal, ...checkCommon(options, operation) };
}

/** Reads each option once, so that nothing which changes or throws later can do harm. */
function readOptions<T extends object>(
  given: T,
  names: readonly (keyof T & string)[],
  what: string,
  operation?: OperationId,
): Partial<T> {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new ChatConfigError(`${what} must be an object. ${whatCame(given)}`, operation);
  }
  let unknown: string | undefined;
  const read: Partial<T> = {};
  try {
    unknown = Object.keys(given).find((name) => !names.some((known) => known === name));
    for (const name of names) read[name] = given[name];
  } catch {
    throw new ChatConfigError(`${what} cannot be read: a property throws.`, operation);
  }
  if (unknown === undefined) return read;
  const meant = nearest(unknown, names);
  const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
  throw new ChatConfigError(`${quoteName(unknown)} is not an option.${hint} Known are ${names.join(', ')}.`, operation);
}

function checkSdkAppId(value: unknown): asserts value is number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return;
  const hint = typeof value === 'string' && /^\d+$/.test(value) ? ' Write it without quotes, or use Number().' : '';
  throw new ChatConfigError(
    `sdkAppId must be a positive whole number, the SDKAppID of the console. ${whatCameOfVariable(value)}${hint}`,
  );
}

/** In bytes of UTF-8, as the service counts. */
const maxIdentifier = 32;

function checkIdentifier(value: unknown): asserts value is string {
  const fault = identifierFault(value);
  if (fault === undefined) return;
  throw new ChatConfigError(
    `identifier must be the user id of an app administrator, a string of 1 to ${maxIdentifier} bytes. ${fault}`,
  );
}

function identifierFault(value: unknown): string | undefined {
  if (typeof value !== 'string' || value === '') return whatCameOfVariable(value);
  if (/[\n\r\u2028\u2029]/.test(value)) return `${whatCame(value)} There is a line break in it.`;
  if (/\p{Cc}/u.test(value)) return `${whatCame(value)} There is a control character in it.`;
  if (/\p{Cs}/u.test(value)) return `${whatCame(value)} There is half of a surrogate pair in it; its text is damaged.`;
  const bytes = new TextEncoder().encode(value).length;
  return bytes > maxIdentifier ? `It has ${bytes} bytes.` : undefined;
}

function checkCredentials(
  given: object,
  secretKey: unknown,
  userSig: unknown,
): asserts secretKey is string | undefined {
  if (secretKey === undefined && userSig === undefined) {
    const named = ['secretKey', 'userSig'].find((name) => name in given);
    throw new ChatConfigError(
      named === undefined
        ? 'Give either secretKey or userSig, not both and not neither.'
        : `Give either secretKey or userSig, not both and not neither. ${named}: ${whatCameOfVariable(undefined)}`,
    );
  }
  if (secretKey !== undefined && userSig !== undefined) {
    throw new ChatConfigError('Give either secretKey or userSig, not both and not neither.');
  }
  if (secretKey !== undefined) {
    const fault =
      typeof secretKey !== 'string' || secretKey === '' ? whatCameOfVariable(secretKey) : secretFault(secretKey);
    if (fault !== undefined) {
      throw new ChatConfigError(
        `secretKey must be the app's key, a string that is not empty and has nothing around it. ${fault}`,
      );
    }
  } else if (typeof userSig !== 'function') {
    const fault = userSigFault(userSig);
    if (fault !== undefined) {
      throw new ChatConfigError(
        `userSig must be a signature (letters, digits, *, - and _) or a function that gives one. ${fault}`,
      );
    }
  }
}

function checkCommon(options: UncheckedCallOptions, operation?: OperationId): Omit<CallSettings, 'signal'> {
  const { retry } = options;
  if (retry !== undefined && retry !== false && !isWholeNumber(retry, 0, 10)) {
    throw new ChatConfigError(`retry must be false or a whole number from 0 to 10. ${whatCame(retry)}`, operation);
  }
  return {
    timeout: checkTime(options.timeout, 'timeout', operation),
    deadline: checkTime(options.deadline, 'deadline', operation),
    retry: retry === undefined ? undefined : Number(retry),
  };
}

function checkTime(value: unknown, name: string, operation: OperationId | undefined): number | undefined {
  if (value !== undefined && !isWholeNumber(value, 1, 2_147_483_647)) {
    throw new ChatConfigError(
      `${name} must be a whole number of milliseconds from 1 to 2147483647. ${whatCame(value)}`,
      operation,
    );
  }
  return value;
}

function isWholeNumber(value: unknown, min: number, max: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
}

function checkFunction(value: unknown, name: string): void {
  if (value !== undefined && typeof value !== 'function') {
    throw new ChatConfigError(`${name} must be a function. ${whatCame(value)}`);
  }
}

function quotaOf(quota: number | false | Quota | undefined): Pick<Settings, 'quota' | 'rate'> {
  if (quota === undefined) return { quota: sharedQuota(), rate: undefined };
  if (quota === false) return { quota: undefined, rate: undefined };
  if (isQuota(quota)) return { quota, rate: undefined };
  if (isWholeNumber(quota, 1, 1_000_000)) return { quota: createLocalQuota(), rate: quota };
  throw new ChatConfigError(
    `quota must be false, a whole number of calls a second from 1 to 1000000, or an object with a start function. ${whatCame(quota)}`,
  );
}

function isQuota(value: unknown): value is Quota {
  try {
    return typeof value === 'object' && value !== null && 'start' in value && typeof value.start === 'function';
  } catch {
    return false;
  }
}

type GivenHosts = Partial<Pick<ChatClientOptions, 'region' | 'baseUrl'>>;

function hostsOf({ region, baseUrl }: GivenHosts): Pick<Settings, 'region' | 'baseUrl' | 'backupUrl'> {
  if ((region === undefined) === (baseUrl === undefined)) {
    throw new ChatConfigError('Give either region or baseUrl, not both and not neither.');
  }
  if (region !== undefined) {
    if (typeof region !== 'string' || !Object.hasOwn(regions, region)) {
      const names = Object.keys(regions);
      const meant = typeof region === 'string' ? nearest(region, names) : undefined;
      const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
      throw new ChatConfigError(`region must be one of ${names.join(', ')}. ${whatCame(region)}${hint}`);
    }
    const { url, backupUrl }: { url: string; backupUrl?: string } = regions[region];
    return { region, baseUrl: url, backupUrl };
  }
  const expected =
    'baseUrl must be an http: or https: URL without user, query and fragment, such as http://127.0.0.1:4010.';
  // What is wrong with it is not quoted: a whole call URL, signature included, is easily pasted here.
  if (typeof baseUrl !== 'string' || !URL.canParse(baseUrl)) {
    throw new ChatConfigError(`${expected} ${whatCameOfVariable(baseUrl)}`);
  }
  const { protocol, username, password, search, hash, origin, pathname } = new URL(baseUrl);
  if (!/^https?:$/.test(protocol) || username + password + search + hash !== '') {
    throw new ChatConfigError(`${expected} ${whatCame(baseUrl)}`);
  }
  return { region: undefined, baseUrl: `${origin}${pathname.replace(/\/+$/, '')}`, backupUrl: undefined };
}
