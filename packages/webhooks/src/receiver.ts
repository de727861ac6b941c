import type { Incoming, Outgoing } from './incoming.ts';
import type { WebhookReceiverOptions } from './options.ts';
import { createReceive, headersOf } from './receive.ts';
import { createRunning } from './running.ts';
import { checkOptions } from './settings.ts';
import { readWebBody } from './web-body.ts';

/**
 * Answers one request. It never rejects, and its answer is always one that the service can read.
 *
 * @example export const POST = receiver;
 */
export interface WebhookReceiver {
  (request: Request): Promise<Response>;
  /** Resolves when no handler runs: call it before the process ends, after the server takes no more requests. */
  idle(): Promise<void>;
}

/** What deals with the requests of a receiver, for doors other than its own. */
const receives = new WeakMap<WebhookReceiver, (incoming: Incoming) => Promise<Outgoing>>();

/**
 * Makes a function that receives webhooks: it checks the signature, hands the event to its handler and answers.
 *
 * @throws WebhookError when an option cannot be right. The message names it and never holds a token.
 * @example
 * const receiver = createWebhookReceiver({
 *   sdkAppId: 1400000000,
 *   token: process.env.CHAT_WEBHOOK_TOKEN,
 *   on: {
 *     'OfficialAccount.CallbackBeforeSendMsg': async (event, { refuse }) => refuse('no links, please', 120001),
 *     'OfficialAccount.CallbackAfterOfficialAccountDestroyed': async (event) => forget(event.Official_Account),
 *   },
 * });
 */
export function createWebhookReceiver(options: WebhookReceiverOptions): WebhookReceiver {
  const settings = checkOptions(options);
  const running = createRunning(settings);
  const receive = createReceive(settings, running);
  const receiver = async (request: Request): Promise<Response> => {
    const outgoing = await receive({
      method: request.method,
      url: request.url,
      header: (name) => request.headers.get(name) ?? undefined,
      wasRead: () => false,
      readBody: (limits) => readWebBody(request, limits),
    });
    return new Response(outgoing.body, { status: outgoing.status, headers: headersOf(outgoing) });
  };
  const whole = Object.assign(receiver, { idle: () => running.idle() });
  receives.set(whole, receive);
  return whole;
}

/** @throws TypeError for what `createWebhookReceiver` has not made. */
export function receiveOf(receiver: WebhookReceiver): (incoming: Incoming) => Promise<Outgoing> {
  const receive = receives.get(receiver);
  if (receive === undefined) throw new TypeError('This is no receiver that createWebhookReceiver has made.');
  return receive;
}
