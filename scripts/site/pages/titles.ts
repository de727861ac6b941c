import type { Language } from '../languages.ts';
import type { Page } from '../model/page.ts';
import { entryKind } from '../search/entries.ts';

type Titled = Pick<Page, 'path' | 'kind' | 'title'>;

/**
 * What each page is called where it stands alone: in a tab, among bookmarks, in a list of another search. A title that
 * several pages have is told apart by their kinds, and if those are the same by their addresses.
 *
 * @returns The titles by the paths of the pages.
 */
export function titlesAlone(pages: readonly Titled[], label: Language['label']): Map<string, string> {
  const byKind = toldApart(
    pages.map((page) => ({ ...page, alone: page.title })),
    ({ kind }) => label(`search.kind.${entryKind(kind)}`),
  );
  const byPath = toldApart(byKind, ({ path }) => path.replace(/\.html$/, ''));
  return new Map(byPath.map(({ path, alone }) => [path, alone]));
}

type Alone = Titled & { alone: string };

/** Adds a mark to each title that is there more than once. */
function toldApart(pages: readonly Alone[], markOf: (page: Alone) => string): Alone[] {
  const counts = new Map<string, number>();
  for (const { alone } of pages) counts.set(alone, (counts.get(alone) ?? 0) + 1);
  return pages.map((page) =>
    (counts.get(page.alone) ?? 0) > 1 ? { ...page, alone: `${page.alone} · ${markOf(page)}` } : page,
  );
}
