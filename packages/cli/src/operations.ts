/** The command `operations`, from the document. */
import { createRequire } from 'node:module';
import { UsageError } from '@chat-openapi/contract/command-line';
import { docsUrl } from '@chat-openapi/openapi';
import {
  type BundledDocument,
  type BundledOperation,
  errorsOf,
  fieldsOf,
  limitInWords,
  resolve,
  type Schema,
  wholeSchema,
} from '@chat-openapi/openapi/document';
import type { CliContext } from './context.ts';
import { findOperation } from './find-operation.ts';
import { jsonOf, plainText, write } from './output.ts';
import { asTable, folded } from './table.ts';

interface Listed {
  readonly path: string;
  readonly operation: BundledOperation;
}

export async function showOperations(context: CliContext, word: string | undefined): Promise<void> {
  const document: BundledDocument = createRequire(import.meta.url)('@chat-openapi/openapi/openapi.json');
  const all = Object.entries(document.paths).map(([path, { post }]) => ({ path, operation: post }));
  const found = word === undefined ? all : select(all, word);
  const [first, ...others] = found;
  const { stdout, options } = context;
  if (first === undefined) throw nothingFound(word ?? '');
  if (word === undefined || others.length > 0) {
    const rows = found.map(({ operation }) => [operation.operationId, operation.summary]);
    const text = options.json ? jsonOf(found.map((one) => inShort(one))) : asTable(rows, stdout);
    return write(stdout, `${text}\n`);
  }
  const details = detailsOf(document, first);
  return write(stdout, `${options.json ? jsonOf(details) : asText(details, context)}\n`);
}

/** The one that is called so, or all that have the word. */
function select(all: readonly Listed[], word: string): readonly Listed[] {
  const exact = all.filter(({ operation }) => operation.operationId === word);
  if (exact.length > 0) return exact;
  const wanted = word.toLowerCase();
  return all.filter(({ path, operation: { operationId, summary, tags } }) =>
    [operationId, path, summary, ...tags].some((text) => text.toLowerCase().includes(wanted)),
  );
}

/** The nearest name, if the word is like one. */
function nothingFound(word: string): UsageError {
  try {
    findOperation(word);
  } catch (error) {
    if (error instanceof UsageError) return error;
  }
  return new UsageError('there is no operation.');
}

const inShort = ({ path, operation: { operationId, summary, tags } }: Listed) => ({ operationId, summary, tags, path });

function detailsOf(document: BundledDocument, { path, operation }: Listed) {
  const { schema, examples } = operation.requestBody.content['application/json'];
  const { properties, required } = fieldsOf(document, schema);
  const [example] = Object.values(examples).map((one) => resolve(document, one).value);
  return {
    ...inShort({ path, operation }),
    description: operation.description,
    limits: operation['x-rate-limit'].map(({ calls, seconds, by }) => ({ calls, seconds, ...(by && { by }) })),
    idempotent: operation['x-idempotent'] !== undefined,
    paged: operation['x-pagination'] !== undefined,
    fields: Object.entries(properties).map(([name, field]) => ({
      name,
      required: required.includes(name),
      ...aboutField(wholeSchema(document, field)),
    })),
    example,
    codes: errorsOf(document, operation).map(({ code, name }) => ({ code, name })),
    docsUrl: `${docsUrl}operations/${operation.operationId}.html`,
  };
}

const aboutField = ({ type = 'any', description = '' }: Schema) => ({ type, description });

function asText(details: ReturnType<typeof detailsOf>, { stdout }: CliContext): string {
  const { operationId, summary, description, path, limits, idempotent, paged, fields, codes, example } = details;
  const repeat = idempotent ? 'may be repeated' : 'may do something more when it is repeated';
  const words = limits.map((limit) => limitInWords(limit).replaceAll('`', ''));
  const body = (JSON.stringify(example) ?? '{}').replaceAll("'", "'\\''");
  const pages = paged ? ' Answers come in pages: --all goes through them.' : '';
  const about = [
    `${operationId}: ${summary}`,
    `POST ${path}`,
    '',
    // Its lines are those of the document's source.
    description.trim().replaceAll(/(?<!\n)\n(?=\w|`)/g, ' '),
    '',
    `Limits: ${words.join('; ')}. After an unknown outcome it ${repeat}.${pages}`,
  ];
  return plainText(
    [
      folded(about.join('\n'), stdout),
      '',
      'Fields:',
      asTable(
        fields.map(({ name, required, type, description: meaning }) => [
          `  ${name}`,
          `${type}${required ? ', required' : ''}`,
          meaning.split(/\n\n/)[0]?.replaceAll('\n', ' ') ?? '',
        ]),
        stdout,
      ),
      '',
      'Codes:',
      asTable(
        codes.map(({ code, name }) => [`  ${code}`, name]),
        stdout,
      ),
      '',
      'Example:',
      `  chat-openapi call ${operationId} --body '${body}'`,
      '',
      details.docsUrl,
    ].join('\n'),
  );
}
