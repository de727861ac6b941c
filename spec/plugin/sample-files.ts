import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** A program that calls one operation, in the form that renderers of OpenAPI know. */
export interface CodeSample {
  lang: string;
  label: string;
  source: string;
}

/** The file of each kind of sample, in the order in which they are shown. */
export const sampleKinds: Record<string, Omit<CodeSample, 'source'>> = {
  'typescript.ts': { lang: 'typescript', label: 'TypeScript' },
  'openapi-fetch.ts': { lang: 'typescript', label: 'openapi-fetch' },
  'curl.sh': { lang: 'shell', label: 'curl' },
  'python.py': { lang: 'python', label: 'Python' },
};

/** The names that a file of samples may have. */
export const sampleFiles: readonly string[] = Object.keys(sampleKinds);

const folder = new URL('../samples/', import.meta.url);

/** The files in each operation's folder of samples, which are written by hand. */
export function listSamples(): Map<string, string[]> {
  return new Map(list(folder).map((name) => [name, list(new URL(`${name}/`, folder))]));
}

/** A sample of an operation that is written by hand; undefined when there is none. */
export function readOwnSample(operationId: string, file: string): string | undefined {
  const place = new URL(`${operationId}/${file}`, folder);
  return existsSync(place) ? readFileSync(place, 'utf8') : undefined;
}

/** What a folder holds, without the hidden files that some systems leave behind. */
function list(directory: URL): string[] {
  const names = existsSync(directory) ? readdirSync(directory) : [];
  return names.filter((name) => !name.startsWith('.')).sort();
}
