import { isOperationId, type OperationId } from '@chat-openapi/openapi';
import { isObject } from '@chat-openapi/openapi/document';
import type { Mock } from './mock.ts';
import type { Outcome } from './outcome.ts';

/** Where tests in other languages look into the mock and set it up. Plain HTTP: 200, 400, 404 or 405. */
export const controlPath = '/_mock/';

export type Control = (method: string, target: string, body: string) => { status: number; value: unknown };

interface Entry {
  method: 'GET' | 'POST';
  /** @throws RangeError that says what is wrong with the body. */
  run(body: string): unknown;
}

export function createControl(mock: Pick<Mock, 'state' | 'calls' | 'reset' | 'enqueue'>): Control {
  const entries: Readonly<Record<string, Entry>> = {
    health: { method: 'GET', run: () => done },
    state: { method: 'GET', run: () => mock.state() },
    calls: { method: 'GET', run: () => ({ calls: mock.calls() }) },
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
  return (method, target, body) => run(entries, method, target.split('?')[0] ?? '', body);
}

const done = { status: 'ok' };

function run(
  entries: Readonly<Record<string, Entry>>,
  method: string,
  name: string,
  body: string,
): ReturnType<Control> {
  const entry = Object.hasOwn(entries, name) ? entries[name] : undefined;
  if (entry === undefined) {
    const known = Object.keys(entries).join(', ');
    return refuse(404, `There is no ${controlPath}${name.slice(0, 100)}. Known: ${known}.`);
  }
  if (method !== entry.method) return refuse(405, `${controlPath}${name} is a ${entry.method}.`);
  try {
    return { status: 200, value: entry.run(body) };
  } catch (thrown) {
    if (thrown instanceof RangeError) return refuse(400, thrown.message);
    throw thrown;
  }
}

const refuse = (status: number, error: string) => ({ status, value: { error } });

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
