import type { OperationId } from '@chat-openapi/openapi';
import { createInstance, getHttpOperationsFromSpec, ProblemJsonError } from '@stoplight/prism-http';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { type Document, type DocumentOperation, type Envelope, readDocument } from './document.ts';

type PrismOperation = Awaited<ReturnType<typeof getHttpOperationsFromSpec>>[number];

/** A rule of the document that a request breaks. */
export interface Violation {
  /** Where: `query` or `body`, then the names of fields. */
  location: string[];
  /** The keyword of JSON Schema that is not met. */
  keyword: string;
  message: string;
}

export interface EngineInput {
  path: string;
  query: Record<string, string | string[]>;
  body: unknown;
}

/** One operation of the document, as the mock needs it. */
export interface MockOperation {
  id: OperationId;
  path: string;
  document: DocumentOperation;
  /** The codes that it can be answered with, 0 among them. */
  examples: Readonly<Record<string, unknown>>;
  /** What of the request breaks a rule of the document; empty when nothing does. */
  violations(input: EngineInput): Promise<Violation[]>;
  /** The document's example with this key. */
  render(key: string, input: EngineInput): Envelope;
}

const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {}, fatal() {}, success() {} };
const logger: object = { ...silent, child: () => logger };

const config = {
  isProxy: false,
  checkSecurity: false,
  validateRequest: false,
  validateResponse: false,
  errors: true,
  upstreamProxy: undefined,
} as const;

/** Prism's engine over the document: an operation for each path. */
export async function createOperations(document: Document): Promise<Map<string, MockOperation>> {
  // Prism works on what it is given, so it gets a document of its own.
  const prismOperations = await getHttpOperationsFromSpec(readDocument());
  const byId = new Map(prismOperations.map((operation) => [operation.iid, operation]));
  return new Map(
    Object.entries(document.paths).map(([path, { post }]) => {
      const prismOperation = byId.get(post.operationId);
      if (prismOperation === undefined) throw new Error(`Prism did not find the operation ${post.operationId}.`);
      return [path, createOperation(path, post, prismOperation)];
    }),
  );
}

function createOperation(path: string, document: DocumentOperation, operation: PrismOperation): MockOperation {
  // Prism's own router weighs every operation for every request; the path was looked up before.
  const route = () => ({ _tag: 'Right', right: operation }) as const;
  const components: Parameters<typeof createInstance>[1] = { logger, route };
  const prism = createInstance({ ...config, mock: { dynamic: false } }, components);
  // Prism has put its own parts in where none were given. Why rendering is asked for by itself: decisions/007-rendering.md
  const { mock } = components;
  if (mock === undefined) throw new Error('This version of Prism does not hand out the part that renders answers.');
  const request = ({ query, body }: EngineInput) =>
    ({ method: 'post', url: { path, query }, headers: { 'content-type': 'application/json' }, body }) as const;
  let isValid: ((input: EngineInput) => boolean) | undefined;

  return {
    id: document.operationId,
    path,
    document,
    examples: document.responses[200].content['application/json'].examples,
    async violations(input) {
      isValid ??= compile(operation);
      if (isValid(input)) return [];
      // Ajv alone may accept, because that is quick; what is wrong is said by Prism.
      const result = await prism.request(request(input), [operation], {
        ...config,
        validateRequest: true,
        mock: { dynamic: false, exampleKey: '0' },
      })();
      return result._tag === 'Left' ? violationsOf(result.left) : [];
    },
    render(key, input) {
      // What the request holds besides would only be written to Prism's log.
      const data = { method: 'post', url: { path, query: input.query } } as const;
      // Prism writes into its configuration: each request gets its own.
      const answer = mock({
        resource: operation,
        input: { data, validations: [] },
        config: { dynamic: false, exampleKey: key },
      })(logger);
      if (answer._tag === 'Left') throw answer.left;
      return asEnvelope(answer.right.body);
    },
  };
}

/** The request's schemas, as Prism prepared them and with the options that Prism gives to Ajv. */
function compile(operation: PrismOperation): (input: EngineInput) => boolean {
  const options = { strict: false, allowUnionTypes: true, allErrors: false, logger: false } as const;
  const ajv = new Ajv(options);
  const coercing = new Ajv({ ...options, coerceTypes: true });
  for (const instance of [ajv, coercing]) addFormats.default(instance);
  const body = operation.request?.body?.contents?.find(({ mediaType }) => mediaType === 'application/json')?.schema;
  const bodySchema: Record<string, unknown> = { ...body };
  const checkBody: ValidateFunction = ajv.compile(bodySchema);
  const parameters = operation.request?.query ?? [];
  const checkQuery: ValidateFunction = coercing.compile({
    type: 'object',
    properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema ?? {}])),
    required: parameters.filter(({ required }) => required).map(({ name }) => name),
  });
  // Coercion changes what it checks, so the query is copied.
  return ({ query, body: value }) => value !== undefined && checkBody(value) && checkQuery({ ...query });
}

function violationsOf(error: Error): Violation[] {
  const found = error instanceof ProblemJsonError ? error.additional?.validation : undefined;
  const violations = (Array.isArray(found) ? found : []).map(({ location, code, message }) => ({
    location: Array.isArray(location) ? location.map(String) : ['body'],
    keyword: String(code),
    message: String(message),
  }));
  if (violations.length === 0) throw error;
  return violations;
}

function asEnvelope(body: unknown): Envelope {
  if (!isEnvelope(body)) throw new Error('The example in the document is not an answer of this API.');
  return body;
}

function isEnvelope(body: unknown): body is Envelope {
  return typeof body === 'object' && body !== null && 'ErrorCode' in body && typeof body.ErrorCode === 'number';
}
