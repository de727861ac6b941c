import {
  type BundledDocument,
  type BundledOperation,
  commonCodes,
  errorsOf,
  isObject,
  resolve,
  type Schema,
} from '@chat-openapi/openapi/document';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { type Parsed, parseJson, type Remark, show } from './json.ts';
import { unknownFields } from './schema.ts';

/**
 * How much a difference from the document matters: `breaking`, a caller that trusts the document fails; `tolerated`,
 * something is missing that the document allows to be missing; `additive`, there is something new.
 */
export type Severity = 'breaking' | 'tolerated' | 'additive';

export interface Finding {
  severity: Severity;
  /** JSON pointer into the body; into the query with `?` before it. */
  pointer: string;
  /** The keyword of the schema, or the name of a rule of this API. */
  rule: string;
  found: string;
  expected: string;
}

/** An answer as it came. */
export interface Answer {
  /** The operation's id or path; another one, or null, means that only the common form is known. */
  operation: string | null;
  /** The HTTP status, where it is known. */
  status?: number | undefined;
  /** The body as it was parsed; a text is parsed here. */
  body: unknown;
  /** What was lost when the body was parsed. */
  remarks?: Remark[] | undefined;
}

export interface Request {
  operation: string;
  query: URLSearchParams;
  /** The body as text. */
  body: string;
}

export interface Checker {
  checkAnswer(answer: Answer): Finding[];
  checkRequest(request: Request): Finding[];
  /** The path of an operation that is named by its id or its path; undefined when the document does not have it. */
  pathOf(operation: string | null): string | undefined;
}

interface Rules {
  success: Branch;
  failure: Branch;
}

interface Branch {
  schema: unknown;
  validate: ValidateFunction;
}

interface OperationRules extends Rules {
  request: Branch;
  query: ValidateFunction;
  codes: ReadonlySet<number>;
}

export function createChecker(document: BundledDocument): Checker {
  const ajv = new Ajv2020({ strict: false, allErrors: true, verbose: true, logger: false });
  const { components } = document;
  // The references point into the document's components, which therefore go with each schema.
  const branch = (schema: Schema | undefined): Branch => ({
    schema,
    validate: ajv.compile({ ...schema, components }),
  });
  const common = commonCodes(document);
  const operations = new Map(
    Object.entries(document.paths).map(([path, { post }]): [string, OperationRules] => {
      const [success, failure] = branchesOf(document, post);
      const codes = new Set([0, ...common, ...errorsOf(document, post).map(({ code }) => code)]);
      const request = branch(post.requestBody.content['application/json'].schema);
      return [
        path,
        { success: branch(success), failure: branch(failure), request, query: compileQuery(document, post), codes },
      ];
    }),
  );
  const [first] = operations.values();
  if (first === undefined) throw new Error('The document has no operation to check against.');
  const paths = new Map(Object.entries(document.paths).map(([path, { post }]) => [post.operationId, path]));
  // What every operation has in common; all that is asked of an answer of another one.
  const envelope: Rules = { success: branch(components.schemas.Success), failure: first.failure };

  const pathOf = (operation: string | null): string | undefined => {
    if (operation === null) return undefined;
    const path = paths.get(operation) ?? `/${operation.replace(/^\//, '')}`;
    return operations.has(path) ? path : undefined;
  };

  return {
    pathOf,
    checkAnswer({ operation, status = 200, body, remarks = [] }) {
      const parsed: Parsed | undefined = typeof body === 'string' ? tryParse(body) : { value: body, remarks };
      const isAnswer = isObject(parsed?.value) && 'ErrorCode' in parsed.value;
      if (status !== 200) return [notTheService(status, isAnswer)];
      if (parsed === undefined) return [breaking('', 'json', show(body), 'JSON')];
      const { value } = parsed;
      if (!isObject(value)) return [breaking('', 'type', show(value), 'a JSON object')];
      const path = pathOf(operation);
      const known = path === undefined ? undefined : operations.get(path);
      const code = value.ErrorCode;
      if (typeof code !== 'number' || !Number.isInteger(code)) {
        const rule = 'ErrorCode' in value ? 'type' : 'required';
        return [breaking('/ErrorCode', rule, rule === 'type' ? show(code) : 'nothing', 'a whole number')];
      }
      const { schema, validate } = (known ?? envelope)[code === 0 ? 'success' : 'failure'];
      const unknown = unknownFields(document, schema, value);
      const findings = [...violations(validate, value), ...lost(parsed.remarks, unknown)];
      for (const field of ['ActionStatus', 'ErrorInfo'].filter((name) => !(name in value))) {
        findings.push({
          severity: 'tolerated',
          pointer: `/${field}`,
          rule: 'present',
          found: 'nothing',
          expected: 'a string',
        });
      }
      if (known === undefined) return findings;
      findings.push(...unknown.map(undocumented));
      if (!known.codes.has(code)) {
        findings.push({
          severity: 'additive',
          pointer: '/ErrorCode',
          rule: 'code',
          found: show(code),
          expected: 'a code that the document lists for the operation',
        });
      }
      return findings;
    },

    checkRequest({ operation, query, body }) {
      const path = pathOf(operation);
      const rules = path === undefined ? undefined : operations.get(path);
      if (rules === undefined) {
        return [
          { severity: 'additive', pointer: '', rule: 'operation', found: show(operation), expected: 'an operation' },
        ];
      }
      const findings = violations(rules.query, readQuery(query)).map((finding) => ({
        ...finding,
        pointer: `?${finding.pointer}`,
        // Values of the query are credentials.
        found: finding.found === 'nothing' ? 'nothing' : 'another value',
      }));
      const parsed = tryParse(body);
      if (parsed === undefined) return [...findings, breaking('', 'json', show(body), 'JSON')];
      const unknown = unknownFields(document, rules.request.schema, parsed.value);
      return [
        ...findings,
        ...violations(rules.request.validate, parsed.value),
        ...lost(parsed.remarks, unknown),
        ...unknown.map(undocumented),
      ];
    },
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

function compileQuery(document: BundledDocument, operation: BundledOperation): ValidateFunction {
  const ajv = new Ajv2020({ strict: false, allErrors: true, verbose: true, coerceTypes: true, logger: false });
  return ajv.compile({ ...querySchema(document, operation), components: document.components });
}

/** A key that comes twice holds a list, which no rule accepts. */
function readQuery(query: URLSearchParams): Record<string, string | string[]> {
  return Object.fromEntries(
    [...new Set(query.keys())].map((name) => {
      const values = query.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? '') : values];
    }),
  );
}

function violations(validate: ValidateFunction, value: unknown): Finding[] {
  return validate(value) ? [] : (validate.errors ?? []).map(asFinding);
}

function asFinding({ instancePath, message, data, params, keyword }: ErrorObject): Finding {
  const value = 'allowedValue' in params ? ` ${show(params.allowedValue)}` : '';
  const list = Array.isArray(params.allowedValues) ? ` ${show(params.allowedValues)}` : '';
  const missing = typeof params.missingProperty === 'string' ? `/${params.missingProperty}` : '';
  return breaking(
    `${instancePath}${missing}`,
    keyword,
    keyword === 'required' ? 'nothing' : show(data),
    `${message ?? keyword}${value}${list}`,
  );
}

/** What is lost in a field that nobody knows does not disturb a caller. */
function lost(remarks: readonly Remark[], unknown: readonly string[]): Finding[] {
  return remarks.map(({ kind, pointer, text }) => ({
    severity: unknown.some((field) => pointer === field || pointer.startsWith(`${field}/`)) ? 'additive' : 'breaking',
    pointer: shorten(pointer),
    rule: kind,
    found: shorten(text),
    expected: kind === 'duplicate' ? 'each key once in an object' : 'a number that a double holds',
  }));
}

/**
 * The vendor documents no status but 200, and a network fault such as 502 as the exception, which is no answer of the
 * service at all.
 */
function notTheService(status: number, isAnswer: boolean): Finding {
  const fault = status >= 500 && !isAnswer;
  return {
    severity: fault ? 'tolerated' : 'breaking',
    pointer: '',
    rule: 'status',
    found: `HTTP ${status}${isAnswer ? ' with an answer of the service' : ''}`,
    expected: fault ? 'an answer of the service, with HTTP 200' : 'HTTP 200',
  };
}

const breaking = (pointer: string, rule: string, found: string, expected: string): Finding => ({
  severity: 'breaking',
  pointer,
  rule,
  found,
  expected,
});

const undocumented = (pointer: string): Finding => ({
  severity: 'additive',
  pointer: shorten(pointer),
  rule: 'field',
  found: 'a field',
  expected: 'only fields that the document knows',
});

const shorten = (text: string): string => (text.length > 120 ? `${text.slice(0, 117)}...` : text);

function tryParse(text: string): Parsed | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
