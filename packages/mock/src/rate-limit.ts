/** The limits of the document: what is counted together, over how long, and what is said to a call beyond it. */
import { isObject, type RateLimit as Limit, limitInWords } from '@chat-openapi/openapi/document';
import { BoundedMap } from './bounded-map.ts';
import { now } from './clock.ts';
import type { Caller } from './credentials.ts';
import type { MockOperation } from './operations.ts';
import { Refusal } from './refusal.ts';

/** A limit, and what is counted together for it. */
export interface Window {
  key: string;
  limit: Pick<Limit, 'calls' | 'seconds' | 'by' | 'code'>;
}

/** Counts calls over the last moments. */
export interface RateLimit {
  /** Counts one more call in all windows, or in none: then it returns a window that is full. */
  take(windows: readonly Window[]): Window | undefined;
  /** Counts it no more where something else than calls is counted, such as the messages of a channel: it was not carried out. */
  giveBack(windows: readonly Window[]): void;
  reset(): void;
}

const maxKeys = 10_000;

export function createRateLimit(): RateLimit {
  /** When the calls of each key were, the oldest first. */
  const times = new BoundedMap<number[]>(maxKeys);
  return {
    take(windows) {
      const at = now();
      for (const window of windows) {
        const recent = times.get(window.key) ?? [];
        while (recent[0] !== undefined && recent[0] <= at - window.limit.seconds * 1000) recent.shift();
        if (recent.length >= window.limit.calls) return window;
      }
      for (const { key } of windows) {
        const recent = times.get(key) ?? [];
        recent.push(at);
        times.set(key, recent);
      }
      return undefined;
    },
    giveBack(windows) {
      for (const { key, limit } of windows) if (limit.by !== undefined) times.get(key)?.pop();
    },
    reset: () => times.clear(),
  };
}

/** The windows in which a call counts: one for each limit, and for each value of the field that a limit names. */
export function windowsOf(
  rateLimit: number | boolean,
  { id, document }: MockOperation,
  { sdkAppId }: Caller,
  body: unknown,
): Window[] {
  if (rateLimit === false) return [];
  const limits: Window['limit'][] = rateLimit === true ? document['x-rate-limit'] : [{ calls: rateLimit, seconds: 1 }];
  return limits.flatMap((limit, index) => {
    const key = `${sdkAppId} ${id} ${index}`;
    if (limit.by === undefined) return [{ key, limit }];
    const value = isObject(body) ? body[limit.by] : undefined;
    // A call without the field is refused for that afterwards. What is longer than any id need not be kept as a whole.
    if (typeof value !== 'string' && typeof value !== 'number') return [];
    return [{ key: `${key} ${String(value).slice(0, 200)}`, limit }];
  });
}

export function refuseRate({ limit }: Window, { id }: MockOperation): Refusal {
  const info = `${id} allows ${limitInWords(limit)}, and this is one more. Slow down, or change the limit of the mock.`;
  return new Refusal({ code: limit.code ?? 60007, reason: 'rate', info });
}
