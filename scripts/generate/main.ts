/**
 * Makes document, types and tables from spec/, into folders that git ignores: `generated/.out` (what `publish.ts` copies
 * into place) and `generated/dist`. turbo keeps both and restores them when nothing has changed.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeCommonJs } from '../package/commonjs.ts';
import { inRoot } from '../paths.ts';
import { readApi } from './api.ts';
import { asJson, asYaml, bundle, lint } from './bundle.ts';
import { compile } from './compile.ts';
import { checkReferences } from './references.ts';
import { tables } from './tables/main.ts';
import { forTools } from './tools/main.ts';
import { types } from './types.ts';

const generated = inRoot('generated');
const out = join(generated, '.out');
/** Modules written by hand that every package may import. */
const copied = ['document.ts', 'names.ts'];

async function step<T>(name: string, run: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const result = await run();
  process.stdout.write(`  ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)\n`);
  return result;
}

async function generate(): Promise<void> {
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });

  const source = inRoot('spec', 'openapi.yaml');
  await checkReferences(source);
  const bundler = new AbortController();
  const bundling = step('bundle', () => bundle(source, bundler.signal));
  // The lint rules explain a fault better than the bundler, so they speak first.
  bundling.catch(() => {});
  try {
    await step('lint spec/', () => lint(source));
  } catch (error) {
    bundler.abort();
    await bundling.catch(() => {});
    throw error;
  }
  const document = await bundling;
  await writeFile(join(out, 'openapi.yaml'), asYaml(document));
  await writeFile(join(out, 'openapi.json'), asJson(document));
  await writeFile(join(out, 'openapi.tools.json'), asJson(forTools(document)));
  await Promise.all([
    step('lint the bundle', () => lint(join(out, 'openapi.yaml'))),
    step('types and tables', async () => {
      await writeFile(join(out, 'schema.d.ts'), await types(document));
      await mkdir(join(out, 'methods'));
      for (const [name, text] of tables(readApi(document))) await writeFile(join(out, name), text);
      for (const name of copied) {
        const text = await readFile(inRoot('spec', name), 'utf8');
        await writeFile(join(out, name), `/* ${document['x-generated']} */\n\n${text}`);
      }
    }),
  ]);
  await step('compile', () => compile(out, join(generated, 'dist')));
  await step('compile to CommonJS', () => makeCommonJs(generated));
}

await generate().catch((error: unknown) => {
  // What is wrong with spec/ is said in full; where in this program it was found is of no use.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
