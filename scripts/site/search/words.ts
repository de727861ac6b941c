/** Reads what readers call things: `search.yaml` of each language. What is English holds in every language. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { type BundledDocument, wholeSchema } from '../../../spec/document.ts';
import { inRoot } from '../../paths.ts';
import type { Entry, LateWords, SearchLabels, SearchWords } from '../browser/search/data.ts';
import type { Language } from '../languages.ts';
import { codePath } from '../pages/context.ts';

/** `search.yaml`. Pages by their path below the folder of the language, with the id of a heading where it is meant. */
export interface SearchTexts {
  synonyms: string[][];
  phrases: { say: string[]; show: string[] }[];
  /** Parts of messages by the page that explains them. */
  failures: { part: string[]; show: string }[];
  ignored: string[];
  /** Pairs of a traditional character and the simplified one. */
  traditional: string[];
}

/** Every list is a text with commas in it. */
interface Written {
  synonyms?: string[];
  phrases?: { say: string; show: string }[];
  failures?: { part: string; show: string }[];
  ignored?: string;
  traditional?: string;
}

const file = (tag: string): string => inRoot('spec', 'docs', tag, 'search.yaml');

export async function readSearchTexts(tag: string): Promise<SearchTexts> {
  const tags = [...new Set(['en', tag])].filter((one) => existsSync(file(one)));
  // Numbers are words here.
  const read = async (one: string): Promise<Written> =>
    parse(await readFile(file(one), 'utf8'), { schema: 'failsafe' });
  const all = await Promise.all(tags.map(read));
  return {
    synonyms: all.flatMap(({ synonyms = [] }) => synonyms.map(listed)),
    phrases: all.flatMap(({ phrases = [] }) =>
      phrases.map(({ say, show }) => ({ say: listed(say), show: listed(show) })),
    ),
    failures: all.flatMap(({ failures = [] }) => failures.map(({ part, show }) => ({ part: listed(part), show }))),
    ignored: all.flatMap(({ ignored = '' }) => listed(ignored)),
    traditional: all.flatMap(({ traditional = '' }) => traditional.match(/[^\s]{2}/gu) ?? []),
  };
}

const listed = (text: string): string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

/**
 * The same with the numbers of entries. A document that lacks a page has nothing to show for it.
 *
 * @param pages The address and the title of each entry.
 */
export function searchWords(
  texts: SearchTexts,
  document: BundledDocument,
  pages: readonly Pick<Entry, 0 | 1>[],
): { words: SearchWords; late: LateWords } {
  const numbers = new Map(pages.map(({ 0: path }, number) => [path, number]));
  const numberOf = (path: string): number[] => {
    const number = numbers.get(path);
    return number === undefined ? [] : [number];
  };
  // The name of an error says more than the rest of its message, which may quote anything.
  const isErrorName = ({ part }: SearchTexts['failures'][number]): boolean =>
    part.every((one) => /^\w+Error$/.test(one));
  const failures = [
    ...texts.failures.filter(isErrorName),
    ...invalidValues(document),
    ...texts.failures.filter((one) => !isErrorName(one)),
  ];
  const words: SearchWords = {
    synonyms: texts.synonyms,
    phrases: texts.phrases.flatMap(({ say, show }): SearchWords['phrases'] => {
      const entries = show.flatMap(numberOf);
      return entries.length === 0 ? [] : [[say, entries]];
    }),
    ignored: texts.ignored,
  };
  const late: LateWords = {
    failures: failures.flatMap(({ part, show }): LateWords['failures'] =>
      numberOf(show).map((number) => [part, number]),
    ),
    traditional: traditionalOf(texts, pages),
  };
  return { words, late };
}

/** The characters that can be asked for: those of titles and of what readers say. */
function traditionalOf(
  { traditional, synonyms, phrases, ignored }: SearchTexts,
  pages: readonly Pick<Entry, 0 | 1>[],
): string {
  if (traditional.length === 0) return '';
  const said = [
    ...synonyms.flat(),
    ...phrases.flatMap(({ say }) => say),
    ...ignored,
    ...pages.map(({ 1: title }) => title),
  ];
  const known = new Set(said.join(''));
  return traditional.filter((pair) => known.has([...pair][1] ?? '')).join('');
}

/** What the search says of what it finds, in a language. */
export const searchLabels = ({ label }: Pick<Language, 'label'>): SearchLabels => ({
  none: label('search.none'),
  count: label('search.count'),
  unknown: label('search.unknown'),
  success: label('search.success'),
  kinds: {
    operation: label('search.kind.operation'),
    webhook: label('search.kind.webhook'),
    tag: label('search.kind.tag'),
    code: label('search.kind.code'),
    guide: label('search.kind.guide'),
    package: label('search.kind.package'),
    page: label('search.kind.page'),
  },
});

/** What the mock says of a value that breaks the rule of its field, where a code is known for it. */
function invalidValues(document: BundledDocument): SearchTexts['failures'] {
  const found = new Map<string, Set<number>>();
  for (const { properties = {} } of Object.values(document.components.schemas)) {
    for (const [name, property] of Object.entries(properties)) {
      const code = wholeSchema(document, property)['x-invalid-code'];
      if (code !== undefined) found.set(name, (found.get(name) ?? new Set()).add(code));
    }
  }
  return [...found].flatMap(([name, codes]) => {
    const [code, ...others] = codes;
    if (code === undefined || others.length > 0) return [];
    const rules = ['match', 'have', 'be one of', 'be at', 'be none of', 'not hold'];
    const part = [...rules.map((rule) => `${name} must ${rule}`), `x-mock-reason: ${name}`];
    return [{ part, show: codePath(code) }];
  });
}
