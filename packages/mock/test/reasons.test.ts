import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import document from '../../../generated/openapi.json' with { type: 'json' };

const source = new URL('../src/', import.meta.url);
const sources = await Promise.all(
  (await readdir(source, { recursive: true }))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFile(new URL(name, source), 'utf8')),
).then((texts) => texts.join('\n'));
const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');

/** The words of the README, with the codes that stand beside them; without codes where any code may come with it. */
const rows = (/\| `x-mock-reason` [\s\S]*?\n\n/.exec(readme)?.[0] ?? '')
  .split('\n')
  .slice(2)
  .map((line) => {
    // A link names what is elsewhere.
    const [, codes = '', words = ''] = line.replace(/\[.*?\]\(.*?\)/g, '').split('|');
    return { codes: codes.match(/\d+/g)?.map(Number) ?? [], words: words.match(/(?<=`)[\w-]+(?=`)/g) ?? [] };
  });
const told = rows.flatMap(({ codes, words }) => words.map((word) => ({ word, codes })));

const isTold = (word: string, code?: number): boolean =>
  told.some(({ word: other, codes }) => other === word && (code === undefined || codes.includes(code)));

const parameters = Object.values(document.components.parameters).map(({ name }) => name);

/** What stands after `reason:` in the sources and is no word, with the words that come of it. */
const computed: Record<string, string[]> = {
  name: ['sdkappid', 'identifier', 'usersig'],
  "name ?? 'query'": [...parameters, 'query'],
  // The name of a field is told in words, not one by one.
  "name ?? 'body'": ['body'],
  '`usersig-${reason}`': ['usersig-'],
  // These only pass on what was found before.
  'refusal.reason': [],
  "Requested['reason']": [],
  string: [],
};

const written = Array.from(
  sources.matchAll(/\breason: (?<what>`[^`]*`|[^,;})\n]+)/g),
  ({ groups }) => groups?.what?.trim() ?? '',
);
const words = written.flatMap((what) => {
  const literals = what.split(' | ').map((part) => /^'([\w-]+)'$/.exec(part)?.[1]);
  if (literals.every((word) => word !== undefined)) return literals;
  return computed[what] ?? [`unknown: ${what}`];
});

describe('the words of x-mock-reason', () => {
  it('stand in the README, all of them and no others', () => {
    expect(words.length).toBeGreaterThan(20);
    expect([...new Set(told.map(({ word }) => word))].sort()).toStrictEqual([...new Set(words)].sort());
  });

  it('stand beside the codes that come with them', () => {
    const pairs = Array.from(
      sources.matchAll(/\bcode: ([\d_]+),\s*reason: '([\w-]+)'/g),
      ([, code = '', word = '']) => ({
        code: Number(code.replace('_', '')),
        word,
      }),
    );
    expect(pairs.length).toBeGreaterThan(10);
    expect(pairs.filter(({ code, word }) => !isTold(word, code))).toStrictEqual([]);
  });
});
