import type { Limit } from './limits.ts';
import type { Grant, Line, Waiter } from './line.ts';
import { now, setTimer } from './time.ts';

/** A call that is to start. */
export interface Call {
  /** Counts up, in order of arrival. */
  readonly number: number;
  /** The end of its deadline. */
  readonly until: number;
  readonly signal: AbortSignal;
  /** The error for a turn that comes so many milliseconds later. */
  readonly late: (limit: Limit, wait: number) => Error;
}

interface Hooks {
  /** Called when the call stands in line. */
  readonly onEnter: (line: Line, waiter: Waiter) => void;
  /** What other reason there is for a call that has waited until its end; undefined when there were too many before it. */
  readonly whyNot: () => Error | undefined;
}

/**
 * Waits for the right to start a call. By a promise, so that the call goes on in its own asynchronous context.
 *
 * @throws ChatQuotaError, RedisQuotaError, or the reason of the signal.
 */
export function waitInLine(line: Line, call: Call, { onEnter, whyNot }: Hooks): Promise<Grant> {
  const { number, until, signal } = call;
  return new Promise((resolve, reject) => {
    const release = (): void => {
      cancel();
      signal.removeEventListener('abort', leave);
    };
    const fail = (error: unknown): void => {
      release();
      line.remove(waiter);
      reject(error);
    };
    const leave = (): void => fail(signal.reason);
    const give = (grant: Grant): void => {
      release();
      resolve(grant);
    };
    const late = (limit: Limit, slotAt: number): void => fail(call.late(limit, slotAt - now()));
    const waiter: Waiter = { number, until, give, fail, late };
    const end = (): void => {
      const error = whyNot();
      if (error === undefined) late(line.delay?.limit ?? line.first, line.delay?.slotAt ?? until);
      else fail(error);
    };
    // The one timer for which the process stays: somebody waits for this call.
    const cancel = setTimer(end, until - now(), true);
    signal.addEventListener('abort', leave);
    line.add(waiter);
    onEnter(line, waiter);
  });
}
