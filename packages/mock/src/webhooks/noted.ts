import { isObject } from '@chat-openapi/openapi/document';
import { isWebhookCommand, type WebhookCommand, type WebhookEvent } from '@chat-openapi/openapi/webhooks';
import { showBody } from '../calls.ts';
import { createHistory } from '../history.ts';
import { hideKey } from '../plain-text.ts';
import type { Delivery } from './reply.ts';
import type { MockWebhook, WebhookOf } from './webhook.ts';

/** The last deliveries, within bounds. */
export interface Noted {
  add(delivery: Delivery): void;
  all(): MockWebhook[];
  of<C extends WebhookCommand>(command: C): WebhookOf<C>[];
  /** The newest as a member of a JSON object, within a bound. */
  recent(): string;
  /** So many, the newest first. */
  latest(count: number): MockWebhook[];
  reset(): void;
}

/** A delivery as it is kept. What is sent and answered takes far less memory as text than parsed. */
interface Kept {
  facts: Omit<MockWebhook, 'body' | 'answer'>;
  body: string;
  answer: string | undefined;
}

/** @param token Hidden in what an app answers, as everything is that looks like a signature. */
export function createNoted(token: () => string | undefined): Noted {
  const history = createHistory<Kept>();
  const all = (): MockWebhook[] => history.all().map(show);
  return {
    add(delivery) {
      const kept = keep(delivery, token());
      history.add(kept, Buffer.byteLength(kept.body) + Buffer.byteLength(kept.answer ?? ''));
    },
    all,
    of: <C extends WebhookCommand>(command: C) => all().filter((one): one is WebhookOf<C> => isOf(one, command)),
    recent: () => history.recent('webhooks', (kept) => JSON.stringify(show(kept))),
    latest: (count) => history.latest(count).map(show),
    reset: () => history.reset(),
  };
}

/** One delivery as it may be shown. */
export const showDelivery = (delivery: Delivery, token: string | undefined): MockWebhook => show(keep(delivery, token));

function keep({ command, url, body, attempt, reply, failed }: Delivery, token: string | undefined): Kept {
  const { status, text = '', milliseconds = 0 } = reply ?? {};
  const { failure, problem } = failed ?? {};
  const facts = { command, url, attempt, status, failure, problem, milliseconds: Number(milliseconds.toFixed(1)) };
  return { facts, body, answer: status === undefined ? undefined : withoutToken(text, token) };
}

/** An answer without the token, however its JSON was written. */
function withoutToken(text: string, token: string | undefined): string {
  const value = showBody(text);
  if (value === undefined) return hideKey(text, token);
  return hideKey(JSON.stringify(value), token === undefined ? undefined : JSON.stringify(token).slice(1, -1));
}

const show = ({ facts, body, answer }: Kept): MockWebhook => ({
  ...facts,
  body: showBody(body),
  answer: answer === undefined ? undefined : (showBody(answer) ?? answer),
});

const isOf = <C extends WebhookCommand>(one: MockWebhook, command: C): one is WebhookOf<C> =>
  one.command === command && isWebhookCommand(command) && isEvent(one.body, command);

const isEvent = <C extends WebhookCommand>(body: unknown, command: C): body is WebhookEvent<C> =>
  isObject(body) && body.CallbackCommand === command;
