import type { Region } from '@chat-openapi/openapi';
import type { MockCall } from './calls.ts';
import type { MockState } from './state/snapshot.ts';
import type { MockWebhookOptions } from './webhooks/options.ts';
import type { MockWebhook } from './webhooks/webhook.ts';

export interface MockOptions {
  /**
   * The port to listen on, 0 to 65535; 0 takes a free one.
   *
   * @default 0
   */
  port?: number | undefined;
  /**
   * The address to listen on.
   *
   * @default '127.0.0.1'
   */
  host?: string | undefined;
  /**
   * Names besides its own by which `/_mock/` may be called, such as `mock.example.test`. Loopback names and names without a
   * dot, as containers have them, always may. Operations answer whatever the name.
   */
  allowHosts?: readonly string[] | undefined;
  /** The only app that is known; others are refused with 70020. By default every SDKAppID is. */
  sdkAppId?: number | undefined;
  /** The app's key. With it signatures are checked (70001, 70003, 70009, 70013, 70014); without it any will do. */
  secretKey?: string | undefined;
  /** The user ids of the app's administrators; others are refused with 60010. By default everybody is one. */
  admins?: readonly string[] | undefined;
  /** The app's region. A request whose `Host` is that of another region is refused with 60026. */
  region?: Region | undefined;
  /** Channels that exist from the start. */
  channels?: readonly string[] | undefined;
  /**
   * What the mock remembers from the start and after each reset: what `state()` of a mock has returned, or less of it. It
   * counts more than `channels`.
   */
  state?: MockState | undefined;
  /** The accounts that exist. By default every user id is one, unless the mock is strict: then none is that is not named. */
  accounts?: readonly string[] | undefined;
  /**
   * Whether the app is on trial, and has 5 channels at most; one more is refused with 130010.
   *
   * @default false
   */
  trial?: boolean | undefined;
  /**
   * Whether a channel has to be created before it can be used, and an account named. Otherwise every well-formed id exists until
   * it is terminated.
   *
   * @default false
   */
  strict?: boolean | undefined;
  /**
   * Whether the app lacks the service, so that it is refused with 131000.
   *
   * @default false
   */
  disabled?: boolean | undefined;
  /**
   * Calls a second of each app and operation, beyond which they are refused with 60007; `true` stands for all limits of the
   * document, some of which have a code of their own and count the calls for each channel.
   *
   * @default false
   */
  rateLimit?: number | boolean | undefined;
  /**
   * Milliseconds to wait before each answer, or the bounds of a random wait; at most 60000.
   *
   * @default 0
   */
  latency?: number | readonly [min: number, max: number] | undefined;
  /**
   * The share of calls that fail, 0 to 1: with a code of the document that may be repeated, with `502` or with `reset`.
   *
   * @default 0
   */
  failRate?: number | undefined;
  /** Makes random waits and failures the same in each run. A whole number, 0 to 4294967295. Random by default. */
  seed?: number | undefined;
  /**
   * Whether `/_mock/` is there, by which tests in other languages look into the mock and set it up.
   *
   * @default true
   */
  control?: boolean | undefined;
  /**
   * Whether the mock holds its own answers against the document. One that does not fit is answered with status 500 and a
   * text that says why. For tests of the mock itself.
   *
   * @default false
   */
  check?: boolean | undefined;
  /**
   * Where the app receives webhooks, and how they are sent. By default none are.
   *
   * @example { url: 'http://127.0.0.1:3000/chat', token: process.env.CHAT_WEBHOOK_TOKEN }
   */
  webhooks?: MockWebhookOptions | undefined;
  /** Called with each webhook when it was answered, or has failed. What it throws is dropped. */
  onWebhook?: ((webhook: MockWebhook) => void) | undefined;
  /** Called with each call as it is answered. What it throws is dropped. */
  onCall?: ((call: MockCall, milliseconds: number) => void) | undefined;
}
