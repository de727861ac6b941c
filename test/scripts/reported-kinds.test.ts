import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { inRoot } from '../../scripts/paths.ts';

interface Row {
  readonly kind: string;
  readonly file: string;
  readonly test: string;
}

const rowsOf = (table: string): Row[] =>
  [...table.matchAll(/^\| ([^|]+?) +\| ([\w/.-]+(?:\.test|\/suites\/\w+)\.ts) +\| ([^|]+?) +\|$/gm)].map(
    ([, kind = '', file = '', test = '']) => ({
      kind,
      file,
      test,
    }),
  );

/** Whether a test, or a group of tests, has a name in a source. */
const hasTest = (source: string, name: string): boolean =>
  [`('${name.replaceAll("'", "\\'")}', `, `("${name}", `].some((call) => source.includes(call));

const table = await readFile(inRoot('test/reported-kinds.md'), 'utf8');

describe('the table of reported kinds', () => {
  it('has a row on each line that is one', () => {
    const lines = table.split('\n').filter((line) => /^\| (?!Reported kind|-)/.test(line));
    expect(rowsOf(table).length).toBeGreaterThan(40);
    expect(rowsOf(table)).toHaveLength(lines.length);
  });

  it.each(rowsOf(table))('has a test that holds: $kind', async ({ file, test }) => {
    expect(hasTest(await readFile(inRoot(file), 'utf8'), test)).toBe(true);
  });

  it('misses a test that has another name', async () => {
    const [row] = rowsOf(table);
    expect(hasTest(await readFile(inRoot(row?.file ?? ''), 'utf8'), `${row?.test} now`)).toBe(false);
  });
});
