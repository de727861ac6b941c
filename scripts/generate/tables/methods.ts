/** The generated methods: an interface for each tag, with hover texts, and one that joins them. */
import { limitInWords } from '../../../spec/document.ts';
import type { Api, ApiOperation, ApiTag } from '../api.ts';
import { rulesInWords } from '../rules-in-words.ts';
import { listLimitOf } from './list-limits.ts';
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
  const members = tag.operations.map((operation) => member(api, operation));
  const more = Object.keys(manners).filter((manner) =>
    tag.operations.some(({ id }) => mannersOf(api, id).includes(manner)),
  );
  const imports = more.map((manner) => `import type { ${pascal(manner)}Method } from '../${manners[manner]}.ts';\n`);
  return `${imports.join('')}import type { CallBody, Failure, Success } from '../operations.ts';

${aliases.join('\n')}
${comment([tag.description])}
export interface ${interfaceOf(tag)}<Options> {
${members.join('\n\n')}
}
`;
}

/** How a method can be called besides its plain call, and the module that tells of which operations this holds. */
const manners: { readonly [manner: string]: string } = { paged: 'paging', chunked: 'list-limits' };

function mannersOf(api: Api, id: string): string[] {
  const isPaged = api.operations.some((operation) => operation.id === id && operation.operation['x-pagination']);
  return [...(isPaged ? ['paged'] : []), ...(listLimitOf(api, id) === undefined ? [] : ['chunked'])];
}

/** Hover shows the text of the call, completion that of the property, so a method that is more than a call has it twice. */
function member(api: Api, operation: ApiOperation): string {
  const { id, bodyOptional } = operation;
  const call = `(body${bodyOptional ? '?' : ''}: ${pascal(id)}Body, options?: Options): Promise<${pascal(id)}Success>`;
  const text = methodComment(api, operation);
  const more = mannersOf(api, id).map((manner) => ` & ${pascal(manner)}Method<${literal(id)}, Options>`);
  if (more.length === 0) return `${text}\n  ${id}${call};`;
  const inner = text.replaceAll(/^/gm, '  ');
  return `${text}\n  readonly ${id}: {\n${inner}\n    ${call};\n  }${more.join('')};`;
}

function all(api: Api): string {
  const parts = api.tags.map((tag) => `${interfaceOf(tag)}<Options>`);
  return `${api.tags.map((tag) => `import type { ${interfaceOf(tag)} } from './methods/${tag.name}.ts';\n`).join('')}import { type ChunkedMethod, type ChunkedOperationId, listLimits } from './list-limits.ts';
import { type CallBody, type OperationId, type Success, operationIds } from './operations.ts';
import { type PagedMethod, type PagedOperationId, paging } from './paging.ts';

/** What makes a method. \`Options\` is what a call takes after its body. */
export interface MethodMaker<Options> {
  bind<K extends OperationId>(id: K): (body: CallBody<K> | undefined, options?: Options) => Promise<Success<K>>;
  /** What it has besides its call when its answers come in pages. */
  paged<K extends PagedOperationId>(id: K): PagedMethod<K, Options>;
  /** What it has besides its call when its list has a limit. */
  chunked<K extends ChunkedOperationId>(id: K): ChunkedMethod<K, Options>;
}

/** One method for each operation of the document. \`Options\` is what a call takes after its body. */
export interface ChatOperations<Options>
  extends ${parts.join(',\n    ')} {}

const isPaged = (id: OperationId): id is PagedOperationId => Object.hasOwn(paging, id);
const isChunked = (id: OperationId): id is ChunkedOperationId => Object.hasOwn(listLimits, id);

/** Makes the object of all methods, for whose types this table is trusted: the compiler does not follow a loop. */
export function bindOperations<Options>({ bind, paged, chunked }: MethodMaker<Options>): ChatOperations<Options> {
  const methods = operationIds.map((id) => [
    id,
    Object.assign(bind(id), isPaged(id) && paged(id), isChunked(id) && chunked(id)),
  ]);
  return Object(Object.fromEntries(methods));
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
        '@throws ChatQuotaError when its turn under the limit cannot come before the deadline.',
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
