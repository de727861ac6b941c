import type { Html } from '../parts/html.ts';

/** What the search looks through: address, title, kind, text. A tuple, because there are many and a reader waits. */
export type Entry = [url: string, title: string, kind: 'reference' | 'guide' | 'code', text: string];

/** An entry for each part of a page that can be linked to. */
export function entriesOf(path: string, title: string, kind: Entry[2], main: Html): Entry[] {
  const markup = main.markup.replace(/<(form|nav|template|noscript)\b[\s\S]*?<\/\1>/g, '');
  if (kind === 'code') return [[path, title, kind, textOf(markup.replace(/^[\s\S]*?<\/h1>/, ''))]];
  // A part begins with a heading or a section that has an id.
  const parts = markup.split(/(?=<section id=|<h2 id=)/);
  return parts.map((part, index): Entry => {
    const id = /^<\w+ id="([^"]+)"/.exec(part)?.[1];
    const heading = /<h[1-3][^>]*>([\s\S]*?)<\/h[1-3]>/.exec(part)?.[1] ?? '';
    const name = index === 0 || kind !== 'guide' ? textOf(heading) : `${title}: ${textOf(heading)}`;
    return [id === undefined ? path : `${path}#${id}`, name, kind, textOf(part.replace(/<h[12][\s\S]*?<\/h[12]>/, ''))];
  });
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** What a reader sees of some markup. */
export const textOf = (markup: string): string =>
  markup
    .replace(/<\/?(code|em|strong|a|span|b|i)\b[^>]*>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&(amp|lt|gt|quot|#39|#x27);/g, (_, name: string) => entities[name] ?? "'")
    .replace(/\s+/g, ' ')
    .trim();

/** The index as a script, because pages from a folder cannot fetch. */
export const searchScript = (entries: Entry[]): string => `globalThis.searchEntries=${JSON.stringify(entries)};\n`;
