import { describe, expect, expectTypeOf, it } from 'vitest';
import { type AttemptEvent, createChatClient, type FetchLike, type ResponseLike } from '../src/index.ts';
import { startAnswering, startService } from './service.ts';

const channel = { Official_Account: '@TOA#_a' };
const identity = { sdkAppId: 1, identifier: 'administrator', secretKey: 'a-key' };

/** A stream as Node had it before there were those of the web, which is what node-fetch gives. */
const nodeStream = { pipe() {}, on() {}, [Symbol.asyncIterator]() {} };
const headers = new Headers();

const throwing = (): never => {
  throw new Error('canary');
};

/** A response some of whose parts cannot be got. */
function withThrowing(names: readonly string[], parts: object): object {
  const response = { status: 200, ...parts };
  for (const name of names) Object.defineProperty(response, name, { get: throwing });
  return response;
}

function locked(): unknown {
  const { body } = new Response('{}');
  body?.getReader();
  return body;
}

function clientOf(url: string, fetch: unknown, events: AttemptEvent[] = []) {
  const onAttempt = (event: AttemptEvent) => events.push(event);
  return Reflect.apply(createChatClient, undefined, [{ baseUrl: url, ...identity, fetch, onAttempt }]);
}

describe("a response that is not the platform's", () => {
  it('is read by its text(), as that of node-fetch, and the service is asked once', async () => {
    const service = await startAnswering({ ErrorCode: 0, RequestId: 'ü' });
    const nodeFetch = async (...args: Parameters<FetchLike>): Promise<ResponseLike> => {
      const { status, headers, text } = await fetch(...args).then(async (real) => ({
        status: real.status,
        headers: real.headers,
        text: await real.text(),
      }));
      return Object.assign({ body: nodeStream }, { status, headers, text: async () => text });
    };
    expect(await clientOf(service.url, nodeFetch).destroyOfficialAccount(channel)).toStrictEqual({
      ErrorCode: 0,
      RequestId: 'ü',
    });
    expect(service.received).toHaveLength(1);
    expectTypeOf(nodeFetch).toExtend<FetchLike>();
    expectTypeOf(fetch).toExtend<FetchLike>();
  });

  it.for<[string, object]>([
    ['text() and json()', { status: 200, text: async () => '{"ErrorCode":0}', json: async () => ({ ErrorCode: 0 }) }],
    [
      'text() alone, and a body of another kind',
      { status: 200, headers, body: nodeStream, text: () => '{"ErrorCode":0}' },
    ],
    ['json() alone', { ok: true, status: 200, json: async () => ({ ErrorCode: 0 }) }],
    [
      'headers that are no Headers',
      { status: 200, headers: { 'content-type': 'x' }, text: async () => '{"ErrorCode":0}' },
    ],
    ['a text() that throws, and json()', { status: 200, text: throwing, json: async () => ({ ErrorCode: 0 }) }],
    ['a text() that gives nothing, and json()', { status: 200, text() {}, json: async () => ({ ErrorCode: 0 }) }],
    ['parts that throw, and json()', withThrowing(['text', 'body', 'bodyUsed'], { json: () => ({ ErrorCode: 0 }) })],
    ['a body whose reader is none', { status: 200, body: { getReader: () => null }, text: () => '{"ErrorCode":0}' }],
    ['a body whose reader is empty', { status: 200, body: { getReader: () => ({}) }, text: () => '{"ErrorCode":0}' }],
    ['a body whose reader throws', { status: 200, body: { getReader: throwing }, text: () => '{"ErrorCode":0}' }],
    ['a text with a mark before it', { status: 200, text: async () => '\ufeff{"ErrorCode":0}' }],
  ])('is read when a test makes it of %s', async ([, response]) => {
    const chat = clientOf('http://service.test', async () => response);
    expect(await chat.destroyOfficialAccount(channel)).toStrictEqual({ ErrorCode: 0 });
  });

  it.for<[string, object]>([
    ['nothing to read', { status: 200, headers, body: nodeStream }],
    ['no status', { headers, text: async () => '{"ErrorCode":0}' }],
    ['a text that is none', { status: 200, text: async () => 7 }],
    ['a text() that throws', { status: 200, text: throwing }],
    ['a reader that gives nothing', { status: 200, body: { getReader: () => ({ read() {} }) } }],
    ['a reader that throws', { status: 200, body: { getReader: () => ({ read: throwing }) } }],
    ['a body that is locked', { status: 200, body: locked(), text: () => Promise.reject(new TypeError('canary')) }],
    ['json() that fails', { status: 200, json: () => Promise.reject(new SyntaxError('canary')) }],
    ['a body that was read', { status: 200, bodyUsed: true, text: () => Promise.reject(new TypeError('canary')) }],
  ])('with %s ends the call as one ChatResponseError that names fetch', async ([, response]) => {
    const events: AttemptEvent[] = [];
    const chat = clientOf('http://service.test', async () => response, events);
    const call = chat.destroyOfficialAccount(channel);
    await expect(call).rejects.toMatchObject({ name: 'ChatResponseError', outcome: 'unknown', attempts: 1 });
    await expect(call).rejects.toThrow('what fetch gave cannot be read');
    await expect(call).rejects.not.toThrow('canary');
    expect(events).toMatchObject([{ result: 'response', outcome: 'unknown', willRetry: false }]);
  });

  it('keeps its status, and its text counts like any other', async () => {
    const gateway = clientOf('http://service.test', async () => ({ status: 404, text: async () => '<h1>' }));
    await expect(gateway.destroyOfficialAccount(channel)).rejects.toMatchObject({ name: 'ChatHttpError', status: 404 });
    const broken = clientOf('http://service.test', async () => ({
      status: 200,
      text: () => Promise.reject(new Error()),
    }));
    await expect(broken.destroyOfficialAccount(channel)).rejects.toMatchObject({
      name: 'ChatConnectionError',
      attempts: 3,
    });
  });

  it('that comes after the attempt has ended is let go', async () => {
    const open = new Set<unknown>();
    const service = await startService((_request, response) => {
      open.add(response);
      response.on('close', () => open.delete(response));
      setTimeout(() => response.writeHead(200).write(' '), 60);
    });
    // It does not look at its signal.
    const deaf: FetchLike = (url, { signal: _, ...init }) => fetch(url, init);
    const call = clientOf(service.url, deaf).destroyOfficialAccount(channel, { timeout: 30, retry: false });
    await expect(call).rejects.toMatchObject({ name: 'ChatTimeoutError' });
    await expect.poll(() => open.size).toBe(0);
  });
});
