/** Runs the handlers: with an end before the event, after the answer afterwards, and never more than a bound of them. */
import { WebhookError } from './errors.ts';
import type { Settings, UserFunction } from './settings.ts';

/** What came of a handler before the event. */
export type Result<T> = { value: T } | { failed: true };

export interface Running {
  /** Whether there is room for one more. */
  hasRoom(): boolean;
  /** Waits for a handler at most so many milliseconds. What it throws then or later goes to the hook. */
  before<T>(run: () => Promise<T>, event: unknown, timeout: number): Promise<Result<T>>;
  /** Starts a handler when the answer has been given. */
  after(run: () => unknown, event: unknown): void;
  /** Resolves when no handler runs. */
  idle(): Promise<void>;
}

type Hooks = Pick<Settings, 'maxRunning' | 'onError' | 'waitUntil'>;

export function createRunning({ maxRunning, onError = logError, waitUntil }: Hooks): Running {
  let count = 0;
  let waiting: (() => void)[] = [];
  const end = (): void => {
    count -= 1;
    if (count > 0) return;
    const resolved = waiting;
    waiting = [];
    for (const resolve of resolved) resolve();
  };
  const report = (error: unknown, event: unknown): void => callHook(onError, error, event);
  /** Never rejects. */
  const settle = async <T>(run: () => Promise<T>, event: unknown): Promise<Result<T>> => {
    count += 1;
    try {
      return { value: await run() };
    } catch (error) {
      report(error, event);
      return { failed: true };
    } finally {
      end();
    }
  };
  return {
    hasRoom: () => count < maxRunning,
    async before<T>(run: () => Promise<T>, event: unknown, timeout: number) {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const late = new Promise<Result<T>>((resolve) => {
        timer = setTimeout(() => {
          report(new WebhookError('The handler has not answered in time.'), event);
          resolve({ failed: true });
        }, timeout);
      });
      try {
        return await Promise.race([settle(run, event), late]);
      } finally {
        clearTimeout(timer);
      }
    },
    after(run, event) {
      // Counted from now on, so that idle() waits for it.
      const work = settle(() => new Promise<void>(later).then(run), event);
      if (waitUntil === undefined) return;
      // What it throws comes as a rejection, as what it rejects with does.
      const hand = async (): Promise<unknown> => waitUntil(work.then(() => undefined));
      hand().catch((error: unknown) => report(error, event));
    },
    idle: () => (count === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  };
}

/**
 * Calls a function when the answer has been written. Where there is `setImmediate` that needs no timer, which would cost a round of
 * the event loop. A test may later put a clock of its own in place of the platform's: it holds back no work.
 */
const later = laterOf(globalThis);

function laterOf({ setImmediate: immediately, setTimeout: after }: Platform): (call: () => void) => unknown {
  return immediately ?? ((call) => after(call, 0));
}

interface Platform {
  setImmediate?: (call: () => void) => unknown;
  setTimeout: (call: () => void, wait: number) => unknown;
}

const logError: UserFunction = (error) => console.error(error);

/** Calls a hook of the user's. What it throws, at once or later, is dropped. */
export function callHook(hook: UserFunction | undefined, ...args: unknown[]): void {
  try {
    Promise.resolve(hook?.(...args)).catch(() => {});
  } catch {
    // A hook that fails must not change what is answered.
  }
}
