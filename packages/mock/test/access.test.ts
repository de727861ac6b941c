/** Who may look into the mock: by which name it is called, from pages of which origin, with which method. */
import { describe, expect, it } from 'vitest';
import { goodQuery, path, raw, start } from './ask.ts';

interface Seen {
  status: number;
  headers: ReadonlyMap<string, string>;
  body: string;
}

/** A request with just these headers. */
async function send(url: string, method: string, target: string, headers: Record<string, string>): Promise<Seen> {
  const lines = Object.entries({ ...headers, connection: 'close', 'content-length': '0' });
  const head = `${method} ${target} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
  const text = await raw(url, head);
  const end = text.indexOf('\r\n\r\n');
  const [statusLine = '', ...fields] = text.slice(0, end).split('\r\n');
  const pairs = fields
    .map((line) => line.split(': ', 2))
    .map(([name = '', value = '']) => [name.toLowerCase(), value] as const);
  return { status: Number(statusLine.split(' ')[1]), headers: new Map(pairs), body: text.slice(end + 4) };
}

const guarded = ['/_mock/state', '/_mock/calls', '/_mock/nothing', '/_mock/reset'];
const methodOf = (target: string): string => (target === '/_mock/reset' ? 'POST' : 'GET');

describe('the name by which the mock is called', () => {
  it.each([
    ...['127.0.0.1', '127.0.0.1:4010', '127.8.9.1', 'localhost', 'LOCALHOST:1', 'localhost.', 'chat.localhost:80'],
    ...['[::1]', '[::1]:4010', '[::ffff:127.0.0.1]', 'mock', 'chat-mock:4010', 'chat_mock', 'mock.example.test:99', ''],
  ])('may be %j', async (host) => {
    const { url } = await start({ allowHosts: ['mock.example.test'] });
    expect(await send(url, 'GET', '/_mock/state', { host })).toMatchObject({ status: 200 });
    expect(await send(url, 'GET', '/_mock/state', {})).toMatchObject({ status: 200 });
  });

  it.each([
    ...['evil.example', 'evil.example:4010', '127.0.0.1.evil.example', 'localhost.evil.example', '10.0.0.1', '0.0.0.0'],
    ...[
      'evil.example@127.0.0.1',
      '127.0.0.1/x',
      '[::2]',
      '[::ffff:10.0.0.1]',
      'example.test',
      'x.mock.example.test',
      'a b',
    ],
  ])('may not be %j', async (host) => {
    const mock = await start({ allowHosts: ['mock.example.test'] });
    for (const target of guarded) {
      const { status, body, headers } = await send(mock.url, methodOf(target), target, { host });
      expect(status).toBe(403);
      expect(JSON.parse(body)).toStrictEqual({ error: expect.stringContaining('--allow-host') });
      expect(headers.get('access-control-allow-origin')).toBeUndefined();
    }
  });

  it('is the one in an absolute target, if there is one', async () => {
    const { url } = await start();
    const wrong = await send(url, 'GET', 'http://evil.example/_mock/state', { host: 'localhost' });
    expect(wrong).toMatchObject({ status: 403 });
    const right = await send(url, 'GET', 'HTTP://localhost:1/_mock/state', { host: 'localhost' });
    expect(right).toMatchObject({ status: 200 });
  });

  it('may be the address that it listens on', async () => {
    const { url } = await start({ host: '0.0.0.0' });
    expect(await send(url, 'GET', '/_mock/state', { host: '0.0.0.0:4010' })).toMatchObject({ status: 200 });
  });

  it('is of no account for operations, for /_mock/health and for what is turned off', async () => {
    const { url } = await start();
    const answer = await send(url, 'POST', `${path}?${new URLSearchParams(goodQuery)}`, { host: 'evil.example' });
    expect(JSON.parse(answer.body)).toMatchObject({ ErrorCode: 60003 });
    expect(await send(url, 'GET', '/_mock/health', { host: 'evil.example' })).toMatchObject({ status: 200 });
    const closed = await start({ control: false });
    const off = await send(closed.url, 'GET', '/_mock/state', { host: 'evil.example', origin: 'http://evil.example' });
    expect(JSON.parse(off.body)).toMatchObject({ ErrorCode: 60002 });
  });

  it.each(['http://mock.test', 'mock.test:80', '', '*.test', 'a b'])('is not taken as %j', async (name) => {
    await expect(start({ allowHosts: [name] })).rejects.toThrow('allowHosts must be a list of names');
  });
});

describe('a page', () => {
  const host = '127.0.0.1:4010';
  const preflight = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' };

  it.each([
    ...[
      'http://localhost:3000',
      'https://localhost',
      'http://127.0.0.1:1',
      'http://[::1]:8080',
      'http://app.localhost:5173',
    ],
    ...['http://127.0.0.1:4010', 'http://127.5.5.5'],
  ])('of %s may look into the mock, and change it', async (origin) => {
    const { url } = await start();
    for (const target of ['/_mock/state', '/_mock/reset']) {
      const { status, headers } = await send(url, methodOf(target), target, { host, origin });
      expect(status).toBe(200);
      expect(headers.get('access-control-allow-origin')).toBe(origin);
      expect(headers.get('vary')).toBe('Origin');
    }
    const { status, headers } = await send(url, 'OPTIONS', '/_mock/enqueue', { host, origin, ...preflight });
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe(origin);
    expect(headers.get('access-control-allow-headers')).toBe('content-type');
  });

  it.each([
    ...['https://evil.example', 'null', 'http://localhost.evil.example', 'http://127.0.0.1.evil.example:80', '*'],
    ...[
      'http://evil.example/http://localhost',
      'http://localhost@evil.example',
      'file://',
      'http://10.0.0.1',
      'localhost',
    ],
    ...['chrome-extension://localhost', 'http://localhost:1, http://evil.example', 'http://mock:1', ' '],
  ])('of %j may do neither, and call operations all the same', async (origin) => {
    const mock = await start({ channels: ['@TOA#_a'] });
    for (const target of guarded) {
      for (const method of [methodOf(target), 'OPTIONS']) {
        const sent = method === 'OPTIONS' ? { host, origin, ...preflight } : { host, origin };
        const { status, headers, body } = await send(mock.url, method, target, sent);
        expect(status).toBe(403);
        expect(JSON.parse(body)).toStrictEqual({ error: expect.any(String) });
        expect(headers.get('access-control-allow-origin')).toBeUndefined();
      }
    }
    const health = await send(mock.url, 'GET', '/_mock/health', { host, origin });
    expect(health.headers.get('access-control-allow-origin')).toBe(origin.trim() || '*');
    const { headers } = await send(mock.url, 'POST', path, { host, origin });
    expect(headers.get('access-control-allow-origin')).toBe(origin.trim() || '*');
  });

  it('of the mock itself may, by a name that is allowed', async () => {
    const { url } = await start({ allowHosts: ['mock.example.test'] });
    for (const name of ['mock:4010', 'mock.example.test:4010', 'mock.example.test']) {
      const origins = [`http://${name}`, `https://${name}`];
      for (const origin of origins) {
        expect(await send(url, 'GET', '/_mock/state', { host: name, origin })).toMatchObject({ status: 200 });
      }
    }
    const rebound = { host: 'evil.example', origin: 'http://evil.example' };
    expect(await send(url, 'GET', '/_mock/state', rebound)).toMatchObject({ status: 403 });
  });

  it('may send credentials to operations, and call from the internet', async () => {
    const { url } = await start();
    const origin = 'https://app.example';
    const { headers } = await send(url, 'OPTIONS', path, {
      origin,
      ...preflight,
      'access-control-request-private-network': 'true',
    });
    expect(headers.get('access-control-allow-origin')).toBe(origin);
    expect(headers.get('access-control-allow-credentials')).toBe('true');
    expect(headers.get('access-control-allow-private-network')).toBe('true');
    expect(headers.get('vary')).toBe('Origin');
    const call = await send(url, 'POST', path, { origin });
    expect(call.headers.get('access-control-allow-credentials')).toBe('true');
    expect(call.headers.get('access-control-expose-headers')).toBe('x-mock-reason');
  });
});

describe('what waits for the mock', () => {
  it.each(['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PROPFIND'])(
    'gets 200 from /_mock/health by %s',
    async (method) => {
      const { url } = await start();
      for (const target of ['/_mock/health', '/_mock/health?x=1', `${url}/_mock/health`]) {
        const { status, body } = await send(url, method, target, {});
        expect(status).toBe(200);
        expect(body).toBe(method === 'HEAD' ? '' : '{"status":"ok"}');
      }
      const old = await raw(url, `${method} /_mock/health HTTP/1.0\r\n\r\n`);
      expect(old).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    },
  );

  it('gets from HEAD what GET says of itself, wherever GET is answered', async () => {
    const { url } = await start();
    for (const target of [
      '/',
      '/_mock',
      '/_mock/openapi.json',
      '/_mock/health',
      '/_mock/state',
      '/_mock/calls',
      '/_mock/settings',
    ]) {
      const get = await send(url, 'GET', target, {});
      const head = await send(url, 'HEAD', target, {});
      expect(head).toMatchObject({ status: 200, body: '' });
      for (const name of ['content-type', 'content-length']) expect(head.headers.get(name)).toBe(get.headers.get(name));
    }
    const wrong = await send(url, 'HEAD', '/_mock/reset', {});
    expect([wrong.status, wrong.headers.get('allow')]).toStrictEqual([405, 'POST']);
  });
});
