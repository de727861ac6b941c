import { type OperationId, type Region, regions } from '@chat-openapi/openapi';
import { ChatConfigError } from './errors.ts';
import type { AttemptEvent } from './on-attempt.ts';
import { createLocalQuota, type LocalQuota, type Quota, sharedQuota } from './quota.ts';
import { isBrowser, mustCloseConnections } from './runtime.ts';

/**
 * Gives a signature for the client's `identifier`. It is kept until a tenth of its time is left, or until the service
 * calls it expired; calls that need one at the same time share it. What it throws is what the call rejects with.
 */
export type UserSigProvider = () => string | Promise<string>;

/** Which host is called. One of the two is required; the wrong region is the commonest mistake, so there is no default. */
export type Target =
  | {
      /**
       * The data centre of the app, as the console shows it. When its host cannot be reached, the region's backup host is
       * called, in the same attempt and, for a minute, first.
       *
       * @example 'singapore'
       */
      region: Region;
      baseUrl?: never;
    }
  | {
      /**
       * Another host in place of the region's, such as a mock or a proxy: an `http:` or `https:` URL without user, query and
       * fragment. There is no backup host then.
       *
       * @example 'http://127.0.0.1:4010'
       */
      baseUrl: string;
      region?: never;
    };

/** How calls are signed. One of the two is required. */
export type Credentials =
  | {
      /**
       * The app's secret key, to make signatures with. It is used as text and never leaves this process. A signature holds
       * for a day, serves all calls, and is renewed when a tenth of its time is left.
       *
       * @example process.env.CHAT_SECRET_KEY
       */
      secretKey: string;
      userSig?: never;
    }
  | {
      /**
       * A signature for `identifier`, or a function that gives one.
       *
       * @example () => signUserSig({ sdkAppId, secretKey, identifier })
       */
      userSig: string | UserSigProvider;
      secretKey?: never;
    };

/** What may also be given to a single call. */
interface CommonOptions {
  /**
   * How long one attempt may take until its answer is read, in milliseconds, 1 to 2147483647. The service itself gives up
   * after 3 seconds, so less than that loses answers.
   *
   * @default 5000
   * @example 8000
   */
  timeout?: number;
  /**
   * How long the whole call may take, waits and repeats included, in milliseconds, 1 to 2147483647.
   *
   * @default 30000
   * @example 10_000
   */
  deadline?: number;
  /**
   * How often a call is repeated at most, 0 to 10; `false` is 0. What certainly was not carried out is repeated for every
   * operation, what may have been carried out for idempotent ones only. Pauses are random, up to 250 ms before the first
   * repeat, then up to twice as long each time, at most 4 seconds.
   *
   * @default 2
   * @example false
   */
  retry?: number | false;
}

export type ChatClientOptions = Target &
  Credentials &
  CommonOptions & {
    /**
     * The app's id, which the console shows as SDKAppID. A positive whole number.
     *
     * @example 1400000000
     */
    sdkAppId: number;
    /**
     * The user id of an app administrator.
     *
     * @example 'administrator'
     */
    identifier: string;
    /**
     * What keeps calls at the rate that the service allows, so that it need not refuse them. By default all clients of this
     * process share the document's rate for each app and operation. A number is so many calls a second in place of it, for
     * this client; `false` is no quota at all; an object is any other, such as one that many processes share.
     *
     * @default the document's rate, in this process
     * @example 50
     */
    quota?: number | false | Quota;
    /**
     * Called after each attempt, for logs, metrics and traces. What it throws is dropped.
     *
     * @example ({ operation, attempt, code, duration }) => logger.info({ operation, attempt, code, duration })
     */
    onAttempt?: (event: AttemptEvent) => unknown;
    /**
     * What sends a request in place of the platform's `fetch`. It sees the whole URL, signature included.
     *
     * @default globalThis.fetch
     * @example (url, init) => fetch(url, { ...init, dispatcher: proxyAgent })
     */
    fetch?: FetchLike;
    /**
     * Allows the client in a browser. Whoever has the key, or a signature of an administrator, can do anything to the app,
     * and a browser hands both to everybody who looks.
     *
     * @default false
     * @example true
     */
    dangerouslyAllowBrowser?: boolean;
  };

/** What one call may change. */
export interface CallOptions extends CommonOptions {
  /**
   * Ends the call at any moment, waits included. The call then rejects with the signal's own reason.
   *
   * @example AbortSignal.timeout(2000)
   */
  signal?: AbortSignal;
}

/** The options of a call that were checked. */
export interface CheckedCallOptions extends Omit<CallOptions, 'retry'> {
  retry?: number;
}

/** The part of `fetch` that is used. */
export type FetchLike = (
  url: string,
  init: { method: 'POST'; headers: Record<string, string>; body: string; redirect: 'manual'; signal: AbortSignal },
) => Promise<Response>;

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
  quota: LocalQuota | Quota | undefined;
  onAttempt: ((event: AttemptEvent) => unknown) | undefined;
  send: SendRequest;
}

/** Sends the body to the URL as the API wants it. May throw at once. */
export type SendRequest = (url: string, body: string, signal: AbortSignal) => Promise<Response>;

const common = ['timeout', 'deadline', 'retry'];
const client = ['region', 'baseUrl', 'sdkAppId', 'identifier', 'secretKey', 'userSig', 'quota', 'onAttempt', 'fetch'];
const known = [...client, ...common, 'dangerouslyAllowBrowser'];
const knownOfCall = ['signal', ...common];

/** @throws ChatConfigError that names the option and what was expected. */
export function checkOptions(options: ChatClientOptions): Settings {
  if (typeof options !== 'object' || options === null) throw new ChatConfigError('the options must be an object.');
  checkNames(options, known);
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
    retry: Number(retry),
    quota: quotaOf(options.quota),
    onAttempt,
    send: sendOf(options.fetch),
  };
}

/** @throws ChatConfigError that names the option and what was expected. */
export function checkCallOptions(options: CallOptions, operation: OperationId): CheckedCallOptions {
  if (typeof options !== 'object' || options === null) {
    throw new ChatConfigError("the call's options must be an object.", operation);
  }
  checkNames(options, knownOfCall, operation);
  if (options.signal !== undefined && !(options.signal instanceof AbortSignal)) {
    throw new ChatConfigError('signal must be an AbortSignal.', operation);
  }
  const { retry, ...rest } = checkCommon(options, operation);
  return retry === undefined ? rest : { ...rest, retry: Number(retry) };
}

export function isUserSig(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9*_-]+$/.test(value);
}

function checkNames(options: object, names: string[], operation?: OperationId): void {
  for (const name of Object.keys(options)) {
    if (!names.includes(name)) {
      throw new ChatConfigError(`${name} is not an option. Known are ${names.join(', ')}.`, operation);
    }
  }
}

function checkCommon<T extends CommonOptions>(options: T, operation?: OperationId): T {
  const { timeout, deadline, retry } = options;
  for (const [name, value] of Object.entries({ timeout, deadline })) {
    if (value !== undefined && (!Number.isInteger(value) || value < 1 || value > 2_147_483_647)) {
      throw new ChatConfigError(`${name} must be a whole number of milliseconds from 1 to 2147483647.`, operation);
    }
  }
  if (retry !== undefined && retry !== false && (!Number.isInteger(retry) || retry < 0 || retry > 10)) {
    throw new ChatConfigError('retry must be false or a whole number from 0 to 10.', operation);
  }
  return options;
}

function checkFunction(value: unknown, name: string): void {
  if (value !== undefined && typeof value !== 'function') throw new ChatConfigError(`${name} must be a function.`);
}

function sendOf(fetch: FetchLike | undefined): SendRequest {
  const method = 'POST';
  const redirect = 'manual';
  const fields = { 'content-type': 'application/json', ...(mustCloseConnections() ? { connection: 'close' } : {}) };
  if (fetch !== undefined) {
    return (url, body, signal) => fetch(url, { method, headers: { ...fields }, body, redirect, signal });
  }
  // The platform copies them for each request, faster from this form than from a record.
  const headers = new Headers(fields);
  return (url, body, signal) => globalThis.fetch(url, { method, headers, body, redirect, signal });
}

function quotaOf(quota: number | false | Quota | undefined): LocalQuota | Quota | undefined {
  if (quota === undefined) return sharedQuota();
  if (quota === false) return undefined;
  if (typeof quota === 'object' && typeof quota?.acquire === 'function') return quota;
  if (typeof quota === 'number' && Number.isInteger(quota) && quota >= 1 && quota <= 1_000_000) {
    return createLocalQuota(quota);
  }
  throw new ChatConfigError(
    'quota must be false, a whole number of calls a second from 1 to 1000000, or an object with an acquire function.',
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
