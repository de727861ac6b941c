/** Tells the app of what happens: asks it before an event, and tells it afterwards. Loaded only where there is an address. */
import type { WebhookRules } from '@chat-openapi/openapi/document';
import type { WebhookCommand } from '@chat-openapi/openapi/webhooks';
import { callHook } from '../call-hook.ts';
import { createWaits } from '../clock.ts';
import type { MockDocument } from '../operations.ts';
import type { Secrets } from '../secrets.ts';
import { createRandom } from '../seeded-random.ts';
import { createWebhookValidator } from '../validator.ts';
import { judge } from '../violation.ts';
import { createAsking } from './asking.ts';
import { createDeliveries, type Deliveries } from './deliveries.ts';
import type { Event, Origin } from './event.ts';
import type { AnyHeard } from './heard.ts';
import { createNoted, showDelivery } from './noted.ts';
import type { WebhookSettings } from './options.ts';
import type { Delivery } from './reply.ts';
import type { MockWebhook, WebhookCounts, WebhookOf } from './webhook.ts';

export interface Webhooks {
  /** Asks before an event. Undefined when it may pass. Never resolves after the end. */
  ask(event: Event, origin: Origin): Promise<AnyHeard | undefined>;
  /** Queues what has happened. */
  tell(event: Event, origin: Origin): void;
  all(): MockWebhook[];
  of<C extends WebhookCommand>(command: C): WebhookOf<C>[];
  /** So many, the newest first. */
  latest(count: number): MockWebhook[];
  /** The newest deliveries and the counts as JSON, within a bound. */
  show(): string;
  counts(): WebhookCounts;
  /** Resolves when nothing waits to be delivered. */
  idle(): Promise<void>;
  /** Forgets all, and ends what is under way. Answers that a call waits for are still waited for. */
  reset(): void;
  /** Waits a moment for what is under way, and ends the rest. */
  close(): Promise<void>;
}

export interface WebhooksOptions {
  document: MockDocument;
  /** Read each time, because they may change. */
  settings: () => WebhookSettings;
  seed: number;
  /** Whether events are held against the document. */
  check: boolean;
  onWebhook: ((webhook: MockWebhook) => void) | undefined;
  secrets: Secrets;
}

/** How long close() waits for deliveries. */
const graceMilliseconds = 500;

export function createWebhooks({ document, settings, seed, check, onWebhook, secrets }: WebhooksOptions): Webhooks {
  const validator = createWebhookValidator(document);
  const random = createRandom(seed);
  const asking = createAsking(document, validator, settings);
  const noted = createNoted(secrets, () => settings().token);
  const idlers: (() => void)[] = [];
  let closing: Promise<void> | undefined;

  const note = (delivery: Delivery): void => {
    // They could be thousands, and what was sent is of more interest.
    if (delivery.failed?.failure !== 'dropped') noted.add(delivery);
    if (onWebhook !== undefined) callHook(onWebhook, showDelivery(delivery, secrets, settings().token));
  };
  const onIdle = (): void => {
    for (const resolve of idlers.splice(0)) resolve();
  };
  const whenIdle = (): Promise<void> =>
    deliveries.counts().waiting === 0 ? Promise.resolve() : new Promise((resolve) => idlers.push(resolve));
  const begin = (): Deliveries => {
    // What comes after a reset from before it is dropped.
    const begun = createDeliveries(settings, random, {
      onDelivery: (delivery) => begun === deliveries && note(delivery),
      onIdle: () => begun === deliveries && onIdle(),
    });
    return begun;
  };
  let deliveries = begin();

  /** @throws Error when it is not as the document describes it, where that is checked. */
  const write = ({ command, fields }: Event): string => {
    const body = { CallbackCommand: command, ...fields, EventTime: Date.now() };
    if (!check) return JSON.stringify(body);
    const judged = judge(document, validator(command).event, body, 'The event');
    if ('value' in judged) return JSON.stringify(body);
    throw new Error(`an event of ${command} does not fit the document. ${judged.violation.text}`);
  };
  const close = async (): Promise<void> => {
    asking.end();
    deliveries.hurry();
    const waits = createWaits();
    await Promise.race([whenIdle(), waits.wait(graceMilliseconds)]);
    waits.end();
    deliveries.end();
    onIdle();
  };

  return {
    async ask(event, origin) {
      const { command } = event;
      const run = deliveries;
      const asked = { command, body: write(event), origin, rules: rulesOf(document, command) };
      return asking.ask(asked, (delivery) => run === deliveries && note(delivery));
    },
    tell(event, origin) {
      const { about, command } = event;
      const { timeout } = rulesOf(document, command);
      deliveries.add({ about, command, origin, body: write(event), timeout });
    },
    all: noted.all,
    of: noted.of,
    latest: noted.latest,
    show() {
      const { waiting, dropped } = deliveries.counts();
      return `{${noted.recent()},"waiting":${waiting},"dropped":${dropped}}`;
    },
    counts: () => deliveries.counts(),
    idle: whenIdle,
    reset() {
      const before = deliveries;
      deliveries = begin();
      before.end();
      noted.reset();
      onIdle();
    },
    close() {
      closing ??= close();
      return closing;
    },
  };
}

/** @throws Error for a webhook that the document does not have. */
function rulesOf(document: MockDocument, command: string): WebhookRules {
  const rules = document.webhooks?.[command]?.post['x-webhook'];
  if (rules === undefined) throw new Error(`The document has no webhook ${command}.`);
  return rules;
}
