import { printable } from '../../packages/contract/src/report.ts';
import { type Change, type Rate, rates } from './ratings.ts';

/** How many changes there are of each rate. */
export function countRates(changes: readonly Change[]): Record<Rate, number> {
  const count = (rate: Rate): number => changes.filter((change) => change.rate === rate).length;
  return { breaking: count('breaking'), additive: count('additive'), documentation: count('documentation') };
}

export function describeCounts(changes: readonly Change[]): string {
  if (changes.length === 0) return 'No difference.';
  const counts = countRates(changes);
  return `${rates.map((rate) => `${counts[rate]} ${rate}`).join(', ')}.`;
}

const whereOf = ({ oldPointer, newPointer }: Change): string => (newPointer ?? oldPointer) || '/';

/** Three lines for each change: rate, place and rule; what was there and what is; why it has this rate. */
export function changesAsText(changes: readonly Change[]): string {
  const lines = changes.flatMap((change) => {
    const [before, after] = showBoth(change);
    const { rate, rule, why } = change;
    return [`${rate} at ${whereOf(change)} (${rule})`, `    ${before} -> ${after}`, `    ${why}`];
  });
  return [...lines, describeCounts(changes)].map((line) => `${printable(line)}\n`).join('');
}

export function changesAsJson(changes: readonly Change[]): string {
  const entries = changes.map(({ rate, rule, why, kind, oldPointer, newPointer, before, after }) => ({
    rate,
    rule,
    why,
    kind,
    oldPointer,
    newPointer,
    before,
    after,
  }));
  return `${JSON.stringify({ counts: countRates(changes), changes: entries }, null, 2)}\n`;
}

/** For a pull request or an issue: a table for each rate. */
export function changesAsMarkdown(changes: readonly Change[]): string {
  const tables = rates.flatMap((rate) => {
    const rows = changes.filter((change) => change.rate === rate);
    if (rows.length === 0) return [];
    const lines = rows.map((change) => {
      const cells = [whereOf(change), change.rule, ...showBoth(change), change.why].map(cell);
      return `| ${cells.join(' | ')} |`;
    });
    const title = `## ${rate.charAt(0).toUpperCase()}${rate.slice(1)}`;
    return [title, '', '| Where | Rule | Before | After | Why |', '| --- | --- | --- | --- | --- |', ...lines, ''];
  });
  return [...tables, describeCounts(changes), ''].join('\n');
}

const cell = (text: string): string =>
  printable(text)
    .replaceAll(/[\\|`*_[\]]/g, '\\$&')
    .replaceAll('<', '&lt;');

const longest = 80;

/** Both values on a line; of long ones, the part in which they begin to differ. */
function showBoth({ kind, before, after }: Change): [string, string] {
  const [oldText, newText] = [before, after].map((value) => JSON.stringify(value) ?? 'nothing');
  if (oldText === undefined || newText === undefined) return ['nothing', 'nothing'];
  if (kind !== 'changed') return [cut(oldText, 0), cut(newText, 0)];
  let same = 0;
  while (same < oldText.length && oldText[same] === newText[same]) same += 1;
  const start = Math.max(oldText.length, newText.length) <= longest ? 0 : Math.max(0, same - 20);
  return [cut(oldText, start), cut(newText, start)];
}

const cut = (text: string, start: number): string =>
  `${start > 0 ? '…' : ''}${text.slice(start, start + longest)}${text.length > start + longest ? '…' : ''}`;
