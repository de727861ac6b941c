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
const listed = rows.flatMap(({ codes, words }) => words.map((word) => ({ word, codes })));

const isListed = (word: string, code?: number): boolean =>
  listed.some(({ word: other, codes }) => other === word && (code === undefined || codes.includes(code)));

/** Those of calls: webhooks have others. */
const parameters = Object.entries(document.components.parameters)
  .filter(([key]) => JSON.stringify(document.paths).includes(`"#/components/parameters/${key}"`))
  .map(([, { name }]) => name);

/** What stands after `reason:` in the sources and is no word, with the words that come of it. */
const computed: Record<string, string[]> = {
  name: ['sdkappid', 'identifier', 'usersig'],
  "name ?? 'query'": [...parameters, 'query'],
  // The README says once that it may be the name of a field.
  "fieldOf(violation, document, schema) ?? 'body'": ['body'],
  '`usersig-${reason}`': ['usersig-'],
  // These only pass on what was found before.
  'refusal.reason': [],
  "Requested['reason']": [],
  string: [],
};

const written = Array.from(
  sources.matchAll(/\breason: (?<what>`[^`]*`|(?:\w+\([^)]*\)|[^,;})\n])+)/g),
  ({ groups }) => groups?.what?.trim() ?? '',
);
/** Rules give code, sentence and word to `refuse`. */
const refusals = Array.from(
  sources.matchAll(/\brefuse\(\s*(?<code>\d+),\s*(?:'[^']*'|`[^`]*`|info),\s*'(?<word>[\w-]+)'/g),
  ({ groups }) => ({ code: Number(groups?.code), word: groups?.word ?? '' }),
);
/** And the word of a success to `because`. */
const successes = Array.from(sources.matchAll(/\bbecause\('([\w-]+)'\)/g), ([, word = '']) => word);
const byDefault = Array.from(sources.matchAll(/\breason = '([\w-]+)'/g), ([, word = '']) => word);
const words = written
  .flatMap((what) => {
    const literals = what.split(' | ').map((part) => /^'([\w-]+)'$/.exec(part)?.[1]);
    if (literals.every((word) => word !== undefined)) return literals;
    return computed[what] ?? [`unknown: ${what}`];
  })
  .concat(
    byDefault,
    successes,
    refusals.map(({ word }) => word),
  );

describe('the words of x-mock-reason', () => {
  it('stand in the README, all of them and no others', () => {
    expect(words.length).toBeGreaterThan(20);
    expect([...new Set(listed.map(({ word }) => word))].sort()).toStrictEqual([...new Set(words)].sort());
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
    expect(refusals.length).toBeGreaterThan(0);
    expect([...pairs, ...refusals].filter(({ code, word }) => !isListed(word, code))).toStrictEqual([]);
  });
});
