import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type AttemptEvent, type ChatClientOptions, createChatClient } from '../src/index.ts';
import { readRetryAfter } from '../src/retry-after.ts';

/** Whether the document's operation may be repeated, in a test. */
const { document } = vi.hoisted(() => ({ document: { isIdempotent: true } }));

vi.mock('@chat-openapi/openapi', async (load) => {
  const original = await load<typeof import('@chat-openapi/openapi')>();
  const { idempotent, ...other } = original.operations.destroyOfficialAccount;
  const operations = {
    get destroyOfficialAccount() {
      return document.isIdempotent ? { ...other, idempotent } : other;
    },
  };
  return { ...original, operations };
});

const channel = { Official_Account: '@TOA#_a' };

/** Calls a service that answers with these, one after the other and then with success, on a clock that does not stand still. */
async function call(responses: ResponseInit[], options: Partial<ChatClientOptions> = {}, isIdempotent = true) {
  vi.useFakeTimers();
  const random = vi.spyOn(Math, 'random').mockReturnValue(0.4);
  document.isIdempotent = isIdempotent;
  onTestFinished(() => {
    vi.useRealTimers();
    random.mockRestore();
  });
  const events: AttemptEvent[] = [];
  let made = 0;
  const chat = Reflect.apply(createChatClient, undefined, [
    {
      baseUrl: 'http://service.test',
      sdkAppId: 1,
      identifier: 'administrator',
      userSig: 'eJ1',
      quota: false,
      fetch: async () => new Response('{"ErrorCode":0}', responses[made++] ?? {}),
      onAttempt: (event: AttemptEvent) => events.push(event),
      ...options,
    },
  ]);
  const result = chat.destroyOfficialAccount(channel).catch((error: unknown) => error);
  const started = performance.now();
  await vi.advanceTimersByTimeAsync(600_000);
  return { result: await result, events, waits: events.map(({ wait }) => wait), ended: performance.now() - started };
}

describe('status 429', () => {
  it.each([true, false])(
    'was not carried out, and is repeated for every operation (idempotent: %s)',
    async (isIdempotent) => {
      const { result, events } = await call([{ status: 429 }, { status: 429 }], {}, isIdempotent);
      expect(result).toStrictEqual({ ErrorCode: 0 });
      expect(events).toMatchObject([
        { result: 'http', status: 429, outcome: 'notApplied', willRetry: true },
        { result: 'http', status: 429, outcome: 'notApplied', willRetry: true },
        { result: 'success' },
      ]);
    },
  );

  it('leaves the call not applied when it does not pass', async () => {
    const { result } = await call([{ status: 429 }, { status: 429 }, { status: 429 }], {}, false);
    expect(result).toMatchObject({ name: 'ChatHttpError', status: 429, outcome: 'notApplied', attempts: 3 });
  });
});

describe('status 408', () => {
  it('is like one from 500 on: repeated for an idempotent operation alone, and unknown', async () => {
    expect((await call([{ status: 408 }])).result).toStrictEqual({ ErrorCode: 0 });
    const { result } = await call([{ status: 408 }], {}, false);
    expect(result).toMatchObject({ name: 'ChatHttpError', status: 408, outcome: 'unknown', attempts: 1 });
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-11-06T08:49:37Z');
  const asking = (status: number, value: string): ResponseInit => ({ status, headers: { 'retry-after': value } });

  it.each([429, 408, 503])('is kept by status %i where it fits into the deadline', async (status) => {
    const { result, waits } = await call([asking(status, '7'), asking(status, '0')]);
    expect(result).toStrictEqual({ ErrorCode: 0 });
    // Never shorter than the pause there would be without it.
    expect(waits).toStrictEqual([0, 7000, 200]);
  });

  it.each([429, 408, 503])(
    'of status %i that does not fit into the deadline fails the call at once',
    async (status) => {
      const { result, events } = await call([asking(status, '31')]);
      expect(result).toMatchObject({ name: 'ChatHttpError', status, retryAfter: 31_000, attempts: 1 });
      expect(events).toMatchObject([{ willRetry: false }]);
    },
  );

  it('may be a date', async () => {
    vi.useFakeTimers({ now });
    const { result, waits } = await call([asking(503, new Date(Date.now() + 5000).toUTCString())]);
    expect(result).toStrictEqual({ ErrorCode: 0 });
    expect(waits[1]).toBeGreaterThan(3900);
    expect(waits[1]).toBeLessThanOrEqual(5000);
  });

  it('is in milliseconds on the error, and undefined where there is none', async () => {
    expect((await call([asking(429, '2')], { retry: false })).result).toMatchObject({ retryAfter: 2000 });
    expect((await call([{ status: 429 }], { retry: false })).result).toMatchObject({ retryAfter: undefined });
    expect((await call([asking(404, '2')], { retry: false })).result).toMatchObject({ retryAfter: undefined });
  });

  it('does not make a call wait that is not repeated', async () => {
    const { result, events } = await call([asking(503, '7')], {}, false);
    expect(result).toMatchObject({ status: 503, retryAfter: 7000, attempts: 1, outcome: 'unknown' });
    expect(events).toHaveLength(1);
  });

  it.each([
    ['120', 120_000],
    ['0', 0],
    ['Fri, 06 Nov 2026 08:49:47 GMT', 10_000],
    ['Friday, 06-Nov-26 08:49:47 GMT', 10_000],
    ['Fri Nov  6 08:49:47 2026', 10_000],
    ['Mon Nov 16 08:49:37 2026', 864_000_000],
    ['120 ', 120_000],
    [' 120', 120_000],
    ['\t120\t ', 120_000],
    [' Fri, 06 Nov 2026 08:49:47 GMT\t', 10_000],
    [' Fri Nov  6 08:49:47 2026 ', 10_000],
    ['1 GMT', undefined],
    ['2094 GMT', undefined],
    ['Nov 2094 GMT', undefined],
    ['Fri Nov  6 08:49:47 2026 GMT', undefined],
    ['Fri, 06 Nov 2026 08:49:47', undefined],
    ['Fri, 06 Nov 2026 08:49:47 +0900', undefined],
    ['1, 1', undefined],
    ['1 1', undefined],
    ['120\u00a0', undefined],
    ['Fri, 06 Nov 2026 08:49:27 GMT', 0],
    ['999999999999999999999', undefined],
    ['-1', undefined],
    ['1.5', undefined],
    ['soon', undefined],
    ['', undefined],
    ['2026-11-06', undefined],
    ['Fri, 99 Nov 2026 99:49:47 GMT', undefined],
  ])('of %j is read', (value, expected) => {
    vi.useFakeTimers({ now });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    expect(readRetryAfter(503, value)).toBe(expected);
  });
});
