/** Every option that openapi-fetch takes for a call: it works as it does there, or is refused. */
import type { Middleware } from 'openapi-fetch';
import { describe, expect, it } from 'vitest';
import { type ChatClientOptions, ChatConfigError } from '../src/index.ts';
import { type ChatFetchClient, createFetchClient } from '../src/openapi-fetch/index.ts';
import { type Service, startAnswering, startService } from './service.ts';

const path = '/v4/official_account_open_http_svc/destroy_official_account';
const body = { Official_Account: '@TOA#_test_id' };
const text = JSON.stringify(body);
const gone = { ActionStatus: 'FAIL', ErrorInfo: 'gone', ErrorCode: 130004 };

function clientOf({ url }: Service, options: Partial<Pick<ChatClientOptions, 'retry' | 'timeout'>> = {}) {
  const identity = { sdkAppId: 1400000000, identifier: 'administrator', userSig: 'eJ-canary*signature_' };
  return createFetchClient({ baseUrl: url, ...identity, ...options });
}

/** A call as somebody makes it who does not use types. */
const post = (
  client: ChatFetchClient,
  init: object,
): Promise<{ data?: unknown; error?: unknown; response: Response }> =>
  Reflect.apply(client.POST, client, [path, { body, ...init }]);

describe('an option of one call that works as it does in openapi-fetch', () => {
  it.each<[string, object, { body?: string; headers?: object }]>([
    [
      'bodySerializer',
      { bodySerializer: (given: object) => JSON.stringify({ ...given, more: 1 }) },
      { body: JSON.stringify({ ...body, more: 1 }) },
    ],
    ['headers as an object', { headers: { 'x-own': ['a', 'b'], 'x-none': null } }, { headers: { 'x-own': 'a, b' } }],
    ['headers as Headers', { headers: new Headers({ 'x-own': 'a' }) }, { headers: { 'x-own': 'a' } }],
    ['headers with the right type', { headers: { 'content-type': 'application/json; charset=utf-8' } }, {}],
    ['params without any', { params: {} }, {}],
    ['params with an empty query', { params: { query: {}, header: undefined } }, {}],
    ['signal: null', { signal: null }, {}],
    ['middleware', { middleware: [{ onRequest: () => undefined }] }, {}],
    ['an own name', { tenant: 'a' }, {}],
    ['undefined', { baseUrl: undefined, fetch: undefined, headers: undefined, parseAs: undefined }, {}],
  ])('%s', async (_name, init, expected) => {
    const service = await startAnswering({ ErrorCode: 0 });
    const { data } = await post(clientOf(service), init);
    expect(data).toStrictEqual({ ErrorCode: 0 });
    expect(service.received[0]).toMatchObject({ body: text, ...expected });
    expect(service.received[0]?.headers).toHaveProperty('content-type', 'application/json');
  });

  it('fetch, which gets the signed request, also when it is repeated', async () => {
    const service = await startService((_request, response) => {
      response.end(JSON.stringify(service.received.length === 1 ? { ErrorCode: 60007 } : gone));
    });
    const seen: Request[] = [];
    const { error } = await clientOf(service).POST(path, {
      body,
      fetch: (request) => {
        seen.push(request);
        return fetch(request);
      },
    });
    expect(error).toStrictEqual(gone);
    expect(seen).toHaveLength(2);
    expect(seen[0]).toBeInstanceOf(Request);
    expect(seen[0]?.url).toContain('usersig=eJ-canary*signature_');
    expect(service.received[1]).toMatchObject({ method: 'POST', path, body: text });
  });

  it.each(['json', 'text', 'blob', 'arrayBuffer', 'stream'] as const)('parseAs: %s', async (parseAs) => {
    const read = async (data: unknown): Promise<unknown> =>
      parseAs === 'json' ? data : parseAs === 'text' ? JSON.parse(String(data)) : new Response(Object(data)).json();
    const good = await post(clientOf(await startAnswering({ ErrorCode: 0 })), { parseAs });
    expect(await read(good.data)).toStrictEqual({ ErrorCode: 0 });
    expect(good).not.toHaveProperty('error');
    const bad = await post(clientOf(await startAnswering(gone)), { parseAs });
    expect(bad.error).toStrictEqual(gone);
    expect(bad).not.toHaveProperty('data');
    const watched = clientOf(await startAnswering(gone));
    watched.use({ onResponse: async ({ response }) => new Response(await response.text()) });
    expect((await post(watched, { parseAs })).error).toStrictEqual(gone);
    const turned = clientOf(await startAnswering(gone));
    turned.use({ onResponse: () => Response.json({ ErrorCode: 0 }, { status: 500 }) });
    expect(await read((await post(turned, { parseAs })).data)).toStrictEqual({ ErrorCode: 0 });
  });
});

describe('an option of one call that makes no sense', () => {
  const requestOnly = {
    ...{ cache: 'no-store', credentials: 'omit', integrity: 'sha256-a', keepalive: true, mode: 'cors', window: null },
    ...{ priority: 'high', referrer: '', referrerPolicy: 'origin', duplex: 'half', dispatcher: {} },
  };

  it.each<[string, unknown]>([
    ['baseUrl', 'http://127.0.0.1:1'],
    ['params', { query: { random: 1 } }],
    ['params', { header: { a: 'b' } }],
    ['querySerializer', () => 'a=b'],
    ['querySerializer', { allowReserved: true }],
    ['pathSerializer', () => '/a'],
    ['Request', Request],
    ['method', 'GET'],
    ['redirect', 'follow'],
    ...Object.entries(requestOnly),
    ['signal', 5],
    ['fetch', 'fetch'],
    ['parseAs', 'formData'],
    ['middleware', {}],
    ['headers', 'a: b'],
    ['headers', { 'content-type': 'text/plain' }],
    ['headers', { 'a b': 'c' }],
    ['timeout', 0],
    ['deadline', '1'],
    ['retry', 99],
  ])('is refused: %s', async (name, value) => {
    const service = await startAnswering({ ErrorCode: 0 });
    const error: unknown = await post(clientOf(service), { [name]: value }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ChatConfigError);
    expect(String(error)).toContain(name);
    expect(service.received).toHaveLength(0);
  });

  it.each<[string, object]>([
    ['a body that is no object', { body: 5 }],
    ['a body that is missing', { body: undefined }],
    ['a serializer that makes a form', { bodySerializer: () => new URLSearchParams({ a: 'b' }) }],
    ['a serializer that makes form data', { bodySerializer: () => new FormData() }],
    [
      'a middleware that reads the body',
      { middleware: [{ onRequest: ({ request }: { request: Request }) => void request.text() }] },
    ],
    [
      'a middleware that changes the method',
      { middleware: [{ onRequest: ({ request }: { request: Request }) => new Request(request.url) }] },
    ],
    [
      'a middleware that changes the path',
      { middleware: [{ onRequest: () => new Request('http://127.0.0.1/a', { method: 'POST' }) }] },
    ],
  ])('is refused: %s', async (_what, init) => {
    const service = await startAnswering({ ErrorCode: 0 });
    await expect(post(clientOf(service), init)).rejects.toBeInstanceOf(ChatConfigError);
    expect(service.received).toHaveLength(0);
  });

  it('is refused by type', () => {
    const check = (client: ChatFetchClient): void => {
      // @ts-expect-error the host is an option of the client
      client.POST(path, { body, baseUrl: 'http://127.0.0.1' });
      // @ts-expect-error there are no parameters
      client.POST(path, { body, params: { query: { random: 1 } } });
      // @ts-expect-error redirects are never followed
      client.POST(path, { body, redirect: 'follow' });
      // @ts-expect-error requests are made by the client
      client.POST(path, { body, cache: 'no-store' });
      // @ts-expect-error there is no query to write
      client.POST(path, { body, querySerializer: () => '' });
      // @ts-expect-error a time is a number
      client.POST(path, { body, timeout: '5' });
      // @ts-expect-error the body is required
      client.POST(path, {});
      // @ts-expect-error the path does not exist
      client.request('post', '/v4/a/b', { body });
      client.POST(path, { body, signal: null, retry: false, timeout: undefined, tenant: 'a' });
    };
    expect(check).toBeTypeOf('function');
  });

  it('does not hide which method the service knows', async () => {
    const client = clientOf(await startAnswering({ ErrorCode: 0 }));
    for (const method of ['GET', 'PUT', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE'] as const) {
      await expect(Reflect.apply(client[method], client, [path, {}])).rejects.toThrow(/TRACE|is not possible/);
    }
    expect((await client.request('post', path, { body })).data).toStrictEqual({ ErrorCode: 0 });
  });
});

describe('what a call was given', () => {
  const replacing: [string, Middleware['onRequest']][] = [
    ['keeps it', () => undefined],
    ['clones it', ({ request }) => request.clone()],
    ['wraps it', ({ request }) => new Request(request)],
    ['makes a new one', ({ request }) => new Request(request.url, { method: 'POST', body: text })],
  ];

  it.each(replacing)('is kept when a middleware has the request and %s', async (_what, onRequest) => {
    const silent = await startService(() => {});
    const client = clientOf(silent);
    client.use({ onRequest: onRequest ?? (() => undefined) });
    await expect(client.POST(path, { body, timeout: 40, retry: false })).rejects.toMatchObject({
      limit: 'timeout',
      attempts: 1,
    });
    await expect(client.POST(path, { body, deadline: 40 })).rejects.toMatchObject({ limit: 'deadline' });
    const controller = new AbortController();
    const call = client.POST(path, { body, signal: controller.signal });
    controller.abort('enough');
    await expect(call).rejects.toBe('enough');
    const busy = await startAnswering({ ErrorCode: 60007 });
    const other = clientOf(busy, { retry: 1 });
    other.use({ onRequest: onRequest ?? (() => undefined) });
    expect((await other.POST(path, { body, retry: false })).error).toMatchObject({ ErrorCode: 60007 });
    expect(busy.received).toHaveLength(1);
  });

  it('is joined by the signal of a request that a middleware has made', async () => {
    const silent = await startService(() => {});
    const client = clientOf(silent);
    client.use({ onRequest: ({ request }) => new Request(request, { signal: AbortSignal.abort('by middleware') }) });
    const { signal } = new AbortController();
    await expect(client.POST(path, { body, signal })).rejects.toBe('by middleware');
    await expect(client.POST(path, { body })).rejects.toBe('by middleware');
  });
});

describe('the outcome', () => {
  const replacing: [string, Middleware['onResponse']][] = [
    ['nothing', () => undefined],
    ['a new response', async ({ response }) => new Response(await response.text())],
    ['a new response with its own', async ({ response: { body: stream, ...rest } }) => new Response(stream, rest)],
    ['a clone', ({ response }) => response.clone()],
    ['more fields', async ({ response }) => Response.json({ ...Object(await response.json()), added: true })],
    ['another status', async ({ response }) => new Response(await response.text(), { status: 500 })],
  ];

  it.each(replacing)('is decided by the body when a middleware returns %s', async (_what, onResponse) => {
    for (const answer of [gone, { ErrorCode: 0 }]) {
      const service = await startAnswering(answer);
      const client = clientOf(service);
      const middleware = [{ onResponse: onResponse ?? (() => undefined) }];
      client.use(...middleware);
      for (const init of [{}, { middleware }]) {
        const { data, error } = await client.POST(path, { body, ...init });
        expect(answer === gone ? error : data).toMatchObject(answer);
        expect(answer === gone ? data : error).toBeUndefined();
      }
    }
  });

  it('is a refusal when a middleware takes the code away, and when it takes the whole body', async () => {
    for (const response of [() => Response.json({ errorCode: 130004 }), () => new Response(null, { status: 204 })]) {
      const client = clientOf(await startAnswering(gone));
      client.use({ onResponse: response });
      const { data, error } = await client.POST(path, { body });
      expect(data).toBeUndefined();
      expect(error).toBeTruthy();
      const good = clientOf(await startAnswering({ ErrorCode: 0 }));
      good.use({ onResponse: response });
      expect((await good.POST(path, { body })).error).toBeUndefined();
    }
  });

  it('is decided by the body when a middleware answers in place of the service', async () => {
    const service = await startAnswering({ ErrorCode: 0 });
    for (const answer of [gone, { ErrorCode: 0 }]) {
      const client = clientOf(service);
      client.use({ onRequest: () => Response.json(answer) });
      const { data, error } = await client.POST(path, { body });
      expect(answer === gone ? error : data).toStrictEqual(answer);
      expect(answer === gone ? data : error).toBeUndefined();
    }
    expect(service.received).toHaveLength(0);
  });

  it('is decided by the body when a middleware answers in place of an error', async () => {
    const broken = await startService((_request, response) => response.destroy());
    const client = clientOf(broken, { retry: false });
    client.use({ onError: () => Response.json(gone) });
    expect((await client.POST(path, { body })).error).toStrictEqual(gone);
  });
});

describe('the headers of the response', () => {
  it.each([[{ ErrorCode: 0 }], [gone]])('reach the caller and middleware: %o', async (answer) => {
    const service = await startService((_request, response) => {
      response
        .writeHead(200, { 'x-request-id': 'r-1', 'content-type': 'application/json' })
        .end(JSON.stringify(answer));
    });
    const { response } = await clientOf(service).POST(path, { body });
    expect(response.headers.get('x-request-id')).toBe('r-1');
    const client = clientOf(service);
    client.use({
      onResponse: async ({ response: seen }) => {
        expect(seen.headers.get('x-request-id')).toBe('r-1');
        expect(seen.clone().headers.get('x-request-id')).toBe('r-1');
        return new Response(await seen.text(), seen);
      },
    });
    const { response: made } = await client.POST(path, { body });
    expect(made.headers.get('x-request-id')).toBe('r-1');
  });
});
