/** What keeps calls at the rate that the service allows: the interface, and how the client uses it. */
import type { OperationId } from '@chat-openapi/openapi';
import { CallersOwn } from './callers-own.ts';
import { now } from './clock.ts';
import { type Ended, within } from './time.ts';

/** At most `calls` starts in any window of `seconds`, counted for each `key` on its own. */
export interface QuotaLimit {
  /** Names what is counted together: the app and the operation, and for some limits the value of a field of the body. */
  readonly key: string;
  readonly calls: number;
  readonly seconds: number;
}

/** What a call asks of a quota. */
export interface QuotaRequest {
  readonly operation: OperationId;
  /** The app that calls. */
  readonly sdkAppId: number;
  /** The limits of the document. The call may start when all of them allow it, and then it counts for all of them. */
  readonly limits: readonly QuotaLimit[];
  /** What is left of the call's deadline, in milliseconds. There is no use in waiting longer. */
  readonly remaining: number;
  /** Aborted when the call does not wait any more: its deadline has passed, or its caller has aborted it. */
  readonly signal: AbortSignal;
}

/** Keeps calls at a rate. Asked once for each attempt, retries included. */
export interface Quota {
  /**
   * Calls `start` once, when the attempt may go out, and resolves then. The request is on its way when `start` returns, so a
   * quota that notes the time right after it knows when that was. `start` does nothing when it is called again, or after
   * `signal` was aborted. Call it from this call's own code, after an `await` for example: tracing sees the request where
   * `start` was called.
   *
   * A rejection before `start` ends the call with that very error, unless `signal` was aborted before. A `ChatQuotaError` says
   * that the turn comes too late: the call then ends as with the quota of the process, with the service's refusal of an attempt
   * before if there was one, otherwise with a `ChatQuotaError` of its own. To return nothing, or
   * to resolve, without having called `start` grants the attempt as well: it goes out then.
   *
   * @example
   * async start({ limits, remaining, signal }, start) {
   *   await slotShared(limits, remaining, signal);
   *   start();
   * }
   */
  start(request: QuotaRequest, start: () => void): Promise<void>;
}

/** How asking a quota has ended: with what was started, or before that. */
export type Asked<T> = { readonly kind: 'started'; readonly value: T } | Ended;

/**
 * Lets a quota start something. Whatever the quota does, that is started at most once, and not when the call has ended. Rejects
 * with what the quota throws, as the caller's own.
 *
 * @param signal That of the caller.
 */
export async function startWith<T>(
  quota: Quota,
  { limits, ...rest }: Omit<QuotaRequest, 'signal'>,
  signal: AbortSignal | undefined,
  start: () => T,
): Promise<Asked<T>> {
  const until = now() + rest.remaining;
  const controller = new AbortController();
  // The quota may keep and change what it is given.
  const request = { ...rest, limits: limits.map((limit) => ({ ...limit })), signal: controller.signal };
  let isOver = false;
  const run = (): Promise<Asked<T>> =>
    new Promise((resolve, reject) => {
      const grant = (): void => {
        if (isOver) return;
        isOver = true;
        if (signal?.aborted) resolve({ kind: 'aborted' });
        else resolve(now() >= until ? { kind: 'timeout' } : { kind: 'started', value: start() });
      };
      const refuse = (error: unknown): void => {
        isOver = true;
        reject(new CallersOwn(error));
      };
      try {
        // A quota may throw at once, and give something else than a promise.
        Promise.resolve(quota.start(request, grant)).then(grant, refuse);
      } catch (error) {
        refuse(error);
      }
    });
  const result = await within(rest.remaining, signal, run);
  isOver = true;
  if (result.kind !== 'started') controller.abort(signal?.aborted ? signal.reason : undefined);
  return result;
}
