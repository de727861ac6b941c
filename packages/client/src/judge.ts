import { describeCode, type Operation, type OperationId, operations } from '@chat-openapi/openapi';
import type { AttemptResult } from './attempt.ts';
import type { Outcome } from './errors.ts';
import type { AttemptResultName } from './on-attempt.ts';

/** What follows from the end of an attempt. */
export interface Verdict {
  result: AttemptResultName;
  outcome: 'applied' | Outcome;
  /** Whether the document lets it be repeated. */
  mayRepeat: boolean;
  /** Whether a new signature mends it. */
  renews?: boolean | undefined;
  /** How long the next attempt has to wait at least, in milliseconds. */
  retryAfter?: number | undefined;
  status?: number;
  code?: number | string | undefined;
}

const throttledStatus = 429;
/** Gateways use it when their own patience is over, like a status from 500 on. */
const gatewayTimeout = 408;

/**
 * Judges by the document, not by the HTTP method: what was certainly not applied may be repeated for every operation,
 * what may have been applied for an idempotent one only.
 *
 * @param unknownBefore Whether an earlier attempt of the same call may have been applied.
 */
export function judge(id: OperationId, attempt: AttemptResult, unknownBefore: boolean): Verdict {
  const { idempotent }: Operation = operations[id];
  const isIdempotent = idempotent !== undefined;
  const verdict = (outcome: Verdict['outcome'], mayRepeat: boolean, rest?: Partial<Verdict>): Verdict => ({
    result: attempt.kind === 'answer' ? 'refused' : attempt.kind,
    outcome,
    mayRepeat,
    ...rest,
  });
  switch (attempt.kind) {
    case 'answer': {
      const code = attempt.body.ErrorCode;
      const seen = { status: 200, code };
      if (code === 0) return verdict('applied', false, { ...seen, result: 'success' });
      if (unknownBefore && code === idempotent?.replayCode) {
        return verdict('applied', false, { ...seen, result: 'replayed' });
      }
      const { retry, renews } = describeCode(code, id) ?? {};
      // A code that the document does not know may stand for anything.
      const outcome = retry === undefined || retry === 'transient' ? 'unknown' : 'notApplied';
      return verdict(outcome, retry === 'throttled' || (retry === 'transient' && isIdempotent), { ...seen, renews });
    }
    case 'connection': {
      const { code, unsent, isFinal } = attempt;
      return unsent === undefined
        ? verdict('unknown', isIdempotent, { code })
        : verdict('notApplied', !isFinal, { code });
    }
    case 'http': {
      const { status, retryAfter } = attempt;
      if (status === throttledStatus) return verdict('notApplied', true, { status, retryAfter });
      const mayPass = status >= 500 || status === gatewayTimeout;
      return verdict('unknown', isIdempotent && mayPass, { status, retryAfter });
    }
    case 'timeout':
      return verdict('unknown', isIdempotent);
    case 'response':
      return verdict('unknown', false, { status: 200 });
    case 'aborted':
      return verdict('unknown', false);
  }
}
