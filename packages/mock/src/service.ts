import type { OperationId } from '@chat-openapi/openapi';
import { createCredentialCheck } from './credentials.ts';
import { type Document, type Envelope, readDocument, resolveSchema } from './document.ts';
import { createOperations, type EngineInput, type MockOperation, type Violation } from './prism.ts';
import type { Settings } from './options.ts';
import { type Fault, isCarriedOut, isFault, type Outcome } from './outcome.ts';
import { createRandom } from './seeded-random.ts';
import { createRateLimit } from './rate-limit.ts';
import type { Refusal } from './refusal.ts';
import { createRequestedOutcomes } from './requested.ts';
import { rules } from './rules/channels.ts';
import { createStore, type Store } from './state/channels.ts';

/** A request as it came, with its body as text. */
export interface ServiceRequest {
  method: string;
  /** Path and query. */
  target: string;
  body: string;
  /** The headers `host` and `prefer`. */
  host: string | undefined;
  prefer: string | undefined;
}

export interface ServiceAnswer {
  body: Envelope;
  /** What the mock decided by, in one word. */
  reason: string;
  operation: OperationId | undefined;
  /** How the transport has to fail, if it has to. */
  fault: Fault | undefined;
  /** Whether the request was as the document wants it. */
  valid: boolean;
}

/** Decides what a request is answered with. Knows nothing of HTTP connections. */
export interface Service {
  answer(request: ServiceRequest): Promise<ServiceAnswer>;
  /** An answer to what is no request at all. */
  refuse(refusal: Refusal): ServiceAnswer;
  /** @throws RangeError for an operation or outcome that the document does not know. */
  enqueue(operation: OperationId, outcomes: readonly Outcome[]): void;
  store: Store;
  reset(): void;
}

export async function createService(settings: Settings): Promise<Service> {
  const document = readDocument();
  const byPath = await createOperations(document);
  const byId = new Map(Array.from(byPath.values(), (operation) => [operation.id, operation]));
  const store = createStore(settings.channels, settings.strict);
  const checkCredentials = createCredentialCheck(settings);
  const rates = createRateLimit();
  const requested = createRequestedOutcomes(
    (id) => byId.get(id)?.examples ?? {},
    settings.failRate,
    createRandom(settings.seed),
  );

  const refuse = (refusal: Refusal): ServiceAnswer => {
    const example = document.components.examples[refusal.code]?.value;
    if (example === undefined) throw new Error(`The document has no example for ${refusal.code}.`);
    const { info = example.ErrorInfo, reason } = refusal;
    return {
      body: { ...example, ErrorInfo: info },
      reason,
      operation: undefined,
      fault: undefined,
      valid: false,
    };
  };

  return {
    store,
    refuse,
    enqueue: requested.enqueue,
    reset() {
      store.reset();
      rates.reset();
      requested.reset();
    },
    async answer({ method, target, body: text, host, prefer }) {
      if (method !== 'POST') {
        return refuse({ code: 60002, reason: 'method', info: `The method is ${method}. Every call is a POST.` });
      }
      const [path = '', search = ''] = splitOnce(target, '?');
      const operation = byPath.get(path);
      if (operation === undefined) {
        const known = [...byPath.keys()].join(', ');
        const info = `There is nothing at ${path.slice(0, 200)}. Known: ${known}.`;
        return refuse({ code: 60009, reason: 'path', info });
      }
      const { id } = operation;
      const body = parseJson(text);
      const input: EngineInput = { path, query: parseQuery(search), body };
      const wrong = await check(operation, input, text, host);
      const { refusal, fault, reason } = wrong === undefined ? decide(id, body, prefer) : refused(wrong);
      const rendered = operation.render(refusal === undefined ? '0' : String(refusal.code), input);
      return {
        body: refusal?.info === undefined ? rendered : { ...rendered, ErrorInfo: refusal.info },
        reason,
        operation: id,
        fault,
        valid: wrong === undefined,
      };
    },
  };

  /** What is wrong with the request itself, whatever the mock remembers or was asked for. */
  async function check(
    operation: MockOperation,
    input: EngineInput,
    text: string,
    host: string | undefined,
  ): Promise<Refusal | undefined> {
    const caller = await checkCredentials(input.query, host);
    if ('code' in caller) return caller;
    const limit = settings.rateLimit?.(operation.id);
    if (limit !== undefined && !rates.take(`${caller.sdkAppId} ${operation.id}`, limit)) {
      const info = `More than ${limit.calls} calls of ${operation.id} in ${limit.seconds} s. Slow down, or raise the limit of the mock.`;
      return { code: 60007, reason: 'rate', info };
    }
    return (
      checkJson(input.body, text) ??
      checkViolations(await operation.violations(input), document, operation) ??
      (settings.disabled && Object.hasOwn(operation.examples, notEnabled.code) ? notEnabled : undefined)
    );
  }

  function decide(id: OperationId, body: unknown, prefer: string | undefined): Decision {
    const carryOut = (): Decision => {
      const refusal = rules[id]?.(Object(body), store);
      return refusal === undefined ? { refusal, fault: undefined, reason: 'ok' } : refused(refusal);
    };
    const asked = requested.next(id, body, prefer);
    if (asked === undefined) return carryOut();
    if ('code' in asked) return refused(asked);
    const { outcome, reason } = asked;
    if (!isFault(outcome)) return refused({ code: outcome, reason });
    const refusal = isCarriedOut(outcome) ? carryOut().refusal : undefined;
    return { refusal, fault: outcome, reason };
  }
}

interface Decision {
  refusal: Refusal | undefined;
  fault: Fault | undefined;
  reason: string;
}

const refused = (refusal: Refusal): Decision => ({ refusal, fault: undefined, reason: refusal.reason });

const notEnabled: Refusal = {
  code: 131000,
  reason: 'disabled',
  info: 'The app lacks the service, as this mock was told. Enable it in the console; here, start the mock without that option.',
};

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
