/** Hosts that cannot be reached, each by a real server: what proves that nothing was sent, and which host comes next. */
import { execFile, spawn } from 'node:child_process';
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { readConnectionFailure } from '../src/connection.ts';
import { type AttemptEvent, createChatClient, type FetchLike } from '../src/index.ts';
import { certificate } from './certificate.ts';
import { closedUrl, startAnswering } from './service.ts';

/** Whether the document's operation may be repeated, in a test. */
const { document } = vi.hoisted(() => ({ document: { isIdempotent: true } }));

vi.mock('@chat-openapi/openapi', async (load) => {
  const original = await load<typeof import('@chat-openapi/openapi')>();
  const { idempotent, ...other } = original.operations.destroyOfficialAccount;
  const operations = {
    get destroyOfficialAccount() {
      return document.isIdempotent ? { ...other, idempotent } : other;
    },
  };
  return { ...original, operations };
});

afterEach(() => {
  document.isIdempotent = true;
});

const main = 'https://adminapisgp.im.qcloud.com';
const backup = 'https://adminapisgp.my-imcloud.com';
const channel = { Official_Account: '@TOA#_a' };
const identity = { sdkAppId: 1, identifier: 'administrator', secretKey: 'a-key', quota: false } as const;

/** A server for one test, with what is needed to end it. */
async function listening(server: Server | HttpServer, scheme: 'http' | 'https'): Promise<string> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(() => resolve()));
  });
  return urlOf(server.address(), scheme);
}

function urlOf(address: string | AddressInfo | null, scheme: string): string {
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port.');
  return `${scheme}://127.0.0.1:${address.port}`;
}

/** Answers the first bytes of a connection, a TLS client's greeting, with bytes of its own, and ends it. */
const greeting = (answer: Uint8Array | string): Promise<string> =>
  listening(
    createServer((socket) => {
      socket.once('data', () => socket.end(answer));
    }),
    'https',
  );

const alert = (description: number): Promise<string> =>
  greeting(Uint8Array.of(0x15, 0x03, 0x01, 0x00, 0x02, 0x02, description));

/** A host that takes no connection and refuses none: the queue of a server that does not accept is full. */
async function startSwallowing(): Promise<string> {
  const program = `require('node:net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, function () {
    process.stdout.write(String(this.address().port));
    setTimeout(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0), 20);
  });`;
  const child = spawn(process.execPath, ['--eval', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = Number(await new Promise((resolve) => child.stdout.once('data', resolve)));
  const fillers = Array.from({ length: 12 }, () => connect(port, '127.0.0.1').on('error', () => {}));
  onTestFinished(() => {
    for (const filler of fillers) filler.destroy();
    child.kill('SIGKILL');
  });
  await new Promise((resolve) => fillers[0]?.once('connect', resolve));
  return `http://127.0.0.1:${port}`;
}

interface Case {
  what: string;
  start: () => Promise<string>;
  code: string | RegExp;
}

const proofs: Case[] = [
  { what: 'refuses the connection', start: () => closedUrl(), code: 'ECONNREFUSED' },
  { what: 'has no name', start: async () => `http://${'a'.repeat(64)}.invalid`, code: /^(ENOTFOUND|EAI_AGAIN)$/ },
  {
    what: 'sends the TLS alert handshake_failure',
    start: () => alert(40),
    code: 'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE',
  },
  {
    what: 'sends the TLS alert protocol_version',
    start: () => alert(70),
    code: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
  },
  { what: 'sends the TLS alert insufficient_security', start: () => alert(71), code: /INSUFFICIENT_SECURITY$/ },
  { what: 'sends the TLS alert unrecognized_name', start: () => alert(112), code: 'ERR_SSL_TLSV1_UNRECOGNIZED_NAME' },
  { what: 'sends the TLS alert access_denied', start: () => alert(49), code: 'ERR_SSL_TLSV1_ALERT_ACCESS_DENIED' },
  ...[42, 43, 44, 45, 46].map((description) => ({
    what: `sends the TLS alert ${description}, of a certificate`,
    start: () => alert(description),
    code: /_CERTIFICATE/,
  })),
  { what: 'closes within the TLS handshake', start: () => greeting(''), code: 'ECONNRESET' },
  {
    what: 'answers a TLS greeting in plain HTTP',
    start: () => greeting('HTTP/1.1 400 Bad\r\n\r\n'),
    code: 'ERR_SSL_WRONG_VERSION_NUMBER',
  },
  {
    what: 'has a certificate that nobody vouches for',
    start: () =>
      listening(
        createTlsServer(certificate, (socket) => socket.end()),
        'https',
      ),
    code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
  },
];

/** The platform's fetch, with other addresses for the hosts of the region. */
function redirecting(addresses: Record<string, string>, called: string[]): FetchLike {
  return (url, init) => {
    const { origin, pathname, search } = new URL(url);
    called.push(origin);
    return fetch(`${addresses[origin]}${pathname}${search}`, init);
  };
}

describe.for(proofs)('a host that $what', ({ start, code }) => {
  it('has certainly not been sent anything', async () => {
    const chat = createChatClient({ baseUrl: await start(), ...identity, retry: false });
    const error: unknown = await chat.destroyOfficialAccount(channel).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'ChatConnectionError', outcome: 'notApplied', attempts: 1 });
    expect(error).toMatchObject({ code: expect.stringMatching(code) });
    expect(String(error)).toMatch(/nothing was sent: the host could not be reached/);
  });

  it('is left for the backup host at once, also by an operation that must not be repeated', async () => {
    document.isIdempotent = false;
    const called: string[] = [];
    const service = await startAnswering({ ErrorCode: 0 });
    const events: AttemptEvent[] = [];
    const chat = createChatClient({
      region: 'singapore',
      ...identity,
      fetch: redirecting({ [main]: await start(), [backup]: service.url }, called),
      onAttempt: (event) => events.push(event),
    });
    await chat.destroyOfficialAccount(channel);
    await chat.destroyOfficialAccount(channel);
    expect(called).toStrictEqual([main, backup, backup]);
    expect(events).toMatchObject([
      { attempt: 1, backup: true, result: 'success' },
      { attempt: 1, backup: true },
    ]);
  });
});

describe('a host that breaks off where that proves nothing', () => {
  it.for<[string, () => Promise<string>, string | undefined]>([
    [
      'by a reset within the TLS handshake',
      () =>
        listening(
          createServer((socket) => socket.once('data', () => socket.resetAndDestroy())),
          'https',
        ),
      'ECONNRESET',
    ],
    [
      'by the TLS alert internal_error, which may come at any time',
      () => alert(80),
      'ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR',
    ],
    [
      'by closing a connection that has taken the request',
      () =>
        listening(
          createServer((socket) => socket.once('data', () => socket.end())),
          'http',
        ),
      'UND_ERR_SOCKET',
    ],
  ])('%s leaves the outcome unknown', async ([, start, code]) => {
    const chat = createChatClient({ baseUrl: await start(), ...identity, retry: false });
    await expect(chat.destroyOfficialAccount(channel)).rejects.toMatchObject({ code, outcome: 'unknown' });
  });
});

describe('a proxy that answers CONNECT with another status than 2xx', () => {
  const program = fileURLToPath(new URL('./call-through-proxy.ts', import.meta.url));

  it.for(['407 Proxy Authentication Required', '503 Service Unavailable', '302 Found'])(
    'proves that nothing was sent: %s',
    async (status) => {
      const proxy = createHttpServer((_request, response) => {
        response.writeHead(407).end();
      });
      proxy.on('connect', (_request, socket: Socket) => {
        socket.on('error', () => {});
        socket.end(`HTTP/1.1 ${status}\r\n\r\n`);
      });
      const url = await listening(proxy, 'http');
      const env = {
        ...process.env,
        NODE_USE_ENV_PROXY: '1',
        HTTPS_PROXY: url,
        https_proxy: url,
        NO_PROXY: '',
        no_proxy: '',
      };
      const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=@chat-openapi/source', program], {
        env,
      });
      expect(JSON.parse(stdout)).toMatchObject({
        name: 'ChatConnectionError',
        outcome: 'notApplied',
        code: 'UND_ERR_ABORTED',
      });
      expect(JSON.parse(stdout).hosts).toStrictEqual([main, backup]);
    },
  );
});

describe('a host that swallows every connection', () => {
  const timeout = 200;
  const clientOf = async (start: () => Promise<string>, called: string[], events: AttemptEvent[] = []) => {
    const service = await startAnswering({ ErrorCode: 0 });
    return createChatClient({
      region: 'singapore',
      ...identity,
      timeout,
      fetch: redirecting({ [main]: await start(), [backup]: service.url }, called),
      onAttempt: (event) => events.push(event),
    });
  };

  it('is left for the backup host with the next attempt of an idempotent call, and by later calls', async () => {
    const called: string[] = [];
    const events: AttemptEvent[] = [];
    const chat = await clientOf(startSwallowing, called, events);
    await chat.destroyOfficialAccount(channel, { timeout: 2000 }).catch(() => {});
    await chat.destroyOfficialAccount(channel, { timeout: 2000 });
    expect(called).toStrictEqual([main, backup, backup]);
    expect(events).toMatchObject([
      { attempt: 1, backup: false, result: 'timeout', outcome: 'unknown', willRetry: true },
      { attempt: 2, backup: true, result: 'success' },
      { attempt: 1, backup: true, result: 'success' },
    ]);
  });

  it('leaves the outcome unknown, and is not left by an operation that must not be repeated', async () => {
    document.isIdempotent = false;
    const called: string[] = [];
    const chat = await clientOf(startSwallowing, called);
    await expect(chat.destroyOfficialAccount(channel)).rejects.toMatchObject({
      name: 'ChatTimeoutError',
      outcome: 'unknown',
      attempts: 1,
    });
    expect(called).toStrictEqual([main]);
  });

  it('is called again when the backup host is silent too', async () => {
    const called: string[] = [];
    const silent = await listening(createServer(), 'http');
    const chat = createChatClient({
      region: 'singapore',
      ...identity,
      timeout,
      fetch: redirecting({ [main]: silent, [backup]: silent }, called),
    });
    await expect(chat.destroyOfficialAccount(channel)).rejects.toMatchObject({ outcome: 'unknown', attempts: 3 });
    expect(called).toStrictEqual([main, backup, main]);
  });

  it('is not what a host does that began to answer', async () => {
    const called: string[] = [];
    const slow = createHttpServer((_request, response) => {
      response.writeHead(200).write(' ');
    });
    const chat = createChatClient({
      region: 'singapore',
      ...identity,
      timeout,
      retry: 1,
      fetch: redirecting({ [main]: await listening(slow, 'http'), [backup]: await closedUrl() }, called),
    });
    await expect(chat.destroyOfficialAccount(channel)).rejects.toMatchObject({ name: 'ChatTimeoutError' });
    expect(called).toStrictEqual([main, main]);
  });
});

/** Stands for a helper that somebody forgot to import. */
declare const undefinedHelper: () => unknown;

describe('a call that fetch itself refuses', () => {
  const failing =
    (cause: object): FetchLike =>
    () =>
      Promise.reject(Object.assign(new TypeError('fetch failed'), { cause }));

  it.for<[string, object, string | undefined, string]>([
    ['for its port', { baseUrl: 'http://127.0.0.1:6000' }, undefined, 'fetch calls no such port'],
    [
      'for a foreign dispatcher',
      { fetch: failing(Object.assign(new Error('invalid onRequestStart method'), { code: 'UND_ERR_INVALID_ARG' })) },
      'UND_ERR_INVALID_ARG',
      'fetch refused an argument, such as a dispatcher of another version of undici',
    ],
    [
      'because it is not there',
      { fetch: () => Reflect.apply(Object({}).helper, undefined, []) },
      undefined,
      'fetch threw TypeError at once',
    ],
    [
      'because its helper is not there',
      { fetch: () => Reflect.apply(undefinedHelper, undefined, []) },
      undefined,
      'fetch threw ReferenceError at once',
    ],
    ['because it gives undefined', { fetch: () => undefined }, undefined, 'fetch gave undefined at once'],
  ])('%s is not applied, is made once, and says why', async ([, options, code, why]) => {
    for (const isIdempotent of [true, false]) {
      document.isIdempotent = isIdempotent;
      const events: AttemptEvent[] = [];
      const own = {
        baseUrl: 'http://127.0.0.1:1',
        ...identity,
        onAttempt: (event: AttemptEvent) => events.push(event),
      };
      const chat = Reflect.apply(createChatClient, undefined, [{ ...own, ...options }]);
      const error: unknown = await chat.destroyOfficialAccount(channel).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ name: 'ChatConnectionError', code, outcome: 'notApplied', attempts: 1 });
      expect(String(error)).toContain(`nothing was sent: ${why}`);
      expect(events).toMatchObject([{ attempt: 1, willRetry: false, outcome: 'notApplied' }]);
    }
  });

  it('sends nothing after it threw, even if it had begun to', async () => {
    const service = await startAnswering({ ErrorCode: 0 });
    const calls: Promise<unknown>[] = [];
    const begin = (...args: Parameters<FetchLike>): void => {
      calls.push(fetch(...args).catch(() => {}));
    };
    for (const forgetful of [
      (...args: Parameters<FetchLike>) => begin(...args),
      (...args: Parameters<FetchLike>) => {
        begin(...args);
        throw new Error('mine');
      },
    ]) {
      const chat = Reflect.apply(createChatClient, undefined, [
        { baseUrl: service.url, ...identity, fetch: forgetful },
      ]);
      await expect(chat.destroyOfficialAccount(channel)).rejects.toMatchObject({ outcome: 'notApplied' });
    }
    await Promise.all(calls);
    expect(service.received).toHaveLength(0);
  });

  it('is not sure when it waited before it gave nothing', async () => {
    const service = await startAnswering({ ErrorCode: 0 });
    const forgetful = async (...args: Parameters<FetchLike>) => {
      await fetch(...args);
    };
    const chat = Reflect.apply(createChatClient, undefined, [{ baseUrl: service.url, ...identity, fetch: forgetful }]);
    await expect(chat.destroyOfficialAccount(channel)).rejects.toMatchObject({
      name: 'ChatResponseError',
      outcome: 'unknown',
      attempts: 1,
    });
    expect(service.received).toHaveLength(1);
  });
});

describe('an error of several addresses', () => {
  const refused = { code: 'ECONNREFUSED', syscall: 'connect' };
  const reset = { code: 'ECONNRESET', syscall: 'read' };

  it('proves that nothing was sent when all of them do', () => {
    expect(readConnectionFailure({ errors: [refused, refused] })).toMatchObject({
      unsent: 'the host could not be reached',
    });
    expect(readConnectionFailure({ errors: [refused, reset] })).toMatchObject({ unsent: undefined });
    expect(readConnectionFailure({ cause: { errors: [refused] } })).toMatchObject({
      unsent: 'the host could not be reached',
      code: 'ECONNREFUSED',
    });
  });

  it('is looked at in part when it is endless', () => {
    const circle: Record<string, unknown> = {};
    circle.cause = circle;
    circle.errors = Array.from({ length: 100_000 }, () => circle);
    expect(readConnectionFailure(circle)).toMatchObject({ unsent: undefined, code: undefined });
    let deep: object = refused;
    for (let level = 0; level < 100_000; level++) deep = { cause: deep };
    expect(readConnectionFailure(deep)).toMatchObject({ unsent: undefined });
  });
});
