/**
 * Looks at the files of a document before anybody else reads them: they lie in its folder, refer to nothing outside of it, and
 * are small enough in every way to be worked through.
 */
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { dirname, extname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { parseDocument } from 'yaml';
import { isObject } from '../../spec/document.ts';

/** Bytes of a file. */
const maxBytes = 4 * 1024 * 1024;
/** How often an alias may be repeated, aliases in what it stands for included. */
const maxAliases = 100;
/** Objects and lists within each other. */
const maxDepth = 100;

/** Keys beside `$ref` whose value some tool opens. */
const referring = new Set(['$ref', '$dynamicRef', 'externalValue', 'operationRef']);

/**
 * Checks a document and all files that it refers to.
 *
 * @param root Its first file. Nothing may stand outside of the folder of this.
 * @throws Error that names the file and what is wrong in it.
 */
export async function checkReferences(root: string): Promise<void> {
  const folder = await realpath(dirname(root));
  await refuseLinks(folder, folder);
  const seen = new Set<string>();
  const open = [join(folder, relative(dirname(root), root))];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    open.push(...(await referencesOf(folder, file)));
  }
}

/** A link is followed by whatever reads the folder. */
async function refuseLinks(root: string, folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isSymbolicLink()) throw new Error(`${shown(root, path)} is a symbolic link. Put the file itself there.`);
    if (entry.isDirectory()) await refuseLinks(root, path);
  }
}

async function referencesOf(folder: string, file: string): Promise<string[]> {
  const where = shown(folder, file);
  const info = await stat(file).catch(() => undefined);
  // That there is no such file is told by the bundler, with the place.
  if (info === undefined || !info.isFile()) return [];
  if (info.size > maxBytes) throw new Error(`${where} has more than ${maxBytes} bytes.`);
  if (!['.yaml', '.yml', '.json'].includes(extname(file))) return [];
  const references = new Set<string>();
  collect(read(await readFile(file, 'utf8'), where), where, references);
  return [...references].flatMap((reference) => {
    const target = insideOf(folder, file, reference);
    if (target === undefined) {
      throw new Error(`${where} refers to ${JSON.stringify(reference)}, which is not in ${shownFolder(folder)}.`);
    }
    return target === '' ? [] : [target];
  });
}

function read(text: string, where: string): unknown {
  try {
    const document = parseDocument(text, { logLevel: 'silent' });
    const [fault] = document.errors;
    if (fault !== undefined) throw fault;
    return document.toJS({ maxAliasCount: maxAliases });
  } catch (error) {
    if (error instanceof RangeError) throw new Error(`${where} is nested too deeply.`);
    throw new Error(`${where} cannot be read: ${error instanceof Error ? error.message : error}.`);
  }
}

/** Every text that some tool takes for a reference. */
function collect(value: unknown, where: string, references: Set<string>): void {
  const seen = new Set<unknown>();
  const open: { value: unknown; depth: number }[] = [{ value, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value: node, depth } = next;
    if (typeof node !== 'object' || node === null || seen.has(node)) continue;
    if (depth > maxDepth) throw new Error(`${where} is nested more than ${maxDepth} deep.`);
    seen.add(node);
    for (const [key, item] of Object.entries(node)) {
      if (referring.has(key) && typeof item === 'string') references.add(item);
      if (key === 'discriminator' && isObject(item) && isObject(item.mapping)) {
        for (const target of Object.values(item.mapping)) if (typeof target === 'string') references.add(target);
      }
      open.push({ value: item, depth: depth + 1 });
    }
  }
}

/** The file that a reference leads to; '' within the same file, undefined when it leads out of the folder. */
function insideOf(folder: string, file: string, reference: string): string | undefined {
  const [path = ''] = reference.split('#', 1);
  if (path === '') return '';
  for (const way of new Set([path, decoded(path), path.replaceAll('\\', '/')])) {
    if (/^[a-z][a-z0-9+.-]*:|^[/\\]/i.test(way.trim()) || isAbsolute(way) || way.includes('\0')) return undefined;
    if (relative(folder, resolve(dirname(file), way)).split(sep)[0] === '..') return undefined;
  }
  return resolve(dirname(file), path);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

const shownFolder = (folder: string): string => `${folder.split(sep).at(-1)}/`;
const shown = (folder: string, file: string): string => shownFolder(folder) + relative(folder, file);
