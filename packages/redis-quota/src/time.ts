/** As they were when this was loaded: a test may put others in their place, and Redis does not go by those. */
const platform = { set: setTimeout, clear: clearTimeout, now: performance.now.bind(performance) };

/** Milliseconds of this process's monotonic clock. */
export const now = platform.now;

/** The longest that a timer of the platform can wait. */
const longest = 2_147_483_647;

/**
 * Calls once after so many milliseconds, unless it is cancelled before by what this returns.
 *
 * @param keepsAlive Whether the process stays for it.
 */
export function setTimer(fire: () => void, wait: number, keepsAlive = false): () => void {
  const timer = platform.set(fire, Math.min(Math.max(0, Math.ceil(wait)), longest));
  if (!keepsAlive) timer.unref();
  return () => platform.clear(timer);
}
