/** The generated table of operations, with the types that follow from it. */
import type { RateLimit } from '../../../spec/document.ts';
import type { Api, ApiOperation } from '../api.ts';
import { errorEntry } from './errors.ts';
import { literal } from './source-text.ts';

/** `operations.ts`: what a client needs of each operation at run time, and the types of its bodies. */
export function operations(api: Api): string {
  const entries = api.operations.map((operation) => entry(api, operation));
  return `import { type ErrorEntry, errorCodes } from './errors.ts';
import type { RetryClass } from './document.ts';
import type { operations as SchemaOperations, paths } from './schema.js';

/** At most \`calls\` calls in any window of \`seconds\`. */
export interface RateLimit {
  readonly calls: number;
  readonly seconds: number;
  /** A field of the request: each value of it has a window of its own. */
  readonly by?: string;
  /** The code of a call over this limit, where it is not 60007. */
  readonly code?: number;
}

/** What the document says of an operation, as far as a client needs it at run time. */
export interface Operation {
  readonly path: keyof paths;
  /** All of them hold at once. */
  readonly rateLimits: readonly RateLimit[];
  /**
   * Only on an operation that may be repeated after an unknown outcome. \`replayCode\` says that an earlier try has already
   * done it.
   */
  readonly idempotent?: { readonly replayCode?: number };
  /** Only on an operation whose request has no required field: it may be called without a body. */
  readonly bodyOptional?: true;
  /** Fields of the request that a client fills with a random number of 32 bits when they are missing. */
  readonly filled?: readonly string[];
  /** The operation's own codes. The common ones can come as well. */
  readonly codes: readonly number[];
  /** Codes that mean something else on this operation than in \`errorCodes\`. */
  readonly overrides?: { readonly [code: number]: ErrorEntry };
}

/** Every operation of the document, by \`operationId\`. */
export const operations = {
${entries.join('\n')}
} as const satisfies { [K in keyof SchemaOperations]: Operation };

export type OperationId = keyof typeof operations;

/** True for the id of an operation of the document. */
export function isOperationId(value: unknown): value is OperationId {
  return typeof value === 'string' && Object.hasOwn(operations, value);
}

/** The ids of all operations, in the order of the document. */
export const operationIds: readonly OperationId[] = /* @__PURE__ */ Object.keys(operations).filter(isOperationId);

/**
 * What a code is called, whether a call that failed with it may be repeated, and whether a new signature mends it.
 *
 * @param operation The operation that gave it, because a few codes mean something else on one.
 * @returns Undefined for a code that the document does not know.
 */
export function describeCode(
  code: number,
  operation?: OperationId,
): { name: string; retry: RetryClass; renews: boolean } | undefined {
  const own: Operation | undefined = operation === undefined ? undefined : operations[operation];
  const found = own?.overrides?.[code] ?? errorCodes[code];
  return found === undefined ? undefined : { name: found[0], retry: found[1], renews: found[2] === true };
}

/** The codes that the operation's own page documents. */
export type OperationCode<K extends OperationId> = (typeof operations)[K]['codes'][number];

type Answer<K extends OperationId> = SchemaOperations[K]['responses'][200]['content']['application/json'];

/** The body of an operation's request. */
export type Body<K extends OperationId> = SchemaOperations[K]['requestBody']['content']['application/json'];

/** The fields of a request that a client fills in. */
type Filled<K extends OperationId> = (typeof operations)[K] extends { filled: readonly (infer F)[] } ? F : never;

/** The same as it is given to a client, which fills in what is missing. */
export type CallBody<K extends OperationId> = [Filled<K>] extends [never]
  ? Body<K>
  : Omit<Body<K>, Filled<K> & string> & Partial<Pick<Body<K>, Extract<Filled<K>, keyof Body<K>>>>;

/** The body of an answer whose \`ErrorCode\` is 0. */
export type Success<K extends OperationId> = Extract<Answer<K>, { ErrorCode: 0 }>;

/** The body of an answer whose \`ErrorCode\` is any other number. */
export type Failure<K extends OperationId> = Exclude<Answer<K>, { ErrorCode: 0 }>;

/** Where the reference is published; \`errors/<code>.html\` below it explains a code. */
export const docsUrl = ${literal(api.docsUrl)};
`;
}

function entry({ errors, whole }: Api, api: ApiOperation): string {
  const { id, path, operation, errors: codes, overrides, bodyOptional, requestSchema } = api;
  const listed = new Map(errors.map((error) => [error.code, error]));
  const other = overrides
    .filter((error) => {
      const general = listed.get(error.code);
      return general === undefined || errorEntry(error) !== errorEntry(general);
    })
    .map((error) => `${error.code}: ${errorEntry(error)}`);
  const filled = Object.entries(requestSchema.properties ?? {}).filter(([, field]) => whole(field)['x-filled']);
  const { 'x-idempotent': idempotent } = operation;
  const replay = idempotent?.replayCode === undefined ? '' : ` replayCode: ${idempotent.replayCode} `;
  return [
    `  ${id}: {`,
    `    path: ${literal(path)},`,
    `    rateLimits: [${operation['x-rate-limit'].map(limit).join(', ')}],`,
    ...(idempotent ? [`    idempotent: {${replay}},`] : []),
    ...(filled.length > 0 ? [`    filled: ${literal(filled.map(([name]) => name))},`] : []),
    ...(bodyOptional ? ['    bodyOptional: true,'] : []),
    `    codes: [${codes.map(({ code }) => code).join(', ')}],`,
    ...(other.length > 0 ? [`    overrides: { ${other.join(', ')} },`] : []),
    '  },',
  ].join('\n');
}

function limit({ calls, seconds, by, code }: RateLimit): string {
  const more = [by === undefined ? '' : `, by: ${literal(by)}`, code === undefined ? '' : `, code: ${code}`];
  return `{ calls: ${calls}, seconds: ${seconds}${more.join('')} }`;
}
