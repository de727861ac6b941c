import type { Body, OperationId } from '@chat-openapi/openapi';
import { createHistory } from './history.ts';
import type { Fault } from './outcome.ts';
import type { Secrets } from './secrets.ts';

/**
 * A request that the mock has dealt with. Nothing of the query is in it. What stood elsewhere in it of the key, the webhook token or
 * its own signature is `[redacted]`: 12 characters in a row, in upper or lower case.
 */
export interface MockCall {
  /** The operation; undefined when the request was for none. */
  readonly operation: OperationId | undefined;
  /** Method and path of a request for no operation, such as `GET /v4/x`, cut where more than a path stands in it. */
  readonly request?: string;
  /** The request's body; undefined when it was not JSON, or nested too deeply to be shown. */
  readonly body: unknown;
  /** The `ErrorCode` of the answer; undefined when it had none, or never came. */
  readonly code: number | undefined;
  /** What the mock decided by, the same word as in the header `x-mock-reason`. */
  readonly reason: string;
  /** The fault of the transport, if there was one. */
  readonly fault: Fault | undefined;
  /** Whether credentials and body were as the document wants them. */
  readonly valid: boolean;
}

/** A call of one operation whose body is as the document wants it. */
export interface OperationCall<K extends OperationId> extends MockCall {
  readonly operation: K;
  readonly body: Body<K>;
}

/** The last calls, within bounds. */
export interface Calls {
  /**
   * @param text The request's body as it came. It is parsed again when somebody asks for the call.
   * @param url Whose signatures are taken out of it then.
   */
  add(call: Omit<MockCall, 'body'>, text: string, url: string): void;
  all(): MockCall[];
  of<K extends OperationId>(operation: K): OperationCall<K>[];
  /** The newest calls as a JSON object, within a bound of bytes; with `omitted`, how many older ones are not among them. */
  recent(): string;
  /** So many, the newest first, without bodies that are large. */
  latest(count: number): MockCall[];
  reset(): void;
}

interface Kept {
  call: Omit<MockCall, 'body'>;
  text: string;
  url: string;
  /** How the body is shown, once somebody has asked: not at all, as it came, or without the secrets in it. */
  way?: 'none' | 'as-it-came' | 'redacted';
}

export function createCalls(secrets: Secrets): Calls {
  // The text takes far less memory than what it is parsed to: a list of empty objects takes twenty times as much.
  const history = createHistory<Kept>();
  /** Until there is another call; many may ask for it. */
  let shown: string | undefined;
  const show = (one: Kept): MockCall => ({ ...one.call, body: bodyOf(one, secrets) });
  const all = (): MockCall[] => history.all().map(show);
  return {
    add(call, text, url) {
      shown = undefined;
      history.add({ call, text, url }, Buffer.byteLength(text) + url.length);
    },
    all,
    of: <K extends OperationId>(operation: K) =>
      all().filter((call): call is OperationCall<K> => call.valid && call.operation === operation),
    recent() {
      shown ??= `{${history.recent('calls', (one) => showCall(one, secrets))}}`;
      return shown;
    },
    latest: (count) =>
      history.latest(count).map((one) => (one.text.length > 10_000 ? { ...one.call, body: undefined } : show(one))),
    reset() {
      history.reset();
      shown = undefined;
    },
  };
}

/** The body is shown as it came, unless there is a secret in it: written again it could be far longer. */
function showCall(one: Kept, secrets: Secrets): string {
  const body = one.way === 'as-it-came' ? undefined : bodyOf(one, secrets);
  const shown = JSON.stringify(one.call);
  if (one.way === 'none') return shown;
  return `${shown.slice(0, -1)},"body":${one.way === 'as-it-came' ? one.text : JSON.stringify(body)}}`;
}

function bodyOf(one: Omit<Kept, 'call'>, secrets: Secrets): unknown {
  const body = showBody(one.text);
  if (body === undefined) one.way = 'none';
  if (one.way === 'none' || one.way === 'as-it-came') return body;
  const signatures = secrets.signaturesIn(one.url);
  // The text, because it is looked through sooner than a value of many parts, and has both of two fields with one name.
  one.way ??= secrets.hideIn(one.text, signatures) === one.text ? 'as-it-came' : 'redacted';
  return one.way === 'redacted' ? secrets.hideIn(body, signatures) : body;
}

/** Of a body that is seen for the first time. */
export function bodyWithout(secrets: Secrets, text: string, url: string): unknown {
  // In a small value most texts have been looked through before.
  if (text.length > 1000) return bodyOf({ text, url }, secrets);
  return secrets.hideIn(showBody(text), secrets.signaturesIn(url));
}

/** The body as it may be shown: undefined when it is not JSON, or nested too deeply. */
export function showBody(text: string): unknown {
  try {
    const body: unknown = JSON.parse(text);
    return isDeep(body) ? undefined : body;
  } catch {
    return undefined;
  }
}

/** Whether a value is nested so deeply that writing it as JSON could exhaust the stack. */
function isDeep(value: unknown, left = 100): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return left === 0 || Object.values(value).some((part) => isDeep(part, left - 1));
}
