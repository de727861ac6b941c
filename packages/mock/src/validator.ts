/** Compiles the document's own schemas: each operation's at its first call, because most operations are never called. */
import type { Body, OperationId } from '@chat-openapi/openapi';
import {
  type BundledWebhook,
  fitsBytes,
  forAjv,
  type Parameter,
  resolve,
  type Schema,
} from '@chat-openapi/openapi/document';
import { Ajv2020, type Options, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { type MockDocument, type MockOperation, operationsByPath } from './operations.ts';
import type { AppAnswer } from './webhooks/heard.ts';

/** What an operation's parts have to be. */
export interface OperationSchemas {
  /** Changes what it is given: numbers in a query are text at first. */
  readonly query: ValidateFunction;
  readonly body: ValidateFunction<Body<OperationId>>;
  readonly answer: ValidateFunction;
}

export type Validator = (operation: MockOperation) => OperationSchemas;

const options: Options = {
  strict: false,
  logger: false,
  discriminator: true,
  // A field is there when the request holds it, not when every object has one of its name.
  ownProperties: true,
  // Each error comes with the schema that it is about.
  verbose: true,
  // The document has been checked when it was generated.
  validateSchema: false,
  meta: false,
};

export function createValidator(document: MockDocument): Validator {
  const compiled = new Map<OperationId, OperationSchemas>();
  let compilers: { plain: Ajv2020; coercing: Ajv2020 } | undefined;
  return ({ id }) => {
    const known = compiled.get(id);
    if (known !== undefined) return known;
    compilers ??= createCompilers(document);
    const schemas = compile(compilers, id);
    compiled.set(id, schemas);
    return schemas;
  };
}

function createCompilers(document: MockDocument): { plain: Ajv2020; coercing: Ajv2020 } {
  const schemas = schemasOf(document);
  return {
    plain: createCompiler(schemas, options),
    coercing: createCompiler(schemas, { ...options, coerceTypes: true }),
  };
}

function createCompiler(schemas: object, options: Options): Ajv2020 {
  const ajv = new Ajv2020(options);
  addFormats.default(ajv);
  ajv.addKeyword({
    keyword: 'x-max-bytes',
    type: 'string',
    schemaType: 'number',
    compile: (max: number) => (text: string) => fitsBytes(text, max),
  });
  return ajv.addSchema(schemas, 'openapi');
}

function compile({ plain, coercing }: { plain: Ajv2020; coercing: Ajv2020 }, id: OperationId): OperationSchemas {
  let answer: ValidateFunction | undefined;
  return {
    query: coercing.compile({ $ref: `openapi#/queries/${id}` }),
    body: plain.compile<Body<OperationId>>({ $ref: `openapi#/bodies/${id}` }),
    get answer() {
      answer ??= plain.compile({ $ref: `openapi#/answers/${id}` });
      return answer;
    },
  };
}

/** What a webhook's parts have to be. */
export interface WebhookSchemas {
  readonly event: ValidateFunction;
  readonly answer: ValidateFunction<AppAnswer>;
}

export type WebhookValidator = (command: string) => WebhookSchemas;

export function createWebhookValidator(document: MockDocument): WebhookValidator {
  const compiled = new Map<string, WebhookSchemas>();
  let compiler: Ajv2020 | undefined;
  return (command) => {
    const known = compiled.get(command);
    if (known !== undefined) return known;
    compiler ??= createCompiler(schemasOfWebhooks(document), options);
    const schemas = {
      event: compiler.compile({ $ref: `openapi#/events/${command}` }),
      answer: compiler.compile<AppAnswer>({ $ref: `openapi#/answers/${command}` }),
    };
    compiled.set(command, schemas);
    return schemas;
  };
}

function schemasOfWebhooks({ components, webhooks = {} }: MockDocument): object {
  const ofEach = (schemaOf: (webhook: BundledWebhook) => Schema): Record<string, unknown> =>
    Object.fromEntries(Object.entries(webhooks).map(([command, { post }]) => [command, forAjv(schemaOf(post))]));
  return {
    components: { schemas: forAjv(components.schemas) },
    events: ofEach(({ requestBody }) => requestBody.content['application/json'].schema),
    answers: ofEach(({ responses }) => responses['200'].content['application/json'].schema),
  };
}

/** Compiles a schema that is not the document's, and may refer to it as `openapi`. */
export function compileOwn<T>(document: MockDocument, schema: object): ValidateFunction<T> {
  return createCompiler(schemasOf(document), options).compile<T>(schema);
}

/** The schemas of the document alone, so that the references in them hold. */
function schemasOf(document: MockDocument): object {
  const operations = [...operationsByPath(document).values()];
  const ofEach = (schemaOf: (operation: MockOperation) => Schema): Record<string, unknown> =>
    Object.fromEntries(operations.map((operation) => [operation.id, forAjv(schemaOf(operation))]));
  return {
    components: { schemas: forAjv(document.components.schemas) },
    bodies: ofEach(({ document: { requestBody } }) => requestBody.content['application/json'].schema),
    answers: ofEach(({ document: { responses } }) => responses['200'].content['application/json'].schema),
    queries: ofEach((operation) => querySchema(document, operation)),
  };
}

function querySchema(document: MockDocument, operation: MockOperation): Schema {
  const parameters = operation.document.parameters
    .map((parameter) => resolve<Parameter>(document, parameter))
    .filter((parameter) => parameter.in === 'query');
  return {
    type: 'object',
    properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
    required: parameters.filter(({ required }) => required).map(({ name }) => name),
  };
}
