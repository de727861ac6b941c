/** What is right or wrong with a request itself, whatever the mock remembers or was asked for. */
import type { Body, OperationId } from '@chat-openapi/openapi';
import { type Schema, wholeSchema } from '@chat-openapi/openapi/document';
import type { Caller, CheckCredentials } from './credentials.ts';
import type { MockDocument, MockOperation } from './operations.ts';
import { type Preferences, readPreferences } from './preferences.ts';
import { parseQuery, type Query } from './query.ts';
import { type RateLimit, refuseRate, type Window, windowsOf } from './rate-limit.ts';
import { Refusal } from './refusal.ts';
import type { OtherForms } from './rules/rule.ts';
import type { Settings } from './settings.ts';
import type { Target } from './target.ts';
import type { Validator } from './validator.ts';
import { invalidCode, judge, type Violation } from './violation.ts';

/** A request as it came, with its body as text. */
export interface ServiceRequest {
  method: string;
  target: Target;
  body: string;
  /** The headers `host` and `prefer`. */
  host: string | undefined;
  prefer: string | undefined;
  /** The address that it came from. */
  clientIp: string;
}

/** A request that is as the document wants it. */
export interface Call {
  operation: MockOperation;
  caller: Caller;
  body: Body<OperationId>;
  /** Whether the body came in another form than the document's. */
  isOtherForm: boolean;
  preferences: Preferences;
  /** Where it was counted as what its limits count; it has to be given back when it is not carried out. */
  windows: readonly Window[];
}

/** A request that is not; without an operation when it is for none. */
export type Refused = { operation: MockOperation; refusal: Refusal } | { operation: undefined; refusal: Refusal };

/** What a request is held against. */
export interface Gate {
  settings: Pick<Settings, 'rateLimit' | 'disabled'>;
  document: MockDocument;
  operations: ReadonlyMap<string, MockOperation>;
  checkCredentials: CheckCredentials;
  rates: RateLimit;
  validator: Validator;
  otherForms: OtherForms;
}

export async function receive(gate: Gate, request: ServiceRequest): Promise<Call | Refused> {
  const { method, target } = request;
  if (method !== 'POST') {
    const info = `The method is ${method}. Every call is a POST.`;
    return { operation: undefined, refusal: new Refusal({ code: 60002, reason: 'method', info }) };
  }
  const { path, search } = target;
  const operation = gate.operations.get(path);
  if (operation === undefined) return { operation, refusal: refusePath(path, gate.operations) };
  const query = parseQuery(search);
  const caller = await gate.checkCredentials(query, target.host ?? request.host);
  if (caller instanceof Refusal) return { operation, refusal: caller };
  const checked = checkCall(gate, operation, caller, query, request.body);
  if (checked instanceof Refusal) return { operation, refusal: checked };
  return { ...checked, operation, caller, preferences: readPreferences(request.prefer, query) };
}

type Checked = Pick<Call, 'body' | 'isOtherForm' | 'windows'>;

function checkCall(
  gate: Gate,
  operation: MockOperation,
  caller: Caller,
  query: Query,
  text: string,
): Refusal | Checked {
  const { settings, rates } = gate;
  const body = parseJson(text);
  const windows = windowsOf(settings.rateLimit, operation, caller, body);
  const full = rates.take(windows);
  if (full !== undefined) return refuseRate(full, operation);
  const judged = body === undefined ? refuseJson(text) : judgeCall(gate, operation, query, body);
  if (!(judged instanceof Refusal)) return { ...judged, windows };
  rates.giveBack(windows);
  return judged;
}

function judgeCall(
  { settings, document, validator, otherForms }: Gate,
  operation: MockOperation,
  query: Query,
  body: unknown,
): Refusal | Omit<Checked, 'windows'> {
  const schemas = validator(operation);
  // Validation turns numbers in the query into numbers, so it gets a copy.
  const judgedQuery = judge(document, schemas.query, { ...query }, 'The query');
  if ('violation' in judgedQuery) return refuseQuery(judgedQuery.violation, operation);
  const rewritten = otherForms[operation.id]?.(body);
  const judged = judge(document, schemas.body, rewritten ?? body, 'The body');
  if ('violation' in judged) return refuseBody(judged.violation, document, operation);
  if (settings.disabled && Object.hasOwn(operation.examples, notEnabled.code)) return notEnabled;
  return { body: judged.value, isOtherForm: rewritten !== undefined };
}

const notEnabled = new Refusal({
  code: 131000,
  reason: 'disabled',
  info: 'The app lacks the service, as this mock was started. Enable it in the console; here, start the mock without that option.',
});

function refusePath(path: string, operations: ReadonlyMap<string, MockOperation>): Refusal {
  const known = [...operations.keys()];
  const some = known.length > 20 ? `${known.slice(0, 20).join(', ')} and ${known.length - 20} more` : known.join(', ');
  const info = `There is nothing at ${path.slice(0, 200)}. Known: ${some}.`;
  return new Refusal({ code: 60009, reason: 'path', info });
}

function refuseJson(text: string): Refusal {
  const what = text === '' ? 'The body is empty' : 'The body is not JSON';
  const info = `${what}. Send a JSON object, {} when there is nothing to say.`;
  return new Refusal({ code: 60003, reason: 'json', info });
}

function refuseQuery({ path: [name], text }: Violation, operation: MockOperation): Refusal {
  return new Refusal({ code: 60025, reason: name ?? 'query', info: inContext(text, operation) });
}

function refuseBody(violation: Violation, document: MockDocument, operation: MockOperation): Refusal {
  const info = inContext(violation.text, operation);
  if (violation.isForm) return new Refusal({ code: 20001, reason: 'body', info });
  const { schema } = operation.document.requestBody.content['application/json'];
  return new Refusal({
    code: invalidCode(document, schema, violation) ?? 6017,
    reason: fieldOf(violation, document, schema) ?? 'body',
    info,
  });
}

/** The name of a field of the body, if the document knows it: only then it can stand in a header. */
function fieldOf({ path: [name] }: Violation, document: MockDocument, schema: Schema): string | undefined {
  const { properties = {} } = wholeSchema(document, schema);
  return name !== undefined && Object.hasOwn(properties, name) ? name : undefined;
}

const inContext = (text: string, { id }: MockOperation): string => `${text} See the reference of ${id}.`;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
