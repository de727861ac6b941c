import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** A program that calls one operation, in the form that renderers of OpenAPI know. */
export interface CodeSample {
  lang: string;
  label: string;
  source: string;
}

/** The file of each kind of sample, in the order in which they are shown. */
const kinds: Record<string, Omit<CodeSample, 'source'>> = {
  'typescript.ts': { lang: 'typescript', label: 'TypeScript' },
  'openapi-fetch.ts': { lang: 'typescript', label: 'openapi-fetch' },
  'curl.sh': { lang: 'shell', label: 'curl' },
  'python.py': { lang: 'python', label: 'Python' },
};

/** The names that a file of samples may have. */
export const sampleFiles: readonly string[] = Object.keys(kinds);

const folder = new URL('../samples/', import.meta.url);

/** The files in each operation's folder of samples. */
export function listSamples(): Map<string, string[]> {
  return new Map(list(folder).map((name) => [name, list(new URL(`${name}/`, folder))]));
}

/** The samples of an operation; empty when it has none. */
export function readSamples(operationId: string): CodeSample[] {
  const ofOperation = new URL(`${operationId}/`, folder);
  const files = list(ofOperation);
  return Object.entries(kinds)
    .filter(([file]) => files.includes(file))
    .map(([file, kind]) => ({ ...kind, source: readFileSync(new URL(file, ofOperation), 'utf8') }));
}

/** What a folder holds, without the hidden files that some systems leave behind. */
function list(directory: URL): string[] {
  const names = existsSync(directory) ? readdirSync(directory) : [];
  return names.filter((name) => !name.startsWith('.')).sort();
}
