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
 * example, so that mocks can answer with it, and each entry of `x-errors` becomes one record.
 *
 * @param bundled Changed in place.
 * @throws Error for a document that the lint rules would refuse.
 */
export function complete(bundled: JsonObject): BundledDocument {
  const { openapi, ...rest } = bundled;
  const root: JsonObject = { openapi, 'x-generated': banner, ...rest };
  const components = section(root, 'components');
  const examples = section(components, 'examples');
  const common = readCommon(root);
  for (const error of common) examples[error.code] = failureExample(error);
  for (const [path, item] of Object.entries(section(root, 'paths'))) {
    if (isObject(item) && isObject(item.post)) completeOperation(root, path, item.post, common);
  }
  dropUnused(root);
  if (!isBundled(root)) throw new Error('The bundle has no paths.');
  return root;
}

/** The lint rules have looked at everything else. */
const isBundled = (root: object): root is BundledDocument => 'paths' in root && 'components' in root;

function completeOperation(root: JsonObject, path: string, operation: JsonObject, common: ErrorText[]): void {
  const errors = Array.isArray(operation['x-errors']) ? operation['x-errors'].map((entry) => flatten(root, entry)) : [];
  operation['x-errors'] = errors;

  const responses = section(operation, 'responses');
  // A shared response is copied: its examples are those of one operation.
  const response = structuredClone(target(root, responses['200']));
  responses['200'] = response;
  const examples = section(section(section(response, 'content'), 'application/json'), 'examples');
  for (const entry of errors) {
    const error = asError(entry, path);
    examples[error.code] = failureExample(error);
  }
  for (const { code } of common) examples[code] ??= { $ref: `#/components/examples/${code}` };
}

function failureExample({ code, name, meaning }: ErrorText): JsonObject {
  return {
    summary: `${code} ${name}`,
    value: { ActionStatus: 'FAIL', ErrorInfo: meaning.replaceAll('`', ''), ErrorCode: code },
  };
}

function readCommon(root: JsonObject): ErrorText[] {
  const families = Array.isArray(root['x-common-errors']) ? root['x-common-errors'] : [];
  const catalogue = section(root, 'x-error-catalogue');
  return families.flatMap((family) =>
    Object.values(section(catalogue, String(family))).map((entry) => asError(target(root, entry), `errors/${family}`)),
  );
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
