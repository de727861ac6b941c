/**
 * Copies `generated/.out` into place. Files that are equal are left alone, so that nothing that watches them stirs; none is
 * ever there in part.
 */
import { copyFile, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { makeTemporaryFolder } from '../ending.mjs';
import { inRoot } from '../paths.ts';

const generated = inRoot('generated');
const out = join(generated, '.out');
/** What is in the folder and not made from the document by this copy. */
const kept = new Set(['package.json', 'README.md', 'LICENSE', 'node_modules', 'dist', 'docs', '.out', '.turbo']);

/** The files below a folder, but for those in what is kept. */
async function filesBelow(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (kept.has(entry.name)) continue;
    if (!entry.isDirectory()) found.push(entry.name);
    else for (const name of await filesBelow(join(folder, entry.name))) found.push(join(entry.name, name));
  }
  return found;
}

const made = new Set(await filesBelow(out));
await mkdir(join(generated, '.turbo'), { recursive: true });
const { folder, remove } = makeTemporaryFolder(join(generated, '.turbo', 'publish-'));
for (const name of made) {
  const [next, current] = await Promise.all([
    readFile(join(out, name)),
    readFile(join(generated, name)).catch(() => undefined),
  ]);
  if (current?.equals(next)) continue;
  await mkdir(dirname(join(generated, name)), { recursive: true });
  await copyFile(join(out, name), join(folder, 'next'));
  await rename(join(folder, 'next'), join(generated, name));
  process.stdout.write(`  ${current ? 'changed' : 'new'}: generated/${name}\n`);
}
remove();
for (const name of await filesBelow(generated)) {
  if (made.has(name)) continue;
  await rm(join(generated, name));
  process.stdout.write(`  removed: generated/${name}\n`);
}
// A tag that is gone leaves no empty folder behind.
const folders = new Set([...made].filter((name) => name.includes(sep)).map((name) => name.split(sep)[0]));
for (const entry of await readdir(generated, { withFileTypes: true })) {
  if (entry.isDirectory() && !kept.has(entry.name) && !folders.has(entry.name)) {
    await rm(join(generated, entry.name), { recursive: true });
  }
}
