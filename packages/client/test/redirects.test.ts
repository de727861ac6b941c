import { afterEach, describe, expect, it, vi } from 'vitest';
import { ChatHttpError, createChatClient } from '../src/index.ts';
import { type Service, startService } from './service.ts';

const statuses = [300, 301, 302, 303, 304, 307, 308];

/** Redirects each call with the status that its channel is named after, and answers whatever comes to the new address. */
const startRedirecting = (): Promise<Service> =>
  startService(({ body, path }, response) => {
    const status = path === '/moved' ? 200 : Number(/_(\d+)"/.exec(body)?.[1]);
    response.writeHead(status, { location: '/moved' }).end();
  });

const clientOf = (baseUrl: string, identifier: string, create = createChatClient) =>
  create({ baseUrl, sdkAppId: 7, identifier, secretKey: 'a-key', quota: false });

async function statusOf(chat: ReturnType<typeof clientOf>, status: number): Promise<unknown> {
  const error = await chat.destroyOfficialAccount({ Official_Account: `@TOA#_${status}` }).catch((thrown) => thrown);
  expect(error.name).toBe(ChatHttpError.name);
  return error.status;
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.resetModules();
});

describe('an answer that redirects', () => {
  it('has its own status, also among many and among other requests of the process that are redirected', async () => {
    const service = await startRedirecting();
    // Its quote is written otherwise in the URL that goes out.
    const chat = clientOf(service.url, "o'neil");
    const all = Array.from({ length: 10 }, () => statuses).flat();
    const others = all.map(() => fetch(`${service.url}/other`, { method: 'POST', body: '"_308"' }));
    expect(await Promise.all(all.map((status) => statusOf(chat, status)))).toStrictEqual(all);
    for (const response of await Promise.all(others)) expect(response.status).toBe(200);
  });

  it('is told from other statuses between 300 and 399, which lead nowhere', async () => {
    const service = await startRedirecting();
    const chats = [
      clientOf(service.url, 'administrator'),
      createChatClient({
        baseUrl: service.url,
        sdkAppId: 7,
        identifier: 'administrator',
        secretKey: 'a-key',
        fetch: (url, init) => fetch(url, init),
      }),
    ];
    for (const chat of chats) {
      for (const status of [300, 304, 305, 306, 310, 399]) {
        const error = await chat
          .destroyOfficialAccount({ Official_Account: `@TOA#_${status}` })
          .catch((thrown: unknown) => thrown);
        expect(error).toMatchObject({ name: 'ChatHttpError', status, kind: 'empty', size: 0 });
        expect(String(error)).not.toContain('Redirects');
      }
      for (const status of [301, 302, 303, 307, 308]) {
        const error = await chat
          .destroyOfficialAccount({ Official_Account: `@TOA#_${status}` })
          .catch((thrown: unknown) => thrown);
        expect(error).toMatchObject({ name: 'ChatHttpError', status, kind: 'cut' });
        expect(String(error)).toContain('Redirects are not followed');
      }
    }
  });

  it('is not followed', async () => {
    const service = await startRedirecting();
    for (const status of statuses) await statusOf(clientOf(service.url, 'administrator'), status);
    expect(service.received.map(({ path }) => path)).not.toContain('/moved');
  });

  it('has its own status where nobody publishes it', async () => {
    vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined);
    const { createChatClient: create } = await import('../src/index.ts');
    const service = await startRedirecting();
    const chat = clientOf(service.url, 'administrator', create);
    expect(await Promise.all(statuses.map((status) => statusOf(chat, status)))).toStrictEqual(statuses);
  });

  it('is told by the error of a fetch that stands in for that of the platform', async () => {
    const failed = (cause: unknown) => () => Promise.reject(Object.assign(new TypeError('Failed to fetch'), { cause }));
    for (const cause of ['unexpected redirect', new Error('unexpected redirect')]) {
      vi.spyOn(globalThis, 'fetch').mockImplementation(failed(cause));
      expect(await statusOf(clientOf('http://service.test', 'administrator'), 307)).toBe(302);
    }
  });
});
