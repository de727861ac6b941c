import type { OperationId } from '@chat-openapi/openapi';

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

/** A quota that can also say at once that a request may start, which spares the common case a wait. */
export interface LocalQuota extends Quota {
  tryAcquire(operation: OperationId, sdkAppId: number, limit: RateLimit): boolean;
}

interface RateLimit {
  readonly calls: number;
  readonly seconds: number;
}

export function isLocalQuota(quota: Quota | undefined): quota is LocalQuota {
  return quota !== undefined && 'tryAcquire' in quota;
}

/** A quota in this process, for each app and operation on its own. `rate` takes the place of the document's calls. */
export function createLocalQuota(rate?: number): LocalQuota {
  const windows = new Map<string, SlidingWindow>();
  const windowOf = (operation: OperationId, sdkAppId: number, { calls, seconds }: RateLimit): SlidingWindow => {
    const key = `${sdkAppId} ${operation}`;
    const known = windows.get(key);
    if (known !== undefined) return known;
    const made = rate === undefined ? createSlidingWindow(calls, seconds) : createSlidingWindow(rate, 1);
    windows.set(key, made);
    return made;
  };
  return {
    tryAcquire: (operation, sdkAppId, limit) => windowOf(operation, sdkAppId, limit).tryStart(),
    acquire: ({ operation, sdkAppId, signal, ...limit }) => windowOf(operation, sdkAppId, limit).start(signal),
  };
}

/** The quota of all clients of this process that were not given another. */
let shared: LocalQuota | undefined;

export function sharedQuota(): LocalQuota {
  shared ??= createLocalQuota();
  return shared;
}

interface SlidingWindow {
  /** Starts now, if that is possible and nobody waits. */
  tryStart(): boolean;
  /** Resolves when it is this one's turn to start; rejects when the signal is aborted before. */
  start(signal: AbortSignal): Promise<void>;
}

/** First come, first served; never more than `calls` starts in any window of `seconds`, wherever it begins. */
function createSlidingWindow(calls: number, seconds: number): SlidingWindow {
  // A timer may fire a little early; one millisecond more keeps the promise.
  const length = seconds * 1000 + 1;
  /** The times of the last starts, a ring that grows up to `calls`. */
  let starts = new Float64Array(Math.min(calls, 256)).fill(Number.NEGATIVE_INFINITY);
  let oldest = 0;
  const waiting = new Set<() => void>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tryTake = (now: number): boolean => {
    if (now - (starts[oldest] ?? 0) < length) {
      if (starts.length === calls) return false;
      const grown = new Float64Array(Math.min(calls, starts.length * 2)).fill(Number.NEGATIVE_INFINITY);
      grown.set(starts.subarray(oldest));
      grown.set(starts.subarray(0, oldest), starts.length - oldest);
      oldest = starts.length;
      starts = grown;
    }
    starts[oldest] = now;
    oldest = (oldest + 1) % starts.length;
    return true;
  };
  const serve = (): void => {
    timer = undefined;
    const now = performance.now();
    for (const go of waiting) {
      if (!tryTake(now)) {
        schedule(now);
        return;
      }
      waiting.delete(go);
      go();
    }
  };
  const schedule = (now: number): void => {
    timer ??= setTimeout(serve, Math.max(0, (starts[oldest] ?? 0) + length - now));
  };

  return {
    tryStart: () => waiting.size === 0 && tryTake(performance.now()),
    start(signal) {
      if (waiting.size === 0 && tryTake(performance.now())) return Promise.resolve();
      return new Promise((resolve, reject) => {
        const go = (): void => {
          signal.removeEventListener('abort', leave);
          resolve();
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
        schedule(performance.now());
      });
    },
  };
}
