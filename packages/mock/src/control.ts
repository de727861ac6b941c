import type { OperationId } from '@chat-openapi/openapi';
import { operations } from '@chat-openapi/openapi';
import type { CallLog } from './calls.ts';
import type { Outcome } from './outcome.ts';
import type { Service } from './service.ts';

/** Where tests in other languages look into the mock and set it up. Plain HTTP: 200, 400, 404 or 405. */
export const controlPath = '/_mock/';

export type Control = (method: string, target: string, body: string) => { status: number; value: unknown };

interface Entry {
  method: 'GET' | 'POST';
  /** @throws RangeError that says what is wrong with the body. */
  run(body: string): unknown;
}

export function createControl(service: Service, calls: CallLog): Control {
  const entries: Readonly<Record<string, Entry>> = {
    health: { method: 'GET', run: () => ({ status: 'ok' }) },
    state: { method: 'GET', run: () => ({ channels: service.store.channels() }) },
    calls: { method: 'GET', run: () => ({ calls: calls.all() }) },
    reset: {
      method: 'POST',
      run() {
        service.reset();
        calls.reset();
        return { status: 'ok' };
      },
    },
    enqueue: {
      method: 'POST',
      run(body) {
        const { operation, outcomes } = readEnqueue(body);
        service.enqueue(operation, outcomes);
        return { status: 'ok' };
      },
    },
  };
  return (method, target, body) => {
    const name = target.split('?')[0] ?? '';
    const entry = Object.hasOwn(entries, name) ? entries[name] : undefined;
    const error = (status: number, text: string) => ({ status, value: { error: text } });
    if (entry === undefined) {
      return error(404, `There is no ${controlPath}${name.slice(0, 100)}. Known: ${Object.keys(entries).join(', ')}.`);
    }
    if (method !== entry.method) return error(405, `${controlPath}${name} is a ${entry.method}.`);
    try {
      return { status: 200, value: entry.run(body) };
    } catch (thrown) {
      if (thrown instanceof RangeError) return error(400, thrown.message);
      throw thrown;
    }
  };
}

function readEnqueue(text: string): { operation: OperationId; outcomes: Outcome[] } {
  const expected = 'Send {"operation": "destroyOfficialAccount", "outcomes": [20005, "reset", "OK"]}.';
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new RangeError(`The body is not JSON. ${expected}`);
  }
  const { operation, outcomes }: Record<string, unknown> = Object(body);
  if (!isOperation(operation)) throw new RangeError(`operation is not one of the document. ${expected}`);
  if (!Array.isArray(outcomes) || outcomes.length === 0) throw new RangeError(`outcomes is not a list. ${expected}`);
  return { operation, outcomes };
}

const isOperation = (value: unknown): value is OperationId =>
  typeof value === 'string' && Object.hasOwn(operations, value);
