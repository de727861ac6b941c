import { isOperationId, type OperationId } from '@chat-openapi/openapi';
import { isObject } from '@chat-openapi/openapi/document';
import type { Mock } from './mock.ts';
import type { AnyOutcome } from './outcome.ts';
import { pageHeaders } from './page.ts';
import { redactErrors, type Secrets } from './secrets.ts';

/** Where tests in other languages look into the mock and set it up. Plain HTTP: 200, 400, 403, 404, 405 or 413. */
export const controlPath = '/_mock/';

export interface Control {
  /** What may be asked of it, by everybody or by few. */
  entryOf(path: string): ControlEntry | undefined;
  answer(request: ControlRequest): ControlAnswer;
}

export interface ControlRequest {
  method: string;
  path: string;
  search: string;
  body: string;
  /** By which address the mock was called, such as `http://127.0.0.1:4010`. */
  base: string;
}

export interface ControlAnswer {
  status: number;
  text: string;
  headers: Readonly<Record<string, string>>;
}

interface ControlEntry {
  /** Tools that wait for a server use whichever they like. */
  methods: readonly string[] | 'any';
  /** Whether pages of every origin may read it, by whatever name of the mock. */
  isOpen?: boolean;
  /** Those of a JSON answer by default. */
  headers?: Readonly<Record<string, string>>;
  /**
   * Returns the text of the answer, JSON by default.
   *
   * @throws RangeError that says what is wrong with the body.
   */
  run(request: ControlRequest): string;
}

/** What can be looked at and changed. */
export interface Inside extends Pick<Mock, 'reset' | 'settings' | 'change'> {
  /** @throws RangeError for an outcome that the document does not know. */
  enqueue(operation: OperationId, outcomes: readonly AnyOutcome[]): void;
  /** What is remembered as JSON, within a bound. */
  shownState(): string;
  /** The newest calls as JSON, within a bound. */
  recentCalls(): string;
  /** The newest webhooks as JSON, within a bound. */
  shownWebhooks(): string;
  /** As JSON, with the mock as its only server. */
  document(request: ControlRequest): string;
  /** The form of it for request tools. */
  toolsDocument(request: ControlRequest): string;
  /** As HTML. */
  page(request: ControlRequest): string;
}

/** Whether a request is for the page or for what is below `/_mock/`. */
export function isForControl(method: string, path: string): boolean {
  if (path === '/') return method === 'GET' || method === 'HEAD';
  return path.startsWith(controlPath) || path === controlPath.slice(0, -1);
}

export function createControl(mock: Inside, secrets: Secrets): Control {
  const { hide, hideIn } = secrets;
  const entries: Readonly<Record<string, ControlEntry>> = {
    '': { methods: reads, headers: pageHeaders, run: mock.page },
    health: { methods: 'any', isOpen: true, run: () => done },
    'openapi.json': { methods: reads, isOpen: true, run: mock.document },
    'openapi.tools.json': { methods: reads, isOpen: true, run: mock.toolsDocument },
    state: { methods: reads, run: mock.shownState },
    calls: { methods: reads, run: () => mock.recentCalls() },
    webhooks: { methods: reads, run: () => mock.shownWebhooks() },
    reset: {
      methods: ['POST'],
      run() {
        mock.reset();
        return done;
      },
    },
    enqueue: {
      methods: ['POST'],
      run({ body }) {
        const { operation, outcomes } = readEnqueue(body);
        mock.enqueue(operation, outcomes);
        return done;
      },
    },
    settings: {
      methods: [...reads, 'POST'],
      run({ body, method }) {
        if (method === 'POST') mock.change(readObject(body, expectedSettings));
        return JSON.stringify(hideIn(mock.settings()));
      },
    },
  };
  const entryOf = (path: string): ControlEntry | undefined => {
    const name = path.slice(controlPath.length);
    return Object.hasOwn(entries, name) ? entries[name] : undefined;
  };
  return {
    entryOf,
    answer(request) {
      const { method, path } = request;
      const entry = entryOf(path);
      if (entry === undefined) {
        const known = Object.keys(entries)
          .filter((name) => name !== '')
          .join(', ');
        return refuse(404, hide(`There is no ${path.slice(0, 100)}. Known: ${known}.`));
      }
      const { methods } = entry;
      if (methods !== 'any' && !methods.includes(method)) {
        return {
          ...refuse(405, `${path} is a ${methods.join(' or ')}.`),
          headers: { ...json, allow: methods.join(', ') },
        };
      }
      try {
        const text = redactErrors(secrets, () => entry.run(request));
        return { status: 200, text, headers: entry.headers ?? json };
      } catch (thrown) {
        if (thrown instanceof RangeError) return refuse(400, thrown.message);
        throw thrown;
      }
    },
  };
}

/** HEAD is answered wherever GET is. */
const reads = ['GET', 'HEAD'];
const done = JSON.stringify({ status: 'ok' });
/** What changes all the time is not kept, and is nothing but what it says it is. */
const json = { 'content-type': 'application/json', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/** An answer that says what is wrong with a request. */
export function refuse(status: number, error: string): ControlAnswer {
  return { status, text: JSON.stringify({ error }), headers: json };
}

const expectedOutcomes = 'Send {"operation": "destroyOfficialAccount", "outcomes": [20005, "reset", "OK"]}.';
const expectedSettings =
  'Send {"latency": [50, 200], "failRate": 0.05, "strict": true, "rateLimit": 100}, or some of them.';

function readEnqueue(text: string): { operation: OperationId; outcomes: AnyOutcome[] } {
  const { operation, outcomes } = readObject(text, expectedOutcomes);
  if (!isOperationId(operation)) throw new RangeError(`operation is not one of the document. ${expectedOutcomes}`);
  if (!Array.isArray(outcomes) || outcomes.length === 0) {
    throw new RangeError(`outcomes is not a list. ${expectedOutcomes}`);
  }
  return { operation, outcomes };
}

function readObject(text: string, expected: string): Readonly<Record<string, unknown>> {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new RangeError(`The body is not JSON. ${expected}`);
  }
  if (!isObject(body)) throw new RangeError(`The body is not an object. ${expected}`);
  return body;
}
