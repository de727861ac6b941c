import { describeCode, type Operation, type OperationId, operations } from '@chat-openapi/openapi';
import type { Outcome } from './errors.ts';
import type { AttemptResultName } from './on-attempt.ts';
import type { AttemptResult } from './result.ts';

/** What follows from the end of an attempt. */
export interface Verdict {
  result: AttemptResultName;
  outcome: 'applied' | Outcome;
  /** Whether the document lets it be repeated. */
  mayRepeat: boolean;
  /** Whether a new signature mends it. */
  renews: boolean;
  /** How long the next attempt has to wait at least, in milliseconds. */
  retryAfter: number;
  status: number | undefined;
  code: number | string | undefined;
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
  const verdict = (
    result: AttemptResultName,
    outcome: Verdict['outcome'],
    mayRepeat: boolean,
    rest: Partial<Verdict> = {},
  ): Verdict => ({
    result,
    outcome,
    mayRepeat,
    renews: false,
    retryAfter: 0,
    status: undefined,
    code: undefined,
    ...rest,
  });
  switch (attempt.kind) {
    case 'answer': {
      const code = attempt.body.ErrorCode;
      const seen = { status: 200, code };
      if (code === 0) return verdict('success', 'applied', false, seen);
      if (unknownBefore && code === idempotent?.replayCode) return verdict('replayed', 'applied', false, seen);
      const known = describeCode(code, id);
      // A code that the document does not know may stand for anything.
      const outcome = known === undefined || known.retry === 'transient' ? 'unknown' : 'notApplied';
      const mayRepeat = known?.retry === 'throttled' || (known?.retry === 'transient' && isIdempotent);
      return verdict('refused', outcome, mayRepeat, { ...seen, renews: known?.renews ?? false });
    }
    case 'connection':
      return attempt.nothingSent
        ? verdict('connection', 'notApplied', !attempt.isFinal, { code: attempt.code })
        : verdict('connection', 'unknown', isIdempotent, { code: attempt.code });
    case 'timeout':
      return verdict('timeout', 'unknown', isIdempotent);
    case 'http': {
      const { status, retryAfter = 0 } = attempt;
      if (status === throttledStatus) return verdict('http', 'notApplied', true, { status, retryAfter });
      const mayPass = status >= 500 || status === gatewayTimeout;
      return verdict('http', 'unknown', isIdempotent && mayPass, { status, retryAfter });
    }
    case 'unreadable':
    case 'response':
      return verdict('response', 'unknown', false, { status: 200 });
    case 'aborted':
      return verdict('aborted', 'unknown', false);
  }
}
