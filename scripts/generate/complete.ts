import { isDeepStrictEqual } from 'node:util';
import { type BundledDocument, isObject, type JsonObject, resolve } from '../../spec/document.ts';
import { dropUnused } from './drop-unused.ts';

const banner = 'Made from spec/ by `npm run generate`. Do not edit: change spec/ and run the command again.';

interface ErrorText {
  code: number;
  name: string;
  meaning: string;
}

/**
 * Makes of what the bundler leaves the document that is committed: every code that an operation can give becomes a named
 * example, so that mocks can answer with it. What is the same for several operations stands once and is referred to.
 *
 * @param bundled Changed in place.
 * @throws Error for a document that the lint rules would refuse.
 */
export function complete(bundled: JsonObject): BundledDocument {
  const { openapi, ...rest } = bundled;
  const root: JsonObject = { openapi, 'x-generated': banner, ...rest };
  const shared = createShared(root);
  for (const [path, item] of Object.entries(section(root, 'paths'))) {
    if (isObject(item) && isObject(item.post)) completeOperation(root, path, item.post, shared);
  }
  dropUnused(root);
  if (!isBundled(root)) throw new Error('The bundle has no paths.');
  return root;
}

/** The lint rules have looked at everything else. */
const isBundled = (root: object): root is BundledDocument => 'paths' in root && 'components' in root;

/** What operations have in common: the codes of the catalogue, and an example for each that is used. */
interface Shared {
  common: number[];
  /** A reference to a code of the catalogue when the entry says the same of it. */
  reference(error: JsonObject): JsonObject | undefined;
  example(code: number): JsonObject;
  /** Whether the catalogue has the same name and meaning for the code. */
  saysTheSame(error: ErrorText): boolean;
}

function createShared(root: JsonObject): Shared {
  const catalogue = new Map<unknown, { pointer: string; entry: JsonObject }>();
  const families = section(root, 'x-error-catalogue');
  for (const [family, codes] of Object.entries(families)) {
    for (const [key, raw] of Object.entries(isObject(codes) ? codes : {})) {
      const entry = target(root, raw);
      catalogue.set(entry.code, { pointer: `#/x-error-catalogue/${family}/${key}`, entry });
    }
  }
  const examples = section(section(root, 'components'), 'examples');
  const example = (code: number): JsonObject => {
    examples[code] ??= failureExample(asError(catalogue.get(code)?.entry ?? {}, `code ${code}`));
    return { $ref: `#/components/examples/${code}` };
  };
  const named = Array.isArray(root['x-common-errors']) ? root['x-common-errors'] : [];
  const common = named.flatMap((family) =>
    Object.values(section(families, String(family))).map(
      (entry) => asError(target(root, entry), `errors/${family}`).code,
    ),
  );
  for (const code of common) example(code);
  return {
    common,
    example,
    saysTheSame({ code, name, meaning }) {
      const { entry } = catalogue.get(code) ?? {};
      return entry?.name === name && entry.meaning === meaning;
    },
    reference(error) {
      const found = catalogue.get(error.code);
      return found !== undefined && isDeepStrictEqual(found.entry, error) ? { $ref: found.pointer } : undefined;
    },
  };
}

function completeOperation(root: JsonObject, path: string, operation: JsonObject, shared: Shared): void {
  const responses = section(operation, 'responses');
  // A shared response is copied: its examples are those of one operation.
  const response = structuredClone(target(root, responses['200']));
  responses['200'] = response;
  const examples = section(section(section(response, 'content'), 'application/json'), 'examples');

  const listed: unknown[] = Array.isArray(operation['x-errors']) ? operation['x-errors'] : [];
  operation['x-errors'] = listed.map((entry) => {
    const record = flatten(root, entry);
    const error = asError(record, path);
    const reference = shared.reference(record);
    examples[error.code] = shared.saysTheSame(error) ? shared.example(error.code) : failureExample(error);
    return reference ?? record;
  });
  for (const code of shared.common) examples[code] ??= shared.example(code);
}

function failureExample({ code, name, meaning }: ErrorText): JsonObject {
  return {
    summary: `${code} ${name}`,
    value: { ActionStatus: 'FAIL', ErrorInfo: meaning.replaceAll('`', ''), ErrorCode: code },
  };
}

/** Merges an entry that overrides fields of an `error` into one record. */
function flatten(root: JsonObject, entry: unknown): JsonObject {
  const { error, ...own } = target(root, entry);
  return error === undefined ? own : { ...target(root, error), ...own };
}

function asError({ code, name, meaning }: JsonObject, where: string): ErrorText {
  if (typeof code !== 'number' || typeof name !== 'string' || typeof meaning !== 'string') {
    throw new Error(`${where}: an error needs code, name and meaning. Run the lint rules on spec/openapi.yaml first.`);
  }
  return { code, name, meaning };
}

function target(root: JsonObject, node: unknown): JsonObject {
  if (!isObject(node)) {
    throw new Error('A part of the document is missing. Run the lint rules on spec/openapi.yaml first.');
  }
  return resolve(root, node);
}

/** The object under a key, made when it is missing. */
function section(parent: JsonObject, key: string): JsonObject {
  const present = parent[key];
  if (isObject(present)) return present;
  const made: JsonObject = {};
  parent[key] = made;
  return made;
}
