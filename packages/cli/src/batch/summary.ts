/** What a run has come to, in words and as JSON. */
import type { Counts } from './journal.ts';
import { grouped } from './progress.ts';
import type { RowError } from './row-error.ts';

export interface Summary {
  readonly counts: Counts;
  readonly duplicates: number | undefined;
  readonly reasons: readonly { reason: string; count: number }[];
  /** Files that were written. */
  readonly failuresFile: string | undefined;
  readonly inDoubtFile: string | undefined;
  readonly journal: string;
  readonly stopped: RowError | undefined;
}

const maxReasons = 5;

/** @param command How such a run is called for the same app: `chat-openapi destroy --region tokyo`. */
export function inWords(summary: Summary, command: string): string {
  const { counts, reasons, failuresFile, inDoubtFile } = summary;
  const hadBeenInDoubt = counts.doneInDoubt > 0 ? `, ${grouped(counts.doneInDoubt)} of them had been in doubt` : '';
  const lines = [`${grouped(counts.done)} done${hadBeenInDoubt}`];
  if (counts.gone > 0) lines.push(`${grouped(counts.gone)} gone already`);
  if (counts.failed > 0) {
    lines.push(`${grouped(counts.failed)} failed`);
    for (const { reason, count } of reasons.slice(0, maxReasons)) lines.push(`  ${grouped(count)} x ${reason}`);
    if (reasons.length > maxReasons) lines.push(`  and ${reasons.length - maxReasons} more reasons`);
  }
  if (counts.inDoubt > 0) lines.push(`${grouped(counts.inDoubt)} in doubt`);
  const left = leftOf(counts);
  if (left > 0) lines.push(`${grouped(left)} left`);
  if (failuresFile !== undefined) {
    lines.push(
      `What has failed stands in ${failuresFile}. When it is mended: ${command} --from ${quoted(failuresFile)}`,
    );
  }
  if (inDoubtFile !== undefined) {
    lines.push(
      `What is in doubt stands in ${inDoubtFile}: it may have been carried out, and a repeat may do it twice. Look first, delete what was done, then: ${command} --from ${quoted(inDoubtFile)}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

export function asJson({ counts, reasons, ...rest }: Summary): string {
  const { pending: _, sent: __, ...ended } = counts;
  return `${JSON.stringify({ ...ended, left: leftOf(counts), reasons, ...rest })}\n`;
}

/** Rows that a later run of the same journal sends. */
export const leftOf = ({ pending, sent }: Counts): number => pending + sent;

/** A word of a command line, as a shell takes it. */
export const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
