import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { makeTemporaryFolder } from '../../../scripts/ending.mjs';
import { inRoot } from '../../../scripts/paths.ts';
import { runQuietly } from '../../../scripts/run.ts';
import { peersFolder } from '../peers.ts';

interface Pin {
  version: string;
  integrity: string;
  /** The bundles that a page loads. */
  files: string[];
}

const kept = inRoot('node_modules', '.cache', 'chat-openapi', 'pages');

/** The files of the renderers by package, and then by name. */
export type PageFiles = Map<string, Map<string, Buffer>>;

/**
 * Fetches the bundles of the renderers that the reference is compared with, once. Only the archives of the packages
 * themselves: one page needs none of their dependencies, which are 700 packages and 1.4 GB.
 */
export async function fetchPageFiles(): Promise<PageFiles> {
  const pins: Record<string, Pin> = JSON.parse(await readFile(join(peersFolder, 'pages.json'), 'utf8'));
  const found: PageFiles = new Map();
  for (const [name, pin] of Object.entries(pins)) {
    const folder = join(kept, `${name.replace('/', '+')}@${pin.version}`);
    if (!existsSync(folder)) await fetchPackage(name, pin, folder);
    const files = pin.files.map(async (file): Promise<[string, Buffer]> => [file, await readFile(join(folder, file))]);
    found.set(`${name} ${pin.version}`, new Map(await Promise.all(files)));
  }
  return found;
}

async function fetchPackage(name: string, { version, integrity, files }: Pin, folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const { folder: work, remove } = makeTemporaryFolder(`${folder}-`);
  try {
    await runQuietly(
      'npm',
      ['pack', `${name}@${version}`, '--prefer-offline', '--ignore-scripts', '--loglevel=error'],
      work,
    );
    const [archive = ''] = await readdir(work);
    const hash = createHash('sha512');
    await pipeline(createReadStream(join(work, archive)), hash);
    const actual = `sha512-${hash.digest('base64')}`;
    if (actual !== integrity) throw new Error(`${name} ${version} has the integrity ${actual}, not ${integrity}.`);
    await runQuietly('tar', ['-xzf', archive, ...files.map((file) => `package/${file}`)], work);
    await rename(join(work, 'package'), folder);
  } finally {
    remove();
  }
}
