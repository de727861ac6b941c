/** Where a run keeps its files: beside its input, and named after it. */
import { basename, dirname, extname, join } from 'node:path';

/** `ids.txt` has `ids.txt.journal`. */
export const journalOf = (input: string): string => `${input}.journal`;

/**
 * `ids.txt` has `ids.failures.jsonl`, which has `ids.failures-2.jsonl`, so that none is written over while it is read.
 *
 * @param kind `failures` or `in-doubt`.
 */
export function failuresOf(input: string, kind: 'failures' | 'in-doubt'): string {
  const name = basename(input, extname(input));
  const [, before, number] = /^(.*)\.(?:failures|in-doubt)(?:-(\d+))?$/s.exec(name) ?? [];
  const round = before === undefined ? '' : `-${Number(number ?? 1) + 1}`;
  return join(dirname(input), `${before ?? name}.${kind}${round}.jsonl`);
}
