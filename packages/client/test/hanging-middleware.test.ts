/** Middleware of openapi-fetch that does not end: the call ends all the same. */
import type { Middleware } from 'openapi-fetch';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createFetchClient } from '../src/openapi-fetch/index.ts';
import { startAnswering } from './service.ts';

const path = '/v4/official_account_open_http_svc/destroy_official_account';
const body = { Official_Account: '@TOA#_test_id' };
const identity = { sdkAppId: 1400000000, identifier: 'administrator', userSig: 'eJ-canary*signature_' };

const never = new Promise<never>(() => {});
const endless = () => new ReadableStream({ pull: () => never });
const request = (url: string) =>
  Reflect.construct(Request, [url, { method: 'POST', body: endless(), duplex: 'half' }]) as Request;

/** What hangs, and whether the service was asked before. */
const hanging: [string, Middleware, boolean][] = [
  ['onRequest that hangs', { onRequest: () => never }, false],
  ['onRequest with a body that does not end', { onRequest: ({ request: { url } }) => request(url) }, false],
  ['onResponse that hangs', { onResponse: () => never }, true],
  ['onResponse with a body that does not end', { onResponse: () => new Response(endless()) }, true],
];

describe.for(hanging)('an %s', ([, middleware, isAsked]) => {
  const ways = [true, false];

  it.for(ways)('is ended by the deadline (a middleware of the client: %s)', async (isOfClient) => {
    const service = await startAnswering({ ErrorCode: 0 });
    const client = createFetchClient({ baseUrl: service.url, ...identity, deadline: 60 });
    if (isOfClient) client.use(middleware);
    const call = client.POST(path, { body, ...(isOfClient ? {} : { middleware: [middleware] }) });
    await expect(call).rejects.toMatchObject({
      name: 'ChatTimeoutError',
      limit: 'deadline',
      timeout: 60,
      operation: 'destroyOfficialAccount',
      attempts: isAsked ? 1 : 0,
      outcome: isAsked ? 'unknown' : 'notApplied',
    });
    expect(service.received).toHaveLength(isAsked ? 1 : 0);
    // Nothing of it stays with the client.
    expect(await client.POST(path, { body, middleware: [] }).catch(String)).toBeDefined();
  });

  it("is ended by the call's signal, whose reason it rejects with", async () => {
    const service = await startAnswering({ ErrorCode: 0 });
    const client = createFetchClient({ baseUrl: service.url, ...identity });
    const controller = new AbortController();
    const call = client.POST(path, { body, middleware: [middleware], signal: controller.signal });
    const reason = { of: 'the app' };
    setTimeout(() => controller.abort(reason), 60);
    await expect(call).rejects.toBe(reason);
  });
});

describe('a call with a middleware', () => {
  it('has one deadline, for the middleware and the attempts together', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    onTestFinished(() => void vi.useRealTimers());
    let isAsked = (): void => {};
    const asked = new Promise<void>((resolve) => {
      isAsked = resolve;
    });
    const fetch = (): Promise<never> => {
      isAsked();
      return never;
    };
    const options = { baseUrl: 'http://service.test', ...identity, retry: false, fetch } as const;
    const slow: Middleware = { onRequest: () => new Promise((resolve) => setTimeout(resolve, 150)) };
    const ended = vi.fn();
    const call = createFetchClient(options).POST(path, { body, middleware: [slow], deadline: 200 });
    const failed = call.catch((error: unknown) => error).finally(ended);
    await vi.advanceTimersByTimeAsync(150);
    await asked;
    await vi.advanceTimersByTimeAsync(49);
    expect(ended).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(2);
    // The clock stands still now.
    expect(await failed).toMatchObject({ limit: 'deadline', timeout: 200, attempts: 1, outcome: 'unknown' });
  });

  it.for([Number.NaN, '60', -1])('refuses the deadline %j', async (deadline) => {
    const service = await startAnswering({ ErrorCode: 0 });
    const client = createFetchClient({ baseUrl: service.url, ...identity });
    const call = Reflect.apply(client.POST, client, [path, { body, middleware: [{}], deadline }]);
    await expect(call).rejects.toMatchObject({ name: 'ChatConfigError', message: expect.stringMatching(/deadline/) });
    expect(service.received).toStrictEqual([]);
  });
});
