import { isObject, type JsonObject } from './redocly.ts';
import type { CodeSample } from './samples.ts';

const banner = 'Made from spec/ by `npm run generate`. Do not edit: change spec/ and run the command again.';

interface CatalogueError {
  code: number;
  name: string;
  meaning: string;
  remedy: string;
}

/**
 * Works out what the document says about errors once and every tool wants to see in full: the list of an operation's
 * codes becomes named examples, descriptions of the values of `ErrorCode`, and a table in the description. Puts in the
 * samples of each operation, too.
 *
 * @param root The bundled document, changed in place. One that is expanded already is left as it is.
 * @param samplesOf The samples of an operation.
 */
export function expand(root: JsonObject, samplesOf: (operationId: string) => CodeSample[]): void {
  if ('x-generated' in root) return;
  const common = commonErrors(root);
  const components = section(root, 'components');
  const examples = section(components, 'examples');
  for (const error of common) examples[error.code] = failureExample(error);

  for (const [path, item] of Object.entries(section(root, 'paths'))) {
    if (!isObject(item) || !isObject(item.post)) continue;
    expandOperation(root, path, item.post, common);
    const samples = samplesOf(String(item.post.operationId));
    if (samples.length > 0) item.post['x-codeSamples'] = samples;
  }
  dropUnused(components, root);

  const info = section(root, 'info');
  info.description = [info.description, commonTable(common)].filter(Boolean).join('\n');
  root['x-generated'] = banner;
}

function expandOperation(root: JsonObject, path: string, operation: JsonObject, common: CatalogueError[]): void {
  const errors = Array.isArray(operation['x-errors']) ? operation['x-errors'].map((entry) => flatten(root, entry)) : [];
  operation['x-errors'] = errors;
  const own = errors.map((entry) => asError(entry, path));

  const responses = section(operation, 'responses');
  // A shared response is copied: its examples are those of one operation.
  const response = structuredClone(resolve(root, responses['200']));
  responses['200'] = response;
  const media = section(section(response, 'content'), 'application/json');
  const examples = section(media, 'examples');
  for (const error of own) examples[error.code] = failureExample(error);
  for (const { code } of common) examples[code] ??= { $ref: `#/components/examples/${code}` };

  media.schema = ownFailure(root, operation, media.schema, own);
  operation.description = [operation.description, errorTable(own, common)].filter(Boolean).join('\n\n');
}

/** Gives the operation a failure schema of its own, where the values of `ErrorCode` are explained. */
function ownFailure(root: JsonObject, operation: JsonObject, schema: unknown, errors: CatalogueError[]): JsonObject {
  const answer = resolve(root, schema);
  const [success, failure] = Array.isArray(answer.oneOf) ? answer.oneOf : [];
  const own = structuredClone(resolve(root, failure));
  const errorCode = section(section(own, 'properties'), 'ErrorCode');
  errorCode['x-enumDescriptions'] = Object.fromEntries(
    errors.map(({ code, name, meaning }) => [code, `${name}: ${meaning}`]),
  );

  const id = String(operation.operationId);
  const name = `${id.charAt(0).toUpperCase()}${id.slice(1)}Failure`;
  section(section(root, 'components'), 'schemas')[name] = own;
  // The schema may be shared with other operations, so what is changed is a copy.
  return { ...answer, oneOf: [success, { $ref: `#/components/schemas/${name}` }] };
}

function failureExample({ code, name, meaning }: CatalogueError): JsonObject {
  return {
    summary: `${code} ${name}`,
    value: { ActionStatus: 'FAIL', ErrorInfo: meaning.replaceAll('`', ''), ErrorCode: code },
  };
}

function errorTable(errors: CatalogueError[], common: CatalogueError[]): string {
  const codes = common.map(({ code }) => code);
  const rows = errors.map(({ code, name, meaning, remedy }) => `| ${code} ${name} | ${meaning} | ${remedy} |`);
  return [
    `**Error codes of this operation.** ${common.length} more, from ${Math.min(...codes)} to ${Math.max(...codes)}, can come from every operation; the start of this document lists them.`,
    '',
    '| Code | Meaning | What to do |',
    '| --- | --- | --- |',
    ...rows,
  ].join('\n');
}

function commonTable(errors: CatalogueError[]): string {
  const rows = errors.map(({ code, name, meaning }) => `| ${code} ${name} | ${meaning} |`);
  return [
    `<details><summary>Error codes of every operation (${errors.length})</summary>`,
    '',
    '| Code | Meaning |',
    '| --- | --- |',
    ...rows,
    '',
    '</details>',
    '',
  ].join('\n');
}

function commonErrors(root: JsonObject): CatalogueError[] {
  const families = Array.isArray(root['x-common-errors']) ? root['x-common-errors'] : [];
  const catalogue = section(root, 'x-error-catalogue');
  return families.flatMap((family) =>
    Object.values(section(catalogue, String(family))).map((entry) => asError(resolve(root, entry), `errors/${family}`)),
  );
}

/** An entry with `error` beside fields of its own becomes one record, in which its own fields win. */
function flatten(root: JsonObject, entry: unknown): JsonObject {
  const { error, ...own } = resolve(root, entry);
  return error === undefined ? own : { ...resolve(root, error), ...own };
}

function asError(entry: JsonObject, where: string): CatalogueError {
  const { code, name, meaning, remedy } = entry;
  if (
    typeof code !== 'number' ||
    typeof name !== 'string' ||
    typeof meaning !== 'string' ||
    typeof remedy !== 'string'
  ) {
    throw new Error(
      `${where}: an error needs code, name, meaning and remedy. Run the lint rules on spec/openapi.yaml first.`,
    );
  }
  return { code, name, meaning, remedy };
}

/** What a reference inside the bundled document points at. */
function resolve(root: JsonObject, node: unknown): JsonObject {
  if (!isObject(node))
    throw new Error('A part of the document is missing. Run the lint rules on spec/openapi.yaml first.');
  if (typeof node.$ref !== 'string') return node;
  const keys = node.$ref.replace(/^#\//, '').split('/');
  let target: unknown = root;
  for (const key of keys)
    target = isObject(target) ? target[key.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined;
  return resolve(root, target);
}

/** The object under a key, made when it is missing. */
function section(parent: JsonObject, key: string): JsonObject {
  const present = parent[key];
  if (isObject(present)) return present;
  const made: JsonObject = {};
  parent[key] = made;
  return made;
}

/** Takes out what nothing refers to any more, and then what only that referred to. */
function dropUnused(components: JsonObject, root: JsonObject): void {
  let dropped = false;
  for (const kind of ['responses', 'schemas']) {
    const named = section(components, kind);
    for (const name of Object.keys(named)) {
      if (JSON.stringify(root).includes(`"#/components/${kind}/${name}"`)) continue;
      delete named[name];
      dropped = true;
    }
    if (Object.keys(named).length === 0) delete components[kind];
  }
  if (dropped) dropUnused(components, root);
}
