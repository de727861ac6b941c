import type { CatalogueError, RetryClass, Source } from '../../../spec/document.ts';
import type { ErrorText, Language } from '../languages.ts';
import { webAddress } from './address.ts';
import type { List } from './blocks.ts';
import { english, type Inline, inLanguage, link, markdown } from './inline.ts';

type Words = Pick<Language, 't' | 'label'>;

/** Where a fact stands, one entry a page of the vendor, with how well it is known. */
export function sources(words: Words, list: Source | Source[] = []): List {
  return { kind: 'list', name: 'sources', items: [list].flat().map((source) => ({ text: sourceText(words, source) })) };
}

function sourceText(words: Words, { page, url, date, evidence, covers, note }: Source): Inline {
  const name = page === undefined ? (url ?? '') : words.label('source.page', { page });
  const address = url === undefined ? vendorPage(page ?? '') : webAddress(url);
  return [
    badge(words, evidence),
    ' ',
    address === undefined ? name : link(address, name),
    words.label('join.items'),
    date === 'undated' ? words.t('source.undated') : date,
    ...(covers === undefined ? [] : [words.label('join.says'), english(covers)]),
    ...(note === undefined ? [] : [words.label('join.notes'), english(note)]),
  ];
}

/** How well something is known, in one word. */
export const badge = ({ t }: Words, kind: string): Inline => ({
  kind: 'badge',
  name: kind,
  text: t(`evidence.${kind}`),
});

/** What a repeat of the call does, in one word. */
export const retryDot = ({ t }: Words, retry: RetryClass): Inline => ({
  kind: 'dot',
  name: retry,
  text: t(`retry.${retry}`),
});

/** What pages of the vendor say otherwise than those where the code stands as it is told. */
export function disagreements(
  words: Words,
  { disagreement = [] }: Pick<CatalogueError, 'disagreement'>,
  { meaning, otherwise, tag }: ErrorText,
  where: Source[],
): List {
  const entry = (text: Inline, from: Source | Source[]): List['items'][number] => ({
    text,
    below: sources(words, from),
  });
  return {
    kind: 'list',
    name: 'versions',
    items: [
      entry(inLanguage(tag, markdown(meaning)), where),
      ...disagreement.map((other, index) => {
        const own = otherwise[index];
        return entry(own === undefined ? english(other.meaning) : inLanguage(tag, markdown(own)), other.source);
      }),
    ],
  };
}

/** Document numbers beginning with 1047 are those of the international site. */
function vendorPage(page: string): string {
  return page.startsWith('1047/')
    ? `https://www.tencentcloud.com/document/product/${page}`
    : `https://cloud.tencent.com/document/product/${page}`;
}
