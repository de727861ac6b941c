import type { Reply } from './sender.ts';
import type { WebhookFailure } from './webhook.ts';

export interface Failed {
  failure: WebhookFailure;
  /** What is wrong, in a sentence. */
  problem: string;
}

/** An event that was sent, or was to be, and what came of it. */
export interface Delivery {
  command: string;
  url: string;
  /** The event as JSON. */
  body: string;
  attempt: number;
  /** Undefined when it was not sent. */
  reply: Reply | undefined;
  failed: Failed | undefined;
}

/** What the app has answered, or why that is no answer. */
export function judgeReply({
  failed,
  status,
  text,
}: Reply): { failed: Failed } | { failed: undefined; value: unknown } {
  if (failed !== undefined) return { failed };
  if (status !== 200)
    return { failed: { failure: 'status', problem: `The answer has the status ${status}, not 200.` } };
  try {
    return { failed: undefined, value: JSON.parse(text) };
  } catch {
    return { failed: { failure: 'json', problem: 'The answer is not JSON.' } };
  }
}
