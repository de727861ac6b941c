import { afterEach, describe, expect, it, vi } from 'vitest';
import { type AttemptEvent, createChatClient, type FetchLike } from '../src/index.ts';
import { closedUrl, startAnswering } from './service.ts';

const main = 'https://adminapisgp.im.qcloud.com';
const backup = 'https://adminapisgp.my-imcloud.com';
const channel = { Official_Account: '@TOA#_a' };

/** The platform's fetch, with other addresses for the hosts of the region. */
function redirecting(addresses: Record<string, string>, called: string[]): FetchLike {
  return (url, init) => {
    const { origin, pathname, search } = new URL(url);
    called.push(origin);
    return fetch(`${addresses[origin]}${pathname}${search}`, init);
  };
}

function clientOf(fetch: FetchLike, retry?: number) {
  const events: AttemptEvent[] = [];
  const identity = { sdkAppId: 1400000000, identifier: 'administrator', secretKey: 'a-key', quota: false } as const;
  const onAttempt = (event: AttemptEvent) => events.push(event);
  const chat = createChatClient({
    region: 'singapore',
    ...identity,
    fetch,
    onAttempt,
    ...(retry === undefined ? {} : { retry }),
  });
  return { chat, events };
}

afterEach(() => {
  vi.useRealTimers();
});

describe('the backup host', () => {
  it('is called in the same attempt when the main host cannot be reached, and first for a minute', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const called: string[] = [];
    const service = await startAnswering({ ErrorCode: 0 });
    const { chat, events } = clientOf(redirecting({ [main]: await closedUrl(), [backup]: service.url }, called));
    await chat.destroyOfficialAccount(channel);
    expect(called).toStrictEqual([main, backup]);
    expect(events).toMatchObject([{ attempt: 1, region: 'singapore', backup: true, result: 'success' }]);

    await chat.destroyOfficialAccount(channel);
    expect(called).toStrictEqual([main, backup, backup]);
    vi.advanceTimersByTime(60_001);
    await chat.destroyOfficialAccount(channel);
    expect(called).toStrictEqual([main, backup, backup, main, backup]);
  });

  it('is left when it cannot be reached any more', async () => {
    const called: string[] = [];
    const service = await startAnswering({ ErrorCode: 0 });
    const addresses = { [main]: await closedUrl(), [backup]: service.url };
    const { chat, events } = clientOf(redirecting(addresses, called));
    await chat.destroyOfficialAccount(channel);
    Object.assign(addresses, { [main]: service.url, [backup]: await closedUrl() });
    await chat.destroyOfficialAccount(channel);
    await chat.destroyOfficialAccount(channel);
    expect(called).toStrictEqual([main, backup, backup, main, main]);
    expect(events.map((event) => event.backup)).toStrictEqual([true, false, false]);
  });

  it('is called once an attempt, and not preferred when it cannot be reached either', async () => {
    const called: string[] = [];
    const closed = await closedUrl();
    const { chat } = clientOf(redirecting({ [main]: closed, [backup]: closed }, called), 1);
    await expect(chat.destroyOfficialAccount(channel)).rejects.toMatchObject({
      name: 'ChatConnectionError',
      attempts: 2,
      outcome: 'notApplied',
    });
    expect(called).toStrictEqual([main, backup, main, backup]);
  });

  it('is not called when something may have been sent', async () => {
    const called: string[] = [];
    const { chat } = clientOf((url) => {
      called.push(new URL(url).origin);
      return Promise.reject(
        Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNRESET', syscall: 'read' } }),
      );
    }, 0);
    await expect(chat.destroyOfficialAccount(channel)).rejects.toMatchObject({
      code: 'ECONNRESET',
      outcome: 'unknown',
    });
    expect(called).toStrictEqual([main]);
  });

  it('is called when the certificate of the main host is for another name, as it is after a hijack', async () => {
    const called: string[] = [];
    const { chat } = clientOf((url) => {
      called.push(new URL(url).origin);
      if (called.length > 1) return Promise.resolve(Response.json({ ErrorCode: 0 }));
      return Promise.reject(
        Object.assign(new TypeError('fetch failed'), { cause: { code: 'ERR_TLS_CERT_ALTNAME_INVALID' } }),
      );
    });
    await chat.destroyOfficialAccount(channel);
    expect(called).toStrictEqual([main, backup]);
  });

  it('does not exist with baseUrl', async () => {
    const called: string[] = [];
    const chat = createChatClient({
      baseUrl: await closedUrl(),
      sdkAppId: 1,
      identifier: 'administrator',
      secretKey: 'a-key',
      retry: false,
      fetch: (url, init) => {
        called.push(url);
        return fetch(url, init);
      },
    });
    await expect(chat.destroyOfficialAccount(channel)).rejects.toMatchObject({ name: 'ChatConnectionError' });
    expect(called).toHaveLength(1);
  });
});
