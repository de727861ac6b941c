/** Looks at the body of a call before it is sent, by the rules of the document. */
import { type OutputUnit, Validator } from '@cfworker/json-schema';
import { byteLimits, isOperationId, type OperationId } from '@chat-openapi/openapi';
import { nearest, quoteName } from '@chat-openapi/openapi/names';
import { definitions, requestSchemas } from '@chat-openapi/openapi/request-schemas';
import { encodeBody } from './encode-body.ts';
import { ChatConfigError } from './errors.ts';

/** Something in a body that the document does not allow. */
export interface BodyProblem {
  /** The field, such as `MsgBody[0].MsgContent.Text`; empty when it is the body as a whole. */
  readonly path: string;
  /** What is wrong with it. No text of the body is quoted. */
  readonly message: string;
}

/**
 * Looks for what the service would refuse: fields that are missing, of another type, too long, too many or of a wrong form. What
 * the client fills in need not be there. Texts that the service counts in bytes are counted so, in UTF-8. Whether something exists,
 * and what is allowed to whom, only the service knows.
 *
 * @returns Empty when nothing is wrong.
 * @throws ChatConfigError when there is no such operation.
 * @example
 * const [problem] = checkBody('createOfficialAccount', body);
 * if (problem !== undefined) throw new Error(`${problem.path}: ${problem.message}`);
 */
export function checkBody(operation: OperationId, body: unknown): BodyProblem[] {
  if (!isOperationId(operation)) {
    const names = Object.keys(requestSchemas);
    const name = String(operation);
    throw new ChatConfigError(`${quoteName(name)} is no operation.${nearest(name, names)}`);
  }
  let value: unknown;
  try {
    // What cannot be written as JSON is never sent.
    value = JSON.parse(encodeBody(body, operation));
  } catch {
    return [{ path: '', message: 'must be an object with the fields of the request, which JSON.stringify can write' }];
  }
  const { errors } = validatorOf(operation).validate(value);
  const tooLong = (byteLimits[operation] ?? []).flatMap(([path, max]) => findTooLong(value, path, max, ''));
  return unique([...problemsOf(operation, errors), ...tooLong]);
}

const validators = new Map<OperationId, Validator>();

function validatorOf(operation: OperationId): Validator {
  let validator = validators.get(operation);
  if (validator === undefined) {
    validator = new Validator({ ...requestSchemas[operation], $defs: definitions }, '2020-12', false);
    validators.set(operation, validator);
  }
  return validator;
}

/** Words that hold other rules: what is wrong is said by these. The last one only says that a form was not to be had. */
const holders = new Set(['$ref', 'allOf', 'anyOf', 'if', 'items', 'properties', 'additionalProperties', 'not']);

function problemsOf(operation: OperationId, errors: readonly OutputUnit[]): BodyProblem[] {
  const said = errors.filter(({ keyword }) => !holders.has(keyword));
  return (said.length === 0 ? errors.slice(-1) : said).map((error) => toProblem(operation, error));
}

function toProblem(
  operation: OperationId,
  { keyword, keywordLocation, instanceLocation, error }: OutputUnit,
): BodyProblem {
  const path = instanceLocation.split('/').slice(1).map(decode).reduce(join, '');
  const [, missing] = /required property "(.*)"/s.exec(error) ?? [];
  if (keyword === 'required' && missing !== undefined) return { path: join(path, missing), message: 'is missing' };
  if (keyword !== 'pattern') return { path, message: error };
  // The validator does not say which.
  const pattern = find(requestSchemas[operation], keywordLocation.split('/').slice(1).map(decode));
  return { path, message: typeof pattern === 'string' ? `must match ${pattern}` : error };
}

/** What stands in a schema where the names lead to, through references too. */
function find(schema: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return schema;
  const next: unknown = Object(schema)[name];
  if (name !== '$ref') return find(next, rest);
  return find(Object(definitions)[String(next).replace('#/$defs/', '')], rest);
}

/** A part of a JSON pointer in a fragment. */
const decode = (part: string): string => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');

const join = (path: string, name: string): string =>
  /^\d+$/.test(name) ? `${path}[${name}]` : `${path}${path === '' ? '' : '.'}${name}`;

const encoder = new TextEncoder();

/** @param names Where the texts are, from here on; `*` for each item of a list. */
function findTooLong(value: unknown, names: readonly string[], max: number, path: string): BodyProblem[] {
  const [name, ...rest] = names;
  if (name === undefined) {
    const bytes = typeof value === 'string' ? encoder.encode(value).length : 0;
    return bytes > max ? [{ path, message: `has ${bytes} bytes in UTF-8, and ${max} are allowed` }] : [];
  }
  const items = name === '*' ? Object.keys(Object(value)) : [name];
  return items.flatMap((item) => findTooLong(Object(value)[item], rest, max, join(path, item)));
}

/** Rules that are reached by two ways say the same. */
function unique(problems: BodyProblem[]): BodyProblem[] {
  return [...new Map(problems.map((problem) => [`${problem.path}: ${problem.message}`, problem])).values()];
}
