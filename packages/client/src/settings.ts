/** What follows from the options, checked. */
import { type OperationId, type Region, regions } from '@chat-openapi/openapi';
import { ChatConfigError } from './errors.ts';
import { createLocalQuota, sharedQuota } from './local-quota.ts';
import type { AttemptEvent } from './on-attempt.ts';
import type { CallOptions, ChatClientOptions, CommonOptions, FetchLike, UserSigProvider } from './options.ts';
import type { Quota } from './quota.ts';
import { isBrowser } from './runtime.ts';

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

/** @throws ChatConfigError that names the option and what was expected. */
export function checkOptions(options: ChatClientOptions): Settings {
  if (typeof options !== 'object' || options === null) throw new ChatConfigError('the options must be an object.');
  checkNames(options, clientNames);
  const { sdkAppId, identifier, secretKey, userSig, onAttempt, dangerouslyAllowBrowser } = options;
  if (dangerouslyAllowBrowser !== true && isBrowser()) {
    throw new ChatConfigError(
      'this is a browser. Whoever has the key or the signature of an administrator can do anything to the app, so calls belong on a server. If you know that nobody else sees this page, set dangerouslyAllowBrowser: true.',
    );
  }
  if (!Number.isSafeInteger(sdkAppId) || sdkAppId <= 0) {
    throw new ChatConfigError('sdkAppId must be a positive whole number, the SDKAppID of the console.');
  }
  if (typeof identifier !== 'string' || identifier === '') {
    throw new ChatConfigError('identifier must be the user id of an app administrator, a string that is not empty.');
  }
  if ((secretKey === undefined) === (userSig === undefined)) {
    throw new ChatConfigError('Give either secretKey or userSig, not both and not neither.');
  }
  if (
    secretKey !== undefined &&
    (typeof secretKey !== 'string' || secretKey === '' || secretKey.trim() !== secretKey)
  ) {
    throw new ChatConfigError('secretKey must be a string that is not empty and has no white space around it.');
  }
  if (userSig !== undefined && typeof userSig !== 'function' && !isUserSig(userSig)) {
    throw new ChatConfigError(
      'userSig must be a signature (letters, digits, *, - and _) or a function that gives one.',
    );
  }
  checkFunction(options.fetch, 'fetch');
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
    fetch: options.fetch,
    quotesAnswers: options.dangerouslyQuoteAnswers === true,
  };
}

/** @throws ChatConfigError that names the option and what was expected. */
export function checkCallOptions(options: UncheckedCallOptions, operation: OperationId): CallSettings {
  if (typeof options !== 'object' || options === null) {
    throw new ChatConfigError("the call's options must be an object.", operation);
  }
  checkNames(options, callNames, operation);
  const { signal } = options;
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw new ChatConfigError('signal must be an AbortSignal.', operation);
  }
  return { signal, ...checkCommon(options, operation) };
}

export function isUserSig(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9*_-]+$/.test(value);
}

function checkNames(options: object, names: readonly string[], operation?: OperationId): void {
  for (const name of Object.keys(options)) {
    if (!names.includes(name)) {
      throw new ChatConfigError(`${name} is not an option. Known are ${names.join(', ')}.`, operation);
    }
  }
}

function checkCommon(options: UncheckedCallOptions, operation?: OperationId): Omit<CallSettings, 'signal'> {
  const { retry } = options;
  if (retry !== undefined && retry !== false && !isWholeNumber(retry, 0, 10)) {
    throw new ChatConfigError('retry must be false or a whole number from 0 to 10.', operation);
  }
  return {
    timeout: checkTime(options.timeout, 'timeout', operation),
    deadline: checkTime(options.deadline, 'deadline', operation),
    retry: retry === undefined ? undefined : Number(retry),
  };
}

function checkTime(value: unknown, name: string, operation: OperationId | undefined): number | undefined {
  if (value !== undefined && !isWholeNumber(value, 1, 2_147_483_647)) {
    throw new ChatConfigError(`${name} must be a whole number of milliseconds from 1 to 2147483647.`, operation);
  }
  return value;
}

function isWholeNumber(value: unknown, min: number, max: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
}

function checkFunction(value: unknown, name: string): void {
  if (value !== undefined && typeof value !== 'function') throw new ChatConfigError(`${name} must be a function.`);
}

function quotaOf(quota: number | false | Quota | undefined): Pick<Settings, 'quota' | 'rate'> {
  if (quota === undefined) return { quota: sharedQuota(), rate: undefined };
  if (quota === false) return { quota: undefined, rate: undefined };
  if (typeof quota === 'object' && typeof quota?.start === 'function') return { quota, rate: undefined };
  if (isWholeNumber(quota, 1, 1_000_000)) return { quota: createLocalQuota(), rate: quota };
  throw new ChatConfigError(
    'quota must be false, a whole number of calls a second from 1 to 1000000, or an object with a start function.',
  );
}

function hostsOf({ region, baseUrl }: ChatClientOptions): Pick<Settings, 'region' | 'baseUrl' | 'backupUrl'> {
  if ((region === undefined) === (baseUrl === undefined)) {
    throw new ChatConfigError('Give either region or baseUrl, not both and not neither.');
  }
  if (region !== undefined) {
    if (typeof region !== 'string' || !Object.hasOwn(regions, region)) {
      throw new ChatConfigError(`region must be one of ${Object.keys(regions).join(', ')}.`);
    }
    const { url, backupUrl }: { url: string; backupUrl?: string } = regions[region];
    return { region, baseUrl: url, backupUrl };
  }
  const expected =
    'baseUrl must be an http: or https: URL without user, query and fragment, such as http://127.0.0.1:4010.';
  // What is wrong with it is not quoted: a whole call URL, signature included, is easily pasted here.
  if (typeof baseUrl !== 'string' || !URL.canParse(baseUrl)) throw new ChatConfigError(expected);
  const { protocol, username, password, search, hash, origin, pathname } = new URL(baseUrl);
  if (!/^https?:$/.test(protocol) || username + password + search + hash !== '') throw new ChatConfigError(expected);
  return { region: undefined, baseUrl: `${origin}${pathname.replace(/\/+$/, '')}`, backupUrl: undefined };
}
