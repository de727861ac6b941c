import type { Middleware } from 'openapi-fetch';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { ChatConfigError, ChatHttpError, ChatTimeoutError } from '../src/index.ts';
import { createFetchClient } from '../src/openapi-fetch/index.ts';
import { type Service, startAnswering, startService } from './service.ts';

const path = '/v4/official_account_open_http_svc/destroy_official_account';
const body = { Official_Account: '@TOA#_test_id' };

function clientOf({ url }: Service, options: { timeout?: number } = {}) {
  const identity = { sdkAppId: 1400000000, identifier: 'administrator', userSig: 'eJ-canary*signature_' };
  return createFetchClient({ baseUrl: url, ...identity, ...options });
}

describe('createFetchClient', () => {
  it('fills data on success', async () => {
    const service = await startAnswering({ ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0, RequestId: 'r-1' });
    const { data, error, response } = await clientOf(service).POST(path, { body });
    expect(data).toStrictEqual({ ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0, RequestId: 'r-1' });
    expect(error).toBeUndefined();
    expect(response.ok).toBe(true);
    expect(service.received[0]).toMatchObject({ method: 'POST', path, body: JSON.stringify(body) });
    expect(service.received[0]?.query.get('usersig')).toBe('eJ-canary*signature_');
  });

  it('fills error on a refusal, although the status is 200', async () => {
    const service = await startAnswering({ ActionStatus: 'FAIL', ErrorInfo: 'gone', ErrorCode: 130004 });
    const { data, error, response } = await clientOf(service).POST(path, { body });
    expect(data).toBeUndefined();
    expect(error).toStrictEqual({ ActionStatus: 'FAIL', ErrorInfo: 'gone', ErrorCode: 130004 });
    expect(response).toMatchObject({ status: 200, ok: false });
  });

  it('types data as success and error as failure', () => {
    type Result = Awaited<ReturnType<ReturnType<typeof createFetchClient>['POST']>>;
    expectTypeOf<NonNullable<Result['data']>['ErrorCode']>().toEqualTypeOf<0>();
    expectTypeOf<NonNullable<Result['error']>['ErrorCode']>().toEqualTypeOf<number>();
    const check = (client: ReturnType<typeof createFetchClient>): void => {
      // @ts-expect-error the path does not exist
      client.POST('/v4/official_account_open_http_svc/destroy', { body });
      // @ts-expect-error the field is misspelt
      client.POST(path, { body: { OfficialAccount: '@TOA#_a' } });
      // @ts-expect-error the service knows POST only
      client.GET(path, { body });
    };
    expect(check).toBeTypeOf('function');
  });

  it('shows neither signature nor query to middleware, which can change the body and the answer', async () => {
    const service = await startAnswering({ ErrorCode: 0 });
    const client = clientOf(service);
    const seen: string[] = [];
    client.use({
      onRequest: ({ request, schemaPath }) => {
        seen.push(schemaPath, request.url);
        return new Request(request, { body: '{"Official_Account":"@TOA#_other"}' });
      },
      onResponse: async ({ response }) => {
        seen.push(response.url);
        return Response.json({ ...(await response.json()), added: true });
      },
    });
    const { data } = await client.POST(path, { body });
    expect(data).toStrictEqual({ ErrorCode: 0, added: true });
    expect(service.received[0]?.body).toBe('{"Official_Account":"@TOA#_other"}');
    expect(seen.join(' ')).toContain(`${service.url}${path}`);
    expect(seen.join(' ')).not.toContain('canary');
    expect(seen.join(' ')).not.toContain('?');
  });

  it('sends the headers of a call and of middleware, and always JSON', async () => {
    const service = await startAnswering({ ErrorCode: 0 });
    const client = clientOf(service);
    await client.POST(path, { body, headers: { 'x-own': 'a' } });
    client.use({ onRequest: ({ request }) => request.headers.set('traceparent', '00-1-2-01') });
    client.use({ onRequest: ({ request }) => new Request(request.url, { method: 'POST', body: '{"a":1}' }) });
    client.use({ onRequest: ({ request }) => request.headers.set('x-last', 'b') });
    await client.POST(path, { body, headers: { 'x-own': 'a' } });
    const [first, second] = service.received;
    expect(first?.headers).toMatchObject({ 'x-own': 'a', 'content-type': 'application/json' });
    expect(second?.headers).toMatchObject({ 'x-last': 'b', 'content-type': 'application/json' });
    expect(second?.headers).not.toHaveProperty('traceparent');
    expect(second?.body).toBe('{"a":1}');
  });

  it('shows the whole request to the middleware of one call', async () => {
    const service = await startAnswering({ ErrorCode: 0 });
    const seen: string[] = [];
    const middleware: Middleware[] = [
      {
        onRequest: async ({ request }) => {
          seen.push(await request.clone().text());
        },
      },
    ];
    const { data } = await clientOf(service).POST(path, { body, middleware });
    expect(data).toStrictEqual({ ErrorCode: 0 });
    expect(seen).toStrictEqual([JSON.stringify(body)]);
  });

  it.each<[string, boolean]>([
    ['without middleware', false],
    ['with middleware', true],
  ])('takes timeout, deadline, retry and signal of a call %s', async (_how, watched) => {
    const silent = await startService(() => {});
    const client = clientOf(silent);
    if (watched) client.use({ onRequest: () => undefined });
    await expect(client.POST(path, { body, timeout: 40, retry: 0 })).rejects.toMatchObject({ limit: 'timeout' });
    await expect(client.POST(path, { body, deadline: 40 })).rejects.toMatchObject({ limit: 'deadline' });
    await expect(client.POST(path, { body, retry: 99 })).rejects.toThrow('retry must be');
    await expect(client.POST(path, { body, signal: AbortSignal.abort('early') })).rejects.toBe('early');
  });

  it.each<[string, number]>([
    ['success', 0],
    ['refusal', 130004],
  ])('gives a response that is a whole one: %s', async (_what, ErrorCode) => {
    const service = await startAnswering({ ErrorCode, ErrorInfo: 'with ü' });
    const text = JSON.stringify({ ErrorCode, ErrorInfo: 'with ü' });
    const copies: Response[] = [];
    const client = clientOf(service);
    client.use({
      onResponse: ({ response }) => {
        copies.push(response.clone(), response.clone(), response.clone(), response.clone(), response);
      },
    });
    const { response } = await client.POST(path, { body });
    const [first, second, third, fourth, own] = copies;
    expect(await first?.json()).toStrictEqual({ ErrorCode, ErrorInfo: 'with ü' });
    expect(new TextDecoder().decode(await second?.arrayBuffer())).toBe(text);
    expect(await third?.blob().then((blob) => blob.text())).toBe(text);
    expect(fourth?.body).toBeInstanceOf(ReadableStream);
    expect(new TextDecoder().decode(await fourth?.bytes())).toBe(text);
    for (const used of [first, second, third, fourth, own]) expect(used?.bodyUsed).toBe(true);
    expect(own).toBe(response);
    expect(() => response.clone()).toThrow(TypeError);
    await expect(response.text()).rejects.toThrow(TypeError);
    await expect(response.json()).rejects.toThrow(TypeError);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response).toMatchObject({ status: 200, ok: ErrorCode === 0, url: '' });
  });

  it('gives the answer as a stream to who asks for that', async () => {
    const service = await startAnswering({ ErrorCode: 0 });
    const { data } = await clientOf(service).POST(path, { body, parseAs: 'stream' });
    expect(await new Response(data).json()).toStrictEqual({ ErrorCode: 0 });
  });

  it('rejects with the errors of the client when there is no usable answer', async () => {
    const bad = await startService((_request, response) => response.writeHead(502).end('bad gateway'));
    await expect(clientOf(bad).POST(path, { body })).rejects.toBeInstanceOf(ChatHttpError);
    const silent = await startService(() => {});
    await expect(clientOf(silent, { timeout: 50 }).POST(path, { body })).rejects.toBeInstanceOf(ChatTimeoutError);
  });

  it('rejects with the reason of the signal', async () => {
    const silent = await startService(() => {});
    const controller = new AbortController();
    const call = clientOf(silent).POST(path, { body, signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(call).rejects.toThrow('enough');
  });

  it('refuses a path that is not one of the document', async () => {
    const service = await startAnswering({ ErrorCode: 0 });
    const client = clientOf(service);
    await expect(Reflect.apply(client.POST, client, ['/v4/x/y', { body }])).rejects.toBeInstanceOf(ChatConfigError);
    expect(service.received).toHaveLength(0);
  });
});
