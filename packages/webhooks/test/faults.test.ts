/** Senders that misbehave, over real connections, and streams that do. */
import { Agent, createServer, request as httpRequest } from 'node:http';
import { connect, type Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { toNodeHandler, type WebhookHandlers } from '../src/index.ts';
import { beforeSend, destroyed, doors, eventOf, portOf, receive, targetOf } from './doors.ts';

const event = JSON.stringify(eventOf(destroyed));
const [web] = doors;
const throughWeb = web?.door ?? expect.unreachable();

type Options = Parameters<typeof receive>[1];

interface Started {
  port: number;
  reasons(): string[];
  /** How many connections there have been. */
  connections(): number;
  /** Whether the receiver still works. */
  isAlive(): Promise<boolean>;
}

async function start(options: Options = {}): Promise<Started> {
  const { receiver, ask, refused } = await receive(throughWeb, { maxBytes: 4096, ...options });
  let connections = 0;
  const server = createServer(toNodeHandler(receiver));
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  });
  return {
    port: portOf(server.address()),
    reasons: () => refused.map(({ reason }) => reason),
    connections: () => connections,
    isAlive: async () => (await ask(destroyed)).status === 200,
  };
}

interface Line {
  socket: Socket;
  received(): string;
  /** Resolves when a pattern has come, or the connection has ended. */
  until(pattern: RegExp): Promise<string>;
  ended: Promise<unknown>;
}

function dial(port: number): Line {
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => {
    socket.destroy();
  });
  let text = '';
  socket.on('error', () => {});
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1');
  });
  const ended = new Promise((resolve) => socket.once('close', resolve));
  return {
    socket,
    received: () => text,
    ended,
    async until(pattern) {
      while (!pattern.test(text)) {
        const more = new Promise((resolve) => socket.once('data', resolve));
        if ((await Promise.race([more, ended.then(() => 'ended')])) === 'ended') break;
      }
      return text;
    },
  };
}

async function headOf(headers: Record<string, string | number>, command = destroyed): Promise<string> {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `POST ${await targetOf(command)} HTTP/1.1\r\nhost: app.test\r\n${lines.join('')}\r\n`;
}

/** Resolves when the receiver has refused so many requests. */
async function refusedOnce({ reasons }: Started): Promise<void> {
  while (reasons().length === 0) await new Promise((resolve) => setImmediate(resolve));
}

it('a body that is cut off is refused, whichever way the connection ends', async () => {
  for (const cut of ['destroy', 'end', 'resetAndDestroy'] as const) {
    const started = await start();
    const { socket } = dial(started.port);
    socket.write((await headOf({ 'content-length': 100 })) + event.slice(0, 10));
    while (started.connections() === 0) await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    socket[cut]();
    await refusedOnce(started);
    expect(started.reasons(), cut).toStrictEqual(['cut']);
    expect(await started.isAlive()).toBe(true);
  }
});

it('a body that does not come, or comes in drops, is not waited for', async () => {
  for (const drop of ['', ' ']) {
    const started = await start({ bodyTimeout: 20 });
    const { socket, until, ended } = dial(started.port);
    socket.write(await headOf({ 'content-length': 4000 }));
    const dripping = setInterval(() => socket.write(drop), 2);
    expect(await until(/}$/)).toMatch(/^HTTP\/1\.1 408 [\s\S]*connection: close[\s\S]*"ErrorCode":408/i);
    clearInterval(dripping);
    socket.end();
    await ended;
    expect(started.reasons()).toStrictEqual(['slow']);
  }
});

it('a body without an end is refused at the bound, and the sender gets to know', async () => {
  const started = await start();
  const { socket, until, ended } = dial(started.port);
  socket.write(await headOf({ 'transfer-encoding': 'chunked' }));
  const chunk = `400\r\n${'x'.repeat(1024)}\r\n`;
  let sent = 0;
  const send = (): void => {
    if (socket.destroyed) return;
    sent += chunk.length;
    socket.write(chunk, () => setImmediate(send));
  };
  send();
  expect(await until(/}$/)).toMatch(/^HTTP\/1\.1 413 [\s\S]*connection: close/i);
  await ended;
  expect(started.reasons()).toStrictEqual(['size']);
  // What is taken in after the answer has a bound, too; what is on its way lies in the buffers of the system.
  expect(sent).toBeLessThan(32 * 1024 * 1024);
  expect(await started.isAlive()).toBe(true);
});

it('a declared size over the bound is refused before the body comes', async () => {
  const started = await start();
  const { socket, until, ended } = dial(started.port);
  socket.write(await headOf({ 'content-length': 50_000_000 }));
  expect(await until(/}$/)).toMatch(/^HTTP\/1\.1 413 [\s\S]*connection: close/i);
  socket.end();
  await ended;
  expect(started.reasons()).toStrictEqual(['size']);
});

it('a length that lies is no way around: what is over it is another request, what is under it is missing', async () => {
  const events: unknown[] = [];
  const short = await start({ on: { [destroyed]: (received) => events.push(received) } });
  const { socket, until, ended } = dial(short.port);
  socket.write((await headOf({ 'content-length': event.length - 1 })) + event);
  expect(await until(/400 Bad Request/)).toMatch(/^HTTP\/1\.1 400 /);
  await ended;
  expect(events).toStrictEqual([]);

  const long = await start({ bodyTimeout: 20 });
  const other = dial(long.port);
  other.socket.write((await headOf({ 'content-length': event.length + 1 })) + event);
  expect(await other.until(/}$/)).toMatch(/^HTTP\/1\.1 408 /);
  expect(await long.isAlive()).toBe(true);
});

it('a sender that asks first may send, and one that sends in pieces is understood', async () => {
  const started = await start();
  const { socket, until } = dial(started.port);
  socket.write(await headOf({ 'content-length': event.length, expect: '100-continue' }));
  await until(/100 Continue\r\n\r\n/);
  socket.write(event);
  expect(await until(/200 OK[\s\S]*}$/)).toContain('"ErrorCode":0');

  const pieces = dial(started.port);
  pieces.socket.write(await headOf({ 'transfer-encoding': 'chunked' }));
  for (const letter of event) pieces.socket.write(`1\r\n${letter}\r\n`);
  pieces.socket.write('0\r\n\r\n');
  expect(await pieces.until(/}$/)).toMatch(/^HTTP\/1\.1 200 /);
});

it('two requests at once on a connection are answered one after the other', async () => {
  const started = await start();
  const { socket, until } = dial(started.port);
  const one = (await headOf({ 'content-length': event.length })) + event;
  socket.write(one + one);
  expect((await until(/}[\s\S]*}$/)).match(/HTTP\/1\.1 200/g)).toHaveLength(2);
});

it('refused requests keep their connection where the rest of the body is small', async () => {
  const started = await start();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  const send = (target: string, body: string): Promise<number> =>
    new Promise((resolve, reject) => {
      const options = { method: 'POST', agent, headers: { 'content-length': body.length } };
      const request = httpRequest(`http://127.0.0.1:${started.port}${target}`, options, (response) => {
        response.resume().on('end', () => resolve(response.statusCode ?? 0));
      });
      request.on('error', reject);
      request.end(body);
    });
  const target = await targetOf(destroyed, { Sign: 'a'.repeat(64) });
  for (let count = 0; count < 20; count += 1) expect(await send(target, 'x'.repeat(3000))).toBe(401);
  expect(await send(await targetOf(destroyed), event)).toBe(200);
  expect(started.connections()).toBe(1);
});

it('a sender that is gone while a handler runs disturbs nobody', async () => {
  let finish = (): void => {};
  let begun = (): void => {};
  const running = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const on: WebhookHandlers = {
    [beforeSend]: () =>
      new Promise<undefined>((resolve) => {
        finish = () => resolve(undefined);
        begun();
      }),
  };
  const started = await start({ on });
  const { socket, ended } = dial(started.port);
  const body = JSON.stringify(eventOf(beforeSend));
  socket.write((await headOf({ 'content-length': body.length }, beforeSend)) + body);
  await running;
  socket.resetAndDestroy();
  await ended;
  finish();
  expect(await started.isAlive()).toBe(true);
});

const streamOf = (pull: (controller: ReadableStreamDefaultController<Uint8Array>) => void | Promise<void>) =>
  new ReadableStream<Uint8Array>({ pull });

it.for<[what: string, make: () => ReadableStream<Uint8Array>, reason: string]>([
  ['has no end', () => streamOf((controller) => controller.enqueue(new Uint8Array(1024))), 'size'],
  ['never comes', () => streamOf(() => new Promise(() => {})), 'slow'],
  ['fails', () => streamOf((controller) => controller.error(new Error('gone'))), 'cut'],
  ['holds no bytes', () => streamOf((controller) => controller.close()), 'json'],
])('a stream that %s is refused', async ([, make, reason]) => {
  const { receiver, refused } = await receive(throughWeb, { maxBytes: 4096, bodyTimeout: 20 });
  const init = { method: 'POST', body: make(), duplex: 'half' };
  const response = await receiver(new Request(`http://app.test${await targetOf(destroyed)}`, init));
  expect(refused).toMatchObject([{ reason }]);
  expect(response.status).toBe(refused[0]?.status);
});

it('a body that something else has read, or is reading, is refused at once, with what to do', async () => {
  const { receiver, refused } = await receive(throughWeb);
  const request = async (): Promise<Request> =>
    new Request(`http://app.test${await targetOf(destroyed)}`, { method: 'POST', body: event });
  const read = await request();
  await read.text();
  const locked = await request();
  locked.body?.getReader();
  for (const one of [read, locked]) expect((await receiver(one)).status).toBe(500);
  expect(refused).toMatchObject([{ reason: 'body-read' }, { reason: 'body-read' }]);
  expect(refused[0]?.message).toContain('c.req.raw');
});
