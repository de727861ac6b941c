import { createRequire } from 'node:module';
import type { OperationId } from '@chat-openapi/openapi';
import {
  type BundledDocument,
  type BundledOperation,
  type CatalogueError,
  catalogueErrors,
  isObject,
  resolve,
} from '@chat-openapi/openapi/document';

/** The document that the mock serves. Nothing may change it: all mocks of a process read the same one. */
export interface MockDocument extends BundledDocument {
  paths: Record<string, { post: DocumentOperation }>;
}

export interface DocumentOperation<K extends OperationId = OperationId> extends BundledOperation {
  operationId: K;
}

/** An operation of the document, found by its path. */
export interface MockOperation<K extends OperationId = OperationId> {
  readonly id: K;
  readonly path: string;
  readonly document: DocumentOperation<K>;
  /** The answers that the document has for it, by code; 0 is success. */
  readonly examples: Readonly<Record<string, unknown>>;
  /** What it can be asked to answer with: those, and the codes of the catalogue that no operation lists. */
  readonly answers: Readonly<Record<string, unknown>>;
}

/** The three fields of every answer, with the data of a success. */
export interface Envelope {
  ActionStatus: 'OK' | 'FAIL';
  ErrorInfo: string;
  ErrorCode: number;
  [field: string]: unknown;
}

export function readDocument(): MockDocument {
  return createRequire(import.meta.url)('@chat-openapi/openapi/openapi.json');
}

/** The form of the document for request tools, which lose credentials that are declared as such. */
export function readToolsDocument(): object {
  return createRequire(import.meta.url)('@chat-openapi/openapi/openapi.tools.json');
}

export function operationsByPath(document: MockDocument): Map<string, MockOperation> {
  const paths = Object.entries(document.paths);
  const examplesOf = (post: DocumentOperation) => post.responses['200'].content['application/json'].examples;
  const listed = new Set(paths.flatMap(([, { post }]) => Object.keys(examplesOf(post))));
  const unlisted = catalogueErrors(document).filter(({ code }) => !listed.has(String(code)));
  const more = Object.fromEntries(unlisted.map((error) => [error.code, failureOf(error)]));
  return new Map(
    paths.map(([path, { post }]) => {
      const examples = examplesOf(post);
      return [path, { id: post.operationId, path, document: post, examples, answers: { ...more, ...examples } }];
    }),
  );
}

const failureOf = ({ code, meaning }: CatalogueError): object => ({
  value: { ActionStatus: 'FAIL', ErrorInfo: meaning, ErrorCode: code },
});

/** What the document answers with a code: the operation's own example, or the one of the code in general. */
export function exampleOf(
  document: MockDocument,
  operation: MockOperation | undefined,
  code: number,
): Envelope | undefined {
  const example = operation?.examples[code] ?? document.components.examples[code];
  if (!isObject(example)) return undefined;
  const found = resolve(document, example);
  return isObject(found) ? asEnvelope(found.value) : undefined;
}

/** @throws Error when it is no answer of this API. */
export function asEnvelope(value: unknown): Envelope {
  if (!isEnvelope(value)) throw new Error('An example in the document is not an answer of this API.');
  return value;
}

function isEnvelope(value: unknown): value is Envelope {
  return isObject(value) && typeof value.ErrorCode === 'number';
}
