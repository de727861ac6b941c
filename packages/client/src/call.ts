/** How far a call has come, over all of its attempts. */
import { type Operation, type OperationId, operations } from '@chat-openapi/openapi';
import type { Post } from './attempt.ts';
import { CallersOwn } from './callers-own.ts';
import { now } from './clock.ts';
import { type ChatErrorContext, ChatTimeoutError } from './errors.ts';
import type { Host } from './hosts.ts';
import type { CallOptions } from './options.ts';
import { checkCallOptions, type Settings } from './settings.ts';
import type { Signature } from './signature.ts';

export interface Call<K extends OperationId> {
  readonly id: K;
  /** 1 for the first of its client. */
  readonly number: number;
  readonly operation: Operation;
  readonly body: string;
  /** What sends its requests. */
  readonly post: Post;
  readonly signal: AbortSignal | undefined;
  readonly timeout: number;
  readonly deadline: number;
  readonly retry: number;
  readonly started: number;
  /** The signatures that it has used. */
  readonly signatures: Signature[];
  attempts: number;
  /** Retries so far, not counting the one after a renewed signature. */
  retries: number;
  isRenewed: boolean;
  /** Whether an attempt may have been carried out. */
  isUnknown: boolean;
  /** The host for the next attempt, where the last one gives reason to call another than the usual. */
  nextHost: Host | undefined;
  /** Since when the next attempt has been waiting to go out. */
  waitedFrom: number;
}

/** @throws ChatConfigError that names the option and what was expected. */
export function createCall<K extends OperationId>(
  id: K,
  body: string,
  options: CallOptions | undefined,
  settings: Settings,
  post: Post,
  number: number,
  started = now(),
): Call<K> {
  const own = options === undefined ? {} : checkCallOptions(options, id);
  const { signal, timeout = settings.timeout, deadline = settings.deadline, retry = settings.retry } = own;
  return {
    id,
    number,
    operation: operations[id],
    body,
    post,
    signal,
    timeout,
    deadline,
    retry: Number(retry),
    started,
    signatures: [],
    attempts: 0,
    retries: 0,
    isRenewed: false,
    isUnknown: false,
    nextHost: undefined,
    waitedFrom: started,
  };
}

/** What is left of the deadline, in milliseconds; less than 0 when it has passed. */
export const remainingOf = ({ started, deadline }: Call<OperationId>): number => started + deadline - now();

export function contextOf({ id, attempts, isUnknown }: Call<OperationId>): ChatErrorContext {
  return { operation: id, attempts, outcome: isUnknown ? 'unknown' : 'notApplied' };
}

/** What a call ends with before its next attempt has gone out. */
export function unsentErrorOf(call: Call<OperationId>, end: 'aborted' | 'timeout'): ChatTimeoutError | CallersOwn {
  if (end === 'aborted') return new CallersOwn(call.signal?.reason);
  return new ChatTimeoutError('deadline', call.deadline, contextOf(call));
}
