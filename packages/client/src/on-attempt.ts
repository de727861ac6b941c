import type { OperationId, Region } from '@chat-openapi/openapi';
import type { Outcome } from './errors.ts';

/** How an attempt ended, in one word. */
export type AttemptResultName =
  | 'success'
  /** The replay code, after an attempt with unknown outcome: that attempt was carried out. */
  | 'replayed'
  | 'refused'
  | 'connection'
  | 'timeout'
  | 'http'
  | 'response'
  | 'aborted';

/** One attempt, after it has ended. Holds no URL, no header, no body and no secret. */
export interface AttemptEvent {
  operation: OperationId;
  /** Which call of the client it belongs to: 1 for the first, and so on. */
  call: number;
  /** 1 for the first. */
  attempt: number;
  /** The region that was called; undefined with `baseUrl`. */
  region: Region | undefined;
  /** Whether the answer, or the failure, is that of the region's backup host. */
  backup: boolean;
  result: AttemptResultName;
  /** Whether the service has carried it out: `applied`, certainly not, or unknown. */
  outcome: 'applied' | Outcome;
  /** The HTTP status; undefined when no answer came. */
  status: number | undefined;
  /** The answer's `ErrorCode`, or the runtime's code of a connection that failed, such as `ECONNREFUSED`. */
  code: number | string | undefined;
  /** From sending to the end of the answer, in whole milliseconds. */
  duration: number;
  /** How long it had to wait before it was sent, for a pause, a signature or the quota, in whole milliseconds. */
  wait: number;
  /** Whether another attempt follows. */
  willRetry: boolean;
}

/** Calls the hook. What it throws, or rejects with, must not change how the call ends. */
export function notify(hook: (event: AttemptEvent) => unknown, event: AttemptEvent): void {
  try {
    const returned = hook(event);
    // Also a promise of another realm, or any other thenable: what it rejects with must not end the process.
    if (typeof returned === 'object' && returned !== null) Promise.resolve(returned).catch(() => {});
  } catch {}
}
