import { type Operation, type OperationId, operations, type Success } from '@chat-openapi/openapi';
import { isSuccess } from './answer.ts';
import { attempt, type RawResult } from './attempt.ts';
import type { ChatErrorContext } from './errors.ts';
import type { AttemptResult } from './failure.ts';
import { createHosts, type Host } from './hosts.ts';
import { notify } from './on-attempt.ts';
import {
  type CallOptions,
  type ChatClientOptions,
  type CheckedCallOptions,
  checkCallOptions,
  checkOptions,
} from './options.ts';
import { isLocalQuota, type QuotaRequest } from './quota.ts';
import { randomUint32 } from './random.ts';
import { mayShareTimers } from './runtime.ts';
import { createSignatureSource, type Signature } from './signature.ts';
import { createTimerQueue, pause, setTimer, within } from './time.ts';

/** Makes what a call resolves with, from an answer whose `ErrorCode` is 0 and its text. */
export type Finish<K extends OperationId, R> = (body: Success<K>, text: string) => R;

/** Carries calls out: what both faces of the client have in common. */
export interface Engine {
  readonly baseUrl: string;
  /**
   * @param body The request's body as JSON text.
   * @throws ChatError, the reason of the caller's own signal, or what the caller's own `userSig` function or quota throws.
   */
  send<K extends OperationId, R>(
    operation: K,
    body: string,
    options: CallOptions | undefined,
    finish: Finish<K, R>,
  ): Promise<R>;
}

/** How far a call has come, over all of its attempts. */
interface Progress {
  readonly id: OperationId;
  readonly signal: AbortSignal | undefined;
  readonly deadline: number;
  /** When it began, by the monotonic clock. */
  readonly started: number;
  attempts: number;
  /** Whether an attempt may have been carried out. */
  unknown: boolean;
}

/** One call on its way. */
interface Call<K extends OperationId> extends Progress {
  readonly id: K;
  readonly operation: Operation;
  readonly body: string;
  readonly timeout: number;
  readonly retry: number;
  readonly succeed: (body: Success<K>, text: string) => void;
  readonly fail: (error: unknown) => void;
  /** Attempts that were made again, but for those that a new signature asked for. */
  repeats: number;
  renewed: boolean;
  /** Since when the next request has been waiting to go out. */
  waitedFrom: number;
}

/** A request that has gone out. */
interface Sent {
  signature: Signature;
  host: Host;
  at: number;
  /** How long it may take, in milliseconds. */
  limit: number;
}

type Failure = typeof import('./failure.ts');

let failure: Failure | undefined;

/** Keeps what was loaded, and never the promise for it: on Workers that may end with the request which made it. */
async function loadFailure(): Promise<Failure> {
  failure ??= await import('./failure.ts');
  return failure;
}

const textOf = (raw: RawResult): string => (raw.kind === 'answer' ? raw.text : '');

/** The answer that stands for a call which an earlier attempt had carried out. */
const replayed = { ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0 };

/** Full jitter: anything from nothing to a bound that doubles with each repeat, in milliseconds. */
const firstPause = 250;
const longestPause = 4000;

export function createEngine(options: ChatClientOptions): Engine {
  const settings = checkOptions(options);
  const { quota, onAttempt, region, sdkAppId } = settings;
  const signatures = createSignatureSource(settings);
  const hosts = createHosts(settings);
  const setUsualTimer = mayShareTimers() ? createTimerQueue(settings.timeout) : setTimer;

  // A call goes through these four in turn: sign, pace, request, judge, and from judge back to sign when it is repeated.

  function sign<K extends OperationId>(call: Call<K>): void {
    if (call.signal?.aborted) {
      call.fail(call.signal.reason);
      return;
    }
    const signature = signatures.current();
    if (signature instanceof Promise) waitFor(call, () => signature).then((made) => pace(call, made), call.fail);
    else pace(call, signature);
  }

  function pace<K extends OperationId>(call: Call<K>, signature: Signature): void {
    const { id, operation } = call;
    const [rateLimit = { calls: 200, seconds: 1 }] = operation.rateLimits;
    const start = (): void => request(call, signature);
    const wait = (run: (asked: QuotaRequest) => Promise<void>): Promise<void> =>
      waitFor(call, (signal) => run({ operation: id, sdkAppId, ...rateLimit, signal }));
    if (quota === undefined) start();
    else if (!isLocalQuota(quota)) wait((asked) => quota.acquire(asked)).then(start, call.fail);
    else if (!quota.tryStart(id, sdkAppId, rateLimit, start))
      wait((asked) => quota.start(asked, start)).catch(call.fail);
  }

  function request<K extends OperationId>(call: Call<K>, signature: Signature): void {
    if (call.signal?.aborted) {
      call.fail(call.signal.reason);
      return;
    }
    const at = performance.now();
    const left = call.started + call.deadline - at;
    if (left <= 0) {
      lateErrorOf(call).then(call.fail, call.fail);
      return;
    }
    call.attempts++;
    const sent: Sent = { signature, host: hosts.first(), at, limit: Math.min(call.timeout, left) };
    send(call, sent, sent.limit).then((raw) => {
      const { id } = call;
      if (raw.kind === 'answer' && onAttempt === undefined && isSuccess(raw.body, id)) {
        call.succeed(raw.body, raw.text);
      } else {
        loadFailure().then((loaded) => settle(call, sent, raw, loaded), call.fail);
      }
    });
  }

  /** Sends the attempt to the other host if that may help, and then judges it. */
  function settle<K extends OperationId>(call: Call<K>, sent: Sent, raw: RawResult, loaded: Failure): void {
    const { secrets } = sent.signature;
    const result = loaded.digest(raw, secrets);
    const other = result.kind === 'connection' && result.nothingSent ? hosts.other(sent.host) : undefined;
    const rest = sent.at + sent.limit - performance.now();
    if (other === undefined || rest <= 0) {
      judgeResult(call, sent, result, textOf(raw), loaded);
      return;
    }
    // The same attempt once more, at the region's other host: nothing could be sent to the first.
    sent.host = other;
    send(call, sent, rest).then((rawSecond) => {
      const second = loaded.digest(rawSecond, secrets);
      if (second.kind !== 'connection' || !second.nothingSent) hosts.prefer(other);
      judgeResult(call, sent, second, textOf(rawSecond), loaded);
    });
  }

  function send<K extends OperationId>(call: Call<K>, { signature, host }: Sent, timeout: number): Promise<RawResult> {
    const url = `${host.url}${call.operation.path}?${signature.query}${randomUint32()}`;
    const { body, signal } = call;
    const set = timeout === settings.timeout ? setUsualTimer : setTimer;
    return attempt({ url, body, timeout, signal, send: settings.send, setTimer: set });
  }

  /** @param text The text of the answer. */
  function judgeResult<K extends OperationId>(
    call: Call<K>,
    sent: Sent,
    result: AttemptResult,
    text: string,
    { judge, errorOf }: Failure,
  ): void {
    const { id } = call;
    const success = result.kind === 'answer' && isSuccess(result.body, id) ? result.body : undefined;
    const verdict = judge(id, result, call.unknown);
    if (verdict.outcome === 'unknown') call.unknown = true;
    const now = performance.now();
    const renew = verdict.expired && !call.renewed && signatures.renew(sent.signature);
    const repeat = !renew && verdict.mayRepeat && call.repeats < call.retry;
    const wait = repeat ? Math.random() * Math.min(longestPause, firstPause * 2 ** call.repeats) : 0;
    const willRetry = (renew || repeat) && now + wait < call.started + call.deadline;
    if (onAttempt !== undefined) {
      const { mayRepeat: _, expired: __, ...seen } = verdict;
      const event = { operation: id, attempt: call.attempts, region, backup: sent.host.isBackup, ...seen };
      notify(onAttempt, { ...event, duration: now - sent.at, wait: sent.at - call.waitedFrom, willRetry });
    }
    if (success !== undefined) call.succeed(success, text);
    else if (verdict.result === 'replayed' && isSuccess(replayed, id)) call.succeed(replayed, JSON.stringify(replayed));
    else if (result.kind === 'aborted') call.fail(call.signal?.reason);
    else if (!willRetry) call.fail(errorOf(result, { call, context: contextOf(call), sent }));
    else {
      call.waitedFrom = now;
      if (renew) {
        call.renewed = true;
        sign(call);
      } else {
        call.repeats++;
        pause(wait, call.signal).then(() => sign(call), call.fail);
      }
    }
  }

  return {
    baseUrl: settings.baseUrl,
    send: (id, body, callOptions, finish) =>
      new Promise((resolve, reject) => {
        const checked: CheckedCallOptions = callOptions === undefined ? {} : checkCallOptions(callOptions, id);
        const { signal, timeout = settings.timeout, deadline = settings.deadline, retry = settings.retry } = checked;
        const started = performance.now();
        // Loaded in good time: when a call fails, its files may have been replaced.
        if (failure === undefined) loadFailure().catch(() => {});
        sign({
          id,
          operation: operations[id],
          body,
          signal,
          timeout,
          deadline,
          retry,
          started,
          succeed: (success, text) => resolve(finish(success, text)),
          fail: reject,
          attempts: 0,
          repeats: 0,
          renewed: false,
          unknown: false,
          waitedFrom: started,
        });
      }),
  };
}

function contextOf({ id, attempts, unknown }: Progress): ChatErrorContext {
  return { operation: id, attempts, outcome: unknown ? 'unknown' : 'notApplied' };
}

/** Waits for something that comes before a request, for as long as the call may still take. */
async function waitFor<T>(call: Progress, run: (abort: AbortSignal) => Promise<T>): Promise<T> {
  const { signal, deadline, started } = call;
  const result = await within(Math.max(0, started + deadline - performance.now()), signal, run);
  if (result.kind === 'done') return result.value;
  if (result.kind === 'aborted') throw signal?.reason;
  throw await lateErrorOf(call);
}

async function lateErrorOf(call: Progress): Promise<unknown> {
  const { lateError } = await loadFailure();
  return lateError(call.deadline, contextOf(call));
}
