import type { OperationCode } from '@chat-openapi/openapi';
import { describe, expect, expectTypeOf, it, vi } from 'vitest';
import {
  ChatApiError,
  ChatConnectionError,
  ChatError,
  ChatHttpError,
  ChatResponseError,
  ChatTimeoutError,
  createChatClient,
  type FetchLike,
  isChatApiError,
} from '../src/index.ts';
import { closedUrl, type Service, startAnswering, startService } from './service.ts';

const channel = { Official_Account: '@TOA#_a' };

function destroy(
  service: Service,
  options: { timeout?: number; userSig?: () => Promise<string>; fetch?: FetchLike; retry?: number } = {},
): Promise<unknown> {
  const chat = createChatClient({
    baseUrl: service.url,
    sdkAppId: 1400000000,
    identifier: 'administrator',
    userSig: 'eJ-canary*signature_',
    ...options,
  });
  return chat.destroyOfficialAccount({ Official_Account: '@TOA#_test_id' }).catch((error: unknown) => error);
}

describe('a call that fails', () => {
  it('rejects with ChatApiError when ErrorCode is not 0', async () => {
    const service = await startAnswering({ ActionStatus: 'FAIL', ErrorInfo: 'gone', ErrorCode: 130004 });
    const error = await destroy(service);
    expect(error).toBeInstanceOf(ChatApiError);
    expect(error).toMatchObject({
      name: 'ChatApiError',
      code: 130004,
      codeName: 'OfficialAccountNotFound',
      info: 'gone',
      body: { ActionStatus: 'FAIL', ErrorInfo: 'gone', ErrorCode: 130004 },
      retry: 'never',
      operation: 'destroyOfficialAccount',
      attempts: 1,
      outcome: 'notApplied',
      docsUrl: 'https://chat-openapi.github.io/errors/130004.html',
    });
    expect(String(error)).toContain('destroyOfficialAccount: 130004 OfficialAccountNotFound: gone');
  });

  it("reads a code as the operation's own page means it", async () => {
    const service = await startAnswering({ ErrorCode: 10004 });
    expect(await destroy(service)).toMatchObject({
      codeName: 'InternalServerError',
      retry: 'transient',
      outcome: 'unknown',
      info: '',
    });
  });

  it('passes a code on that is not documented', async () => {
    const service = await startAnswering({ ErrorCode: 87, ErrorInfo: 'odd', BusType: 7 });
    const error = await destroy(service);
    expect(error).toMatchObject({
      code: 87,
      codeName: undefined,
      retry: 'never',
      outcome: 'unknown',
      body: { BusType: 7 },
    });
    expect(isChatApiError(error)).toBe(true);
    expect(isChatApiError(error, 'destroyOfficialAccount')).toBe(false);
  });

  it('treats a FAIL with code 0 as success and an OK with a code as failure, for only the code decides', async () => {
    expect(await destroy(await startAnswering({ ActionStatus: 'FAIL', ErrorCode: 0 }))).toMatchObject({ ErrorCode: 0 });
    expect(await destroy(await startAnswering({ ActionStatus: 'OK', ErrorCode: 6017 }))).toBeInstanceOf(ChatApiError);
  });

  it.each([
    ['errorcode in lower case', '{"ActionStatus":"OK","errorcode":0}', 'the body has no ErrorCode'],
    ['a code as text', '{"ErrorCode":"0"}', 'ErrorCode is not a whole number'],
    ['an array', '[]', 'the body is not a JSON object'],
    ['null', 'null', 'the body is not a JSON object'],
    ['HTML', '<html>busy</html>', 'the body is not JSON'],
    ['nothing', '', 'the body is empty'],
    ['a cut body', '{"ActionStatus":"OK","Err', 'the body is not JSON'],
  ])('rejects with ChatResponseError when the answer is %s', async (_what, body, reason) => {
    const error = await destroy(await startAnswering(body));
    expect(error).toBeInstanceOf(ChatResponseError);
    expect(error).toMatchObject({ status: 200, contentType: 'application/json', outcome: 'unknown', attempts: 1 });
    expect(String(error)).toContain(reason);
  });

  it('rejects with ChatResponseError when the body does not end', async () => {
    const service = await startService((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const chunk = Buffer.alloc(1024 * 1024, 'a');
      const more = (): void => {
        if (!response.destroyed) response.write(chunk, more);
      };
      more();
    });
    const error = await destroy(service);
    expect(error).toBeInstanceOf(ChatResponseError);
    expect(String(error)).toContain('the body is too large');
  });

  it.each([502, 404, 204])('rejects with ChatHttpError when the status is %i', async (status) => {
    const service = await startService((_request, response) => {
      response.writeHead(status, { 'content-type': 'text/html' }).end(status === 204 ? undefined : '<h1>Bad</h1>');
    });
    const error = await destroy(service);
    expect(error).toBeInstanceOf(ChatHttpError);
    expect(error).toMatchObject({ status, contentType: 'text/html', outcome: 'unknown' });
  });

  it('does not follow a redirect, which would carry the signature away', async () => {
    const other = await startAnswering({ ErrorCode: 0 });
    const service = await startService((request, response) => {
      response.writeHead(307, { location: `${other.url}${request.path}?${request.query}` }).end();
    });
    const error = await destroy(service);
    expect(error).toBeInstanceOf(ChatHttpError);
    expect(error).toMatchObject({ status: 307 });
    expect(other.received).toHaveLength(0);
  });

  it('rejects with ChatTimeoutError when nothing comes, and when a body stops coming', async () => {
    const silent = await startService(() => {});
    expect(await destroy(silent, { timeout: 50 })).toMatchObject({
      name: 'ChatTimeoutError',
      timeout: 50,
      outcome: 'unknown',
    });
    const stuck = await startService((_request, response) => {
      response.writeHead(200).write('{"ErrorCode":');
    });
    expect(await destroy(stuck, { timeout: 50 })).toBeInstanceOf(ChatTimeoutError);
  });

  it('rejects with ChatConnectionError and knows that nothing was sent when the connection is refused', async () => {
    const error = await destroy({ url: await closedUrl(), received: [] });
    expect(error).toBeInstanceOf(ChatConnectionError);
    expect(error).toMatchObject({ code: 'ECONNREFUSED', outcome: 'notApplied' });
  });

  it('says of the last attempt alone that it was not sent when an earlier one may have been carried out', async () => {
    const service = await startService((_request, response) => response.destroy());
    const url = await closedUrl();
    let calls = 0;
    const fetch = (given: string, init: RequestInit) =>
      globalThis.fetch(++calls === 1 ? given : given.replace(service.url, url), init);
    const error = await destroy(service, { fetch, retry: 1 });
    expect(error).toMatchObject({ code: 'ECONNREFUSED', outcome: 'unknown', attempts: 2 });
    expect(String(error)).toMatch(
      /the last attempt was not sent: .* It may have been carried out; it is safe to repeat/,
    );
  });

  it('does not know the outcome when the connection breaks after the request', async () => {
    const service = await startService((_request, response) => response.destroy());
    const error = await destroy(service);
    expect(error).toBeInstanceOf(ChatConnectionError);
    expect(error).toMatchObject({ outcome: 'unknown' });
  });

  it("has the caller's own line in its stack", async () => {
    const chatOf = (baseUrl: string) =>
      createChatClient({ baseUrl, sdkAppId: 1, identifier: 'administrator', secretKey: 'a-key', retry: false });
    const silent = await startService(() => {});
    const refusing = await startAnswering({ ErrorCode: 130004 });
    async function terminateChannel(baseUrl: string, timeout: number): Promise<void> {
      await chatOf(baseUrl).destroyOfficialAccount({ Official_Account: '@TOA#_a' }, { timeout });
    }
    for (const [url, timeout] of [
      [refusing.url, 5000],
      [silent.url, 50],
      [await closedUrl(), 5000],
    ] as const) {
      const error: unknown = await terminateChannel(url, timeout).catch((reason: unknown) => reason);
      expect(error instanceof Error && error.stack).toContain('terminateChannel');
    }
  });

  it("begins its stack with the caller's own line, whenever the caller waits for it, and whatever failed", async () => {
    const refusing = await startAnswering({ ErrorCode: 130004 });
    const throttling = await startAnswering({ ErrorCode: 60007 });
    const closed = await closedUrl();
    const chatOf = (baseUrl: string, options: object = {}) =>
      createChatClient({ baseUrl, sdkAppId: 1, identifier: 'administrator', secretKey: 'a-key', ...options });
    const silence = { fetch: () => new Promise<never>(() => {}) };
    const calls: [client: ReturnType<typeof chatOf>, body: unknown, options?: object][] = [
      [chatOf(refusing.url), channel],
      [chatOf(throttling.url), channel, { retry: 1 }],
      [chatOf(closed, { retry: false }), channel],
      [chatOf(closed, silence), channel, { deadline: 30 }],
      [chatOf(closed), 'no body'],
      [chatOf(closed), channel, { timeout: -1 }],
    ];
    for (const [chat, body, options] of calls) {
      const terminateChannel = (): Promise<unknown> =>
        Reflect.apply(chat.destroyOfficialAccount, undefined, [body, options]);
      const promise = terminateChannel();
      promise.catch(() => {});
      // When the call fails, nobody waits for it yet.
      await new Promise((resolve) => setTimeout(resolve, 5));
      const error: unknown = await promise.catch((reason: unknown) => reason);
      if (!(error instanceof ChatError)) throw new Error('It is no ChatError.');
      const [title, first] = error.stack?.split('\n') ?? [];
      expect(title).toBe(`${error.name}: ${error.message}`);
      expect(first).toMatch(/^ +at (Object\.)?terminateChannel .*errors\.test\.ts:\d+/);
    }
  });

  it("begins its stack with the caller's own line when very many are made at once", async () => {
    const refusing = await startAnswering({ ErrorCode: 130004 });
    const chat = createChatClient({
      baseUrl: refusing.url,
      sdkAppId: 1,
      identifier: 'administrator',
      secretKey: 'a-key',
      quota: false,
      retry: false,
    });
    const bodies: unknown[] = Array.from({ length: 500 }, (_, index) => (index % 2 === 0 ? channel : 'no body'));
    async function terminateChannel(body: unknown): Promise<unknown> {
      return await Reflect.apply(chat.destroyOfficialAccount, undefined, [body]);
    }
    const ends = await Promise.allSettled(bodies.map(terminateChannel));
    const seconds = ends.map((end) => (end.status === 'rejected' ? String(end.reason.stack).split('\n')[1] : ''));
    expect(
      seconds.filter((line) => !/^ +at (async )?terminateChannel .*errors\.test\.ts:\d+/.test(line ?? '')),
    ).toStrictEqual([]);
  });

  it("begins its stack with the caller's own line when very many are waited for together", async () => {
    const refusing = await startAnswering({ ErrorCode: 130004 });
    const identity = { sdkAppId: 1, identifier: 'administrator', secretKey: 'a-key' };
    const chat = createChatClient({ baseUrl: refusing.url, ...identity, quota: false, retry: false });
    async function terminateAll(): Promise<PromiseSettledResult<unknown>[]> {
      return await Promise.allSettled(Array.from({ length: 100 }, () => chat.destroyOfficialAccount(channel)));
    }
    // All at the same moment, so that no more than some can note where they were made.
    const clock = vi.spyOn(performance, 'now').mockReturnValue(performance.now());
    const ends = await terminateAll();
    clock.mockRestore();
    const seconds = ends.map((end) => (end.status === 'rejected' ? String(end.reason.stack).split('\n')[1] : ''));
    expect(seconds.filter((line) => !/^ +at .*errors\.test\.ts:\d+/.test(line ?? ''))).toStrictEqual([]);
    expect(seconds.at(-1)).toContain('terminateAll');
  });

  it('lists its stack as no property, and keeps the stack that is not its own', async () => {
    const service = await startAnswering({ ErrorCode: 130004 });
    expect(Object.keys(Object(await destroy(service)))).not.toContain('stack');
    const mine = new Error('mine');
    const { stack } = mine;
    const reason = await destroy(service, { userSig: () => Promise.reject(mine) });
    expect(reason).toBe(mine);
    expect(mine.stack).toBe(stack);
  });

  it('narrows the code to those of the operation, so that a switch can end in never', async () => {
    const error = await destroy(await startAnswering({ ErrorCode: 130004 }));
    if (!isChatApiError(error, 'destroyOfficialAccount')) throw new Error('not narrowed');
    expectTypeOf(error.code).toEqualTypeOf<OperationCode<'destroyOfficialAccount'>>();
    const seen = ((): string => {
      switch (error.code) {
        case 130004:
          return 'gone';
        case 6017:
        case 10004:
        case 20001:
        case 20005:
        case 130002:
        case 130007:
        case 130008:
        case 131000:
          return 'other';
        default:
          return error.code satisfies never;
      }
    })();
    expect(seen).toBe('gone');
  });
});
