/** Counts the calls of each app and operation over the last moments. */
export interface RateLimit {
  /** Whether one more call is within the limit; counts it if so. */
  take(key: string, limit: { calls: number; seconds: number }): boolean;
  reset(): void;
}

/** Beyond this many apps and operations, the counts begin anew. */
const most = 10_000;

export function createRateLimit(): RateLimit {
  const windows = new Map<string, number[]>();
  return {
    take(key, { calls, seconds }) {
      const now = performance.now();
      const recent = (windows.get(key) ?? []).filter((time) => time > now - seconds * 1000);
      const within = recent.length < calls;
      if (within) recent.push(now);
      if (windows.size >= most) windows.clear();
      windows.set(key, recent);
      return within;
    },
    reset: () => windows.clear(),
  };
}
