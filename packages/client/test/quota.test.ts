import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ChatTimeoutError, createChatClient, type QuotaRequest } from '../src/index.ts';
import { createLocalQuota, type LocalQuota } from '../src/quota.ts';
import { startAnswering } from './service.ts';

const operation = 'destroyOfficialAccount';

/** The most starts that lie in any window of this length, wherever it begins. */
function mostInWindow(starts: number[], length: number): number {
  const sorted = [...starts].sort((a, b) => a - b);
  let first = 0;
  let most = 0;
  for (const [last, start] of sorted.entries()) {
    while (start - (sorted[first] ?? 0) >= length) first++;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

describe('the quota of this process', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const { signal } = new AbortController();
  const request = (changes: Partial<QuotaRequest> = {}): QuotaRequest => ({
    operation,
    sdkAppId: 1,
    calls: 5,
    seconds: 1,
    signal,
    ...changes,
  });

  const tryStart = (quota: LocalQuota, sdkAppId: number): boolean =>
    quota.tryStart(operation, sdkAppId, { calls: 5, seconds: 1 }, () => {});
  const never = (): void => expect.unreachable();

  it('never lets more than its calls start in any window, however they come, and in their order', async () => {
    const arrivals = fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 1, max: 2 }),
        arrivals,
        async (calls, seconds, gaps) => {
          const quota = createLocalQuota();
          const starts: number[] = [];
          const order: number[] = [];
          for (const [index, gap] of gaps.entries()) {
            await vi.advanceTimersByTimeAsync(gap);
            void quota.start(request({ calls, seconds }), () => {
              starts.push(performance.now());
              order.push(index);
            });
            await Promise.resolve();
          }
          await vi.advanceTimersByTimeAsync(120_000);
          expect(starts).toHaveLength(gaps.length);
          expect(mostInWindow(starts, seconds * 1000)).toBeLessThanOrEqual(calls);
          expect(order).toStrictEqual(gaps.map((_, index) => index));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('does not make a call wait that need not', async () => {
    const quota = createLocalQuota();
    for (let call = 0; call < 5; call++) expect(tryStart(quota, 1)).toBe(true);
    expect(tryStart(quota, 1)).toBe(false);
    await vi.advanceTimersByTimeAsync(1001);
    expect(tryStart(quota, 1)).toBe(true);
  });

  it('reaches the full rate', async () => {
    const quota = createLocalQuota();
    let started = 0;
    for (let call = 0; call < 1000; call++) void quota.start(request({ calls: 200 }), () => started++);
    await vi.advanceTimersByTimeAsync(4010);
    expect(started).toBe(1000);
  });

  it('lets nobody overtake those who wait', async () => {
    const quota = createLocalQuota();
    for (let call = 0; call < 5; call++) tryStart(quota, 1);
    const waiting = quota.start(request(), () => {});
    await vi.advanceTimersByTimeAsync(1500);
    await waiting;
    for (let call = 0; call < 4; call++) tryStart(quota, 1);
    const first = quota.start(request(), () => {});
    expect(tryStart(quota, 1)).toBe(false);
    await vi.advanceTimersByTimeAsync(2000);
    await first;
  });

  it('gives the place of one who leaves to the next', async () => {
    const quota = createLocalQuota();
    for (let call = 0; call < 5; call++) tryStart(quota, 1);
    const leaving = new AbortController();
    const left = quota.start(request({ signal: leaving.signal }), never);
    let started = false;
    void quota.start(request(), () => {
      started = true;
    });
    leaving.abort('gone');
    await expect(left).rejects.toBe('gone');
    await vi.advanceTimersByTimeAsync(1001);
    expect(started).toBe(true);
    const last = new AbortController();
    for (let call = 0; call < 4; call++) tryStart(quota, 1);
    const alone = quota.start(request({ signal: last.signal }), never);
    last.abort('gone');
    await expect(alone).rejects.toBe('gone');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('counts a start when it was made, however long the process was held up in it', async () => {
    const quota = createLocalQuota(1);
    quota.tryStart(operation, 1, { calls: 1, seconds: 1 }, () => vi.advanceTimersByTime(600));
    await vi.advanceTimersByTimeAsync(500);
    expect(tryStart(quota, 1)).toBe(false);
    await vi.advanceTimersByTimeAsync(501);
    expect(tryStart(quota, 1)).toBe(true);
  });

  it('counts each app on its own', async () => {
    const quota = createLocalQuota(1);
    expect(tryStart(quota, 1)).toBe(true);
    expect(tryStart(quota, 2)).toBe(true);
    expect(tryStart(quota, 1)).toBe(false);
  });
});

describe('a client', () => {
  const identity = { identifier: 'administrator', secretKey: 'a-key' };
  const channel = { Official_Account: '@TOA#_a' };

  it('keeps to the rate of the document together with the other clients of its app', async () => {
    const arrivals: number[] = [];
    const service = await startAnswering({ ErrorCode: 0 });
    const make = () =>
      createChatClient({
        baseUrl: service.url,
        sdkAppId: 77,
        ...identity,
        fetch: (url, init) => {
          arrivals.push(performance.now());
          return fetch(url, init);
        },
      });
    const [one, two] = [make(), make()];
    const calls = Array.from({ length: 150 }, () => [one, two].map((chat) => chat.destroyOfficialAccount(channel)));
    await Promise.all(calls.flat());
    expect(arrivals).toHaveLength(300);
    expect(mostInWindow(arrivals, 1000)).toBeLessThanOrEqual(200);
  });

  it('keeps to a number of calls a second of its own', async () => {
    const service = await startAnswering({ ErrorCode: 0 });
    const waits: number[] = [];
    const onAttempt = ({ wait }: { wait: number }) => waits.push(wait);
    const chat = createChatClient({ baseUrl: service.url, sdkAppId: 78, ...identity, quota: 2, onAttempt });
    await Promise.all([1, 2, 3].map(() => chat.destroyOfficialAccount(channel)));
    expect(Math.max(...waits)).toBeGreaterThan(900);
  });

  it('waits no longer for the quota than the deadline', async () => {
    const service = await startAnswering({ ErrorCode: 0 });
    const chat = createChatClient({ baseUrl: service.url, sdkAppId: 79, ...identity, quota: 1, deadline: 100 });
    await chat.destroyOfficialAccount(channel);
    const late = chat.destroyOfficialAccount(channel);
    await expect(late).rejects.toBeInstanceOf(ChatTimeoutError);
    await expect(late).rejects.toMatchObject({ limit: 'deadline', attempts: 0, outcome: 'notApplied' });
    await expect(late).rejects.toThrow('it could not be sent within the deadline of 100 ms');
    expect(service.received).toHaveLength(1);
  });

  it('is aborted while it waits for the quota', async () => {
    const service = await startAnswering({ ErrorCode: 0 });
    const chat = createChatClient({ baseUrl: service.url, sdkAppId: 80, ...identity, quota: 1 });
    await chat.destroyOfficialAccount(channel);
    const controller = new AbortController();
    const call = chat.destroyOfficialAccount(channel, { signal: controller.signal });
    controller.abort('enough');
    await expect(call).rejects.toBe('enough');
  });

  it('asks any other quota before each request, and rejects with what that throws', async () => {
    const service = await startAnswering({ ErrorCode: 60007 });
    const requests: QuotaRequest[] = [];
    const quota = {
      acquire: async (request: QuotaRequest) => {
        if (requests.push(request) === 3) throw new Error('no more');
      },
    };
    const chat = createChatClient({ baseUrl: service.url, sdkAppId: 81, ...identity, quota });
    await expect(chat.destroyOfficialAccount(channel)).rejects.toThrow('no more');
    expect(requests).toMatchObject([1, 2, 3].map(() => ({ operation, sdkAppId: 81, calls: 200, seconds: 1 })));
    expect(service.received).toHaveLength(2);
  });

  it('does not wait for a quota that never answers, beyond the deadline', async () => {
    const quota = { acquire: () => new Promise<never>(() => {}) };
    const options = { baseUrl: 'http://127.0.0.1:1', sdkAppId: 82, ...identity, quota, deadline: 50 };
    await expect(createChatClient(options).destroyOfficialAccount(channel)).rejects.toBeInstanceOf(ChatTimeoutError);
  });
});
