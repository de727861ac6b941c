/** A `fetch` of the user that makes other requests too, or refuses: what its errors prove of the request itself. */
import { request as httpRequest } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createChatClient, type FetchLike } from '../src/index.ts';
import { closedUrl, type Service, startAnswering, startService } from './service.ts';

const identity = { sdkAppId: 1, identifier: 'administrator', secretKey: 'a-key', quota: false } as const;
const message = {
  Official_Account: '@TOA#_a',
  MsgBody: [{ MsgType: 'TIMTextElem', MsgContent: { Text: 'hello' } }],
} as const;

/** Sends a message, which must not be repeated when it may have been sent. */
async function sendThrough(fetch: FetchLike, service: Service): Promise<{ error: unknown; served: number }> {
  const chat = createChatClient({ baseUrl: service.url, ...identity, fetch });
  const body = { ...message, MsgBody: [...message.MsgBody] };
  const error: unknown = await chat.sendOfficialAccountMsg(body).catch((reason: unknown) => reason);
  // What was begun without being waited for comes now.
  await globalThis.fetch(`${service.url}/last`, { method: 'POST', body: '{}' }).catch(() => {});
  return { error, served: service.received.filter(({ path }) => path !== '/last').length };
}

/** Sends by `node:http`, as node-fetch and axios do. */
const sendByHttp: FetchLike = (url, { headers, body }) =>
  new Promise<Response>((resolve, reject) => {
    const sent = httpRequest(url, { method: 'POST', headers }, (response) => {
      resolve(new Response('{"ErrorCode":0}', { status: response.statusCode ?? 0 }));
      response.resume();
    });
    sent.on('error', reject).end(body);
  });

const senders: Record<string, FetchLike> = { fetch, 'node:http': sendByHttp };

describe.for(Object.keys(senders))('a fetch of the user that sends by %s', (by) => {
  const sendIt: FetchLike = (url, init) => senders[by]?.(url, init) ?? Promise.reject(new Error('no sender'));

  it.for<[string, () => Promise<string>]>([
    ['a host that refuses', () => closedUrl()],
    ['a host without a name', async () => 'http://collector.invalid'],
    ['a port that fetch does not call', async () => 'http://127.0.0.1:6000'],
  ])('and then calls %s may have sent the request', async ([, address]) => {
    const service = await startAnswering({ ErrorCode: 0 });
    const url = await address();
    const { error, served } = await sendThrough(async (...request) => {
      const response = await sendIt(...request);
      await fetch(`${url}/log`, { method: 'POST' });
      return response;
    }, service);
    expect(error).toMatchObject({ name: 'ChatConnectionError', outcome: 'unknown', attempts: 1 });
    expect(served).toBe(1);
  });

  it('and turns to another host when the first has broken off may have sent it', async () => {
    const service = await startService((_, response) => response.socket?.destroy());
    const other = await closedUrl();
    const { error, served } = await sendThrough(async (url, init) => {
      return sendIt(url, init).catch(() => sendIt(url.replace(service.url, other), init));
    }, service);
    expect(error).toMatchObject({ name: 'ChatConnectionError', outcome: 'unknown', attempts: 1 });
    expect(served).toBe(1);
  });

  it('has certainly not sent it when no host could be reached', async () => {
    const service = await startAnswering({ ErrorCode: 0 });
    const other = await closedUrl();
    const { error, served } = await sendThrough((url, init) => sendIt(url.replace(service.url, other), init), service);
    expect(error).toMatchObject({ name: 'ChatConnectionError', code: 'ECONNREFUSED', outcome: 'notApplied' });
    expect(served).toBe(0);
  });

  it('may have sent it when it gives nothing, or throws, and has not taken the signal', async () => {
    for (const end of [
      () => undefined,
      () => {
        throw new Error('mine');
      },
    ]) {
      const service = await startAnswering({ ErrorCode: 0 });
      const forgetful: FetchLike = (url, { method, headers, body }) => {
        sendIt(url, { method, headers, body, redirect: 'manual', signal: new AbortController().signal }).catch(
          () => {},
        );
        return Object([end()])[0];
      };
      const { error, served } = await sendThrough(
        (...request) => Reflect.apply(forgetful, undefined, request),
        service,
      );
      expect(error).toMatchObject({ name: 'ChatConnectionError', outcome: 'unknown', attempts: 1 });
      expect(served).toBe(1);
    }
  });
});

describe('a fetch of the user that refuses', () => {
  it.for<[string, (init: Parameters<FetchLike>[1]) => object]>([
    ['a header that it does not send', ({ headers }) => ({ headers: { ...headers, expect: '100-continue' } })],
    ['a value that is no header', ({ headers }) => ({ headers: { ...headers, 'x-trace': '\u4e2d\u6587' } })],
    ['a header of two lines', ({ headers }) => ({ headers: { ...headers, 'x-trace': 'a\nb' } })],
    ['a name that is none', ({ headers }) => ({ headers: { ...headers, 'x trace': 'a' } })],
    ['a wrong option', () => ({ credentials: 'bogus' })],
    ['a mode of browsers', () => ({ mode: 'navigate' })],
    ['a stream without its option', ({ body }) => ({ body: new Blob([body]).stream() })],
    ['a method without a body', () => ({ method: 'GET' })],
    ['a signal that is none', () => ({ signal: { aborted: false } })],
  ])('%s has sent nothing, and is asked once', async ([, change]) => {
    const service = await startAnswering({ ErrorCode: 0 });
    let asked = 0;
    const changing = (url: string, init: Parameters<FetchLike>[1]): Promise<Response> => {
      asked++;
      return Reflect.apply(fetch, undefined, [url, { ...init, ...change(init) }]);
    };
    const { error, served } = await sendThrough(changing, service);
    expect(error).toMatchObject({ name: 'ChatConnectionError', outcome: 'notApplied' });
    expect(String(error)).toMatch(/nothing was sent: fetch (threw TypeError at once|refused an argument)/);
    expect([asked, served]).toStrictEqual([1, 0]);
  });

  it.for<[string, FetchLike]>([
    ['has a helper that is not there', async () => Reflect.apply(Object({}).helper, undefined, [])],
    ['calls an address without a host', (url, init) => fetch(`/relative${url}`, init)],
    ['throws in its own code', async () => JSON.parse('{')],
  ])('because it %s has sent nothing, and is asked once', async ([, broken]) => {
    const service = await startAnswering({ ErrorCode: 0 });
    let asked = 0;
    const { error, served } = await sendThrough((...request) => {
      asked++;
      return broken(...request);
    }, service);
    expect(error).toMatchObject({ name: 'ChatConnectionError', outcome: 'notApplied', attempts: 1 });
    expect(String(error)).toMatch(/nothing was sent: fetch threw \w+Error at once/);
    expect([asked, served]).toStrictEqual([1, 0]);
  });

  it('is believed in what it says of a connection only as far as it goes', async () => {
    const service = await startAnswering({ ErrorCode: 0 });
    for (const text of ['Failed to fetch', 'fetch failed', 'NetworkError when attempting to fetch', 'Load failed']) {
      const { error } = await sendThrough(() => Promise.reject(new TypeError(text)), service);
      expect(error, text).toMatchObject({ outcome: 'unknown' });
    }
  });
});
