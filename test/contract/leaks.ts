import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where a canary was found, and in which form. */
export interface Leak {
  file: string;
  canary: string;
  form: string;
}

/**
 * Looks for canaries in all files of a folder and in their names: as they are, percent-encoded, escaped, and inside of
 * base64. Works by taking the escapes out of the text, so it shares nothing with what redacts.
 */
export async function findLeaks(folder: string, canaries: readonly string[]): Promise<Leak[]> {
  const files = await readdir(folder);
  const leaks = await Promise.all(
    files.map(async (file) => {
      const content = await readFile(join(folder, file), 'utf8');
      const text = [file, content, ...textsOf(JSON.parse(content))].join('\n');
      return canaries.flatMap((canary) =>
        Object.entries(readings(text))
          .filter(([, reading]) => reading.toLowerCase().includes(canary.toLowerCase()))
          .map(([form]) => ({ file, canary, form })),
      );
    }),
  );
  return leaks.flat();
}

/** All texts in decoded JSON, keys included. */
function textsOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [String(value)];
  return Object.entries(value).flatMap(([key, item]) => [key, ...textsOf(item)]);
}

/** The text in every way in which somebody could read it. */
export function readings(text: string): Record<string, string> {
  const percent = [0, 1, 2].reduce((given) => given.replaceAll(/(?:%[0-9a-f]{2})+/gi, decodePercent), text);
  const unescaped = [0, 1, 2].reduce(
    (given) =>
      given
        .replaceAll(/\\u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
        .replaceAll(/\\(["\\/])/g, '$1'),
    text,
  );
  const entities = text.replaceAll(/&#x?([0-9a-f]+);/gi, (match, digits: string) =>
    String.fromCodePoint(Number.parseInt(digits, match.startsWith('&#x') ? 16 : 10)),
  );
  const runs = [text, percent].flatMap((one) => one.match(/[A-Za-z0-9+/*_-]{4,}/g) ?? []);
  const base64 = runs
    .flatMap((run) => [run, run.replaceAll('*', '+').replaceAll('-', '/')])
    .flatMap((run) => [0, 1, 2, 3].map((start) => Buffer.from(run.slice(start), 'base64').toString('utf8')))
    .join('\n');
  return { plain: text, percent, unescaped, entities, base64 };
}

function decodePercent(run: string): string {
  try {
    return decodeURIComponent(run);
  } catch {
    return run;
  }
}
