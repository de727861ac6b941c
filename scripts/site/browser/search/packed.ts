/** The names of all pages as their script holds them: in columns, without what follows from the rest of a row. */
import type { Entry, EntryKind, SearchNames } from './data.ts';

/**
 * Names of one kind compress best when they stand together. An empty address or key is the one that `usual…` gives, and `~`
 * among the fields, whose names have none, is the form of an answer that is named after its operation.
 */
export interface PackedNames extends Pick<SearchNames, 'words' | 'labels'> {
  urls: string[];
  titles: string[];
  kinds: EntryKind[];
  keys: string[];
  fields: string[];
}

declare global {
  /** Set by `assets/names.<language>.js`. */
  var searchNames: PackedNames | undefined;
  /** Set by `assets/texts.<language>.js`: the text of each entry, in the same order. */
  var searchTexts: string[] | undefined;
}

export function packNames({ entries, ...others }: SearchNames): PackedNames {
  const packed: PackedNames = { urls: [], titles: [], kinds: [], keys: [], fields: [], ...others };
  for (const [url, title, kind, keys, fields] of entries) {
    packed.urls.push(url === usualUrl(title, kind, keys) ? '' : url);
    packed.titles.push(title);
    packed.kinds.push(kind);
    packed.keys.push(keys === usualKeys(title, kind) ? '' : keys);
    packed.fields.push(fields.replaceAll(usualForm(keys), '~'));
  }
  return packed;
}

export function unpackNames({ urls, titles, kinds, keys, fields, ...others }: PackedNames): SearchNames {
  const entries = titles.map((title, row): Entry => {
    const kind = kinds[row] ?? 'page';
    const key = keys[row] || usualKeys(title, kind);
    return [
      urls[row] || usualUrl(title, kind, key),
      title,
      kind,
      key,
      (fields[row] ?? '').replaceAll('~', () => usualForm(key)),
    ];
  });
  return { entries, ...others };
}

/** `ChannelNotFound` of `130004 ChannelNotFound`. */
const usualKeys = (title: string, kind: EntryKind): string => (kind === 'code' ? title.replace(/^\d+ /, '') : '');

/** `DestroyGroupSuccess` of `destroyGroup destroy_group`. */
const usualForm = (keys: string): string => `${keys.charAt(0).toUpperCase()}${keys.slice(1).replace(/ .*/, '')}Success`;

/** Operations and webhooks are named by their first key, codes by their number. */
function usualUrl(title: string, kind: EntryKind, keys: string): string {
  if (kind === 'code') return `errors/${title.replace(/ .*/, '')}.html`;
  return kind === 'operation' || kind === 'webhook' ? `${kind}s/${keys.replace(/ .*/, '')}.html` : '';
}
