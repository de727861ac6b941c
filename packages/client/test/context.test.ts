import { AsyncLocalStorage } from 'node:async_hooks';
import { describe, expect, it } from 'vitest';
import { type AttemptEvent, type ChatClientOptions, createChatClient } from '../src/index.ts';
import { startService } from './service.ts';

/** Stands for what tracing keeps: whose call this is. */
const caller = new AsyncLocalStorage<number>();
const channel = { Official_Account: '@TOA#_a' };
const callers = [1, 2, 3, 4];

/** Lets all callers call at once, each in its own context; gives whose context each request and each event was seen in. */
async function seenBy(options: Partial<ChatClientOptions>, run: () => { signal?: AbortSignal } = () => ({})) {
  const requests: (number | undefined)[] = [];
  const events: (number | undefined)[] = [];
  const results: AttemptEvent['result'][] = [];
  const chat = createChatClient({
    sdkAppId: 1,
    identifier: 'administrator',
    secretKey: 'a-key',
    ...(options.baseUrl === undefined ? { baseUrl: 'http://127.0.0.1:1' } : { baseUrl: options.baseUrl }),
    ...(options.quota === undefined ? { quota: false } : { quota: options.quota }),
    ...(options.timeout === undefined ? {} : { timeout: options.timeout }),
    fetch: (url, init) => {
      requests.push(caller.getStore());
      return fetch(url, init);
    },
    onAttempt: ({ result }) => {
      events.push(caller.getStore());
      results.push(result);
    },
  });
  const call = () => chat.destroyOfficialAccount(channel, { retry: 1, ...run() }).catch(() => {});
  await Promise.all(callers.map((one) => caller.run(one, call)));
  return { requests: requests.toSorted(), events: events.toSorted(), results: new Set(results) };
}

describe('the asynchronous context of a call', () => {
  it('is kept when it has to wait for the quota', async () => {
    const service = await startService((_request, response) => response.end('{"ErrorCode":0}'));
    const seen = await seenBy({ baseUrl: service.url, quota: 1 });
    expect(seen).toStrictEqual({ requests: callers, events: callers, results: new Set(['success']) });
  });

  it('is kept when attempts take too long', async () => {
    const service = await startService(() => {});
    const twice = callers.flatMap((one) => [one, one]);
    const seen = await seenBy({ baseUrl: service.url, timeout: 50 });
    expect(seen).toStrictEqual({ requests: twice, events: twice, results: new Set(['timeout']) });
  });

  it('is kept when calls are aborted from elsewhere', async () => {
    const controller = new AbortController();
    const service = await startService(() => {
      if (service.received.length === callers.length) controller.abort();
    });
    const seen = await seenBy({ baseUrl: service.url }, () => ({ signal: controller.signal }));
    expect(seen).toStrictEqual({ requests: callers, events: callers, results: new Set(['aborted']) });
  });
});
