import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  ChatConnectionError,
  ChatQuotaError,
  ChatTimeoutError,
  createChatClient,
  type Quota,
  type QuotaRequest,
} from '../src/index.ts';
import { LocalQuota, type Place } from '../src/local-quota.ts';
import { json } from './faults.ts';
import { closedUrl, startAnswering, startService } from './service.ts';

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
    remaining: 600_000,
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
    await vi.advanceTimersByTimeAsync(5010);
    expect(started).toBe(1000);
  });

  it('starts half of a large limit at once, and lets the rest come one by one', async () => {
    const quota = new LocalQuota();
    const starts: number[] = [];
    const limits = [limit(200)];
    for (let call = 0; call < 200; call++) void quota.start(request({ limits }), () => starts.push(performance.now()));
    const begin = performance.now();
    await vi.advanceTimersByTimeAsync(1000);
    const times = starts.map((start) => start - begin);
    expect(times.filter((time) => time === 0)).toHaveLength(101);
    expect(times).toHaveLength(200);
    for (const [index, time] of times.slice(101).entries()) {
      const due = (index + 1) * 5.005;
      expect(time).toBeGreaterThanOrEqual(due);
      expect(time).toBeLessThanOrEqual(due + 2);
    }
  });

  it('counts a call as late as it may have come, by what it took longer than others', async () => {
    const quota = new LocalQuota();
    const limits = [limit(1)];
    const first = quota.startAtOnce(limits, (place) => place);
    await vi.advanceTimersByTimeAsync(300);
    first?.end(true);
    await vi.advanceTimersByTimeAsync(1000);
    expect(startsAtOnce(quota, { limits })).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(startsAtOnce(quota, { limits })).toBe(true);
  });

  it('counts a call that has no answer as one that may still come to the service, for a while', async () => {
    const quota = new LocalQuota();
    const limits = [limit(1)];
    const hold = (place: Place): Place => {
      place.hold();
      return place;
    };
    const first = quota.startAtOnce(limits, hold);
    await vi.advanceTimersByTimeAsync(1500);
    expect(startsAtOnce(quota, { limits })).toBe(false);
    first?.end(true);
    await vi.advanceTimersByTimeAsync(1000);
    expect(startsAtOnce(quota, { limits })).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(startsAtOnce(quota, { limits })).toBe(true);
    await vi.advanceTimersByTimeAsync(2000);
    quota.startAtOnce(limits, hold);
    await vi.advanceTimersByTimeAsync(2030);
    expect(startsAtOnce(quota, { limits })).toBe(true);
  });

  it('reaches the full rate over a long way, once it knows how long that is', async () => {
    const quota = new LocalQuota();
    const limits = [limit(10)];
    const starts: number[] = [];
    const call = async (): Promise<void> => {
      const place = await quota.start(request({ limits }), (given) => given);
      starts.push(performance.now());
      await new Promise((resolve) => setTimeout(resolve, 200));
      place.end(true);
    };
    const calling = Array.from({ length: 20 }, async () => {
      for (let count = 0; count < 20; count++) await call();
    });
    await vi.advanceTimersByTimeAsync(20_000);
    const begin = performance.now();
    await vi.advanceTimersByTimeAsync(10_010);
    expect(starts.filter((start) => start > begin).length).toBeGreaterThanOrEqual(99);
    await vi.advanceTimersByTimeAsync(60_000);
    await Promise.all(calling);
  });

  it('gives a place back when nothing was sent, to who waits for it', async () => {
    const quota = new LocalQuota();
    const limits = [limit(1, 3600, 'rare'), limit(1, 60, 'less')];
    const place = quota.startAtOnce(limits, (given) => given);
    const waiting = vi.fn();
    const [rare] = limits;
    void quota.start(request({ limits: limits.slice(1) }), waiting);
    expect(startsAtOnce(quota, { limits: [rare ?? limit()] })).toBe(false);
    place?.end(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(waiting).toHaveBeenCalledOnce();
    expect(startsAtOnce(quota, { limits: [rare ?? limit()], remaining: 4e6 })).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('gives back the places of a call that was aborted when its turn came', async () => {
    const quota = new LocalQuota();
    expect(startsAtOnce(quota, { limits: [limit(1)] })).toBe(true);
    const { promise, resolve } = Promise.withResolvers<void>();
    const leaving = new AbortController();
    const left = quota.start(request({ limits: [limit(1)], signal: leaving.signal }), never);
    const caught = left.catch((error: unknown) => error);
    void quota.start(request({ limits: [limit(1)] }), () => resolve());
    vi.advanceTimersByTime(1001);
    // It has its place, and has not started.
    leaving.abort('gone');
    expect(await caught).toBe('gone');
    await vi.advanceTimersByTimeAsync(1);
    await promise;
  });

  it('refuses at once who cannot come in time, and says of which limit and when', async () => {
    const quota = new LocalQuota();
    const limits = [limit(2), limit(2, 3600, 'channel')];
    for (let call = 0; call < 2; call++) expect(startsAtOnce(quota, { limits })).toBe(true);
    await vi.advanceTimersByTimeAsync(600_000);
    const late = quota.start(request({ limits, remaining: 30_000 }), never);
    await expect(late).rejects.toMatchObject({ limit: limit(2, 3600, 'channel'), wait: 3_000_001 });
    const inTime = quota.start(request({ limits, remaining: 3_000_002 }), () => 'started');
    const behind = quota.start(request({ limits, remaining: 3_000_002 }), () => 'started');
    // Two places come free at the same time, and a third only after an hour more.
    const third = quota.start(request({ limits, remaining: 6_000_000 }), never);
    await expect(third).rejects.toMatchObject({ wait: 3_000_001 + 3_600_001 });
    await vi.advanceTimersByTimeAsync(3_000_001);
    expect(await Promise.all([inTime, behind])).toStrictEqual(['started', 'started']);
  });

  it('refuses nobody whose turn comes in time, and starts in time whom it does not refuse', async () => {
    const arrival = fc.record({ gap: fc.integer({ min: 0, max: 400 }), remaining: fc.integer({ min: 1, max: 4000 }) });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 60 }),
        fc.array(arrival, { maxLength: 60 }),
        async (calls, arrivals) => {
          const quota = new LocalQuota();
          const ends: Promise<void>[] = [];
          for (const { gap, remaining } of arrivals) {
            await vi.advanceTimersByTimeAsync(gap);
            const came = performance.now();
            const started = quota.start(request({ limits: [limit(calls)], remaining }), () => performance.now() - came);
            const within = started.then(
              (wait) => expect(wait).toBeLessThan(remaining + 2),
              (refusal: unknown) => {
                expect(refusal).toMatchObject({ limit: limit(calls) });
                expect(performance.now()).toBe(came);
              },
            );
            ends.push(within);
            await Promise.resolve();
          }
          await vi.advanceTimersByTimeAsync(10_000);
          await Promise.all(ends);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('refuses nobody whose turn comes when half of the window is free again', async () => {
    const quota = new LocalQuota();
    const limits = [limit(200)];
    for (let call = 0; call < 101; call++) expect(startsAtOnce(quota, { limits })).toBe(true);
    await vi.advanceTimersByTimeAsync(990);
    const calls = Array.from({ length: 40 }, () => quota.start(request({ limits, remaining: 20 }), () => {}));
    await vi.advanceTimersByTimeAsync(15);
    await Promise.all(calls);
  });

  it('keeps to its limits on Workers too, where each call has a timer of its own', async () => {
    vi.stubGlobal('navigator', { userAgent: 'Cloudflare-Workers' });
    onTestFinished(() => void vi.unstubAllGlobals());
    const quota = new LocalQuota();
    const starts: number[] = [];
    const limits = [limit(200), limit(150, 2, 'own')];
    const calls = Array.from({ length: 400 }, () =>
      quota.start(request({ limits }), () => starts.push(performance.now())),
    );
    await vi.advanceTimersByTimeAsync(10_000);
    await Promise.all(calls);
    expect(maxInWindow(starts, 1000)).toBeLessThanOrEqual(200);
    expect(maxInWindow(starts, 2000)).toBeLessThanOrEqual(150);
    const leaving = new AbortController();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(startsAtOnce(quota, { limits: [limit(1, 1, 'last')] })).toBe(true);
    const left = quota.start(request({ limits: [limit(1, 1, 'last')], signal: leaving.signal }), never);
    leaving.abort('gone');
    await expect(left).rejects.toBe('gone');
    await expect(quota.start(request({ limits: [limit(1, 1, 'last')], remaining: 10 }), never)).rejects.toMatchObject({
      wait: 1001,
    });
  });

  it('counts a call that has waited long for one limit under the others, too', async () => {
    const quota = new LocalQuota();
    const [all, own] = [limit(1), limit(1, 60, 'own')];
    expect(startsAtOnce(quota, { limits: [own] })).toBe(true);
    void quota.start(request({ limits: [all, own] }), () => {});
    for (let second = 0; second < 59; second++) {
      await vi.advanceTimersByTimeAsync(1000);
      for (let value = 0; value < 5; value++) startsAtOnce(quota, { limits: [limit(1, 1, `${second}:${value}`)] });
    }
    await vi.advanceTimersByTimeAsync(1100);
    expect(startsAtOnce(quota, { limits: [all] })).toBe(false);
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

  it('fails at once when its turn cannot come before the deadline', async () => {
    const service = await startAnswering({ ErrorCode: 0 });
    const chat = createChatClient({ baseUrl: service.url, sdkAppId: 79, ...identity, quota: 1 });
    await chat.destroyOfficialAccount(channel);
    const late = chat.destroyOfficialAccount(channel, { deadline: 100 });
    await expect(late).rejects.toBeInstanceOf(ChatQuotaError);
    const limit = { key: '79:destroyOfficialAccount', calls: 1, seconds: 1 };
    await expect(late).rejects.toMatchObject({ limit, attempts: 0, outcome: 'notApplied', operation });
    await expect(late).rejects.toThrow(
      /its turn comes in \d+ ms, after the deadline of 100 ms\. Nothing was sent: no more than 1 call in 1 s may start for 79:destroyOfficialAccount\.$/,
    );
    const retryAfter = await late.catch((error: unknown) => Object(error).retryAfter);
    expect(retryAfter).toBeGreaterThan(100);
    expect(retryAfter).toBeLessThanOrEqual(5000);
    expect(service.received).toHaveLength(1);
  });

  it('fails at its deadline when its turn comes later than it seemed', async () => {
    const service = await startService((_request, response) => {
      setTimeout(() => response.writeHead(200, json).end('{"ErrorCode":0}'), 600);
    });
    const chat = createChatClient({ baseUrl: service.url, sdkAppId: 87, ...identity, quota: 1 });
    const first = chat.destroyOfficialAccount(channel);
    const second = chat.destroyOfficialAccount(channel, { deadline: 1200 });
    // The first may have come to the service just before its answer.
    await expect(second).rejects.toMatchObject({ name: 'ChatQuotaError', attempts: 0, limit: { calls: 1 } });
    await first;
    expect(service.received).toHaveLength(1);
  });

  it('gives its place back when nothing could be sent', async () => {
    const options = {
      baseUrl: await closedUrl(),
      sdkAppId: 84,
      ...identity,
      retry: 0,
      quota: 1,
      deadline: 900,
    } as const;
    const chat = createChatClient(options);
    for (let call = 0; call < 3; call++) {
      await expect(chat.destroyOfficialAccount(channel)).rejects.toBeInstanceOf(ChatConnectionError);
    }
  });

  it('throws the refusal of the service when there is no turn for a repeat', async () => {
    const service = await startAnswering({ ErrorCode: 60007 });
    const willRetry: boolean[] = [];
    const chat = createChatClient({
      baseUrl: service.url,
      sdkAppId: 85,
      ...identity,
      quota: 1,
      deadline: 950,
      onAttempt: (event) => willRetry.push(event.willRetry),
    });
    await expect(chat.destroyOfficialAccount(channel)).rejects.toMatchObject({ code: 60007, attempts: 1 });
    expect(willRetry).toStrictEqual([false]);
  });

  it('throws the refusal of the service when others have taken the turn for a repeat', async () => {
    let chat: ReturnType<typeof createChatClient> | undefined;
    let others: Promise<unknown> = Promise.resolve();
    const service = await startAnswering({ ErrorCode: 60007 });
    chat = createChatClient({
      baseUrl: service.url,
      sdkAppId: 86,
      ...identity,
      quota: 1,
      deadline: 1500,
      retry: 1,
      onAttempt: ({ attempt, call }) => {
        // It stands first in line before the call has ended its pause.
        if (attempt === 1 && call === 1) others = Promise.allSettled([chat?.destroyOfficialAccount(channel)]);
      },
    });
    await expect(chat.destroyOfficialAccount(channel)).rejects.toMatchObject({ code: 60007, attempts: 1 });
    await others;
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

  it('ends as with the quota of the process when any other says that the turn comes too late', async () => {
    const service = await startAnswering({ ErrorCode: 60007 });
    const limit = { key: 'mine', calls: 1, seconds: 1 };
    const context = { operation: 'getOfficialAccountInfo', attempts: 7, outcome: 'unknown' } as const;
    let allowed = 0;
    const quota: Quota = {
      async start(_request, start) {
        if (allowed-- <= 0) throw new ChatQuotaError(limit, 1234, 5, context);
        start();
      },
    };
    const chat = createChatClient({ baseUrl: service.url, sdkAppId: 87, ...identity, quota, deadline: 900 });
    const late = chat.destroyOfficialAccount(channel);
    await expect(late).rejects.toBeInstanceOf(ChatQuotaError);
    await expect(late).rejects.toMatchObject({
      limit,
      retryAfter: 1234,
      operation,
      attempts: 0,
      outcome: 'notApplied',
    });
    await expect(late).rejects.toThrow('its turn comes in 1234 ms, after the deadline of 900 ms.');
    allowed = 1;
    await expect(chat.destroyOfficialAccount(channel)).rejects.toMatchObject({ code: 60007, attempts: 1 });
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
