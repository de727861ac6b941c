import type { BundledOperation, RateLimit } from '../../../spec/document.ts';
import type { Language } from '../languages.ts';

type Label = Language['label'];

/** The limits of an operation as sentences. */
export function limitTexts(label: Label, operation: Pick<BundledOperation, 'x-rate-limit'>): string[] {
  return operation['x-rate-limit'].map((limit) => limitText(label, 'operation.per', limit));
}

/** The same in few words: `200 a second`. */
export function shortLimits(label: Label, operation: Pick<BundledOperation, 'x-rate-limit'>): string[] {
  return operation['x-rate-limit'].map((limit) => limitText(label, 'limit.per', limit));
}

function limitText(label: Label, prefix: string, { calls, seconds, by }: RateLimit): string {
  const key = `${prefix}${seconds === 1 ? 'Second' : seconds === 3600 ? 'Hour' : 'Seconds'}`;
  return by === undefined ? label(key, { calls, seconds }) : label(`${key}By`, { calls, seconds, by });
}

/** The text that says whether an operation may be repeated: its key and its values. */
export function repeatText({ 'x-idempotent': idempotent }: Pick<BundledOperation, 'x-idempotent'>): {
  key: string;
  code?: number;
} {
  if (idempotent === undefined) return { key: 'operation.notIdempotent' };
  const { replayCode: code } = idempotent;
  return code === undefined ? { key: 'operation.read' } : { key: 'operation.idempotent', code };
}
