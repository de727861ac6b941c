import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { pointerOf } from '../../packages/contract/src/json.ts';
import { follow, isObject, type JsonObject, resolve } from '../../spec/document.ts';
import { inRoot, root } from '../paths.ts';

const inRepository = 'generated/openapi.json';

/** A document that was asked for and cannot be compared. */
export class UnusableDocument extends Error {}

/** Reads a document from a file or, when there is none of this name, from a revision of this repository. */
export async function readVersion(name = inRoot(inRepository)): Promise<JsonObject> {
  const text = await readFile(name, 'utf8').catch((error: NodeJS.ErrnoException) =>
    error.code === 'ENOENT' ? readRevision(name) : fail(`${name} cannot be read (${error.code}).`),
  );
  return readDocumentText(text, name);
}

async function readRevision(name: string): Promise<string> {
  const object = name.includes(':') ? name : `${name}:${inRepository}`;
  const gitArguments = ['cat-file', 'blob', '--end-of-options', object];
  const { stdout } = await promisify(execFile)('git', gitArguments, { cwd: root, maxBuffer: 2 ** 28 }).catch(() =>
    fail(
      `${name} is neither a file nor a git revision that has ${inRepository}. Give a file, or a commit such as HEAD~1.`,
    ),
  );
  return stdout;
}

/** Reads YAML or JSON, and sees that it is an OpenAPI document in one piece. Its `x-errors` are whole records then. */
export function readDocumentText(text: string, name: string): JsonObject {
  let document: unknown;
  try {
    document = readJson(text) ?? parse(text);
  } catch (error) {
    const [reason] = String(error instanceof Error ? error.message : error).split('\n');
    return fail(`${name} is neither JSON nor YAML: ${reason}`);
  }
  if (!isObject(document) || typeof document.openapi !== 'string' || !document.openapi.startsWith('3.')) {
    return fail(`${name} is no OpenAPI 3 document: it has no "openapi: 3.…" at its start.`);
  }
  const lost = findLost(document);
  if (lost === undefined) return withWholeErrors(document);
  return fail(`${name} is not in one piece: ${lost}, which is not in it. Bundle it first, as ${inRepository} is.`);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** With each entry of `x-errors` as a record: what an operation says of a code is compared, not where that stands. */
function withWholeErrors(document: JsonObject): JsonObject {
  for (const item of Object.values(isObject(document.paths) ? document.paths : {})) {
    const operation = isObject(item) ? item.post : undefined;
    if (!isObject(operation) || !Array.isArray(operation['x-errors'])) continue;
    operation['x-errors'] = operation['x-errors'].map((entry) => (isObject(entry) ? resolve(document, entry) : entry));
  }
  return document;
}

/** Where a search has come to, and from where. */
interface Place {
  node: unknown;
  key: string;
  parent: Place | undefined;
}

/** A reference to what is not in the document. */
function findLost(document: JsonObject): string | undefined {
  const open: Place[] = [{ node: document, key: '', parent: undefined }];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const { node } = place;
    if (typeof node !== 'object' || node === null) continue;
    if ('$ref' in node && typeof node.$ref === 'string' && !isInside(document, node.$ref)) {
      return `${pointerOf(keysTo(place)) || '/'} refers to ${node.$ref}`;
    }
    for (const [key, child] of Object.entries(node)) open.push({ node: child, key, parent: place });
  }
  return undefined;
}

function keysTo(place: Place): string[] {
  const keys: string[] = [];
  for (let at = place; at.parent !== undefined; at = at.parent) keys.unshift(at.key);
  return keys;
}

const isInside = (document: JsonObject, reference: string): boolean =>
  reference === '#' || (reference.startsWith('#/') && follow(document, reference) !== undefined);

function fail(message: string): never {
  throw new UnusableDocument(message);
}
