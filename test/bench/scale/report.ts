import { describeTargets } from '../targets.ts';
import type { Group, Row } from './rows.ts';

const width = 9;

/** The groups as tables with a column for each number of operations, and at the end what they say of the targets. */
export function describe(sizes: readonly number[], groups: readonly Group[]): string[] {
  const rows = groups.flatMap((group) => group.rows);
  const nameWidth = Math.max(...rows.map(({ what }) => what.length), 'operations'.length) + 2;
  const figuresOf = ({ figures, digits }: Row): string =>
    sizes.map((size) => (figures.get(size)?.toFixed(digits) ?? '-').padStart(width)).join('');
  const lines = [`${'operations'.padEnd(nameWidth)}${sizes.map((size) => String(size).padStart(width)).join('')}`];
  for (const group of groups) {
    lines.push('', group.heading, '');
    for (const row of group.rows) {
      const notes = [row.target === undefined ? '' : `target: ${row.target.text}`, row.limit ?? ''].filter(Boolean);
      lines.push(`${row.what.padEnd(nameWidth)}${figuresOf(row)}   ${notes.join('; ')}`.trimEnd());
    }
  }
  const targets = groups.flatMap((group) =>
    group.rows.flatMap(({ what, target }) =>
      target === undefined ? [] : [{ isReached: target.isReached, text: `${what.trim()}: ${target.text}` }],
    ),
  );
  return [...lines, '', ...describeTargets(targets)];
}
