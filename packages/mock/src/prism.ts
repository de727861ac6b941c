import { resolve } from '@chat-openapi/openapi/document';
// Two parts of Prism, which the build puts into the package: decisions/007-rendering.md
import mocker from '@stoplight/prism-http/dist/mocker/index.js';
import { getHttpOperationsFromSpec } from '@stoplight/prism-http/dist/utils/operations.js';
import { asEnvelope, type Envelope, type MockDocument, type MockOperation } from './operations.ts';

/** Renders the document's example with a code. What it returns is kept, so nobody may change it. */
export type RenderExample = (code: number) => Envelope;

// Node hands out the module as a whole, and Vitest its default export.
const mock = typeof mocker === 'function' ? mocker : mocker.default;

const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {}, fatal() {}, success() {} };
const logger: object = { ...silent, child: () => logger };

/** Prism, prepared for one operation. */
export async function prepareOperation(document: MockDocument, operation: MockOperation): Promise<RenderExample> {
  const { path } = operation;
  const [resource] = await getHttpOperationsFromSpec(answersOf(document, operation));
  if (resource === undefined) throw new Error(`Prism did not find the operation ${operation.id}.`);
  const render = (code: number): Envelope => {
    const data = { method: 'post', url: { path } } as const;
    const answer = mock({
      resource,
      input: { data, validations: [] },
      // Prism writes into its configuration, so each answer gets its own.
      config: { dynamic: false, exampleKey: String(code) },
    })(logger);
    if (answer._tag === 'Left') throw answer.left;
    return asEnvelope(answer.right.body);
  };
  const rendered = new Map<number, Envelope>();
  return (code) => {
    const known = rendered.get(code) ?? render(code);
    // It depends on nothing else, so Prism renders it once.
    rendered.set(code, known);
    return known;
  };
}

/**
 * A document of one operation and the examples of its answers. Prism would otherwise prepare all operations at once; requests
 * have been judged before, and schemas are not needed where there are examples. A copy, because Prism writes into it.
 */
function answersOf(document: MockDocument, { id, path, answers }: MockOperation): object {
  const values = Object.entries(answers).map(([code, example]) => [code, resolve(document, Object(example))]);
  const content = { 'application/json': { examples: Object.fromEntries(values) } };
  const { openapi, info } = document;
  const post = { operationId: id, responses: { '200': { description: '', content } } };
  return structuredClone({ openapi, info, paths: { [path]: { post } } });
}
