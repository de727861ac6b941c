import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { createChatClient } from '../src/index.ts';
import { json, startFaulty } from './faults.ts';
import { closedUrl, startService } from './service.ts';

const channel = { Official_Account: '@TOA#_a' };
const identity = { sdkAppId: 1, identifier: 'administrator', secretKey: 'a-key-of-some-length', quota: false } as const;
const success = '{"ErrorCode":0,"Text":"}\\"{[","List":[{"a":"ü"}]}';

/** What Node has noted down of requests to a host. */
const noted = (url: string): string[] =>
  performance
    .getEntriesByType('resource')
    .map(({ name }) => name)
    .filter((name) => name.startsWith(url));

type Answer = (response: ServerResponse) => void;

/** Sends a text in pieces that arrive one by one. */
function drip(response: ServerResponse, pieces: readonly Uint8Array[]): void {
  const [first, ...rest] = pieces;
  if (first === undefined) response.end();
  else response.write(first, () => setImmediate(() => drip(response, rest)));
}

const pieces = (text: string, size: number): Uint8Array[] => {
  const bytes = Buffer.from(text);
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
};

const answers: Record<string, Answer> = {
  'of known length': (response) =>
    response.writeHead(200, { ...json, 'content-length': Buffer.byteLength(success) }).end(success),
  'in one chunk': (response) => {
    response.writeHead(200, json).write(success);
    response.end();
  },
  'in chunks of a byte': (response) => drip(response.writeHead(200, json), pieces(success, 1)),
  'with a mark and white space before it': (response) =>
    drip(response.writeHead(200, json), pieces(`\ufeff \n${success}\n`, 3)),
  'until the connection closes': (response) => response.writeHead(200, { ...json, connection: 'close' }).end(success),
};

describe.for(Object.entries(answers))('an answer %s', ([, answer]) => {
  it('is read, leaves no URL in the entries of performance, and lets the connection be used again', async () => {
    const sockets = new Set<unknown>();
    const service = await startFaulty((response) => {
      sockets.add(response.socket);
      answer(response);
    });
    const chat = createChatClient({ baseUrl: service.url, ...identity });
    const calls = 20;
    for (let call = 0; call < calls; call++) {
      expect(await chat.destroyOfficialAccount(channel)).toStrictEqual(JSON.parse(success));
    }
    // The entry of an answer that was read to its end is written some turns later, and cleared some after that.
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(noted(service.url)).toStrictEqual([]);
    if (answer !== answers['until the connection closes']) expect(sockets.size).toBeLessThan(calls / 2);
  });
});

describe('an answer whose end never comes', () => {
  it.for<[string, Answer]>([
    ['in chunks', (response) => response.writeHead(200, json).write(success)],
    ['of another length', (response) => response.writeHead(200, { ...json, 'content-length': 999 }).write(success)],
    [
      'of HTTP/1.0',
      ({ socket }) => socket?.write(`HTTP/1.0 200 OK\r\ncontent-type: application/json\r\n\r\n${success}`),
    ],
  ])('%s is a success, and its connection is not kept', async ([, answer]) => {
    const open = new Set<unknown>();
    const service = await startFaulty((response) => {
      const { socket } = response;
      open.add(socket);
      socket?.on('close', () => open.delete(socket));
      answer(response);
    });
    const chat = createChatClient({ baseUrl: service.url, ...identity });
    const calls = Array.from({ length: 5 }, () => chat.destroyOfficialAccount(channel));
    for (const call of calls) expect(await call).toStrictEqual(JSON.parse(success));
    await expect.poll(() => open.size, { timeout: 10_000 }).toBe(0);
    await expect.poll(() => noted(service.url)).toStrictEqual([]);
  });
});

describe('an answer with a content coding', () => {
  const coded = gzipSync(success);
  const send = (headers: object, bytes: Uint8Array) =>
    startService((_request, response) => {
      response.writeHead(200, { ...json, 'content-encoding': 'gzip', ...headers });
      drip(
        response,
        pieces(bytes.toString(), bytes.length).length > 0 ? [bytes.subarray(0, 10), bytes.subarray(10)] : [],
      );
    });

  it('is not asked for', async () => {
    let headers: IncomingMessage['headers'] = {};
    const service = await startService((request, response) => {
      headers = request.headers;
      response.end(success);
    });
    await createChatClient({ baseUrl: service.url, ...identity }).destroyOfficialAccount(channel);
    expect(headers['accept-encoding']).toBe('identity');
  });

  it('is read to its end all the same, and its URL is cleared away', async () => {
    const service = await send({}, coded);
    const chat = createChatClient({ baseUrl: service.url, ...identity });
    for (let call = 0; call < 5; call++) {
      expect(await chat.destroyOfficialAccount(channel)).toStrictEqual(JSON.parse(success));
    }
    await expect.poll(() => noted(service.url)).toStrictEqual([]);
  });

  it.each([true, false])(
    'is not cut where its length fits by chance (the header that names it is there: %s)',
    async (isNamed) => {
      const length = coded.byteLength;
      const text = `{"ErrorCode":0,"Text":"${'x'.repeat(length)}"}`;
      // As a runtime gives it that has taken the coding off, and kept the length.
      const chunks = [text.slice(0, length), text.slice(length)].map((part) => Buffer.from(part));
      const headers = { 'content-length': String(length), ...(isNamed ? { 'content-encoding': 'gzip' } : {}) };
      const chat = createChatClient({
        baseUrl: 'http://service.test',
        ...identity,
        fetch: async () =>
          new Response(
            new ReadableStream({
              pull(controller) {
                const next = chunks.shift();
                if (next === undefined) controller.close();
                else controller.enqueue(next);
              },
            }),
            { headers },
          ),
      });
      expect(await chat.destroyOfficialAccount(channel)).toStrictEqual(JSON.parse(text));
    },
  );
});

describe('an answer that is none of the service', () => {
  it.for<[string, Uint8Array, number]>([
    ['in another character set', Uint8Array.of(0x3c, 0x68, 0x31, 0x3e, 0xb4, 0xed, 0xce, 0xf3), 8],
    ['that is no text', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0xff), 13],
    ['with a mark before it', Buffer.from('\ufeff<h1>'), 7],
    ['that is empty', Uint8Array.of(), 0],
  ])('has its size in bytes: one %s', async ([, bytes, size]) => {
    for (const answer of [
      (response: ServerResponse) => response.writeHead(502, { 'content-length': bytes.length }).end(bytes),
      (response: ServerResponse) => drip(response.writeHead(502), [bytes.subarray(0, 3), bytes.subarray(3)]),
    ]) {
      const service = await startFaulty(answer);
      const call = createChatClient({ baseUrl: service.url, ...identity, retry: false }).destroyOfficialAccount(
        channel,
      );
      await expect(call).rejects.toMatchObject({ status: 502, size });
    }
  });

  it.for<[string, Answer]>([
    ['a page of known length', (response) => response.writeHead(502, { 'content-length': 4 }).end('<h1>')],
    ['a page in chunks', (response) => drip(response.writeHead(502), pieces('<h1>bad</h1>', 2))],
    ['cut JSON', (response) => response.writeHead(200).end('{"ErrorCode":')],
    ['nothing', (response) => response.writeHead(200).end()],
    ['no content', (response) => response.writeHead(204).end()],
    ['a redirect', (response) => response.writeHead(302, { location: '/' }).end('moved')],
    ['more than there may be', (response) => response.writeHead(200).end(' '.repeat(5 * 1024 * 1024))],
    [
      'a reset in the middle',
      (response) => response.writeHead(200, { 'content-length': 99 }).write('{', () => response.destroy()),
    ],
    ['silence in the middle', (response) => response.writeHead(200).write('{')],
  ])('leaves no URL either: %s', async ([, answer]) => {
    const service = await startFaulty(answer);
    const chat = createChatClient({ baseUrl: service.url, ...identity, retry: false, timeout: 2000 });
    await expect(chat.destroyOfficialAccount(channel, { timeout: 300 })).rejects.toThrow();
    // An entry is written some turns later, and cleared some after that.
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(noted(service.url)).toStrictEqual([]);
  });
});

describe('a large answer in many pieces that look complete', () => {
  it('is not tried at each of them', async () => {
    const parse = vi.spyOn(JSON, 'parse');
    const text = `{"ErrorCode":0,"List":[${'{},'.repeat(500)}{}]}`;
    const service = await startFaulty((response) => drip(response.writeHead(200, json), pieces(text, 3)));
    const chat = createChatClient({ baseUrl: service.url, ...identity });
    expect(await chat.destroyOfficialAccount(channel)).toMatchObject({ ErrorCode: 0 });
    expect(parse.mock.calls.length).toBeLessThan(30);
    parse.mockRestore();
  });
});

describe('a connection that fails', () => {
  it.for<[string, Answer]>([
    ['is closed after the request', ({ socket }) => socket?.end()],
    ['is reset after the request', ({ socket }) => socket?.resetAndDestroy()],
    ['breaks amid the headers', ({ socket }) => socket?.end('HTTP/1.1 200 OK\r\ncon')],
    ['does not speak HTTP', ({ socket }) => socket?.end('garbage\r\n\r\n')],
    ['has too many headers', ({ socket }) => socket?.end(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(70_000)}\r\n\r\n`)],
  ])('leaves no URL: it %s', async ([, answer]) => {
    const service = await startFaulty(answer);
    await leaveNone(service.url);
  });

  it('leaves no URL: it is refused, and its host has no name', async () => {
    await leaveNone(await closedUrl());
    await leaveNone('http://service.invalid');
    await leaveNone((await startFaulty(({ socket }) => socket?.end())).url.replace('http:', 'https:'));
  });
});

/** Calls a host that fails, and looks for what Node has noted down. */
async function leaveNone(url: string): Promise<void> {
  const chat = createChatClient({ baseUrl: url, ...identity, retry: 1 });
  await expect(chat.destroyOfficialAccount(channel)).rejects.toMatchObject({ name: 'ChatConnectionError' });
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(noted(url)).toStrictEqual([]);
}
