import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../docs/en/guides/', import.meta.url);

/** The names of the guides, each with the ids of its headings. */
export function listGuides(): Map<string, Set<string>> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.md'));
  return new Map(
    files.map((name) => {
      const text = readFileSync(new URL(name, folder), 'utf8').replace(/^```[\s\S]*?^```$/gm, '');
      const headings = [...text.matchAll(/^##+ (.+)$/gm)].map(([, heading = '']) => idOf(heading));
      return [name.replace(/^\d+-|\.md$/g, ''), new Set(headings)];
    }),
  );
}

/** What a heading is linked by: its words. */
const idOf = (heading: string): string =>
  heading
    .replaceAll('`', '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
