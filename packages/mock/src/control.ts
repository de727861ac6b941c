import { isOperationId, type OperationId } from '@chat-openapi/openapi';
import { isObject } from '@chat-openapi/openapi/document';
import type { Mock } from './mock.ts';
import type { Outcome } from './outcome.ts';

/** Where tests in other languages look into the mock and set it up. Plain HTTP: 200, 400, 403, 404, 405 or 413. */
export const controlPath = '/_mock/';

export interface Control {
  /** What may be asked of it, by everybody or by few. */
  entryOf(path: string): ControlEntry | undefined;
  answer(method: string, path: string, body: string): ControlAnswer;
}

export interface ControlAnswer {
  status: number;
  text: string;
  headers: Readonly<Record<string, string>>;
}

interface ControlEntry {
  /** HEAD is answered wherever GET is. Tools that wait for a server use whichever method they like. */
  method: 'GET' | 'POST' | 'any';
  /** Whether pages of every origin may read it, by whatever name of the mock. */
  isOpen?: boolean;
  /**
   * Returns JSON.
   *
   * @throws RangeError that says what is wrong with the body.
   */
  run(body: string): string;
}

/** What can be looked at and changed. */
export interface Inside extends Pick<Mock, 'state' | 'reset' | 'enqueue'> {
  /** The newest calls as JSON, within a bound. */
  recentCalls(): string;
}

export function createControl(mock: Inside): Control {
  const entries: Readonly<Record<string, ControlEntry>> = {
    health: { method: 'any', isOpen: true, run: () => done },
    state: { method: 'GET', run: () => JSON.stringify(mock.state()) },
    calls: { method: 'GET', run: () => mock.recentCalls() },
    reset: {
      method: 'POST',
      run() {
        mock.reset();
        return done;
      },
    },
    enqueue: {
      method: 'POST',
      run(body) {
        const { operation, outcomes } = readEnqueue(body);
        mock.enqueue(operation, ...outcomes);
        return done;
      },
    },
  };
  const entryOf = (path: string): ControlEntry | undefined => {
    const name = path.slice(controlPath.length);
    return Object.hasOwn(entries, name) ? entries[name] : undefined;
  };
  return {
    entryOf,
    answer(method, path, body) {
      const entry = entryOf(path);
      if (entry === undefined) {
        const known = Object.keys(entries).join(', ');
        return refuse(404, `There is no ${path.slice(0, 100)}. Known: ${known}.`);
      }
      if (!isAllowed(entry, method)) {
        return { ...refuse(405, `${path} is a ${entry.method}.`), headers: { ...json, allow: allowed(entry) } };
      }
      try {
        return { status: 200, text: entry.run(body), headers: json };
      } catch (thrown) {
        if (thrown instanceof RangeError) return refuse(400, thrown.message);
        throw thrown;
      }
    },
  };
}

const done = JSON.stringify({ status: 'ok' });
/** What changes all the time is not kept, and is nothing but what it says it is. */
const json = { 'content-type': 'application/json', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

const isAllowed = (entry: ControlEntry, method: string): boolean =>
  entry.method === 'any' || method === entry.method || (method === 'HEAD' && entry.method === 'GET');

const allowed = ({ method }: ControlEntry): string => (method === 'GET' ? 'GET, HEAD' : method);

/** An answer that says what is wrong with a request. */
export function refuse(status: number, error: string): ControlAnswer {
  return { status, text: JSON.stringify({ error }), headers: json };
}

function readEnqueue(text: string): { operation: OperationId; outcomes: Outcome[] } {
  const expected = 'Send {"operation": "destroyOfficialAccount", "outcomes": [20005, "reset", "OK"]}.';
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new RangeError(`The body is not JSON. ${expected}`);
  }
  const { operation, outcomes } = isObject(body) ? body : {};
  if (!isOperationId(operation)) throw new RangeError(`operation is not one of the document. ${expected}`);
  if (!Array.isArray(outcomes) || outcomes.length === 0) throw new RangeError(`outcomes is not a list. ${expected}`);
  return { operation, outcomes };
}
