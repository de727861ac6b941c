import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type AttemptEvent, type ChatClient, type ChatClientOptions, createChatClient } from '../src/index.ts';
import { json, startFaulty } from './faults.ts';

const channel = { Official_Account: '@TOA#_a' };

/** A server that answers with one code after the other, the last one for ever. */
async function startCodes(...codes: (number | 'break' | 'silence')[]) {
  let call = 0;
  return startFaulty((response) => {
    const code = codes[Math.min(call++, codes.length - 1)];
    if (code === 'break') response.destroy();
    else if (code !== 'silence') response.writeHead(200, json).end(JSON.stringify({ ErrorCode: code, ErrorInfo: 'x' }));
  });
}

function clientOf(url: string, options: Partial<ChatClientOptions> = {}): { chat: ChatClient; events: AttemptEvent[] } {
  const events: AttemptEvent[] = [];
  const onAttempt = (event: AttemptEvent) => events.push(event);
  const identity = { baseUrl: url, sdkAppId: 1400000000, identifier: 'administrator', secretKey: 'a-key' };
  return {
    chat: Reflect.apply(createChatClient, undefined, [{ ...identity, onAttempt, quota: false, ...options }]),
    events,
  };
}

describe('a repeat', () => {
  it('succeeds when a throttled code passes', async () => {
    const server = await startCodes(60007, 60018, 0);
    const { chat, events } = clientOf(server.url);
    expect(await chat.destroyOfficialAccount(channel)).toMatchObject({ ErrorCode: 0 });
    expect(events).toMatchObject([
      { attempt: 1, result: 'refused', outcome: 'notApplied', status: 200, code: 60007, willRetry: true },
      { attempt: 2, result: 'refused', outcome: 'notApplied', code: 60018, willRetry: true },
      { attempt: 3, result: 'success', outcome: 'applied', code: 0, willRetry: false },
    ]);
  });

  it('carries a new random each time', async () => {
    const server = await startCodes(20005, 20005, 0);
    await clientOf(server.url).chat.destroyOfficialAccount(channel);
    const randoms = server.targets.map((target) => new URL(target, server.url).searchParams.get('random'));
    expect(new Set(randoms).size).toBe(3);
  });

  it('is resolved as done by the replay code when an attempt before may have done it, and says so', async () => {
    const server = await startCodes('break', 130004);
    const { chat, events } = clientOf(server.url);
    expect(await chat.destroyOfficialAccount(channel)).toStrictEqual({
      ActionStatus: 'OK',
      ErrorInfo: '',
      ErrorCode: 0,
    });
    expect(events).toMatchObject([
      { attempt: 1, result: 'connection', outcome: 'unknown', willRetry: true },
      { attempt: 2, result: 'replayed', outcome: 'applied', code: 130004, willRetry: false },
    ]);
  });

  it.each([[20005], ['silence'] as const])('takes the replay code for done after %s, too', async (first) => {
    const server = await startCodes(first, 130004);
    const { chat } = clientOf(server.url, { timeout: 500 });
    expect(await chat.destroyOfficialAccount(channel)).toMatchObject({ ErrorCode: 0 });
  });

  it.each([[60007], []])(
    'is not resolved by the replay code when nothing was carried out before (%s)',
    async (...first) => {
      const server = await startCodes(...first, 130004);
      const { chat } = clientOf(server.url);
      await expect(chat.destroyOfficialAccount(channel)).rejects.toMatchObject({ code: 130004, outcome: 'notApplied' });
    },
  );

  it('that is refused leaves the outcome unknown when an attempt before may have done it', async () => {
    const server = await startCodes('break', 130002);
    const { chat } = clientOf(server.url);
    await expect(chat.destroyOfficialAccount(channel)).rejects.toMatchObject({
      code: 130002,
      attempts: 2,
      outcome: 'unknown',
    });
  });

  it.each([
    [false, 1],
    [0, 1],
    [1, 2],
    [3, 4],
  ] as const)('happens as often as retry says: %s', async (retry, attempts) => {
    const server = await startCodes(60007);
    const { chat } = clientOf(server.url, { retry });
    const { chat: other } = clientOf(server.url, { retry: 9 });
    await Promise.all([
      expect(chat.destroyOfficialAccount(channel)).rejects.toMatchObject({ attempts }),
      expect(other.destroyOfficialAccount(channel, { retry })).rejects.toMatchObject({ attempts }),
    ]);
  });

  it('pauses at random, up to a bound that doubles until it is 4 seconds', async () => {
    const random = vi.spyOn(Math, 'random').mockReturnValue(0.5);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    onTestFinished(() => {
      vi.useRealTimers();
      random.mockRestore();
    });
    const waits: number[] = [];
    const chat = createChatClient({
      baseUrl: 'http://service.test',
      sdkAppId: 1400000000,
      identifier: 'administrator',
      userSig: 'eJ1',
      retry: 7,
      fetch: async () => Response.json({ ErrorCode: 60007 }),
      onAttempt: ({ wait }) => waits.push(wait),
    });
    const call = chat.destroyOfficialAccount(channel).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await call).toMatchObject({ code: 60007, attempts: 8 });
    expect(waits).toStrictEqual([0, 125, 250, 500, 1000, 2000, 2000, 2000]);
  });

  it('does not begin when its pause would end after the deadline', async () => {
    const server = await startCodes(60007);
    // The longest pauses there can be: 250 ms, 500 ms, and a third of 1 s, which would end after the deadline.
    const random = vi.spyOn(Math, 'random').mockReturnValue(0.999);
    onTestFinished(() => random.mockRestore());
    const { chat } = clientOf(server.url, { deadline: 1500, retry: 9 });
    await expect(chat.destroyOfficialAccount(channel)).rejects.toMatchObject({ code: 60007, attempts: 3 });
  });

  it('ends with the deadline while an answer is waited for', async () => {
    const server = await startCodes('silence');
    const { chat } = clientOf(server.url, { deadline: 200 });
    await expect(chat.destroyOfficialAccount(channel)).rejects.toMatchObject({
      name: 'ChatTimeoutError',
      limit: 'deadline',
      timeout: 200,
      outcome: 'unknown',
    });
    await expect.poll(() => server.unanswered()).toBe(0);
  });

  it('is given up at once when the caller aborts during a pause, with the reason of the signal', async () => {
    const server = await startCodes(60007);
    const controller = new AbortController();
    const { chat } = clientOf(server.url, { retry: 10, onAttempt: () => controller.abort('enough') });
    // No pause ends.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    await expect(chat.destroyOfficialAccount(channel, { signal: controller.signal })).rejects.toBe('enough');
    expect(server.targets).toHaveLength(1);
  });

  it('leaves no listener on the signal', async () => {
    const server = await startCodes(60007, 0);
    const { signal } = new AbortController();
    const listeners = new Set<unknown>();
    const { addEventListener, removeEventListener } = signal;
    Object.assign(signal, {
      addEventListener: (...args: Parameters<typeof addEventListener>) => {
        listeners.add(args[1]);
        addEventListener.apply(signal, args);
      },
      removeEventListener: (...args: Parameters<typeof removeEventListener>) => {
        listeners.delete(args[1]);
        removeEventListener.apply(signal, args);
      },
    });
    await clientOf(server.url).chat.destroyOfficialAccount(channel, { signal });
    expect(listeners.size).toBe(0);
  });
});

describe('onAttempt', () => {
  it('sees everything of an attempt except what is secret', async () => {
    const server = await startCodes(0);
    const { chat, events } = clientOf(server.url);
    await chat.destroyOfficialAccount(channel);
    expect(events).toStrictEqual([
      {
        operation: 'destroyOfficialAccount',
        call: 1,
        attempt: 1,
        region: undefined,
        backup: false,
        result: 'success',
        outcome: 'applied',
        status: 200,
        code: 0,
        duration: expect.any(Number),
        wait: expect.any(Number),
        willRetry: false,
      },
    ]);
  });

  it('sees an attempt that the caller aborts', async () => {
    const server = await startCodes('silence');
    const { chat, events } = clientOf(server.url);
    const controller = new AbortController();
    const call = chat.destroyOfficialAccount(channel, { signal: controller.signal });
    await expect.poll(() => server.targets.length).toBe(1);
    controller.abort();
    await expect(call).rejects.toBe(controller.signal.reason);
    expect(events).toMatchObject([{ result: 'aborted', outcome: 'unknown', willRetry: false }]);
  });

  it('cannot change how a call ends', async () => {
    const server = await startCodes(0);
    const throwing = clientOf(server.url, {
      onAttempt: () => {
        throw new Error('mine');
      },
    });
    expect(await throwing.chat.destroyOfficialAccount(channel)).toMatchObject({ ErrorCode: 0 });
    const rejecting = clientOf(server.url, { onAttempt: () => Promise.reject(new Error('mine')) });
    expect(await rejecting.chat.destroyOfficialAccount(channel)).toMatchObject({ ErrorCode: 0 });
  });
});
