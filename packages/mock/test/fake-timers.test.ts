import { signUserSig } from '@chat-openapi/usersig';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startMock } from '../src/index.ts';
import { ask, start } from './ask.ts';

describe('under fake timers of its process, the mock', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('answers, remembers and ends', async () => {
    const mock = await startMock();
    expect(await ask(mock)).toMatchObject({ ErrorCode: 0 });
    expect(await ask(mock)).toMatchObject({ ErrorCode: 130004 });
    expect(mock.calls()).toHaveLength(2);
    await mock.close();
  });

  it('waits out its own latency, and answers slowly when asked to', async () => {
    const mock = await start({ latency: [20, 30] });
    expect(await ask(mock)).toMatchObject({ ErrorCode: 0 });
    expect(await ask(mock, { body: { Official_Account: '@TOA#_mock_slow' } })).toMatchObject({ ErrorCode: 0 });
    expect(await ask(mock, { body: { Official_Account: '@TOA#_mock_20005' } })).toMatchObject({ ErrorCode: 20005 });
  });

  it('opens its rate windows again as real time passes, and not with the fake one', async () => {
    const mock = await start({ rateLimit: 1 });
    expect(await ask(mock)).toMatchObject({ ErrorCode: 0 });
    vi.advanceTimersByTime(3_600_000);
    expect(await ask(mock)).toMatchObject({ ErrorCode: 60007 });
    const again = (): Promise<unknown> => ask(mock, { body: { Official_Account: '@TOA#_b' } });
    let answer = await again();
    for (let asked = 0; asked < 10_000 && JSON.stringify(answer).includes('60007'); asked++) answer = await again();
    expect(answer).toMatchObject({ ErrorCode: 0 });
  });

  it('judges signatures by the same fake date as the one who signs', async () => {
    vi.setSystemTime(new Date('2031-01-01'));
    const identity = { sdkAppId: 1, identifier: 'administrator', secretKey: 'key' };
    const mock = await start({ secretKey: 'key', sdkAppId: 1 });
    const usersig = await signUserSig({ ...identity, expiresIn: 60 });
    expect(await ask(mock, { query: { sdkappid: '1', usersig } })).toMatchObject({ ErrorCode: 0 });
    vi.setSystemTime(new Date('2031-01-02'));
    expect(await ask(mock, { query: { sdkappid: '1', usersig } })).toMatchObject({ ErrorCode: 70001 });
  });

  it('does all this when it is loaded only then', async () => {
    vi.resetModules();
    const loaded = await import('../src/index.ts');
    await using mock = await loaded.startMock({ latency: 5, rateLimit: 1 });
    expect(await ask(mock)).toMatchObject({ ErrorCode: 0 });
    vi.advanceTimersByTime(3_600_000);
    expect(await ask(mock)).toMatchObject({ ErrorCode: 60007 });
  });
});
