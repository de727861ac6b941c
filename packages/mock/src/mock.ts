import type { OperationId } from '@chat-openapi/openapi';
import type { WebhookCommand } from '@chat-openapi/openapi/webhooks';
import type { MockCall, OperationCall } from './calls.ts';
import type { MockSettings } from './changes.ts';
import type { Outcome } from './outcome.ts';
import type { StateSnapshot } from './state/snapshot.ts';
import type { MockWebhook, WebhookCounts, WebhookOf } from './webhooks/webhook.ts';

export interface Mock {
  /** Where the mock listens, such as `http://127.0.0.1:4010`. */
  readonly url: string;
  /** What random waits and failures begin with; give it as `seed` to see them again. */
  readonly seed: number;
  /** The calls since the start or the last reset, the oldest first; at most the last 10,000, and 16 MiB of bodies. */
  calls(): MockCall[];
  /** Those calls of one operation whose credentials and body were as the document wants them. */
  calls<K extends OperationId>(operation: K): OperationCall<K>[];
  /**
   * Lets the next calls of an operation end so, one after the other; `'OK'` is what would happen anyway. A call that is
   * refused for its credentials or its body takes nothing from the queue.
   *
   * @throws RangeError for an outcome that the document does not know.
   */
  enqueue<K extends OperationId>(operation: K, ...outcomes: Outcome<K>[]): void;
  /** What the mock remembers, the oldest first. */
  state(): StateSnapshot;
  /**
   * The webhooks that were sent since the start or the last reset, the oldest first; at most the last 10,000, and 16 MiB of
   * events and answers. Neither token nor signature is in them.
   */
  webhooks(): MockWebhook[];
  /** Those of one kind. */
  webhooks<C extends WebhookCommand>(command: C): WebhookOf<C>[];
  /** How many events wait to be delivered, and how many never will be. */
  webhookCounts(): WebhookCounts;
  /** Resolves when no event that has happened waits to be delivered. */
  idle(): Promise<void>;
  /** Latency, fail rate, strictness, limits, and where webhooks are sent to, as they are now. */
  settings(): MockSettings;
  /**
   * Changes some of them for the calls to come.
   *
   * @throws RangeError for what cannot be changed, or not to this.
   */
  change(changes: Partial<MockSettings>): void;
  /** Forgets calls, state, what is enqueued, webhooks, and changes of the settings. */
  reset(): void;
  /**
   * Ends the server and its connections at once, those that wait for an answer too. Webhooks that are under way have half a second
   * more.
   */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
