import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ChatTimeoutError, createChatClient, type Quota, type QuotaRequest } from '../src/index.ts';
import { LocalQuota } from '../src/local-quota.ts';
import { startAnswering } from './service.ts';

const operation = 'destroyOfficialAccount';

/** How many starts lie in the fullest window of this length, wherever it begins. */
function maxInWindow(starts: number[], length: number): number {
  const sorted = [...starts].sort((a, b) => a - b);
  let first = 0;
  let max = 0;
  for (const [last, start] of sorted.entries()) {
    while (start - (sorted[first] ?? 0) >= length) first++;
    max = Math.max(max, last - first + 1);
  }
  return max;
}

describe('the quota of this process', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const { signal } = new AbortController();
  /** What one operation of an app asks, or one that is limited in another way too. */
  const limit = (calls = 5, seconds = 1, key = '1:destroyOfficialAccount') => ({ key, calls, seconds });
  const request = (changes: Partial<QuotaRequest> = {}): QuotaRequest => ({
    operation,
    sdkAppId: 1,
    limits: [limit()],
    remaining: 30_000,
    signal,
    ...changes,
  });

  /** Whether a call that comes now starts at once. One that does not is taken back. */
  function startsAtOnce(quota: Quota, changes: Partial<QuotaRequest> = {}): boolean {
    const controller = new AbortController();
    let started = false;
    const asked = quota.start(request({ ...changes, signal: controller.signal }), () => {
      started = true;
    });
    controller.abort();
    asked.catch(() => {});
    return started;
  }
  const never = (): void => expect.unreachable();

  it('never lets more than its calls start in any window, however they come, and in their order', async () => {
    const arrivals = fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 1, max: 2 }),
        arrivals,
        async (calls, seconds, gaps) => {
          const quota = new LocalQuota();
          const starts: number[] = [];
          const order: number[] = [];
          for (const [index, gap] of gaps.entries()) {
            await vi.advanceTimersByTimeAsync(gap);
            void quota.start(request({ limits: [limit(calls, seconds)] }), () => {
              starts.push(performance.now());
              order.push(index);
            });
            await Promise.resolve();
          }
          await vi.advanceTimersByTimeAsync(120_000);
          expect(starts).toHaveLength(gaps.length);
          expect(maxInWindow(starts, seconds * 1000)).toBeLessThanOrEqual(calls);
          expect(order).toStrictEqual(gaps.map((_, index) => index));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('does not make a call wait that need not', async () => {
    const quota = new LocalQuota();
    for (let call = 0; call < 5; call++) expect(startsAtOnce(quota)).toBe(true);
    expect(startsAtOnce(quota)).toBe(false);
    await vi.advanceTimersByTimeAsync(1001);
    expect(startsAtOnce(quota)).toBe(true);
  });

  it('reaches the full rate', async () => {
    const quota = new LocalQuota();
    let started = 0;
    const limits = [limit(200)];
    for (let call = 0; call < 1000; call++) void quota.start(request({ limits }), () => started++);
    await vi.advanceTimersByTimeAsync(4010);
    expect(started).toBe(1000);
  });

  it('lets nobody overtake those who wait', async () => {
    const quota = new LocalQuota();
    for (let call = 0; call < 5; call++) startsAtOnce(quota);
    const waiting = quota.start(request(), () => {});
    await vi.advanceTimersByTimeAsync(1500);
    await waiting;
    for (let call = 0; call < 4; call++) startsAtOnce(quota);
    const first = quota.start(request(), () => {});
    expect(startsAtOnce(quota)).toBe(false);
    await vi.advanceTimersByTimeAsync(2000);
    await first;
  });

  it('gives the place of one who leaves to the next', async () => {
    const quota = new LocalQuota();
    for (let call = 0; call < 5; call++) startsAtOnce(quota);
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
    for (let call = 0; call < 4; call++) startsAtOnce(quota);
    const alone = quota.start(request({ signal: last.signal }), never);
    last.abort('gone');
    await expect(alone).rejects.toBe('gone');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('counts a start when it was made, however long the process was held up in it', async () => {
    const quota = new LocalQuota();
    const limits = [limit(1)];
    await quota.start(request({ limits }), () => vi.advanceTimersByTime(600));
    await vi.advanceTimersByTimeAsync(500);
    expect(startsAtOnce(quota, { limits })).toBe(false);
    await vi.advanceTimersByTimeAsync(501);
    expect(startsAtOnce(quota, { limits })).toBe(true);
  });

  it('counts each key on its own', () => {
    const quota = new LocalQuota();
    const [one, two] = [[limit(1, 1, '1:a')], [limit(1, 1, '2:a')]];
    expect(startsAtOnce(quota, { limits: one })).toBe(true);
    expect(startsAtOnce(quota, { limits: two })).toBe(true);
    expect(startsAtOnce(quota, { limits: one })).toBe(false);
  });

  it('starts a call of several limits when all of them allow it, and takes nothing from any before', async () => {
    const quota = new LocalQuota();
    const [both, own] = [[limit(2), limit(1, 1, 'x')], [limit(1, 1, 'x')]];
    expect(startsAtOnce(quota, { limits: own })).toBe(true);
    expect(startsAtOnce(quota, { limits: both })).toBe(false);
    expect(startsAtOnce(quota, { limits: [limit(2)] })).toBe(true);
    expect(startsAtOnce(quota, { limits: [limit(2)] })).toBe(true);
    expect(startsAtOnce(quota, { limits: [limit(2)] })).toBe(false);
    const waiting = vi.fn();
    void quota.start(request({ limits: both }), waiting);
    await vi.advanceTimersByTimeAsync(999);
    expect(waiting).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(2);
    expect(waiting).toHaveBeenCalledOnce();
  });

  it('lets others pass a call that waits for another limit', async () => {
    const quota = new LocalQuota();
    const order: string[] = [];
    const start = (name: string, ...limits: QuotaRequest['limits']) =>
      void quota.start(request({ limits }), () => order.push(name));
    const [all, x, y] = [limit(3), limit(1, 1, 'x'), limit(1, 1, 'y')];
    start('x1', all, x);
    start('x2', all, x);
    start('x3', all, x);
    start('y1', all, y);
    expect(order).toStrictEqual(['x1', 'y1']);
    await vi.advanceTimersByTimeAsync(1001);
    expect(order).toStrictEqual(['x1', 'y1', 'x2']);
    await vi.advanceTimersByTimeAsync(1001);
    expect(order).toStrictEqual(['x1', 'y1', 'x2', 'x3']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('keeps to all limits of every call, however they come', async () => {
    const arrival = fc.record({ gap: fc.integer({ min: 0, max: 300 }), channel: fc.constantFrom('x', 'y', 'z') });
    await fc.assert(
      fc.asyncProperty(fc.array(arrival, { minLength: 1, maxLength: 40 }), async (arrivals) => {
        const quota = new LocalQuota();
        const starts: { at: number; channel: string }[] = [];
        const order = new Map<string, number[]>();
        for (const [index, { gap, channel }] of arrivals.entries()) {
          await vi.advanceTimersByTimeAsync(gap);
          void quota.start(request({ limits: [limit(4), limit(2, 2, channel)] }), () => {
            starts.push({ at: performance.now(), channel });
            order.set(channel, [...(order.get(channel) ?? []), index]);
          });
        }
        await vi.advanceTimersByTimeAsync(120_000);
        expect(starts).toHaveLength(arrivals.length);
        const times = (wanted?: string) =>
          starts.filter(({ channel }) => channel === (wanted ?? channel)).map(({ at }) => at);
        expect(maxInWindow(times(), 1000)).toBeLessThanOrEqual(4);
        for (const [channel, indexes] of order) {
          expect(maxInWindow(times(channel), 2000)).toBeLessThanOrEqual(2);
          expect(indexes).toStrictEqual(indexes.toSorted((a, b) => a - b));
        }
        expect(vi.getTimerCount()).toBe(0);
      }),
      { numRuns: 40 },
    );
  });

  it('forgets limits that nothing has started under lately, and none that still counts', async () => {
    const quota = new LocalQuota();
    const busy = [limit(1, 3600, 'busy')];
    expect(startsAtOnce(quota, { limits: busy })).toBe(true);
    for (let round = 0; round < 5; round++) {
      for (let value = 0; value < 1000; value++) {
        expect(startsAtOnce(quota, { limits: [limit(1, 1, `${round}:${value}`)] })).toBe(true);
      }
      await vi.advanceTimersByTimeAsync(1001);
    }
    expect(startsAtOnce(quota, { limits: busy })).toBe(false);
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
        // A busy machine must not make it repeat a call.
        timeout: 30_000,
        deadline: 60_000,
        fetch: (url, init) => {
          arrivals.push(performance.now());
          return fetch(url, init);
        },
      });
    const [one, two] = [make(), make()];
    const calls = Array.from({ length: 150 }, () => [one, two].map((chat) => chat.destroyOfficialAccount(channel)));
    await Promise.all(calls.flat());
    expect(arrivals).toHaveLength(300);
    expect(maxInWindow(arrivals, 1000)).toBeLessThanOrEqual(200);
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
    const chat = createChatClient({ baseUrl: service.url, sdkAppId: 79, ...identity, quota: 1 });
    await chat.destroyOfficialAccount(channel);
    const late = chat.destroyOfficialAccount(channel, { deadline: 100 });
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
    const quota: Quota = {
      async start(request, start) {
        if (requests.push(request) === 3) throw new Error('no more');
        start();
      },
    };
    const chat = createChatClient({ baseUrl: service.url, sdkAppId: 81, ...identity, quota });
    await expect(chat.destroyOfficialAccount(channel)).rejects.toThrow('no more');
    const limits = [{ key: '81:destroyOfficialAccount', calls: 200, seconds: 1 }];
    expect(requests).toMatchObject([1, 2, 3].map(() => ({ operation, sdkAppId: 81, limits })));
    const remaining = requests.map((request) => request.remaining);
    expect(Math.max(...remaining)).toBeLessThanOrEqual(30_000);
    expect(remaining).toStrictEqual(remaining.toSorted((a, b) => b - a));
    expect(service.received).toHaveLength(2);
  });

  const calling = (url: string, quota: object, options: object = {}): Promise<unknown> => {
    // With a signature that is given, the quota is asked at once.
    const { identifier } = identity;
    const own = { baseUrl: url, sdkAppId: 82, identifier, userSig: 'eJ1', quota };
    const chat = Reflect.apply(createChatClient, undefined, [own]);
    return chat.destroyOfficialAccount(channel, options);
  };

  it('does not wait for a quota that never answers, beyond the deadline', async () => {
    const service = await startAnswering({ ErrorCode: 0 });
    let startLate = (): void => {};
    let seen = new AbortController().signal;
    const quota: Quota = {
      start({ signal }, start) {
        seen = signal;
        startLate = start;
        return new Promise<never>(() => {});
      },
    };
    await expect(calling(service.url, quota, { deadline: 100 })).rejects.toBeInstanceOf(ChatTimeoutError);
    expect(seen.aborted).toBe(true);
    startLate();
    const controller = new AbortController();
    const aborted = calling(service.url, quota, { signal: controller.signal });
    controller.abort('enough');
    await expect(aborted).rejects.toBe('enough');
    expect(seen.aborted).toBe(true);
    startLate();
    expect(service.received).toHaveLength(0);
  });

  it('sends once when a quota calls start twice, and does not care what the quota does after it', async () => {
    const service = await startAnswering({ ErrorCode: 0 });
    const quotas: Quota[] = [
      {
        async start(_request, start) {
          start();
          start();
        },
      },
      {
        async start(_request, start) {
          await Promise.resolve();
          start();
          throw new Error('after the start');
        },
      },
      {
        start(_request, start) {
          start();
          return new Promise<never>(() => {});
        },
      },
    ];
    for (const quota of quotas) expect(await calling(service.url, quota)).toMatchObject({ ErrorCode: 0 });
    expect(service.received).toHaveLength(quotas.length);
  });

  it('sends once when a quota returns or resolves without start, even if it calls start later', async () => {
    const service = await startAnswering({ ErrorCode: 0 });
    let startLate = (): void => {};
    const resolves = {
      async start(_request: QuotaRequest, start: () => void) {
        startLate = start;
      },
    };
    for (const quota of [resolves, { start: () => undefined }]) {
      expect(await calling(service.url, quota)).toMatchObject({ ErrorCode: 0 });
    }
    startLate();
    expect(await calling(service.url, resolves)).toMatchObject({ ErrorCode: 0 });
    expect(service.received).toHaveLength(3);
  });

  it('rejects with what a quota throws at once', async () => {
    const quota = {
      start() {
        throw new Error('mine');
      },
    };
    await expect(calling('http://127.0.0.1:1', quota)).rejects.toThrow('mine');
  });
});
