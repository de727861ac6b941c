import type { Body, OperationId } from '@chat-openapi/openapi';
import type { Fault } from './outcome.ts';

/** A request that the mock has dealt with. Nothing of the query is in it, so no signature either. */
export interface MockCall {
  /** The operation; undefined when the request was for none. */
  readonly operation: OperationId | undefined;
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
  reset(): void;
}

const maxCalls = 10_000;
const maxCharacters = 16 * 1024 * 1024;

export function createCalls(): Calls {
  // The text takes far less memory than what it is parsed to: a list of empty objects takes twenty times as much.
  let calls: { call: Omit<MockCall, 'body'>; text: string }[] = [];
  let first = 0;
  let characters = 0;
  const all = (): MockCall[] => calls.slice(first).map(({ call, text }) => ({ ...call, body: showBody(text) }));
  return {
    add(call, text) {
      calls.push({ call, text });
      characters += text.length;
      while (calls.length - first > maxCalls || characters > maxCharacters) {
        characters -= calls[first]?.text.length ?? 0;
        first++;
      }
      // Shifting an array at each call would copy it each time.
      if (first > 1000) {
        calls = calls.slice(first);
        first = 0;
      }
    },
    all,
    of: <K extends OperationId>(operation: K) =>
      all().filter((call): call is OperationCall<K> => call.valid && call.operation === operation),
    reset() {
      calls = [];
      first = 0;
      characters = 0;
    },
  };
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
