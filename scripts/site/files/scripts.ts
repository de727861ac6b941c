import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** What runs before anything is drawn. */
export const headScript = (): Promise<string> => bundle('head');

/** The script of the pages. */
export const siteScript = (): Promise<string> => bundle('main');

/** The script of the search, which a page loads when it is first used. It holds MiniSearch, with the notice of its license. */
export async function searchScript(): Promise<string> {
  const folder = dirname(dirname(dirname(createRequire(import.meta.url).resolve('minisearch'))));
  const [license, script] = await Promise.all([readFile(join(folder, 'LICENSE.txt'), 'utf8'), bundle('search/main')]);
  return `/*! MiniSearch\n${license.trim()}\n*/\n${script}`;
}

/** A script of the folder `browser` in one piece, which is a classic one: a page from a folder cannot load modules. */
async function bundle(name: string): Promise<string> {
  const input = fileURLToPath(new URL(`../browser/${name}.ts`, import.meta.url));
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, target: 'es2022', rolldownOptions: { input, output: { format: 'iife' } } },
  });
  const outputs = Array.isArray(result) ? result : [result];
  for (const built of outputs) {
    const script = 'output' in built ? built.output[0] : undefined;
    if (script !== undefined) return script.code;
  }
  throw new Error('vite has built no script.');
}
