/** Holds one request or answer against the document. */
import { type BundledDocument, isObject } from '@chat-openapi/openapi/document';
import {
  breaking,
  type Finding,
  lost,
  missingField,
  notTheService,
  quoting,
  undocumentedCode,
  undocumentedField,
  undocumentedOperation,
  violations,
} from './findings.ts';
import { type Parsed, parseJson, type Remark, show } from './json.ts';
import { createOperations, type Form, type Operations } from './operation-forms.ts';
import { unknownFields } from './schema.ts';

/** An answer as it came. */
export interface Answer {
  /** The operation's id or path. Of a path that the document does not have, and of null, only the common form is known. */
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

/** What the service has sent to an app. */
export interface WebhookEvent {
  /** The vendor's command, such as `OfficialAccount.CallbackAfterSendMsg`. */
  webhook: string;
  /** What stood in the address, where that is known. */
  query?: URLSearchParams | undefined;
  /** The body as it was parsed; a text is parsed here. */
  body: unknown;
  /** What was lost when the body was parsed. */
  remarks?: Remark[] | undefined;
}

export interface Checker {
  /** @throws Error when a schema of the operation cannot be compiled, or the document has no operation of that id. */
  checkAnswer(answer: Answer): Finding[];
  /** @throws Error when a schema of the operation cannot be compiled. */
  checkRequest(request: Request): Finding[];
  /** @throws Error when a schema of the webhook cannot be compiled, or the document has no such webhook. */
  checkWebhook(event: WebhookEvent): Finding[];
  /** Whether the document has a webhook of this name. */
  hasWebhook(command: string): boolean;
  /** The path of an operation that is named by its id or its path; undefined when the document does not have it. */
  pathOf(operation: string | null): string | undefined;
}

/**
 * A checker over a document. The schemas of an operation are compiled at its first use.
 *
 * @throws Error when the document has no operation.
 */
export function createChecker(document: BundledDocument): Checker {
  const operations = createOperations(document);
  return {
    pathOf: (operation) => operations.find(operation)?.path,
    checkAnswer(answer) {
      const { operation } = answer;
      if (operation !== null && !isPath.test(operation) && operations.find(operation) === undefined) {
        throw new Error(`The document has no operation ${show(operation)}. Null checks the common form only.`);
      }
      return checkAnswer(operations, answer);
    },
    checkRequest: (request) => checkRequest(operations, request),
    checkWebhook: (event) => checkWebhook(operations, event),
    hasWebhook: (command) => operations.findWebhook(command) !== undefined,
  };
}

const isPath = /^\/?v4\//;

function checkAnswer(operations: Operations, { operation, status = 200, body, remarks = [] }: Answer): Finding[] {
  const parsed = typeof body === 'string' ? tryParse(body) : { value: body, remarks };
  const value = parsed?.value;
  if (status !== 200) return [notTheService(status, isObject(value) && 'ErrorCode' in value)];
  if (parsed === undefined) return [quoting('', 'json', body, 'JSON')];
  if (!isObject(value)) return [quoting('', 'type', value, 'a JSON object')];
  if (!('ErrorCode' in value)) return [breaking('/ErrorCode', 'required', 'nothing', 'a whole number')];
  const code = value.ErrorCode;
  if (typeof code !== 'number' || !Number.isInteger(code)) {
    return [quoting('/ErrorCode', 'type', code, 'a whole number')];
  }
  const known = operations.find(operation);
  const form = (known ?? operations.envelope)[code === 0 ? 'success' : 'failure'];
  const { findings, unknown } = checkBody(form, { ...parsed, value });
  const missing = ['ActionStatus', 'ErrorInfo'].filter((name) => !(name in value)).map(missingField);
  // Of other operations only the common form is known, so nothing of theirs is news.
  if (known === undefined) return [...findings, ...missing];
  const news = known.codes.has(code) ? [] : [undocumentedCode(code)];
  return [...findings, ...missing, ...unknown.map(undocumentedField), ...news];
}

function checkRequest(operations: Operations, { operation, query, body }: Request): Finding[] {
  const rules = operations.find(operation);
  if (rules === undefined) return [undocumentedOperation];
  const findings = violations(rules.query.validate(), readQuery(query)).map(inQuery);
  const parsed = tryParse(body);
  if (parsed === undefined) return [...findings, quoting('', 'json', body, 'JSON')];
  const checked = checkBody(rules.request, parsed);
  return [...findings, ...checked.findings, ...checked.unknown.map(undocumentedField)];
}

function checkWebhook(operations: Operations, { webhook, query, body, remarks = [] }: WebhookEvent): Finding[] {
  const forms = operations.findWebhook(webhook);
  if (forms === undefined) throw new Error(`The document has no webhook ${show(webhook)}.`);
  const findings = query === undefined ? [] : violations(forms.query.validate(), readQuery(query)).map(inQuery);
  const parsed = typeof body === 'string' ? tryParse(body) : { value: body, remarks };
  if (parsed === undefined) return [...findings, quoting('', 'json', body, 'JSON')];
  const checked = checkBody(forms.event, parsed);
  return [...findings, ...checked.findings, ...checked.unknown.map(undocumentedField)];
}

/** What breaks the schema of a body, and the fields that the schema does not know. */
function checkBody({ place, validate }: Form, { value, remarks }: Parsed): { findings: Finding[]; unknown: string[] } {
  const findings = violations(validate(), value);
  const unknown = findings.some(({ rule }) => rule === 'depth') ? [] : unknownFields(place, value);
  return { findings: [...findings, ...lost(remarks, unknown)], unknown };
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

/** Values of the query are credentials. */
const inQuery = ({ severity, pointer, rule, found, expected }: Finding): Finding => ({
  severity,
  pointer: `?${pointer}`,
  rule,
  found: found === 'nothing' ? 'nothing' : 'another value',
  expected,
});

function tryParse(text: string): Parsed | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
