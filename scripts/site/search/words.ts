/** Reads what readers call things: `search.yaml` of each language. What is English holds in every language. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { type BundledDocument, wholeSchema } from '../../../spec/document.ts';
import { inRoot } from '../../paths.ts';
import type { SearchLabels, SearchWords } from '../browser/search/data.ts';
import type { Language } from '../languages.ts';
import { codePath } from '../pages/context.ts';

/** `search.yaml`. Pages by their path below the folder of the language, with the id of a heading where it is meant. */
export interface SearchTexts {
  synonyms: string[][];
  phrases: { say: string[]; show: string[] }[];
  /** Parts of messages by the page that explains them. */
  failures: { part: string[]; show: string }[];
  ignored: string[];
}

/** Every list is a text with commas in it. */
interface Written {
  synonyms?: string[];
  phrases?: { say: string; show: string }[];
  failures?: { part: string; show: string }[];
  ignored?: string;
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
 * @param paths The address of each entry.
 */
export function searchWords(texts: SearchTexts, document: BundledDocument, paths: readonly string[]): SearchWords {
  const numbers = new Map(paths.map((path, number) => [path, number]));
  const numberOf = (path: string): number[] => {
    const number = numbers.get(path);
    return number === undefined ? [] : [number];
  };
  const failures = [...invalidValues(document), ...texts.failures];
  return {
    synonyms: texts.synonyms,
    phrases: texts.phrases.flatMap(({ say, show }): SearchWords['phrases'] => {
      const entries = show.flatMap(numberOf);
      return entries.length === 0 ? [] : [[say, entries]];
    }),
    failures: failures.flatMap(({ part, show }): SearchWords['failures'] =>
      numberOf(show).map((number) => [part, number]),
    ),
    ignored: texts.ignored,
  };
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
    return [{ part: rules.map((rule) => `${name} must ${rule}`), show: codePath(code) }];
  });
}
