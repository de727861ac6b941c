import type { Api, ApiOperation } from './api.ts';
import type { CatalogueError } from './bundled.ts';

/** The modules made from the document, by file name. */
export function tables(api: Api): [string, string][] {
  const modules: [string, string][] = [
    ['index.ts', index(api)],
    ['operations.ts', operations(api)],
    ['methods.ts', methods(api)],
    ['errors.ts', errors(api)],
    ['regions.ts', regions(api)],
    ['catalogue.ts', catalogue(api)],
  ];
  return modules.map(([name, text]) => [name, `/* ${api.banner} */\n\n${text}`]);
}

const literal = (value: unknown): string => JSON.stringify(value);
const pascal = (id: string): string => `${id.charAt(0).toUpperCase()}${id.slice(1)}`;

/** A doc comment of paragraphs, safe to stand in TypeScript. */
function comment(paragraphs: string[], indent = ''): string {
  const lines = paragraphs
    .filter((text) => text !== '')
    .join('\n\n')
    .replaceAll('*/', '*\\/')
    .split('\n');
  return [`${indent}/**`, ...lines.map((line) => `${indent} * ${line}`.trimEnd()), `${indent} */`].join('\n');
}

function index({ operations }: Api): string {
  const aliases = operations.flatMap(({ id }) => [`${pascal(id)}Body`, `${pascal(id)}Failure`, `${pascal(id)}Success`]);
  return `export type { components, operations as schemaOperations, paths } from './schema.js';
export { type RetryClass, errorCodes } from './errors.ts';
export { type Body, type Failure, type Operation, type OperationCode, type OperationId, type Success, docsUrl, operations } from './operations.ts';
export { type ChatOperations, bindOperations } from './methods.ts';
export type { ${aliases.join(', ')} } from './methods.ts';
export { type Region, regions } from './regions.ts';
`;
}

function operations({ operations, errors, docsUrl }: Api): string {
  const entries = operations.map(({ id, path, operation, overrides }) => {
    const limit = operation['x-rate-limit'];
    const idempotent = operation['x-idempotent'];
    const renamed = overrides.filter(({ code, name, retry }) => {
      const listed = errors.find((error) => error.code === code);
      return name !== listed?.name || retry !== listed.retry;
    });
    const other = renamed.map(({ code, name, retry }) => `${code}: [${literal(name)}, ${literal(retry)}]`);
    return `  ${id}: {
    path: ${literal(path)},
    rateLimit: { calls: ${limit.calls}, seconds: ${limit.seconds} },${idempotent ? `\n    replayCode: ${idempotent.replayCode},` : ''}
    codes: [${operation['x-errors'].map(({ code }) => code).join(', ')}],
    overrides: { ${other.join(', ')} },
  },`;
  });
  return `import type { RetryClass } from './errors.ts';
import type { operations as SchemaOperations, paths } from './schema.js';

/** What the document says of an operation, as far as a client needs it at run time. */
export interface Operation {
  readonly path: keyof paths;
  /** At most \`calls\` calls in any window of \`seconds\`. */
  readonly rateLimit: { readonly calls: number; readonly seconds: number };
  /** Only on an idempotent operation: the code that says that an earlier try has already done it. */
  readonly replayCode?: number;
  /** The operation's own codes. The common ones can come as well. */
  readonly codes: readonly number[];
  /** Codes that mean something else on this operation than in \`errorCodes\`. */
  readonly overrides: { readonly [code: number]: readonly [name: string, retry: RetryClass] };
}

/** Every operation of the document, by \`operationId\`. */
export const operations = {
${entries.join('\n')}
} as const satisfies { [K in keyof SchemaOperations]: Operation };

export type OperationId = keyof typeof operations;

/** The codes that the operation's own page documents. */
export type OperationCode<K extends OperationId> = (typeof operations)[K]['codes'][number];

type Answer<K extends OperationId> = SchemaOperations[K]['responses'][200]['content']['application/json'];

/** The body of an operation's request. */
export type Body<K extends OperationId> = SchemaOperations[K]['requestBody']['content']['application/json'];

/** The body of an answer whose \`ErrorCode\` is 0. */
export type Success<K extends OperationId> = Extract<Answer<K>, { ErrorCode: 0 }>;

/** The body of an answer whose \`ErrorCode\` is any other number. */
export type Failure<K extends OperationId> = Exclude<Answer<K>, { ErrorCode: 0 }>;

/** Where the reference is published; \`errors/<code>.html\` below it explains a code. */
export const docsUrl = ${literal(docsUrl)};
`;
}

function methods(api: Api): string {
  const aliases = api.operations.map(({ id, operation }) => {
    const name = pascal(id);
    return `/** The body of ${id}: ${lowerFirst(operation.summary)}. */
export type ${name}Body = Body<${literal(id)}>;

/** What ${id} answers when it has succeeded. */
export type ${name}Success = Success<${literal(id)}>;

/** What ${id} answers when it has failed. */
export type ${name}Failure = Failure<${literal(id)}>;
`;
  });
  const members = api.operations.map(
    (entry) => `${methodComment(api, entry)}
  ${entry.id}(body: ${pascal(entry.id)}Body, options?: Options): Promise<${pascal(entry.id)}Success>;`,
  );
  const bindings = api.operations.map(({ id }) => `    ${id}: bind(${literal(id)}),`);
  return `import type { Body, Failure, OperationId, Success } from './operations.ts';

${aliases.join('\n')}
/** One method for each operation of the document. \`Options\` is what a call takes beside its body. */
export interface ChatOperations<Options> {
${members.join('\n\n')}
}

/** Makes the object of all methods from a function that makes one. */
export function bindOperations<Options>(
  bind: <K extends OperationId>(id: K) => (body: Body<K>, options?: Options) => Promise<Success<K>>,
): ChatOperations<Options> {
  return {
${bindings.join('\n')}
  };
}
`;
}

function lowerFirst(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

function methodComment(api: Api, { prose, requestSchema, operation }: ApiOperation): string {
  const limit = operation['x-rate-limit'];
  const fields = Object.entries(requestSchema.properties ?? {}).map(([name, field]) => {
    const optional = requestSchema.required?.includes(name) ? '' : ' (optional)';
    return `\`${name}\`${optional}${field.description ? `: ${field.description.trim().replaceAll('\n', ' ')}` : ''}`;
  });
  const codes = operation['x-errors'].map(({ code, name, meaning }) => `- ${code} \`${name}\`: ${meaning}`);
  const replay = operation['x-idempotent']?.replayCode;
  const repeat =
    replay === undefined
      ? 'Not idempotent: what may have been carried out is not repeated.'
      : `Idempotent: a repeat that answers ${replay} has been carried out before.`;
  return comment(
    [
      `${operation.summary}.`,
      prose,
      `Limit: ${limit.calls} calls in ${limit.seconds === 1 ? 'a second' : `${limit.seconds} seconds`}. ${repeat}`,
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

function errors({ errors }: Api): string {
  const entries = errors.map(({ code, name, retry }) => `  ${code}: [${literal(name)}, ${literal(retry)}],`);
  return `/**
 * Whether a call that failed with a code may be repeated: \`never\` before something is changed; \`throttled\`, it was not
 * carried out and may be repeated after a pause; \`transient\`, it may or may not have been carried out.
 */
export type RetryClass = 'never' | 'throttled' | 'transient';

/** Name and retry class of each code of the catalogue. */
export const errorCodes: { readonly [code: number]: readonly [name: string, retry: RetryClass] } = {
${entries.join('\n')}
};
`;
}

function regions({ servers }: Api): string {
  const entries = servers.map((server) => {
    const backup = server['x-backup-url'];
    return `  ${server['x-region']}: { url: ${literal(server.url)}${backup ? `, backupUrl: ${literal(backup)}` : ''} },`;
  });
  return `/** The hosts of each region. The backup host is for the time when the main one cannot be reached. */
export const regions = {
${entries.join('\n')}
} as const satisfies Record<string, { url: string; backupUrl?: string }>;

export type Region = keyof typeof regions;
`;
}

function catalogue({ errors, operations, commonCodes }: Api): string {
  const entry = (error: CatalogueError): string =>
    `{ name: ${literal(error.name)}, meaning: ${literal(error.meaning)}, remedy: ${literal(error.remedy)}, retry: ${literal(error.retry)} }`;
  const common = new Set(commonCodes);
  const all = errors.map((error) => {
    const own = operations.filter(({ operation }) => operation['x-errors'].some(({ code }) => code === error.code));
    const ids = common.has(error.code) ? operations : own;
    return `  ${error.code}: { ...${entry(error)}, operations: [${ids.map(({ id }) => literal(id)).join(', ')}] },`;
  });
  const overrides = operations.map(
    ({ id, overrides }) =>
      `  ${id}: {${overrides.map((error) => `\n    ${error.code}: ${entry(error)},`).join('')}\n  },`,
  );
  return `import type { RetryClass } from './errors.ts';
import type { OperationId } from './operations.ts';

/** What the document says of a code. The texts are Markdown. */
export interface ErrorText {
  readonly name: string;
  readonly meaning: string;
  readonly remedy: string;
  readonly retry: RetryClass;
}

/** Every code of the document, with the operations that can give it. */
export const errorCatalogue: { readonly [code: number]: ErrorText & { readonly operations: readonly OperationId[] } } = {
${all.join('\n')}
};

/** Codes that mean something else on an operation. */
export const errorOverrides: { readonly [K in OperationId]: { readonly [code: number]: ErrorText } } = {
${overrides.join('\n')}
};
`;
}
