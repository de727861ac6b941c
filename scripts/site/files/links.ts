import { posix } from 'node:path';

/**
 * Holds every link of the site against what it leads to.
 *
 * @param base Where the site stands on its server: links that begin with it are the site's own.
 */
export function checkLinks(files: ReadonlyMap<string, string | Uint8Array>, base = '/'): void {
  const pages = [...files].filter((entry): entry is [string, string] => entry[0].endsWith('.html'));
  const ids = new Map<string, Set<string>>();
  for (const [name, content] of pages) {
    const found = [...content.matchAll(/\sid="([^"]+)"/g)].map(([, id = '']) => id);
    ids.set(name, new Set(found));
  }
  const dead: string[] = [];
  for (const [name, content] of pages) {
    const folder = posix.dirname(name);
    const checked = new Set<string>();
    for (const [, href = ''] of content.matchAll(/\s(?:href|src)="([^"]+)"/g)) {
      if (checked.has(href) || /^[a-z]+:/.test(href)) continue;
      checked.add(href);
      const [address = '', anchor] = href.replaceAll('&amp;', '&').split('#');
      const [file = ''] = address.split('?');
      const target = file === '' ? name : file.startsWith(base) ? file.slice(base.length) : posix.join(folder, file);
      // Redoc makes its own places.
      const isMissing =
        !files.has(target) ||
        (anchor && target !== 'redoc.html' && !ids.get(target)?.has(plainText(decodeURIComponent(anchor))));
      if (isMissing) dead.push(`${name}: ${href}`);
    }
  }
  if (dead.length > 0) throw new Error(`Links of the reference lead nowhere:\n${dead.join('\n')}`);
}

const plainText = (text: string): string => text.replaceAll('&#39;', "'");
