import type { BundledOperation } from '../../../spec/document.ts';
import type { Language } from '../languages.ts';

type Label = Language['label'];

/** The limits of an operation as sentences. */
export function limitTexts(label: Label, operation: Pick<BundledOperation, 'x-rate-limit'>): string[] {
  return operation['x-rate-limit'].map(({ calls, seconds, by }) => {
    const key = seconds === 1 ? 'operation.perSecond' : 'operation.perSeconds';
    return by === undefined ? label(key, { calls, seconds }) : label(`${key}By`, { calls, seconds, by });
  });
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
