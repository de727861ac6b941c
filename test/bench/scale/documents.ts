/** Copies of the repository whose document has as many operations as are asked for. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parse, stringify } from 'yaml';
import { type Copy, copyRepository } from '../../generate/copy.ts';
import { type MadeOperation, makeOperations } from './operations.ts';
import { exampleOf, objectSchema, sourceOf } from './schemas.ts';
import { describeCode, describeOperation } from './words.ts';

/** The section of the reference that each made tag stands in. Others make a section of their own. */
const sections: Record<string, readonly string[]> = {
  Users: ['accounts', 'profiles', 'friends', 'follow', 'robots'],
  Messages: ['messages', 'push-to-all', 'moderation'],
  Conversations: ['conversations'],
  Groups: [
    'groups',
    'group-members',
    'group-messages',
    'group-attributes-and-counters',
    'live-groups',
    'permission-groups',
    'topics',
  ],
  App: ['app'],
};

/** The family of the catalogue that the codes of made operations go into when no other has them. */
const madeFamily = 'made';

/**
 * Copies the repository and adds operations to the copy's `spec/`, each with files of its own as the real ones have them.
 * Nothing is generated yet.
 *
 * @param operations How many the document has in all: at least as many as it has already, which stay.
 */
export async function copyWithOperations(operations: number): Promise<Copy> {
  const copy = await copyRepository();
  try {
    await addOperations(join(copy.folder, 'spec'), operations);
    return copy;
  } catch (error) {
    await copy.remove();
    throw error;
  }
}

async function addOperations(spec: string, operations: number): Promise<void> {
  const rootFile = join(spec, 'openapi.yaml');
  const root = await readFile(rootFile, 'utf8');
  const { paths, tags } = parse(root);
  const own = await Promise.all(Object.values(paths).map((item) => readOperation(spec, item)));
  if (operations < own.length) {
    throw new RangeError(`The document has ${own.length} operations already; it cannot have ${operations}.`);
  }
  const made = await makeOperations(operations - own.length, new Set(own.map(({ operationId }) => operationId)));
  if (made.length === 0) return;

  const codes = await readCodes(spec);
  const missing = [...new Set(made.flatMap((operation) => operation.codes))].filter((code) => !codes.has(code));
  for (const code of missing) codes.set(code, madeFamily);
  await write(
    join(spec, 'errors', `${madeFamily}.yaml`),
    Object.fromEntries(missing.sort(byNumber).map(catalogueEntry)),
  );
  for (const operation of made) await writeOperation(spec, operation, codes);

  const known = new Set(Object.values(tags).map((tag) => String(Object(tag).name)));
  const added = [...new Set(made.map(({ tag }) => tag))].filter((tag) => !known.has(tag));
  let text = before(
    root,
    'x-tagGroups:',
    added.map((tag) => `  - name: ${tag}\n    description: All about ${tag.replaceAll('-', ' ')}.\n`),
  );
  text = before(text, 'paths:', groupLines(added));
  text = before(
    text,
    'webhooks:',
    made.map(({ service, command }) => `  /v4/${service}/${command}:\n    $ref: paths/${service}/${command}.yaml\n`),
  );
  if (missing.length > 0) {
    text = before(text, 'x-common-errors:', [`  ${madeFamily}:\n    $ref: errors/${madeFamily}.yaml\n`]);
  }
  await writeFile(rootFile, text);
}

/** Lines for the end of `x-tagGroups`, which stands before the paths. */
function groupLines(tags: readonly string[]): string[] {
  const placed = Object.entries(sections).map(([name, all]): [string, string[]] => [
    name,
    tags.filter((tag) => all.includes(tag)),
  ]);
  const known = new Set(Object.values(sections).flat());
  const single = tags.filter((tag) => !known.has(tag)).map((tag): [string, string[]] => [tag, [tag]]);
  return [...placed, ...single]
    .filter(([, all]) => all.length > 0)
    .map(([name, all]) => `  - name: ${name}\n    tags: [${all.join(', ')}]\n`);
}

/** Puts lines in front of one of the root's keys, at the end of the part before it. */
function before(text: string, key: string, lines: readonly string[]): string {
  const at = text.indexOf(`\n${key}`) + 1;
  if (at === 0) throw new Error(`spec/openapi.yaml has no line that begins with ${key}`);
  return text.slice(0, at) + lines.join('') + text.slice(at);
}

async function readOperation(spec: string, item: unknown): Promise<{ operationId: string }> {
  const { $ref } = Object(item);
  const { post } = parse(await readFile(join(spec, String($ref)), 'utf8'));
  return { operationId: String(post.operationId) };
}

/** The family of each code of the catalogue. */
async function readCodes(spec: string): Promise<Map<number, string>> {
  const codes = new Map<number, string>();
  for (const file of await readdir(join(spec, 'errors'))) {
    for (const code of Object.keys(parse(await readFile(join(spec, 'errors', file), 'utf8')))) {
      codes.set(Number(code), file.replace('.yaml', ''));
    }
  }
  return codes;
}

function catalogueEntry(code: number): [string, object] {
  return [String(code), { code, ...describeCode(code), retry: 'never', source: sourceOf(String(code)) }];
}

async function writeOperation(spec: string, operation: MadeOperation, codes: Map<number, string>): Promise<void> {
  const { id, service, command, request, response } = operation;
  const name = `${id.charAt(0).toUpperCase()}${id.slice(1)}`;
  const schemas = join(spec, 'components', 'schemas');
  await write(join(schemas, `${name}Request.yaml`), { title: `${name}Request`, ...objectSchema(id, request) });
  const hasData = Object.keys(response).length > 0;
  if (hasData) {
    const allOf = [{ $ref: 'Success.yaml' }, objectSchema(id, response)];
    await write(join(schemas, `${name}Success.yaml`), { title: `${name}Success`, allOf });
  }
  await write(join(schemas, `${name}Response.yaml`), {
    title: `${name}Response`,
    oneOf: [{ $ref: hasData ? `${name}Success.yaml` : 'Success.yaml' }, { $ref: 'Failure.yaml' }],
  });
  await write(join(spec, 'paths', service, `${command}.yaml`), { post: pathItem(operation, name, codes) });
}

function pathItem(
  { id, tag, summary, calls, request, response, ...operation }: MadeOperation,
  name: string,
  codes: Map<number, string>,
): object {
  const source = sourceOf(id);
  const listed = operation.codes.length === 0 ? [6017] : operation.codes;
  const json = (schema: string, examples: object): object => ({
    'application/json': { schema: { $ref: `../../components/schemas/${schema}.yaml` }, examples },
  });
  return {
    operationId: id,
    tags: [tag],
    summary: `${summary.charAt(0).toUpperCase()}${summary.slice(1)}`,
    description: describeOperation(id, summary),
    externalDocs: {
      description: `Vendor page ${source.page}`,
      url: `https://www.tencentcloud.com/document/product/${source.page}`,
    },
    'x-source': source,
    'x-rate-limit': [{ calls, seconds: 1 }],
    ...(/^(get|check|search)/.test(id) ? { 'x-idempotent': {} } : {}),
    parameters: ['Random', 'ContentType'].map((file) => ({ $ref: `../../components/parameters/${file}.yaml` })),
    requestBody: {
      required: true,
      content: json(`${name}Request`, { full: { summary: 'With every field', value: exampleOf(request) } }),
    },
    responses: {
      '200': {
        description: 'Every outcome, success and failure alike. `ErrorCode` tells them apart.',
        content: json(`${name}Response`, {
          '0': {
            summary: '0 done',
            value: { ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0, ...exampleOf(response) },
          },
        }),
      },
    },
    'x-errors': listed.map((code) => ({ $ref: `../../errors/${codes.get(code)}.yaml#/${code}` })),
  };
}

const byNumber = (a: number, b: number): number => a - b;

async function write(file: string, content: object): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  // As YAML 1.1 would read it: a date stays a text for every reader.
  await writeFile(file, stringify(content, { version: '1.1', aliasDuplicateObjects: false, lineWidth: 120 }));
}
