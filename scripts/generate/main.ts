/**
 * Makes everything that follows from the document, into a folder that git ignores: `generated/.out` (what
 * `publish.ts` copies into place), `generated/dist` and `generated/docs`. turbo keeps these three and restores them when
 * nothing has changed.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readEvidence } from '../contract/evidence.ts';
import { evidenceTable } from '../contract/matrix.ts';
import { inRoot } from '../paths.ts';
import { readApi } from './api.ts';
import { compile } from './compile.ts';
import { bundle, lint } from './document.ts';
import { site } from './site.ts';
import { tables } from './tables.ts';
import { types } from './types.ts';

const generated = inRoot('generated');
const out = join(generated, '.out');

async function step<T>(name: string, run: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const result = await run();
  process.stdout.write(`  ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)\n`);
  return result;
}

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });

await step('lint spec/', () => lint(inRoot('spec', 'openapi.yaml')));
const { yaml, json } = await step('bundle and expand', () => bundle(inRoot('spec', 'openapi.yaml')));
await writeFile(join(out, 'openapi.yaml'), yaml);
await writeFile(join(out, 'openapi.json'), `${JSON.stringify(json, null, 2)}\n`);
await step('lint the bundle', () => lint(join(out, 'openapi.yaml')));

const api = readApi(json);
await step('types and tables', async () => {
  await writeFile(join(out, 'schema.d.ts'), await types(json));
  for (const [name, text] of tables(api)) await writeFile(join(out, name), text);
});
await step('evidence', async () => {
  const table = evidenceTable(json, await readEvidence());
  await writeFile(join(out, 'evidence.json'), `${JSON.stringify(table, null, 2)}\n`);
});
await step('compile', () => compile(out, join(generated, 'dist')));
await step('reference site', async () => {
  const docs = join(generated, 'docs');
  await rm(docs, { recursive: true, force: true });
  await site({ api, document: json, yaml, docs });
});
