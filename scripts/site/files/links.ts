import { posix } from 'node:path';

/** Holds every link of the site against what it leads to. */
export function checkLinks(files: Map<string, string>): void {
  const ids = new Map<string, Set<string>>();
  for (const [name, content] of files) {
    if (name.endsWith('.html')) {
      ids.set(name, new Set([...content.matchAll(/\sid="([^"]+)"/g)].map(([, id = '']) => id)));
    }
  }
  const dead: string[] = [];
  for (const [name, content] of files) {
    if (!name.endsWith('.html')) continue;
    for (const [, href = ''] of content.matchAll(/\s(?:href|src)="([^"]+)"/g)) {
      if (/^[a-z]+:/.test(href)) continue;
      const [address = '', anchor] = href.replaceAll('&amp;', '&').split('#');
      const [file = ''] = address.split('?');
      const target = file === '' ? name : posix.join(posix.dirname(name), file);
      const missing = !files.has(target) || (anchor && !ids.get(target)?.has(decodeURIComponent(anchor)));
      if (missing) dead.push(`${name}: ${href}`);
    }
  }
  if (dead.length > 0) throw new Error(`Links of the reference lead nowhere:\n${dead.join('\n')}`);
}
