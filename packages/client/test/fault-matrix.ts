import { describeCode, errorCodes, operations } from '@chat-openapi/openapi';
import { describe, type ExpectStatic, it } from 'vitest';
import {
  type AttemptEvent,
  ChatApiError,
  type ChatClientOptions,
  ChatConnectionError,
  type ChatError,
  ChatHttpError,
  ChatResponseError,
  ChatTimeoutError,
  createChatClient,
} from '../src/index.ts';
import { createFetchClient } from '../src/openapi-fetch/index.ts';
import { type FaultyServer, json, startFaulty, startRaw } from './faults.ts';
import { closedUrl } from './service.ts';

type ErrorClass = abstract new (...args: never[]) => ChatError;

interface Fault {
  name: string;
  start(): Promise<Pick<FaultyServer, 'url'> & Partial<FaultyServer>>;
  error: ErrorClass | undefined;
  outcome: 'notApplied' | 'unknown';
  /** Attempts of an idempotent operation, and of one that is not. */
  attempts: [idempotent: number, other: number];
}

/** Short where an attempt is to run into it, and elsewhere long enough for any machine. */
const shortTimeout = 150;
const longTimeout = 5000;
const deadline = 10_000;

const faults: Fault[] = [
  {
    name: 'a refused connection',
    start: async () => ({ url: await closedUrl() }),
    error: ChatConnectionError,
    outcome: 'notApplied',
    attempts: [3, 3],
  },
  {
    name: 'a name that does not resolve',
    // Longer than a label may be, so that the resolver refuses it without asking anybody.
    start: async () => ({ url: `http://${'a'.repeat(64)}.invalid` }),
    error: ChatConnectionError,
    outcome: 'notApplied',
    attempts: [3, 3],
  },
  {
    name: 'a reset before the answer',
    start: () => startFaulty((response) => response.socket?.resetAndDestroy()),
    error: ChatConnectionError,
    outcome: 'unknown',
    attempts: [3, 1],
  },
  {
    name: 'a connection that is closed before the answer',
    start: () => startFaulty((response) => response.destroy()),
    error: ChatConnectionError,
    outcome: 'unknown',
    attempts: [3, 1],
  },
  {
    name: 'a reset in the middle of the body',
    start: () =>
      startFaulty((response) => {
        response.writeHead(200, { ...json, 'content-length': 50 });
        response.write('{"ErrorCode":0', () => response.socket?.resetAndDestroy());
      }),
    error: ChatConnectionError,
    outcome: 'unknown',
    attempts: [3, 1],
  },
  {
    name: 'an answer that is not HTTP',
    start: () => startRaw((socket) => socket.end('SSH-2.0-OpenSSH\r\n')),
    error: ChatConnectionError,
    outcome: 'unknown',
    attempts: [3, 1],
  },
  {
    name: 'JSON that is cut',
    start: () => startFaulty((response) => response.writeHead(200, json).end('{"ActionStatus":"OK","Err')),
    error: ChatResponseError,
    outcome: 'unknown',
    attempts: [1, 1],
  },
  {
    name: 'HTML with status 502',
    start: () =>
      startFaulty((response) => response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad</h1>')),
    error: ChatHttpError,
    outcome: 'unknown',
    attempts: [3, 1],
  },
  {
    name: 'status 404',
    start: () => startFaulty((response) => response.writeHead(404).end()),
    error: ChatHttpError,
    outcome: 'unknown',
    attempts: [1, 1],
  },
  {
    name: 'an empty answer',
    start: () => startFaulty((response) => response.writeHead(200, json).end()),
    error: ChatResponseError,
    outcome: 'unknown',
    attempts: [1, 1],
  },
  {
    name: 'HTML with status 200',
    start: () => startFaulty((response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Hi</p>')),
    error: ChatResponseError,
    outcome: 'unknown',
    attempts: [1, 1],
  },
  {
    name: 'headers that do not come',
    start: () => startFaulty(() => {}),
    error: ChatTimeoutError,
    outcome: 'unknown',
    attempts: [3, 1],
  },
  {
    name: 'a body that does not come to its end',
    start: () =>
      startFaulty((response) => {
        response.writeHead(200, json);
        const drip = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(drip));
      }),
    error: ChatTimeoutError,
    outcome: 'unknown',
    attempts: [3, 1],
  },
  {
    name: 'another content type around a good answer',
    start: () =>
      startFaulty((response) => response.writeHead(200, { 'content-type': 'text/html' }).end('{"ErrorCode":0}')),
    error: undefined,
    outcome: 'notApplied',
    attempts: [1, 1],
  },
  {
    name: 'a redirect',
    start: () => startFaulty((response, target) => response.writeHead(302, { location: target }).end()),
    error: ChatHttpError,
    outcome: 'unknown',
    attempts: [1, 1],
  },
  ...[...new Set([...operations.destroyOfficialAccount.codes, ...Object.keys(errorCodes).map(Number), 87])].map(
    codeFault,
  ),
];

function codeFault(code: number): Fault {
  const known = describeCode(code, 'destroyOfficialAccount');
  const attempts = { never: [1, 1], throttled: [3, 3], transient: [3, 1] } as const;
  return {
    name: `the code ${code}`,
    start: () => startFaulty((response) => response.writeHead(200, json).end(JSON.stringify({ ErrorCode: code }))),
    error: ChatApiError,
    outcome: known === undefined || known.retry === 'transient' ? 'unknown' : 'notApplied',
    // An expired signature is made anew, and the call sent once more.
    attempts: known?.renews === true ? [2, 2] : [...attempts[known?.retry ?? 'never']],
  };
}

/** Makes one call through an entry point. openapi-fetch gives a refusal of the service as data. */
type EntryPoint = (options: ChatClientOptions) => Promise<unknown>;

const body = { Official_Account: '@TOA#_a' };

const entryPoints: Record<string, EntryPoint> = {
  methods: async (options) => createChatClient(options).destroyOfficialAccount(body),
  'openapi-fetch': async (options) => {
    const path = '/v4/official_account_open_http_svc/destroy_official_account';
    const { data, error } = await createFetchClient(options).POST(path, { body });
    return data ?? { refused: error };
  },
};

/** Every fault once, through each entry point of the client. */
export function testFaults(idempotent: boolean): void {
  for (const [name, call] of Object.entries(entryPoints)) {
    describe(name, () => {
      it.concurrent.for(faults)('$name', (fault, { expect }) => testFault(fault, call, idempotent, expect));
    });
  }
}

async function testFault(fault: Fault, call: EntryPoint, idempotent: boolean, expect: ExpectStatic): Promise<void> {
  const { error, outcome } = fault;
  const server = await fault.start();
  const events: AttemptEvent[] = [];
  const result = await call({
    baseUrl: server.url,
    sdkAppId: 1400000000,
    identifier: 'administrator',
    secretKey: 'a-key',
    timeout: error === ChatTimeoutError ? shortTimeout : longTimeout,
    deadline,
    quota: false,
    onAttempt: (event) => events.push(event),
  }).catch((reason: unknown) => reason);

  const attempts = fault.attempts[idempotent ? 0 : 1];
  if (error === undefined) expect(result).toStrictEqual({ ErrorCode: 0 });
  else if (result instanceof Error) {
    expect(result).toBeInstanceOf(error);
    expect(result).toMatchObject({ operation: 'destroyOfficialAccount', attempts, outcome });
    if (error === ChatTimeoutError) expect(result).toMatchObject({ limit: 'timeout' });
    const advice = idempotent ? 'it is safe to repeat' : 'look whether it has taken effect before you repeat it';
    expect(String(result).includes(advice)).toBe(outcome === 'unknown');
  } else {
    expect(error).toBe(ChatApiError);
    expect(result).toMatchObject({ refused: { ErrorCode: events.at(-1)?.code } });
  }
  expect(events.map(({ attempt }) => attempt)).toStrictEqual(Array.from({ length: attempts }, (_, index) => index + 1));
  expect(events.map(({ willRetry }) => willRetry)).toStrictEqual(events.map((_, index) => index < attempts - 1));
  // A connection that the other side has just closed may take a request that never arrives; on a busy machine an attempt may
  // be over before it has arrived.
  const arrived = server.targets?.length ?? attempts;
  if (error === ChatConnectionError || error === ChatTimeoutError) expect(arrived).toBeLessThanOrEqual(attempts);
  else expect(arrived).toBe(attempts);
  // Whatever was given up is closed, so that the server need not wait for it either.
  await expect.poll(() => server.unanswered?.() ?? 0, { timeout: 2000 }).toBe(0);
}
