/** What a run is about to do, in words, before it is asked for. */
import { plainText } from '../output.ts';
import type { Journal } from './journal.ts';
import type { Prepared } from './prepare.ts';
import { duration, grouped } from './progress.ts';
import { leftOf } from './summary.ts';

/** What the rows of a command are. */
export interface Wording {
  /** One of them, and several. */
  readonly row: readonly [string, string];
  /** How one is shown. */
  readonly show: (body: string) => string;
}

export interface Plan {
  readonly operation: string;
  readonly target: string;
  readonly sdkAppId: number;
  readonly rows: number;
  /** How many are to be sent, now and later. */
  readonly left: number;
  /** How many are to be sent now. */
  readonly now: number;
  readonly inDoubt: number;
  readonly duplicates: number | undefined;
  readonly first: readonly string[];
}

const shown = 3;
const maxShown = 60;

export function planOf(
  { journal, inDoubt, duplicates }: Pick<Prepared, 'journal' | 'inDoubt' | 'duplicates'>,
  about: Pick<Plan, 'operation' | 'target' | 'sdkAppId'>,
  max: number,
  { show }: Wording,
): Plan {
  const [rows, left] = sizesOf(journal);
  const first = journal.first(shown).map((body) => cut(plainText(show(body))));
  return { ...about, rows, left, now: Math.min(left, max), inDoubt, duplicates, first };
}

function sizesOf(journal: Journal): [rows: number, left: number] {
  const counts = journal.counts();
  const { doneInDoubt: _, ...states } = counts;
  return [Object.values(states).reduce((sum, count) => sum + count, 0), leftOf(counts)];
}

const cut = (text: string): string => (text.length > maxShown ? `${text.slice(0, maxShown - 3)}...` : text);

/** @param perSecond Undefined where it is not known. */
export function planInWords(plan: Plan, { row }: Wording, perSecond: number | undefined): string {
  const { operation, target, sdkAppId, rows, left, now, inDoubt, duplicates = 0, first } = plan;
  const more = rows > first.length ? `and ${grouped(rows - first.length)} more` : '';
  const lines = [
    `${operation} at ${plainText(target)}, app ${sdkAppId}`,
    `${many(rows, row)}: ${[first.join(', '), more].filter((text) => text !== '').join(' ')}`,
  ];
  if (duplicates > 0) lines.push(`${many(duplicates, ['line', 'lines'])} left out that had been there before`);
  if (left < rows) lines.push(`${grouped(left)} left of them`);
  if (inDoubt > 0) lines.push(`${many(inDoubt, row)} sent by a run that was killed before an answer came`);
  if (now < left) lines.push(`${grouped(now)} of them now (--max)`);
  if (perSecond !== undefined && now > 0) {
    lines.push(`At ${Math.round(perSecond)} calls a second it takes about ${duration(now / perSecond)}.`);
  }
  return `${lines.join('\n')}\n`;
}

export const many = (count: number, [one, several]: readonly [string, string]): string =>
  `${grouped(count)} ${count === 1 ? one : several}`;
