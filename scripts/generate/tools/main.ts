/**
 * Makes the document for tools that were made for other APIs: client generators, request tools, importers. Most of them lose
 * credentials that are security schemes in the query, many read OpenAPI 3.0 alone, and some make a type or an answer to choose
 * from of each example.
 */
import {
  type BundledDocument,
  type BundledOperation,
  isObject,
  type JsonObject,
  type Parameter,
  type Reference,
  resolve,
} from '../../../spec/document.ts';
import { dropUnused } from '../drop-unused.ts';
import { plainSchema } from './schema.ts';

/**
 * The document as OpenAPI 3.0: the credentials are parameters, an answer has one example, that of success, and no key is one of
 * our own.
 *
 * @param document Left as it is.
 * @throws Error for a credential that is named like another parameter.
 */
export function forTools(document: BundledDocument): JsonObject {
  const { servers, tags, externalDocs } = document;
  const { securitySchemes: _, ...components } = document.components;
  const credentials = credentialsOf(document);
  const references = Object.keys(credentials).map((name): Reference => ({ $ref: `#/components/parameters/${name}` }));
  const paths = Object.entries(document.paths).map(([path, { post }]): [string, object] => [
    path,
    { post: plainOperation(document, post, references) },
  ]);
  const plain = plainNode(document, {
    openapi: '3.0.3',
    info: plainInfo(document),
    servers,
    tags,
    externalDocs,
    paths: Object.fromEntries(paths),
    components: { ...components, parameters: { ...credentials, ...components.parameters } },
  });
  dropUnused(plain, ['examples', 'parameters', 'responses', 'schemas']);
  return plain;
}

function plainInfo({ info, 'x-generated': banner }: BundledDocument): JsonObject {
  const { summary: _, license, ...others }: JsonObject = info;
  const { identifier: __, ...name } = isObject(license) ? license : {};
  const description = `${info.description.trimEnd()}

**For other tools.** In this form of the document the credentials are plain parameters, and sources and error codes are left
out; \`openapi.yaml\` has them. ${banner}
`;
  return { ...others, description, license: name };
}

/** A parameter for each credential, by the name of its component. */
function credentialsOf({ components }: BundledDocument): Record<string, Parameter> {
  const taken = new Set(Object.entries(components.parameters).flatMap(([key, { name }]) => [key, name]));
  const entries = Object.entries(components.securitySchemes).map(([key, scheme]): [string, Parameter] => {
    const { name, description } = scheme;
    const component = key.charAt(0).toUpperCase() + key.slice(1);
    if (taken.has(component) || taken.has(name)) throw new Error(`A parameter is named like the credential ${name}.`);
    return [component, { name, in: 'query', required: true, description, schema: { type: 'string' } }];
  });
  return Object.fromEntries(entries);
}

function plainOperation(document: BundledDocument, operation: BundledOperation, credentials: Reference[]): object {
  const response = operation.responses['200'];
  const { schema, examples } = response.content['application/json'];
  const success = examples['0'];
  const media = { schema, ...(success === undefined ? {} : { example: resolve(document, success).value }) };
  return {
    ...operation,
    parameters: [...credentials, ...operation.parameters],
    responses: { '200': { ...response, content: { 'application/json': media } } },
  };
}

/** Keys whose own keys are names that the document gives. */
const named: ReadonlySet<string> = new Set([
  'content',
  'examples',
  'headers',
  'parameters',
  'requestBodies',
  'variables',
]);

/** Keys whose values are data, and no parts of the document. */
const data: ReadonlySet<string> = new Set(['default', 'enum', 'example', 'value']);

/** A part of the document without our own keys, with its schemas as those of 3.0. A header or a component may begin with `x-`. */
function plainNode(document: object, node: object, hasNames = false): JsonObject {
  if ('$ref' in node && !hasNames) return { $ref: node.$ref };
  const kept = Object.entries(node).filter(([key]) => hasNames || !key.startsWith('x-'));
  return Object.fromEntries(
    kept.map(([key, value]: [string, unknown]) => [key, plainValue(document, value, hasNames ? '' : key)]),
  );
}

function plainValue(document: object, value: unknown, key: string): unknown {
  if (data.has(key)) return value;
  if (key === 'schema') return plainSchema(document, value);
  if (key === 'schemas' && isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, plainSchema(document, schema)]));
  }
  if (Array.isArray(value)) return value.map((item) => plainValue(document, item, ''));
  return isObject(value) ? plainNode(document, value, named.has(key)) : value;
}
