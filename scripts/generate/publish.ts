/** Copies `generated/.out` into place. Files that are equal are left alone, so that nothing that watches them stirs. */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inRoot } from '../paths.ts';

const generated = inRoot('generated');
const out = join(generated, '.out');
/** What is in the folder and not made from the document by this copy. */
const kept = new Set(['package.json', 'node_modules', 'dist', 'docs', '.out', '.turbo']);

const made = new Set(await readdir(out));
for (const name of made) {
  const [next, current] = await Promise.all([
    readFile(join(out, name)),
    readFile(join(generated, name)).catch(() => undefined),
  ]);
  if (current?.equals(next)) continue;
  await writeFile(join(generated, name), next);
  process.stdout.write(`  ${current ? 'changed' : 'new'}: generated/${name}\n`);
}
for (const name of await readdir(generated)) {
  if (made.has(name) || kept.has(name)) continue;
  await rm(join(generated, name), { recursive: true });
  process.stdout.write(`  removed: generated/${name}\n`);
}
