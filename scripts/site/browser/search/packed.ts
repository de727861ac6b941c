/** The names of all pages as their script holds them: in columns, without what follows from the rest of a row. */
import type { Entry, EntryKind, SearchNames, SearchWords } from './data.ts';

/**
 * Names of one kind compress best when they stand together. An empty address or key is the one that `usual…` gives; an address
 * that begins with `#` is a part of the page before it. `~`, which no name has, is among the keys a command that is named after
 * its operation, and among the fields the form of its answer.
 */
export interface PackedNames extends Pick<SearchNames, 'labels'> {
  words: PackedWords;
  urls: string[];
  titles: string[];
  kinds: EntryKind[];
  keys: string[];
  fields: string[];
}

/** Lists of what readers say are texts with commas in them, as none of what they say has one. */
interface PackedWords extends Pick<SearchWords, 'ignored'> {
  synonyms: string[];
  phrases: [said: string, entries: number[]][];
}

declare global {
  /** Set by `assets/names.<language>.js`. */
  var searchNames: PackedNames | undefined;
  /** Set by `assets/texts.<language>.js`: the text of each entry, in the same order, and then the late words as JSON, as `packTexts` has it. */
  var searchTexts: string[] | undefined;
}

export function packNames({ entries, words, labels }: SearchNames): PackedNames {
  const packedWords: PackedWords = {
    ...words,
    synonyms: words.synonyms.map((set) => set.join()),
    phrases: words.phrases.map(([said, shown]) => [said.join(), shown]),
  };
  const packed: PackedNames = { urls: [], titles: [], kinds: [], keys: [], fields: [], words: packedWords, labels };
  let page: Page = { url: '', title: '' };
  for (const [url, title, kind, keys, fields] of entries) {
    const isPart = page.url !== '' && url.startsWith(`${page.url}#`);
    packed.urls.push(url === usualUrl(title, kind, keys, page) ? '' : isPart ? url.slice(page.url.length) : url);
    packed.titles.push(title);
    packed.kinds.push(kind);
    packed.keys.push(keys === usualKeys(title, kind) ? '' : keys.replace(usualCommand(keys), '~'));
    packed.fields.push(fields.replaceAll(usualForm(keys), '~'));
    if (!url.includes('#')) page = { url, title };
  }
  return packed;
}

export function unpackNames({ urls, titles, kinds, keys, fields, words: packed, labels }: PackedNames): SearchNames {
  let page: Page = { url: '', title: '' };
  const entries = titles.map((title, row): Entry => {
    const kind = kinds[row] ?? 'page';
    const short = keys[row] || usualKeys(title, kind);
    const key = short.replace('~', () => usualCommand(short));
    const given = urls[row] || usualUrl(title, kind, key, page);
    const url = given.startsWith('#') ? page.url + given : given;
    if (!url.includes('#')) page = { url, title };
    return [url, title, kind, key, (fields[row] ?? '').replaceAll('~', () => usualForm(key))];
  });
  const words: SearchWords = {
    ...packed,
    synonyms: packed.synonyms.map((set) => set.split(',')),
    phrases: packed.phrases.map(([said, shown]) => [said.split(','), shown]),
  };
  return { entries, words, labels };
}

/** The page that parts belong to. */
interface Page {
  url: string;
  title: string;
}

/** `ChannelNotFound` of `130004 ChannelNotFound`. */
const usualKeys = (title: string, kind: EntryKind): string => (kind === 'code' ? title.replace(/^\d+ /, '') : '');

/** `DestroyGroupSuccess` of `destroyGroup destroy_group`. */
const usualForm = (keys: string): string => `${keys.charAt(0).toUpperCase()}${keys.slice(1).replace(/ .*/, '')}Success`;

/** ` destroy_group ` of `destroyGroup`. */
const usualCommand = (keys: string): string => {
  const [id = ''] = keys.split(/[ ~]/);
  return ` ${id.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toLowerCase()} `;
};

/** Operations and webhooks are named by their first key, codes by their number, and parts of a page by what their title adds to its title. */
function usualUrl(title: string, kind: EntryKind, keys: string, page: Page): string {
  if (kind === 'code') return `errors/${title.replace(/ .*/, '')}.html`;
  if (kind === 'operation' || kind === 'webhook') return `${kind}s/${keys.replace(/ .*/, '')}.html`;
  if (page.title === '' || !title.startsWith(page.title)) return '';
  const heading = title.slice(page.title.length).toLowerCase();
  return `${page.url}#${heading.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')}`;
}
