import { isObject } from '@chat-openapi/openapi/document';
import { isWebhookCommand, type WebhookCommand, type WebhookEvent } from '@chat-openapi/openapi/webhooks';
import { showBody } from '../calls.ts';
import { createHistory } from '../history.ts';
import { changeTexts, hideWhole, type Secrets } from '../secrets.ts';
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

/** @param token Hidden in what an app answers also when it is short, and so is everything that looks like a signature. */
export function createNoted(secrets: Secrets, token: () => string | undefined): Noted {
  const history = createHistory<Kept>();
  const showOne = (kept: Kept): MockWebhook => show(kept, secrets);
  const all = (): MockWebhook[] => history.all().map(showOne);
  return {
    add(delivery) {
      const kept = keep(delivery, secrets, token());
      history.add(kept, Buffer.byteLength(kept.body) + Buffer.byteLength(kept.answer ?? ''));
    },
    all,
    of: <C extends WebhookCommand>(command: C) => all().filter((one): one is WebhookOf<C> => isOf(one, command)),
    recent: () => history.recent('webhooks', (kept) => JSON.stringify(showOne(kept))),
    latest: (count) => history.latest(count).map(showOne),
    reset: () => history.reset(),
  };
}

/** One delivery as it may be shown. */
export const showDelivery = (delivery: Delivery, secrets: Secrets, token: string | undefined): MockWebhook =>
  show(keep(delivery, secrets, token), secrets);

function keep(
  { command, url, body, attempt, reply, failed }: Delivery,
  { hide }: Secrets,
  token: string | undefined,
): Kept {
  const { status, text = '', milliseconds = 0 } = reply ?? {};
  const { failure } = failed ?? {};
  const withoutToken = (one: string): string => hideWhole(hide(one), token);
  const problem = failed === undefined ? undefined : hide(failed.problem);
  const facts = {
    command,
    url: hide(url),
    attempt,
    status,
    failure,
    problem,
    milliseconds: Number(milliseconds.toFixed(1)),
  };
  return { facts, body, answer: status === undefined ? undefined : answerOf(text, withoutToken) };
}

/** An answer without the token, however its JSON was written. */
function answerOf(text: string, withoutToken: (text: string) => string): string {
  const value = showBody(text);
  return value === undefined ? withoutToken(text) : JSON.stringify(changeTexts(value, withoutToken));
}

const show = ({ facts, body, answer }: Kept, { hideIn }: Secrets): MockWebhook => ({
  ...facts,
  body: hideIn(showBody(body)),
  answer: answer === undefined ? undefined : (showBody(answer) ?? answer),
});

const isOf = <C extends WebhookCommand>(one: MockWebhook, command: C): one is WebhookOf<C> =>
  one.command === command && isWebhookCommand(command) && isEvent(one.body, command);

const isEvent = <C extends WebhookCommand>(body: unknown, command: C): body is WebhookEvent<C> =>
  isObject(body) && body.CallbackCommand === command;
