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
  /** Whether the signature was called expired. */
  expired: boolean;
  status: number | undefined;
  code: number | string | undefined;
}

const expiredCode = 70001;

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
    expired: false,
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
      return verdict('refused', outcome, mayRepeat, { ...seen, expired: code === expiredCode });
    }
    case 'connection':
      return attempt.nothingSent
        ? verdict('connection', 'notApplied', true, { code: attempt.code })
        : verdict('connection', 'unknown', isIdempotent, { code: attempt.code });
    case 'timeout':
      return verdict('timeout', 'unknown', isIdempotent);
    case 'http':
      return verdict('http', 'unknown', isIdempotent && attempt.status >= 500, { status: attempt.status });
    case 'response':
      return verdict('response', 'unknown', false, { status: 200 });
    case 'aborted':
      return verdict('aborted', 'unknown', false);
  }
}
