/** A receiver that keeps what it has received, for programs on any runtime. */

import { webhookCommands } from '@chat-openapi/openapi/webhooks';
import { createWebhookReceiver, type WebhookReceiver, type WebhookReceiverOptions } from '@chat-openapi/webhooks';

export const sdkAppId = 1400000000;
export const token = 'a-token-of-this-test';

/** The commands of all events that have come to their handlers, and why others have not. */
export const received: string[] = [];

export function createKeeping(options: Pick<WebhookReceiverOptions, 'waitUntil'> = {}): WebhookReceiver {
  const keep = async (event: { CallbackCommand: string }): Promise<undefined> => {
    // What begins after the answer, and takes a while, has to end all the same.
    await new Promise((resolve) => setTimeout(resolve, 5));
    received.push(event.CallbackCommand);
    return undefined;
  };
  return createWebhookReceiver({
    sdkAppId,
    token,
    on: Object.fromEntries(webhookCommands.map((command) => [command, keep])),
    onRefused: ({ reason }) => received.push(reason),
    bodyTimeout: 200,
    maxBytes: 10_000,
    ...options,
  });
}
