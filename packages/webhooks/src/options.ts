/** What a user may say when a receiver is made. */
import type { WebhookEvent } from '@chat-openapi/openapi/webhooks';
import type { OtherWebhookEvent, WebhookHandlers, WebhookQuery } from './handlers.ts';
import type { Refusal } from './refusal.ts';

/** How the requests of an app are signed. One of the two is required. */
export type Signing =
  | {
      /**
       * The token that is set under webhook authentication in the console. A list while it is changed: the old one and the new one
       * hold then. Undefined is refused when the receiver is made, so that a variable that is not set is no open door.
       *
       * @example process.env.CHAT_WEBHOOK_TOKEN
       */
      token: string | readonly string[] | undefined;
      unsigned?: undefined;
    }
  | {
      /** No token is set in the console: whoever knows the address can send events. Keep it secret, in an HTTPS address. */
      unsigned: true;
      token?: undefined;
    };

/** Whose events are received. */
export type Apps =
  | (Signing & {
      /**
       * The app's id, which the console shows as SDKAppID. Events of other apps are refused.
       *
       * @example 1400000000
       */
      sdkAppId: number;
      apps?: undefined;
    })
  | {
      /**
       * Several apps, by their ids. Handlers find the app in `query.SdkAppid`.
       *
       * @example { 1400000000: { token: first }, 1400000001: { token: second } }
       */
      apps: { readonly [sdkAppId: number]: Signing };
      sdkAppId?: undefined;
      token?: undefined;
      unsigned?: undefined;
    };

export type WebhookReceiverOptions = Apps & {
  /** A handler for each webhook that you want to receive, by the vendor's command. Others are answered with success. */
  on: WebhookHandlers;
  /**
   * Called for an event that the document does not have. It is waited for as handlers before the event are; an object with
   * `ActionStatus`, `ErrorCode` and `ErrorInfo` that it returns is the answer, anything else is answered with success.
   *
   * @example (event) => logger.info(event.CallbackCommand)
   */
  onOther?: ((event: OtherWebhookEvent, query: WebhookQuery) => unknown) | undefined;
  /**
   * What is answered before an event when the handler throws or takes too long: the event passes, as the vendor lets it when
   * nobody answers, or is refused where the webhook can be.
   *
   * @default 'allow'
   */
  onFailure?: 'allow' | 'refuse' | undefined;
  /**
   * Called when a request is refused, with the reason and what to do. What it throws is dropped.
   *
   * @example ({ reason, message }) => logger.warn({ reason, message })
   */
  onRefused?: ((refusal: Refusal) => unknown) | undefined;
  /**
   * Called with what a handler throws, or with a `WebhookError` when one takes too long. The service never sees it. What it
   * throws is dropped.
   *
   * @default console.error
   */
  onError?: ((error: unknown, event: WebhookEvent | OtherWebhookEvent) => unknown) | undefined;
  /**
   * Keeps the platform from ending before the work after an answer is done. Node, Bun and Deno do it by themselves; Workers drop
   * work that nobody holds, and functions freeze after the answer.
   *
   * @example (work) => after(() => work)
   */
  waitUntil?: ((work: Promise<void>) => unknown) | undefined;
  /**
   * How long a handler before an event may take, in milliseconds since the request came, 1 to 2000. The service waits 2 seconds.
   *
   * @default 1500
   */
  timeout?: number | undefined;
  /**
   * How far `RequestTime` may be from the time of this machine, in seconds, 1 to 3600. The vendor names a minute for a sister
   * product and nothing for Chat.
   *
   * @default 60
   */
  window?: number | undefined;
  /**
   * The most bytes of a body, 1024 to 67108864.
   *
   * @default 262144
   */
  maxBytes?: number | undefined;
  /**
   * How long a body is waited for, in milliseconds, 1 to 60000.
   *
   * @default 2000
   */
  bodyTimeout?: number | undefined;
  /**
   * How many handlers may run at once, 1 to 1000000. Beyond that events are answered with HTTP 503, before the event as after a
   * handler that failed.
   *
   * @default 1000
   */
  maxRunning?: number | undefined;
  /**
   * The present time in milliseconds, for tests.
   *
   * @default Date.now
   */
  now?: (() => number) | undefined;
};
