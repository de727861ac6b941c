import type { Html } from '../html/html.ts';
import type { Page } from '../model/page.ts';

/** What the search looks through: address, title, kind, text. A tuple, because there are many and a reader waits. */
export type Entry = [url: string, title: string, kind: 'reference' | 'guide' | 'code', text: string];

/** Pages that are found as a whole; each heading of the others is found by itself. */
const whole = new Set<Page['kind']>(['operation', 'webhook', 'code', 'tag', 'start']);

/** An entry for each part of a page that can be linked to. */
export function entriesOf({ path, title, kind }: Page, main: Html): Entry[] {
  if (kind === 'codes') return [];
  const markup = main.markup.replace(/<(form|nav|template|noscript)\b[\s\S]*?<\/\1>/g, '');
  const entryKind = kind === 'code' ? 'code' : kind === 'guide' || kind === 'package' ? 'guide' : 'reference';
  if (whole.has(kind)) {
    return [[path, title, entryKind, textOf(markup.replace(/^[\s\S]*?<\/h1>/, ''))]];
  }
  return markup.split(/(?=<h2 id=)/).map((part, index): Entry => {
    const id = /^<\w+ id="([^"]+)"/.exec(part)?.[1];
    const heading = /<h[1-3][^>]*>([\s\S]*?)<\/h[1-3]>/.exec(part)?.[1] ?? '';
    const name = index === 0 || entryKind !== 'guide' ? textOf(heading) : `${title}: ${textOf(heading)}`;
    return [
      id === undefined ? path : `${path}#${id}`,
      name,
      entryKind,
      textOf(part.replace(/<h[12][\s\S]*?<\/h[12]>/, '')),
    ];
  });
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** What a reader sees of some markup. */
export const textOf = (markup: string): string =>
  markup
    .replace(/<\/?(code|em|strong|a|span|b|i|wbr)\b[^>]*>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&(amp|lt|gt|quot|#39|#x27);/g, (_, name: string) => entities[name] ?? "'")
    .replace(/\s+/g, ' ')
    .trim();

/** The index as a script, because pages from a folder cannot fetch. */
export const searchScript = (entries: Entry[]): string => `globalThis.searchEntries=${JSON.stringify(entries)};\n`;
