/**
 * Time as it really passes. A test may have replaced the global functions by fakes, and the mock in its process has to answer
 * all the same: fakes do not reach what is imported by name.
 */
import { performance } from 'node:perf_hooks';
import { clearTimeout, setImmediate as nodeSetImmediate, setTimeout } from 'node:timers';

/** Milliseconds since some moment; it never goes back. */
export const now = (): number => performance.now();

/** Calls back in the next turn of the event loop. */
export const inNextTurn = (callback: () => void): unknown => nodeSetImmediate(callback);

/** Calls back after so many milliseconds, unless the function that it returns was called before. */
export function ringAfter(milliseconds: number, ring: () => void): () => void {
  const timer = setTimeout(ring, milliseconds);
  return () => clearTimeout(timer);
}

/** Waits that end together with what they are for. */
export interface Waits {
  /** Resolves after so many milliseconds; never after the end. */
  wait(milliseconds: number): Promise<void>;
  /** Leaves no timer. */
  end(): void;
}

export function createWaits(): Waits {
  const timers = new Set<NodeJS.Timeout>();
  let isOver = false;
  return {
    wait: (milliseconds) =>
      new Promise((resolve) => {
        if (isOver) return;
        const timer = setTimeout(() => {
          timers.delete(timer);
          resolve();
        }, milliseconds);
        timers.add(timer);
      }),
    end() {
      isOver = true;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
