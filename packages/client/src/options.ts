/** What a user may say, to the client and to a call. */
import type { Region } from '@chat-openapi/openapi';
import type { AttemptEvent } from './on-attempt.ts';
import type { Quota } from './quota.ts';
import type { ResponseLike } from './read-body.ts';

/**
 * Gives a signature for the client's `identifier`. It is kept until a tenth of its time is left, or until the service
 * calls it expired; calls that need one at the same time share it. What it throws is what the call rejects with. When it
 * does not answer within the deadline of a call, later calls ask it anew.
 */
export type UserSigProvider = () => string | Promise<string>;

// Of what is missing TypeScript names that of the last form, so that is the one with the region.
/** Which host is called. One of the two is required; the wrong region is the commonest mistake, so there is no default. */
export type Target =
  | {
      /**
       * Another host in place of the region's, such as a mock or a proxy: an `http:` or `https:` URL without user, query and
       * fragment. There is no backup host then.
       *
       * @example 'http://127.0.0.1:4010'
       */
      baseUrl: string;
      region?: undefined;
    }
  | {
      /**
       * The data centre of the app, as the console shows it. When nothing can be sent to its host, the region's backup host is
       * called, in the same attempt and, for a minute, first. When an attempt has timed out without a byte of an answer, the
       * next attempt calls the other host.
       *
       * @example 'singapore'
       */
      region: Region;
      baseUrl?: undefined;
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
      userSig?: undefined;
    }
  | {
      /**
       * A signature for `identifier`, or a function that gives one.
       *
       * @example () => signUserSig({ sdkAppId, secretKey, identifier })
       */
      userSig: string | UserSigProvider;
      secretKey?: undefined;
    };

/** What may be given to the client, and to a single call. */
export interface CommonOptions {
  /**
   * How long one attempt may take until its answer is read, in milliseconds, 1 to 2147483647. The service itself gives up
   * after 3 seconds, so less than that loses answers.
   *
   * @default 5000
   * @example 8000
   */
  timeout?: number | undefined;
  /**
   * How long the whole call may take, waits and repeats included, in milliseconds, 1 to 2147483647.
   *
   * @default 30000
   * @example 10_000
   */
  deadline?: number | undefined;
  /**
   * How often a call is repeated at most, 0 to 10; `false` is 0. What certainly was not carried out is repeated for every
   * operation, what may have been carried out for idempotent ones only. Pauses are random, up to 250 ms before the first
   * repeat, then up to twice as long each time, at most 4 seconds.
   *
   * @default 2
   * @example false
   */
  retry?: number | false | undefined;
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
     * process share the document's limits for each app and operation, and for each channel where it has some. A number is calls
     * a second for each operation, in place of the document's rate, for this client alone. A call whose turn cannot come before
     * its deadline rejects with a `ChatQuotaError` at once. `false` is no quota at all. An object is any other quota, such as one
     * that several processes share.
     *
     * @default the document's limits, in this process
     * @example 50
     */
    quota?: number | false | Quota | undefined;
    /**
     * Called after each attempt, for logs, metrics and traces. What it throws is dropped.
     *
     * @example ({ operation, attempt, code, duration }) => logger.info({ operation, attempt, code, duration })
     */
    onAttempt?: ((event: AttemptEvent) => unknown) | undefined;
    /**
     * Sends requests in place of the platform's `fetch`. It sees the whole URL, signature included. A response without a
     * stream is read by its `text()`. For a proxy in Node take `fetch` and dispatcher from one copy of undici: the platform's
     * own may refuse the dispatcher of another version.
     *
     * @default globalThis.fetch
     * @example (url, init) => undici.fetch(url, { ...init, dispatcher: new undici.ProxyAgent('http://proxy.test:3128') })
     */
    fetch?: FetchLike | undefined;
    /**
     * Allows the client in a browser. Whoever has the key, or a signature of an administrator, can do anything to the app,
     * and a browser shows both to everybody who looks.
     *
     * @default false
     * @example true
     */
    dangerouslyAllowBrowser?: boolean | undefined;
    /**
     * Adds the beginning of an answer that is not one of the service, at most 200 characters, to the message and as `excerpt`
     * to `ChatHttpError` and `ChatResponseError`. Pieces of key and signature are taken out of it as of `ErrorInfo`. But a
     * gateway or proxy may write anything into its page, in any form: the URL with the signature, headers, names of hosts, what
     * users have written. All of that gets into your logs then.
     *
     * @default false
     * @example true
     */
    dangerouslyQuoteAnswers?: boolean | undefined;
  };

/** What one call may change. */
export interface CallOptions extends CommonOptions {
  /**
   * Ends the call at any moment, waits included. The call then rejects with the signal's own reason.
   *
   * @example AbortSignal.timeout(2000)
   */
  signal?: AbortSignal | undefined;
}

/** The part of `fetch` that is used, and of what it gives. `headers` is an object of its own for each request. */
export type FetchLike = (
  url: string,
  init: { method: 'POST'; headers: Record<string, string>; body: string; redirect: 'manual'; signal: AbortSignal },
) => Promise<ResponseLike>;
