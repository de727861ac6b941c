/** One call: a loop over its attempts, the same for both entry points of the client. */
import type { OperationId, Success } from '@chat-openapi/openapi';
import { type AttemptResult, attempt, createPost, isSuccess, type Post } from './attempt.ts';
import { type Call, contextOf, createCall, remainingOf, unsentErrorOf } from './call.ts';
import { CallersOwn } from './callers-own.ts';
import { now } from './clock.ts';
import { ChatApiError, ChatConfigError, ChatError, ChatQuotaError, ChatResponseError } from './errors.ts';
import { describeForeign } from './foreign-answer.ts';
import { createHosts, type Host, type Hosts } from './hosts.ts';
import { judge, type Verdict } from './judge.ts';
import { createLimits, type LimitsOf } from './limits.ts';
import { LocalQuota, NoTurn, type Place } from './local-quota.ts';
import { notify } from './on-attempt.ts';
import type { CallOptions, ChatClientOptions, FetchLike } from './options.ts';
import { type Asked, type QuotaLimit, startWith } from './quota.ts';
import { errorOf } from './result.ts';
import { mayShareTimers } from './runtime.ts';
import { checkOptions, type Settings } from './settings.ts';
import { createSignatureSource, type Signature, SignatureFault, type SignatureSource, secretsOf } from './signature.ts';
import { createTimerQueue, pause, type SetTimer, setTimer, within } from './time.ts';

/** The answer to a call that the service has carried out: its body, the text of that, and its headers. */
export interface Answer<K extends OperationId> {
  readonly body: Success<K>;
  readonly text: string;
  readonly headers: Headers;
}

/** How the requests of one call are sent, in place of the client's own way. */
export interface Way {
  readonly fetch?: FetchLike | undefined;
  /** Headers besides those that every request has. */
  readonly headers: Readonly<Record<string, string>>;
  /** Since when the call counts, by `now`. */
  readonly started: number;
}

/** The headers of refusals. No error holds them, because who logs an error would log them too. */
const headersOfRefusals = new WeakMap<ChatApiError, Headers>();

/** The headers of the answer that a refusal came with. */
export const headersOf = (error: ChatApiError): Headers | undefined => headersOfRefusals.get(error);

/** Carries calls out. */
export interface Engine {
  readonly baseUrl: string;
  /** How long a call may take that says nothing else, in milliseconds. */
  readonly deadline: number;
  /**
   * @param body The request's body as JSON text.
   * @throws ChatError, or as `CallersOwn` the reason of the caller's own signal, or what the caller's own `userSig` function or
   *   quota throws.
   */
  send<K extends OperationId>(
    operation: K,
    body: string,
    options: CallOptions | undefined,
    way?: Way,
  ): Promise<Answer<K>>;
}

/** What all calls of a client share. */
interface Shared {
  readonly settings: Settings;
  readonly signatures: SignatureSource;
  readonly hosts: Hosts;
  readonly limitsOf: LimitsOf;
  readonly post: Post;
  /** How many calls there have been. */
  calls: number;
  /** For attempts with the client's own `timeout`. */
  readonly setUsualTimer: SetTimer;
}

/** An attempt that has gone out. */
interface Sent {
  readonly signature: Signature;
  host: Host;
  readonly at: number;
  /** How long it may take, in milliseconds. */
  readonly limit: number;
  readonly answer: Promise<AttemptResult>;
  /** What it has of the quota of this process. */
  readonly place: Place | undefined;
}

/** Pauses between attempts have full jitter: from 0 to a bound that doubles with each retry, in milliseconds. */
const firstPause = 250;
const maxPause = 4000;

export function createEngine(options: ChatClientOptions): Engine {
  const settings = checkOptions(options);
  const shared: Shared = {
    settings,
    signatures: createSignatureSource(settings),
    hosts: createHosts(settings),
    limitsOf: createLimits(settings.sdkAppId, settings.rate),
    post: createPost(settings.fetch),
    calls: 0,
    setUsualTimer: mayShareTimers() ? createTimerQueue(settings.timeout) : setTimer,
  };
  return {
    baseUrl: settings.baseUrl,
    deadline: settings.deadline,
    send: (id, body, callOptions, way) => carryOut(shared, id, body, callOptions, way),
  };
}

async function carryOut<K extends OperationId>(
  shared: Shared,
  id: K,
  body: string,
  options: CallOptions | undefined,
  way: Way | undefined,
): Promise<Answer<K>> {
  const post = way === undefined ? shared.post : createPost(way.fetch ?? shared.settings.fetch, way.headers);
  const call = createCall(id, body, options, shared.settings, post, ++shared.calls, way?.started);
  const { onAttempt } = shared.settings;
  /** Makes the error of the last attempt. */
  let failed: (() => Promise<ChatError>) | undefined;
  try {
    for (;;) {
      if (call.signal?.aborted) throw new CallersOwn(call.signal.reason);
      const current = shared.signatures.current();
      const signature = current instanceof Promise ? await waitFor(shared, call, current) : current;
      if (call.signatures.at(-1) !== signature) call.signatures.push(signature);
      const asked = await start(shared, call, signature);
      if (asked.kind !== 'started') throw unsentErrorOf(call, asked.kind);
      const sent = asked.value;
      let result = await sent.answer;
      if (isUnsent(result)) result = (await sendToOtherHost(shared, call, sent)) ?? result;
      sent.place?.end(result.kind !== 'connection' || result.unsent === undefined);
      // With a host of its own choice the call has something to note down first.
      const isPlain = onAttempt === undefined && call.nextHost === undefined;
      if (isPlain && isSuccess(result, call.id)) return result;
      const verdict = judge(call.id, result, call.isUnknown);
      if (verdict.outcome === 'unknown') call.isUnknown = true;
      preferHost(shared, call, sent, result);

      const renews = verdict.renews && !call.isRenewed && shared.signatures.renew(sent.signature);
      const retries = !renews && verdict.mayRepeat && call.retries < call.retry;
      const wait = retries ? pauseOf(call, verdict) : 0;
      const willRetry = (renews || retries) && wait < remainingOf(call) && hasTurn(shared, call);
      report(shared, call, sent, verdict, willRetry);

      if (verdict.result === 'replayed') result = asReplayed(result);
      if (isSuccess(result, call.id)) return result;
      if (result.kind === 'aborted') throw new CallersOwn(call.signal?.reason);
      if (!willRetry) throw await failureOf(shared, call, sent, result);
      failed = () => failureOf(shared, call, sent, result);
      call.waitedFrom = now();
      if (renews) {
        call.isRenewed = true;
      } else {
        call.retries++;
        await pause(wait, call.signal);
      }
    }
  } catch (error) {
    // What the service has said is more than that there was no turn for another attempt.
    if (error instanceof NoTurn && failed !== undefined) throw await failed();
    throw endOf(call, error);
  }
}

/** The error for an attempt that is the last one of its call. */
async function failureOf(
  { settings }: Shared,
  call: Call<OperationId>,
  { limit }: Sent,
  result: Exclude<AttemptResult, { kind: 'aborted' }>,
): Promise<ChatError> {
  const secrets = await secretsOf(call.signatures);
  const error = errorOf(result, { call, limit, secrets, quotes: settings.quotesAnswers });
  if (error instanceof ChatApiError && result.kind === 'answer') headersOfRefusals.set(error, result.headers);
  return error;
}

/** What the service would have said, had not an earlier attempt carried the call out. */
function asReplayed(result: AttemptResult): AttemptResult {
  const body = { ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0 };
  return { ...result, ...(result.kind === 'answer' && { body, text: JSON.stringify(body) }) };
}

/** Whether the request certainly never left, so that it may be tried elsewhere. */
const isUnsent = (result: AttemptResult): boolean =>
  result.kind === 'connection' && result.unsent !== undefined && !result.isFinal;

/** What the call rejects with. Whatever else was thrown may hold anything, so nothing of it is kept. */
function endOf(call: Call<OperationId>, error: unknown): unknown {
  if (error instanceof CallersOwn || error instanceof ChatError) return error;
  if (error instanceof NoTurn) return new ChatQuotaError(error.limit, error.wait, call.deadline, contextOf(call));
  const context = contextOf(call);
  if (error instanceof SignatureFault || call.attempts === 0) {
    const message = error instanceof SignatureFault ? error.message : 'the call could not be prepared.';
    return new ChatConfigError(message, call.id, context.attempts, context.outcome);
  }
  const nothing = describeForeign({ status: 200, contentType: null, text: undefined }, [], false);
  return new ChatResponseError('it could not be judged', nothing, context);
}

/** Waits for a signature, for as long as the call may still take. */
async function waitFor(
  { signatures }: Shared,
  call: Call<OperationId>,
  signature: Promise<Signature>,
): Promise<Signature> {
  const result = await within(Math.max(0, remainingOf(call)), call.signal, () => signature);
  if (!('kind' in result)) return result;
  signatures.giveUp(signature);
  throw unsentErrorOf(call, result.kind);
}

/** Starts the next attempt, when the quota allows it. */
function start(shared: Shared, call: Call<OperationId>, signature: Signature): Asked<Sent> | Promise<Asked<Sent>> {
  const { quota, sdkAppId } = shared.settings;
  const { id, signal } = call;
  const startNow = (place?: Place): Sent => {
    call.attempts++;
    const limit = Math.min(call.timeout, remainingOf(call));
    const at = now();
    const host = call.nextHost ?? shared.hosts.first();
    place?.hold();
    return { signature, host, at, limit, answer: request(shared, call, signature, host, limit), place };
  };
  const remaining = remainingOf(call);
  if (remaining <= 0) return { kind: 'timeout' };
  if (quota === undefined) return { kind: 'started', value: startNow() };
  const limits = shared.limitsOf(id, call.body);
  if (!(quota instanceof LocalQuota)) {
    const asked = startWith(quota, { operation: id, sdkAppId, limits, remaining }, signal, () => startNow());
    return asked.catch((error) => Promise.reject(noTurnOf(error) ?? error));
  }
  const value = quota.startAtOnce(limits, startNow);
  return value === undefined ? startInTurn(quota, limits, call, startNow) : { kind: 'started', value };
}

/** What any other quota says in the words of this one: that the turn comes too late. */
function noTurnOf(thrown: unknown): NoTurn | undefined {
  try {
    if (!(thrown instanceof CallersOwn && thrown.value instanceof ChatQuotaError)) return undefined;
    const {
      limit: { key, calls, seconds },
      retryAfter,
    } = thrown.value;
    const isWhole = typeof key === 'string' && [calls, seconds, retryAfter].every((part) => typeof part === 'number');
    return isWhole ? new NoTurn({ key, calls, seconds }, retryAfter) : undefined;
  } catch {
    // A getter of what the quota threw has thrown.
    return undefined;
  }
}

/** @throws NoTurn */
async function startInTurn(
  quota: LocalQuota,
  limits: readonly QuotaLimit[],
  call: Call<OperationId>,
  startNow: (place: Place) => Sent,
): Promise<Asked<Sent>> {
  const remaining = remainingOf(call);
  const asked = await within(remaining, call.signal, async ({ signal }): Promise<Asked<Sent>> => {
    return { kind: 'started', value: await quota.start({ limits, remaining, signal }, startNow) };
  });
  // Its turn seemed to come in time.
  if (asked.kind === 'timeout') throw quota.refusalOf(limits, 0);
  return asked;
}

/** Whether the quota of this process has a place for another attempt before the deadline. */
function hasTurn({ settings: { quota }, limitsOf }: Shared, call: Call<OperationId>): boolean {
  if (!(quota instanceof LocalQuota)) return true;
  return quota.refusalOf(limitsOf(call.id, call.body), remainingOf(call)) === undefined;
}

/** The same attempt at the region's other host, when nothing could be sent to the first. Undefined if that does not help. */
async function sendToOtherHost(
  shared: Shared,
  call: Call<OperationId>,
  sent: Sent,
): Promise<AttemptResult | undefined> {
  const other = shared.hosts.other(sent.host);
  const rest = Math.min(sent.limit, sent.at + sent.limit - now());
  if (other === undefined || rest <= 0) return undefined;
  sent.host = other;
  const second = await request(shared, call, sent.signature, other, rest);
  if (!isUnsent(second)) shared.hosts.prefer(other);
  return second;
}

/**
 * Which host the next attempt of the call, and other calls, try first. One that was silent until the time was up may not be
 * there: the other is tried next, and kept if it answers.
 */
function preferHost({ hosts }: Shared, call: Call<OperationId>, { host }: Sent, result: AttemptResult): void {
  if (call.nextHost === host && ['answer', 'http', 'response'].includes(result.kind)) hosts.prefer(host);
  const isMissing = (result.kind === 'timeout' && result.isSilent) || isUnsent(result);
  call.nextHost = isMissing ? hosts.other(host) : undefined;
}

/** How long the next attempt waits, in milliseconds. */
function pauseOf({ retries }: Call<OperationId>, { retryAfter = 0 }: Verdict): number {
  return Math.max(retryAfter, Math.random() * Math.min(maxPause, firstPause * 2 ** retries));
}

function request(
  { settings, setUsualTimer }: Shared,
  { operation, body, signal, post }: Call<OperationId>,
  { query }: Signature,
  host: Host,
  timeout: number,
): Promise<AttemptResult> {
  const url = `${host.url}${operation.path}?${query}`;
  const set = timeout === settings.timeout ? setUsualTimer : setTimer;
  return attempt({ url, body, timeout, signal, post, setTimer: set });
}

/** Tells `onAttempt` of an attempt that has ended. */
function report(
  { settings: { onAttempt, region } }: Shared,
  { id, number, attempts, waitedFrom }: Call<OperationId>,
  { host, at }: Sent,
  { result, outcome, status, code }: Verdict,
  willRetry: boolean,
): void {
  if (onAttempt === undefined) return;
  notify(onAttempt, {
    operation: id,
    call: number,
    attempt: attempts,
    region,
    backup: host.isBackup,
    result,
    outcome,
    status,
    code,
    duration: Math.round(now() - at),
    wait: Math.round(at - waitedFrom),
    willRetry,
  });
}
