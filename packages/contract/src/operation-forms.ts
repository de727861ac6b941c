/**
 * What the document demands of the requests and answers of each operation, as the checker and the redaction need it. Nothing is
 * compiled before it is used: a document has 170 operations, a run calls a few.
 */
import {
  type BundledDocument,
  type BundledOperation,
  commonCodes,
  errorsOf,
  resolve,
  type Schema,
} from '@chat-openapi/openapi/document';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { createPlaces, type Place, type PlaceOf } from './schema.ts';
import { createValidators, type Validators } from './validators.ts';

/** One form that a body can have. */
export interface Form {
  place: Place;
  /** Compiled at its first use. @throws Error when the schema cannot be compiled. */
  validate(): ValidateFunction;
}

/** The two forms of an answer: `ErrorCode` is 0, or something else. */
export interface AnswerForms {
  success: Form;
  failure: Form;
}

export interface OperationRules extends AnswerForms {
  path: string;
  request: Form;
  query: Form;
  /** The codes that the document lists for it, common ones included. */
  codes: ReadonlySet<number>;
}

export interface Operations {
  /** By id or path; undefined when the document does not have it. */
  find(operation: string | null): OperationRules | undefined;
  /** What the answers of all operations have in common. */
  envelope: AnswerForms;
}

/** @throws Error when the document has no operation. */
export function createOperations(document: BundledDocument): Operations {
  const [first] = Object.values(document.paths);
  if (first === undefined) throw new Error('The document has no operation to check against.');
  const validators = createValidators(document);
  const placeOf = createPlaces(document);
  const common = commonCodes(document);
  const paths = new Map(Object.entries(document.paths).map(([path, { post }]) => [post.operationId, path]));
  const known = new Map<string, OperationRules>();
  const [, failure] = branchesOf(document, first.post);
  return {
    envelope: {
      success: createForm('An answer', document.components.schemas.Success, validators, placeOf),
      failure: createForm('An answer', failure, validators, placeOf),
    },
    find(operation) {
      if (operation === null) return undefined;
      const path = paths.get(operation) ?? `/${operation.replace(/^\//, '')}`;
      const post = Object.hasOwn(document.paths, path) ? document.paths[path]?.post : undefined;
      if (post === undefined) return undefined;
      const rules = known.get(path) ?? createRules(document, path, post, common, validators, placeOf);
      known.set(path, rules);
      return rules;
    },
  };
}

function createRules(
  document: BundledDocument,
  path: string,
  post: BundledOperation,
  common: readonly number[],
  validators: Validators,
  placeOf: PlaceOf,
): OperationRules {
  const id = post.operationId;
  const [success, failure] = branchesOf(document, post);
  const request = post.requestBody.content['application/json'].schema;
  const query = querySchema(document, post);
  const own = errorsOf(document, post).map(({ code }) => code);
  return {
    path,
    success: createForm(`The success of ${id}`, success, validators, placeOf),
    failure: createForm(`The failure of ${id}`, failure, validators, placeOf),
    request: createForm(`The request of ${id}`, request, validators, placeOf),
    query: { place: placeOf(query), validate: once(() => validators.compileForText(`The query of ${id}`, query)) },
    codes: new Set([0, ...common, ...own]),
  };
}

const createForm = (what: string, schema: Schema = {}, { compile }: Validators, placeOf: PlaceOf): Form => ({
  place: placeOf(schema),
  validate: once(() => compile(what, schema)),
});

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** The form of success and the form of failure. */
export function branchesOf(document: BundledDocument, { responses }: BundledOperation): (Schema | undefined)[] {
  return resolve(document, responses['200'].content['application/json'].schema).oneOf ?? [];
}

/** All that the query has to hold as one schema, credentials included. */
export function querySchema(document: BundledDocument, { parameters }: BundledOperation): Schema {
  const found = parameters.map((parameter) => resolve(document, parameter)).filter((one) => one.in === 'query');
  const credentials = Object.values(document.components.securitySchemes).map(({ name }) => name);
  return {
    required: [...credentials, ...found.filter(({ required }) => required).map(({ name }) => name)],
    properties: Object.fromEntries<Schema>([
      ...credentials.map((name): [string, Schema] => [name, { type: 'string', pattern: '.' }]),
      ...found.map(({ name, schema }): [string, Schema] => [name, schema]),
    ]),
  };
}
