/**
 * What the document demands of the requests and answers of each operation, as the checker and the redaction need it. Nothing is
 * compiled before it is used: a document has 170 operations, a run calls a few.
 */
import {
  type BundledDocument,
  type BundledOperation,
  type BundledWebhook,
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

/** What the document demands of a webhook that the app receives. */
export interface WebhookForms {
  event: Form;
  query: Form;
}

export interface Operations {
  /** By id or path; undefined when the document does not have it. */
  find(operation: string | null): OperationRules | undefined;
  /** A webhook, by its command; undefined when the document does not have it. */
  findWebhook(command: string): WebhookForms | undefined;
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
  const webhooks = new Map<string, WebhookForms>();
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
    findWebhook(command) {
      const { webhooks: all = {} } = document;
      const post = Object.hasOwn(all, command) ? all[command]?.post : undefined;
      if (post === undefined) return undefined;
      const forms = webhooks.get(command) ?? createWebhookForms(document, command, post, validators, placeOf);
      webhooks.set(command, forms);
      return forms;
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
    query: createQueryForm(id, query, validators, placeOf),
    codes: new Set([0, ...common, ...own]),
  };
}

const createWebhookForms = (
  document: BundledDocument,
  command: string,
  post: BundledWebhook,
  validators: Validators,
  placeOf: PlaceOf,
): WebhookForms => ({
  event: createForm(
    `The event of ${command}`,
    post.requestBody.content['application/json'].schema,
    validators,
    placeOf,
  ),
  query: createQueryForm(command, webhookQuerySchema(document, post), validators, placeOf),
});

const createQueryForm = (name: string, schema: Schema, { compileForText }: Validators, placeOf: PlaceOf): Form => ({
  place: placeOf(schema),
  validate: once(() => compileForText(`The query of ${name}`, schema)),
});

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

/** All that the query of a call has to hold as one schema, credentials included. */
export function querySchema(document: BundledDocument, { parameters }: BundledOperation): Schema {
  const credentials = Object.values(document.components.securitySchemes).map(({ name }) => name);
  const { required = [], properties } = parametersSchema(document, parameters);
  return {
    required: [...credentials, ...required],
    properties: {
      ...Object.fromEntries<Schema>(credentials.map((name) => [name, { type: 'string', pattern: '.' }])),
      ...properties,
    },
  };
}

/** The same for the query of a webhook, which has no credentials. */
export const webhookQuerySchema = (document: BundledDocument, { parameters }: BundledWebhook): Schema =>
  parametersSchema(document, parameters);

function parametersSchema(document: BundledDocument, parameters: BundledOperation['parameters']): Schema {
  const found = parameters.map((parameter) => resolve(document, parameter)).filter((one) => one.in === 'query');
  return {
    required: found.filter(({ required }) => required).map(({ name }) => name),
    properties: Object.fromEntries<Schema>(found.map(({ name, schema }) => [name, schema])),
  };
}
