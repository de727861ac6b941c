/** What can be seen of a webhook that the mock has sent. */
import type { WebhookCommand, WebhookEvent } from '@chat-openapi/openapi/webhooks';

/**
 * Why a delivery counts as failed: no whole answer in time; no connection, or one that was cut; another status than 200; an
 * answer that is too large, no JSON, or none that the webhook knows; the mock was closed meanwhile; too many were waiting.
 */
export type WebhookFailure =
  | 'timeout'
  | 'connection'
  | 'status'
  | 'too-large'
  | 'json'
  | 'answer'
  | 'closed'
  | 'dropped';

/** One delivery of an event to one address. Neither token nor signature is in it. */
export interface MockWebhook {
  /** The vendor's name of the webhook. */
  readonly command: string;
  /** The address, without what the mock has added to it. */
  readonly url: string;
  /** The event as it was sent; undefined when it is nested too deeply to be shown. */
  readonly body: unknown;
  /** 1, and more where it is repeated. */
  readonly attempt: number;
  /** The status of the answer; undefined when none came. */
  readonly status: number | undefined;
  /** What came back, as JSON where it is JSON, else as text; undefined when nothing did. */
  readonly answer: unknown;
  /** Why it counts as failed; undefined when it does not. */
  readonly failure: WebhookFailure | undefined;
  /** The same in a sentence. */
  readonly problem: string | undefined;
  /** How long it took. */
  readonly milliseconds: number;
}

/** A delivery of one kind of webhook. */
export interface WebhookOf<C extends WebhookCommand> extends MockWebhook {
  readonly command: C;
  readonly body: WebhookEvent<C>;
}

/** How many events are not delivered, over all addresses. */
export interface WebhookCounts {
  /** Those that are still to be sent, and those whose answer is waited for. */
  waiting: number;
  /** Those that were never sent, because too many were waiting or the mock was closed. */
  dropped: number;
}
