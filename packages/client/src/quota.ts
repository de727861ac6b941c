import type { OperationId } from '@chat-openapi/openapi';
import { mayShareTimers } from './runtime.ts';
import { pause } from './time.ts';

/** What a call asks of a quota. */
export interface QuotaRequest {
  operation: OperationId;
  /** The app that calls. */
  sdkAppId: number;
  /** The document's limit: at most `calls` starts in any window of `seconds`. */
  calls: number;
  seconds: number;
  /** Aborted when the call need not wait any more. */
  signal: AbortSignal;
}

/** Keeps calls at a rate. Called once before each request that goes out, retries included. */
export interface Quota {
  /**
   * Resolves when the request may start. A rejection ends the call with that very error, unless the signal was aborted
   * before.
   */
  acquire(request: QuotaRequest): Promise<void>;
}

/** The quota of this process. It starts requests itself, so that a start is counted when it is made and not before. */
export interface LocalQuota {
  /** Starts the request and returns true, if it may start at once and nobody waits. */
  tryStart(operation: OperationId, sdkAppId: number, limit: RateLimit, start: () => void): boolean;
  /** Starts the request when its turn has come. Resolves once it has; rejects when the signal is aborted before. */
  start(request: QuotaRequest, start: () => void): Promise<void>;
}

interface RateLimit {
  readonly calls: number;
  readonly seconds: number;
}

export function isLocalQuota(quota: LocalQuota | Quota | undefined): quota is LocalQuota {
  return quota !== undefined && 'tryStart' in quota;
}

/** A quota in this process, for each app and operation on its own. `rate` takes the place of the document's calls. */
export function createLocalQuota(rate?: number): LocalQuota {
  const apps = new Map<number, Map<OperationId, SlidingWindow>>();
  const windowOf = (operation: OperationId, sdkAppId: number, { calls, seconds }: RateLimit): SlidingWindow => {
    const known = apps.get(sdkAppId)?.get(operation);
    if (known !== undefined) return known;
    const made = rate === undefined ? createSlidingWindow(calls, seconds) : createSlidingWindow(rate, 1);
    const windows = apps.get(sdkAppId) ?? new Map<OperationId, SlidingWindow>();
    apps.set(sdkAppId, windows.set(operation, made));
    return made;
  };
  return {
    tryStart: (operation, sdkAppId, limit, start) => windowOf(operation, sdkAppId, limit).tryStart(start),
    start: ({ operation, sdkAppId, signal, ...limit }, start) =>
      windowOf(operation, sdkAppId, limit).start(signal, start),
  };
}

/** The quota of all clients of this process that were not given another. */
let shared: LocalQuota | undefined;

export function sharedQuota(): LocalQuota {
  shared ??= createLocalQuota();
  return shared;
}

interface SlidingWindow {
  tryStart(start: () => void): boolean;
  start(signal: AbortSignal, start: () => void): Promise<void>;
}

/** First come, first served; never more than `calls` starts in any window of `seconds`, wherever it begins. */
function createSlidingWindow(calls: number, seconds: number): SlidingWindow {
  // A timer may fire a little early; one millisecond more keeps the promise.
  const length = seconds * 1000 + 1;
  /** The times of the last starts, a ring that grows up to `calls`. */
  let starts = new Float64Array(Math.min(calls, 256)).fill(Number.NEGATIVE_INFINITY);
  let oldest = 0;
  const waiting = new Set<(place: number) => void>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const grow = (): void => {
    const grown = new Float64Array(Math.min(calls, starts.length * 2)).fill(Number.NEGATIVE_INFINITY);
    grown.set(starts.subarray(oldest));
    grown.set(starts.subarray(0, oldest), starts.length - oldest);
    oldest = starts.length;
    starts = grown;
  };
  /** Takes a place in the ring and gives its number, or nothing when it is not time yet. */
  const take = (): number | undefined => {
    const now = performance.now();
    if (now - (starts[oldest] ?? 0) < length) {
      if (starts.length === calls) return undefined;
      grow();
    }
    const place = oldest;
    starts[place] = now;
    oldest = (place + 1) % starts.length;
    return place;
  };
  const run = (place: number, start: () => void): void => {
    const ring = starts;
    start();
    // Some time may have gone by until the request was really out.
    if (ring === starts) ring[place] = performance.now();
  };
  const serve = (): void => {
    timer = undefined;
    for (const go of waiting) {
      const place = take();
      if (place === undefined) {
        schedule();
        return;
      }
      go(place);
    }
  };
  /** When the next place comes free, in milliseconds from now. */
  const untilFree = (): number => Math.max(0, (starts[oldest] ?? 0) + length - performance.now());
  const schedule = (): void => {
    timer ??= setTimeout(serve, untilFree());
  };
  /** A turn where no call may wait by the timer of another: each looks for a place by itself. */
  const ownTurn = async (signal: AbortSignal): Promise<number> => {
    for (;;) {
      const place = take();
      if (place !== undefined) return place;
      await pause(untilFree(), signal);
      if (signal.aborted) throw signal.reason;
    }
  };
  const turn = (signal: AbortSignal): Promise<number> =>
    new Promise((resolve, reject) => {
      const go = (place: number): void => {
        waiting.delete(go);
        signal.removeEventListener('abort', leave);
        resolve(place);
      };
      const leave = (): void => {
        waiting.delete(go);
        if (waiting.size === 0) {
          clearTimeout(timer);
          timer = undefined;
        }
        reject(signal.reason);
      };
      if (signal.aborted) {
        leave();
        return;
      }
      signal.addEventListener('abort', leave, { once: true });
      waiting.add(go);
      if (waiting.size === 1) serve();
      else schedule();
    });

  return {
    tryStart(start) {
      const place = waiting.size === 0 ? take() : undefined;
      if (place !== undefined) run(place, start);
      return place !== undefined;
    },
    // By way of a promise, so that each starts in the asynchronous context of its own call.
    start: (signal, start) => (mayShareTimers() ? turn(signal) : ownTurn(signal)).then((place) => run(place, start)),
  };
}
