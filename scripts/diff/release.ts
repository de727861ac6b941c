import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { isObject } from '../../spec/document.ts';
import { root } from '../paths.ts';
import { changesAsText } from './changes-text.ts';
import { diffDocuments } from './compare.ts';
import type { Rate } from './ratings.ts';
import { readVersion, UnusableDocument } from './versions.ts';

const published = '@chat-openapi/openapi';
const released = join('test', 'contract', 'released');
const sizes = ['none', 'patch', 'minor', 'major'] as const;
type Size = (typeof sizes)[number];

type Write = (text: string) => void;
const writeOut: Write = (text) => void process.stdout.write(text);

/** What a change of a rate asks of the next version. Before 1.0.0 a minor version may break. */
export function sizeFor(rate: Rate, version: string): Size {
  if (rate === 'documentation') return 'patch';
  return rate === 'breaking' && !version.startsWith('0.') ? 'major' : 'minor';
}

/** Compares the document with the last release, and with what the changesets say of it. Returns the exit code. */
export async function checkRelease(folder = root, write: Write = writeOut): Promise<number> {
  const version = await readPackageVersion(folder);
  if (version === undefined) {
    write('Nothing was released yet, so there is nothing to compare with.\n');
    return 0;
  }
  const changes = await diffDocuments(
    await readVersion(await findKept(folder, version)),
    await readVersion(join(folder, 'generated', 'openapi.json')),
  );
  write(`Since version ${version}:\n${changesAsText(changes)}`);
  const [worst] = changes;
  if (worst === undefined) return 0;
  const needed = sizeFor(worst.rate, version);
  const given = await readSize(folder);
  const fits = sizes.indexOf(given) >= sizes.indexOf(needed);
  const has = given === 'none' ? 'none' : `a ${given} one`;
  write(
    `What is ${worst.rate} needs a ${needed} changeset for ${published}; .changeset/ has ${has}.${fits ? '' : ' Add it with: npx changeset'}\n`,
  );
  return fits ? 0 : 1;
}

/** Keeps the document of the version that is being released. Returns the exit code. */
export async function keepRelease(folder = root, write: Write = writeOut): Promise<number> {
  const version = await readPackageVersion(folder);
  if (version === undefined || (await readSize(folder)) !== 'none') {
    const why = version === undefined ? 'there is no version yet' : 'there are changesets left';
    throw new UnusableDocument(`${why}. Run npx changeset version first, then keep the document.`);
  }
  const text = await readFile(join(folder, 'generated', 'openapi.json'), 'utf8');
  const file = join(released, `${version}.json`);
  const kept = await readFile(join(folder, file), 'utf8').catch(() => text);
  if (kept !== text) {
    throw new UnusableDocument(`${file} is another document. What is released stays as it is: raise the version.`);
  }
  await mkdir(join(folder, released), { recursive: true });
  await writeFile(join(folder, file), text);
  write(`Kept as ${file}. Commit it with the release.\n`);
  return 0;
}

async function findKept(folder: string, version: string): Promise<string> {
  const name = `${version}.json`;
  const names = await readdir(join(folder, released)).catch((): string[] => []);
  if (names.includes(name)) return join(folder, released, name);
  const how = 'A release keeps it: npm run contract -- diff --keep';
  throw new UnusableDocument(`${released} has no document of version ${version}. ${how}`);
}

/** The version of the package that holds the document; undefined before its first release. */
async function readPackageVersion(folder: string): Promise<string | undefined> {
  const { version } = JSON.parse(await readFile(join(folder, 'generated', 'package.json'), 'utf8'));
  return version === '0.0.0' ? undefined : String(version);
}

/** The largest size that a changeset asks for this package. */
async function readSize(folder: string): Promise<Size> {
  const names = await readdir(join(folder, '.changeset'));
  const files = names.filter((name) => name.endsWith('.md') && name !== 'README.md');
  const found = await Promise.all(files.map((name) => readChangeset(join(folder, '.changeset', name))));
  return sizes.findLast((size) => found.includes(size)) ?? 'none';
}

async function readChangeset(file: string): Promise<Size> {
  const [, head] = /^---\r?\n([\s\S]*?)\r?\n?---/.exec(await readFile(file, 'utf8')) ?? [];
  const packages: unknown = head === undefined ? undefined : (parse(head) ?? {});
  if (!isObject(packages)) throw new UnusableDocument(`${file} is no changeset. Write it with: npx changeset`);
  const size = sizes.find((one) => one === packages[published]);
  return size ?? 'none';
}
