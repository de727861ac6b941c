/** How the call of a row has ended, and what that means for the row. */
import { ChatApiError, ChatError, ChatQuotaError, failedItems } from '@chat-openapi/client';
import { type Operation, type OperationId, operations } from '@chat-openapi/openapi';
import type { EndState } from './journal.ts';
import type { RowError } from './row-error.ts';

export interface RowEnd {
  readonly state: EndState;
  readonly error?: RowError;
  /** Whether the same would happen to any other row: the line is down, the signature wrong, the rate used up. */
  readonly isGeneral: boolean;
}

/** The end of a row whose call has succeeded, which says nothing of its single items. */
export function endOfAnswer(answer: unknown): RowEnd {
  const items: unknown = Reflect.apply(failedItems, undefined, [answer]);
  if (!Array.isArray(items) || items.length === 0) return { state: 'done', isGeneral: false };
  const message = `${items.length} of its items ${items.length === 1 ? 'was' : 'were'} not dealt with.`;
  const error: RowError = { reason: 'items that were not dealt with', message, outcome: 'partly', items };
  return { state: 'failed', error, isGeneral: false };
}

/**
 * The end of a row whose call was rejected.
 *
 * @param wasInDoubt Whether an earlier run has sent it and seen no answer.
 */
export function endOfError(operation: OperationId, thrown: unknown, wasInDoubt: boolean): RowEnd {
  const { idempotent, codes }: Operation = operations[operation];
  if (thrown instanceof ChatApiError) {
    const isReplay = idempotent?.replayCode === thrown.code;
    // In doubt until now: it was this row that has done it.
    if (isReplay) return { state: wasInDoubt ? 'done' : 'gone', isGeneral: false };
  }
  const error = rowErrorOf(thrown);
  const state = error.outcome === 'unknown' && idempotent === undefined ? 'inDoubt' : 'failed';
  const isOwn = thrown instanceof ChatApiError && thrown.retry === 'never' && codes.includes(thrown.code);
  const outcome = wasInDoubt ? 'unknown' : error.outcome;
  return { state, error: { ...error, outcome }, isGeneral: !(isOwn || isLimitOfRow(operation, thrown)) };
}

/** Whether the call was certainly not carried out and only has to wait, so that it may simply be made again. */
export function mayWait(operation: OperationId, thrown: unknown): boolean {
  if (thrown instanceof ChatQuotaError) return !isLimitOfRow(operation, thrown);
  if (isRedisQuotaError(thrown)) return 'code' in thrown && thrown.code === 'unavailable';
  return thrown instanceof ChatApiError && thrown.retry === 'throttled' && thrown.outcome === 'notApplied';
}

/** A limit of its channel or the like, so that other rows may have their turn. */
function isLimitOfRow(operation: OperationId, thrown: unknown): boolean {
  if (!(thrown instanceof ChatQuotaError)) return false;
  const { calls, seconds } = thrown.limit;
  const { rateLimits }: Operation = operations[operation];
  return rateLimits.some((limit) => limit.by !== undefined && limit.calls === calls && limit.seconds === seconds);
}

function rowErrorOf(thrown: unknown): RowError {
  if (thrown instanceof ChatApiError) {
    const { code, codeName, message, outcome } = thrown;
    return { reason: `${code} ${codeName ?? '(not documented)'}`, message, outcome, code };
  }
  if (thrown instanceof ChatError) return { reason: thrown.name, message: thrown.message, outcome: thrown.outcome };
  if (isRedisQuotaError(thrown)) return { reason: thrown.name, message: thrown.message, outcome: 'notApplied' };
  // It may hold anything.
  return { reason: 'an error that is not of the client', message: 'The call could not be made.', outcome: 'unknown' };
}

/** By name, so that the quota is loaded where it is used alone. It throws before anything is sent. */
const isRedisQuotaError = (thrown: unknown): thrown is Error =>
  thrown instanceof Error && thrown.name === 'RedisQuotaError';
