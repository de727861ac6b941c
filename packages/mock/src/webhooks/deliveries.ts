/** Events that have happened: each is delivered to every address, in order by what it is about, and not waited for. */
import { createWaits } from '../clock.ts';
import type { Random } from '../seeded-random.ts';
import { addressOf } from './address.ts';
import type { Origin } from './event.ts';
import { createLanes, type Lanes, maxWaiting } from './lanes.ts';
import type { WebhookSettings } from './options.ts';
import { type Delivery, judgeReply } from './reply.ts';
import { createSender } from './sender.ts';
import { createShuffle } from './shuffle.ts';

/** An event as it is sent. */
export interface Told {
  about: string;
  command: string;
  /** As JSON. */
  body: string;
  origin: Origin;
  /** How long an answer is waited for, in seconds. */
  timeout: number;
}

export interface Deliveries {
  add(told: Told): void;
  /** How many are not delivered yet, and how many never will be. */
  counts(): { waiting: number; dropped: number };
  /** Sends at once what is held back. */
  hurry(): void;
  /** Ends what is under way; nothing is sent any more. */
  end(): void;
}

interface Hooks {
  onDelivery(delivery: Delivery): void;
  /** Nothing waits any more. */
  onIdle(): void;
}

/** Between an attempt that was not answered and the next one. */
const pauseMilliseconds = 1000;

/** @param settings Read at each event. */
export function createDeliveries(settings: () => WebhookSettings, random: Random, hooks: Hooks): Deliveries {
  const sender = createSender();
  const waits = createWaits();
  const lanesByUrl = new Map<string, Lanes<Told>>();
  let dropped = 0;
  let isOver = false;

  const deliver = async (url: string, { command, body, origin, timeout }: Told): Promise<void> => {
    for (let attempt = 1; ; attempt++) {
      const { token, retry } = settings();
      const reply = await sender.send(addressOf(url, command, origin, token), body, timeout);
      const { failed } = judgeReply(reply);
      hooks.onDelivery({ command, url, body, attempt, reply, failed });
      const isUnanswered = failed?.failure === 'timeout' || failed?.failure === 'connection';
      if (isOver || !isUnanswered || attempt > retry) return;
      await waits.wait(pauseMilliseconds);
    }
  };
  const waiting = (): number => Array.from(lanesByUrl.values()).reduce((sum, { count }) => sum + count, shuffle.count);
  const onIdle = (): void => {
    if (waiting() === 0) hooks.onIdle();
  };
  const lanesOf = (url: string): Lanes<Told> => {
    const known = lanesByUrl.get(url);
    if (known !== undefined) return known;
    const lanes = createLanes<Told>((told) => deliver(url, told), onIdle);
    lanesByUrl.set(url, lanes);
    return lanes;
  };
  const queue = (told: Told): void => {
    for (const url of settings().url) {
      if (lanesOf(url).add(told.about, told)) continue;
      dropped++;
      const failed = { failure: 'dropped', problem: `${maxWaiting} events wait for this address already.` } as const;
      const { command, body } = told;
      hooks.onDelivery({ command, url, body, attempt: 1, reply: undefined, failed });
    }
  };
  const shuffle = createShuffle(random, queue);

  return {
    add(told) {
      if (isOver) dropped++;
      else if (settings().disorder) shuffle.add(told);
      else queue(told);
    },
    // After the end the next attempt of an event never comes.
    counts: () => ({ waiting: isOver ? 0 : waiting(), dropped }),
    hurry: () => shuffle.flush(),
    end() {
      isOver = true;
      dropped += shuffle.end();
      for (const lanes of lanesByUrl.values()) dropped += lanes.end();
      waits.end();
      sender.end();
    },
  };
}
