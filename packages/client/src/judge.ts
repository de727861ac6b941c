import { errorCodes, type Operation, type OperationId, operations, type RetryClass } from '@chat-openapi/openapi';
import type { Outcome } from './errors.ts';
import type { AttemptResult } from './failure.ts';
import type { AttemptResultName } from './on-attempt.ts';

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
  const operation: Operation = operations[id];
  const idempotent = operation.idempotent !== undefined;
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
      if (unknownBefore && code === operation.idempotent?.replayCode)
        return verdict('replayed', 'applied', false, seen);
      const [name, retry] = describeCode(id, code);
      // A code that the document does not know may stand for anything.
      const outcome = name === undefined || retry === 'transient' ? 'unknown' : 'notApplied';
      const mayRepeat = retry === 'throttled' || (retry === 'transient' && idempotent);
      return verdict('refused', outcome, mayRepeat, { ...seen, expired: code === expiredCode });
    }
    case 'connection':
      return attempt.nothingSent
        ? verdict('connection', 'notApplied', true, { code: attempt.code })
        : verdict('connection', 'unknown', idempotent, { code: attempt.code });
    case 'timeout':
      return verdict('timeout', 'unknown', idempotent);
    case 'http':
      return verdict('http', 'unknown', idempotent && attempt.status >= 500, { status: attempt.status });
    case 'response':
      return verdict('response', 'unknown', false, { status: 200 });
    case 'aborted':
      return verdict('aborted', 'unknown', false);
  }
}

/** Name and retry class of a code, as the operation's own page means it. */
export function describeCode(id: OperationId, code: number): readonly [name: string | undefined, retry: RetryClass] {
  const { overrides }: Operation = operations[id];
  return overrides[code] ?? errorCodes[code] ?? [undefined, 'never'];
}
