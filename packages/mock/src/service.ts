import { type Channels, createChannels } from './channels.ts';
import { type Document, type Envelope, readDocument, resolveSchema } from './document.ts';
import { createOperations, type EngineInput, type MockOperation, type Violation } from './engine.ts';
import type { Refusal } from './refusal.ts';
import { rules } from './rules.ts';

/** A request as it came, with its body as text. */
export interface ServiceRequest {
  method: string;
  /** Path and query. */
  target: string;
  body: string;
}

export interface ServiceAnswer {
  body: Envelope;
  /** What the mock decided by, in one word. */
  reason: string;
  operation: string | undefined;
  /** The request's body; undefined when it is not JSON. */
  request: unknown;
}

/** Decides what a request is answered with. Knows nothing of HTTP connections. */
export interface Service {
  answer(request: ServiceRequest): Promise<ServiceAnswer>;
  /** An answer to what is no request at all. */
  refuse(refusal: Refusal): ServiceAnswer;
  channels: Channels;
}

export async function createService(): Promise<Service> {
  const document = readDocument();
  const operations = await createOperations(document);
  const channels = createChannels();

  const refuse = (refusal: Refusal, request?: unknown): ServiceAnswer => {
    const example = document.components.examples[refusal.code]?.value;
    if (example === undefined) throw new Error(`The document has no example for ${refusal.code}.`);
    return { body: { ...example, ErrorInfo: refusal.info }, reason: refusal.reason, operation: undefined, request };
  };

  return {
    channels,
    refuse,
    async answer({ method, target, body: text }) {
      if (method !== 'POST') {
        return refuse({ code: 60002, reason: 'method', info: `The method is ${method}. Every call is a POST.` });
      }
      const [path = '', search = ''] = splitOnce(target, '?');
      const operation = operations.get(path);
      if (operation === undefined) {
        const known = [...operations.keys()].join(', ');
        return refuse({
          code: 60009,
          reason: 'path',
          info: `There is nothing at ${path.slice(0, 200)}. Known: ${known}.`,
        });
      }
      const query = parseQuery(search);
      const body = parseJson(text);
      const input: EngineInput = { path, query, body };
      const refusal =
        checkCredentials(query) ??
        checkJson(body, text) ??
        checkViolations(await operation.violations(input), document, operation) ??
        rules[operation.id]?.(Object(body), channels);
      const key = refusal === undefined ? '0' : String(refusal.code);
      const rendered = await operation.render(key, input);
      return {
        body: refusal === undefined ? rendered : { ...rendered, ErrorInfo: refusal.info },
        reason: refusal?.reason ?? 'ok',
        operation: operation.id,
        request: body,
      };
    },
  };
}

function splitOnce(text: string, separator: string): [string, string] {
  const index = text.indexOf(separator);
  return index === -1 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)];
}

/** A key that comes twice holds a list, so that the document's types refuse it. */
function parseQuery(search: string): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = Object.create(null);
  const parameters = new URLSearchParams(search);
  for (const key of new Set(parameters.keys())) {
    const values = parameters.getAll(key);
    query[key] = values.length === 1 ? (values[0] ?? '') : values;
  }
  return query;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function checkCredentials(query: Record<string, string | string[]>): Refusal | undefined {
  for (const name of ['sdkappid', 'identifier', 'usersig']) {
    const value = query[name];
    if (typeof value === 'string' && value !== '') continue;
    const what = Array.isArray(value) ? 'comes more than once' : 'is missing';
    return {
      code: name === 'sdkappid' ? 60012 : 60025,
      reason: name,
      info: `${name} ${what}. Put it into the query string of the URL, once.`,
    };
  }
  if (!/^[1-9]\d*$/.test(String(query.sdkappid))) {
    return {
      code: 60025,
      reason: 'sdkappid',
      info: 'sdkappid is not a whole number. Send the SDKAppID of the console.',
    };
  }
  return undefined;
}

function checkJson(body: unknown, text: string): Refusal | undefined {
  if (body !== undefined) return undefined;
  const what = text === '' ? 'The body is empty' : 'The body is not JSON';
  return { code: 60003, reason: 'json', info: `${what}. Send a JSON object, {} when there is nothing to say.` };
}

function checkViolations(violations: Violation[], document: Document, operation: MockOperation): Refusal | undefined {
  // The query is read before the body.
  const violation = violations.find(({ location }) => location[0] === 'query') ?? violations[0];
  if (violation === undefined) return undefined;
  const [part, name] = violation.location;
  const info = `${violation.message}. See the reference of ${operation.id}.`;
  if (part === 'query') return { code: 60025, reason: name ?? 'query', info };
  if (violation.keyword === 'required' || violation.keyword === 'type') return { code: 20001, reason: 'body', info };
  const schema = resolveSchema(document, operation.document.requestBody.content['application/json'].schema);
  const field = name === undefined ? undefined : schema.properties?.[name];
  const code = field === undefined ? undefined : resolveSchema(document, field)['x-invalid-code'];
  return { code: code ?? 6017, reason: name ?? 'body', info };
}
