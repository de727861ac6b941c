import type { Body, OperationId } from '@chat-openapi/openapi';
import { createHistory } from './history.ts';
import type { Fault } from './outcome.ts';

/** A request that the mock has dealt with. Nothing of the query is in it, so no signature either. */
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
  /** @param text The request's body as it came. It is parsed again when somebody asks for the call. */
  add(call: Omit<MockCall, 'body'>, text: string): void;
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
  /** Whether the body may be shown, once somebody has asked. */
  isShown: boolean | undefined;
}

export function createCalls(): Calls {
  // The text takes far less memory than what it is parsed to: a list of empty objects takes twenty times as much.
  const history = createHistory<Kept>();
  /** Until there is another call; many may ask for it. */
  let shown: string | undefined;
  const all = (): MockCall[] => history.all().map(({ call, text }) => ({ ...call, body: showBody(text) }));
  return {
    add(call, text) {
      shown = undefined;
      history.add({ call, text, isShown: undefined }, Buffer.byteLength(text));
    },
    all,
    of: <K extends OperationId>(operation: K) =>
      all().filter((call): call is OperationCall<K> => call.valid && call.operation === operation),
    recent() {
      shown ??= `{${history.recent('calls', showCall)}}`;
      return shown;
    },
    latest: (count) =>
      history
        .latest(count)
        .map(({ call, text }) => ({ ...call, body: text.length > 10_000 ? undefined : showBody(text) })),
    reset() {
      history.reset();
      shown = undefined;
    },
  };
}

/** The body is shown as it came: written again it could be far longer. */
function showCall(one: Kept): string {
  one.isShown ??= showBody(one.text) !== undefined;
  const shown = JSON.stringify(one.call);
  return one.isShown ? `${shown.slice(0, -1)},"body":${one.text}}` : shown;
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
