import type { Body, OperationId } from '@chat-openapi/openapi';
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

const maxCalls = 10_000;
const maxBytes = 16 * 1024 * 1024;
/** Of what is shown at once over HTTP; the newest call always is. */
const maxShownBytes = 1024 * 1024;

interface Kept {
  call: Omit<MockCall, 'body'>;
  text: string;
  bytes: number;
  /** Whether the body may be shown, once somebody has asked. */
  isShown: boolean | undefined;
}

export function createCalls(): Calls {
  // The text takes far less memory than what it is parsed to: a list of empty objects takes twenty times as much.
  let calls: (Kept | undefined)[] = [];
  let first = 0;
  let bytes = 0;
  /** Until there is another call; many may ask for it. */
  let shown: string | undefined;
  const kept = (): Kept[] => calls.slice(first).filter((one) => one !== undefined);
  const all = (): MockCall[] => kept().map(({ call, text }) => ({ ...call, body: showBody(text) }));
  return {
    add(call, text) {
      shown = undefined;
      const added = Buffer.byteLength(text);
      calls.push({ call, text, bytes: added, isShown: undefined });
      bytes += added;
      // Shifting an array at each call would copy it each time.
      while (calls.length - first > maxCalls || bytes > maxBytes) {
        bytes -= calls[first]?.bytes ?? 0;
        calls[first++] = undefined;
      }
      if (first > 1000) {
        calls = calls.slice(first);
        first = 0;
      }
    },
    all,
    of: <K extends OperationId>(operation: K) =>
      all().filter((call): call is OperationCall<K> => call.valid && call.operation === operation),
    recent() {
      shown ??= showRecent(kept());
      return shown;
    },
    latest: (count) =>
      kept()
        .slice(-count)
        .reverse()
        .map(({ call, text, bytes }) => ({ ...call, body: bytes > 10_000 ? undefined : showBody(text) })),
    reset() {
      calls = [];
      first = 0;
      bytes = 0;
      shown = undefined;
    },
  };
}

function showRecent(calls: Kept[]): string {
  const shown: string[] = [];
  let left = maxShownBytes;
  for (const one of calls.toReversed()) {
    if (shown.length > 0 && one.bytes > left) break;
    const text = showCall(one);
    left -= text.length - one.text.length + one.bytes;
    shown.push(text);
    if (left < 0) break;
  }
  const omitted = calls.length - shown.length;
  return `{"calls":[${shown.reverse().join(',')}]${omitted > 0 ? `,"omitted":${omitted}` : ''}}`;
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
