import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** The script of the pages in one piece, which is a classic one: a page from a folder cannot load modules. */
export async function siteScript(): Promise<string> {
  const input = fileURLToPath(new URL('../browser/main.ts', import.meta.url));
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
