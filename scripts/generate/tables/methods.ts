/** The generated methods: an interface for each tag, with hover texts, and one that joins them. */
import { limitInWords } from '../../../spec/document.ts';
import type { Api, ApiOperation, ApiTag } from '../api.ts';
import { rulesInWords } from '../rules-in-words.ts';
import { comment, literal, lowerFirst, pascal } from './source-text.ts';

/** `methods/<tag>.ts`, the methods of one tag, and `methods.ts`, which puts them together. */
export function methods(api: Api): [name: string, text: string][] {
  return [
    ['methods.ts', all(api)],
    ...api.tags.map((tag): [string, string] => [`methods/${tag.name}.ts`, ofTag(api, tag)]),
  ];
}

/** The types that the module of a tag exports for users. */
export const typeNames = (tag: ApiTag): string[] =>
  tag.operations.flatMap(({ id }) => ['Body', 'Failure', 'Success'].map((kind) => `${pascal(id)}${kind}`));

const interfaceOf = (tag: ApiTag): string =>
  `${tag.name
    .split('-')
    .map((word) => pascal(word))
    .join('')}Operations`;

function ofTag(api: Api, tag: ApiTag): string {
  const aliases = tag.operations.map(({ id, operation }) => {
    const name = pascal(id);
    return `${comment([`The body of ${id}: ${lowerFirst(operation.summary)}.`])}
export type ${name}Body = CallBody<${literal(id)}>;

/** What ${id} answers when it has succeeded. */
export type ${name}Success = Success<${literal(id)}>;

/** What ${id} answers when it has failed. */
export type ${name}Failure = Failure<${literal(id)}>;
`;
  });
  const members = tag.operations.map(
    (operation) => `${methodComment(api, operation)}
  ${operation.id}(body${operation.bodyOptional ? '?' : ''}: ${pascal(operation.id)}Body, options?: Options): Promise<${pascal(operation.id)}Success>;`,
  );
  return `import type { CallBody, Failure, Success } from '../operations.ts';

${aliases.join('\n')}
${comment([tag.description])}
export interface ${interfaceOf(tag)}<Options> {
${members.join('\n\n')}
}
`;
}

function all(api: Api): string {
  const bindings = api.operations.map(({ id }) => `    ${id}: bind(${literal(id)}),`);
  const parts = api.tags.map((tag) => `${interfaceOf(tag)}<Options>`);
  return `${api.tags.map((tag) => `import type { ${interfaceOf(tag)} } from './methods/${tag.name}.ts';\n`).join('')}import type { CallBody, OperationId, Success } from './operations.ts';

/** One method for each operation of the document. \`Options\` is what a call takes after its body. */
export interface ChatOperations<Options>
  extends ${parts.join(',\n    ')} {}

/** Makes the object of all methods from a function that makes one. */
export function bindOperations<Options>(
  bind: <K extends OperationId>(id: K) => (body: CallBody<K> | undefined, options?: Options) => Promise<Success<K>>,
): ChatOperations<Options> {
  return {
${bindings.join('\n')}
  };
}
`;
}

function methodComment(api: Api, { path, requestSchema, operation, errors }: ApiOperation): string {
  const fields = Object.entries(requestSchema.properties ?? {}).map(([name, raw]) => {
    const field = api.whole(raw);
    const isOptional = !requestSchema.required?.includes(name) || field['x-filled'] !== undefined;
    const text = [field.description?.trim().replaceAll('\n', ' ') ?? '', ...rulesInWords(field)]
      .filter(Boolean)
      .join(' ');
    return `\`${name}\`${isOptional ? ' (optional)' : ''}${text === '' ? '' : `: ${text}`}`;
  });
  const codes = errors.map(({ code, name, meaning }) => `- ${code} \`${name}\`: ${meaning}`);
  const limits = operation['x-rate-limit'].map(limitInWords).join('; ');
  return comment(
    [
      `${operation.summary}.`,
      operation.description,
      `Command: \`${path.replace(/^\/v4\//, '')}\`.`,
      `Limit: ${limits}. ${repeatInWords(operation['x-idempotent'])}`,
      `Codes:\n${codes.join('\n')}`,
      [
        `@param body ${fields.join('; ')}`,
        '@param options What differs from the client for this one call.',
        '@returns The body of the answer, whose `ErrorCode` is 0.',
        '@throws ChatApiError when the service refuses the call: one of the codes above, or one that every operation can give.',
        '@throws ChatConnectionError, ChatTimeoutError, ChatHttpError or ChatResponseError when there is no usable answer.',
        ...(operation.externalDocs ? [`@see ${operation.externalDocs.url}`] : []),
        `@see ${api.docsUrl}`,
      ].join('\n'),
    ],
    '  ',
  );
}

function repeatInWords(idempotent: ApiOperation['operation']['x-idempotent']): string {
  if (idempotent === undefined) return 'Not idempotent: what may have been carried out is not repeated.';
  return idempotent.replayCode === undefined
    ? 'Idempotent: a repeat changes nothing.'
    : `Idempotent: a repeat that answers ${idempotent.replayCode} has been carried out before.`;
}
