/** A client under the clock of a test. In a file of its own, because a connection of another test sets timers as well. */
import { afterEach, expect, it, vi } from 'vitest';
import { createChatClient } from '../src/index.ts';

afterEach(() => {
  vi.useRealTimers();
});

it('obeys the clock, and leaves no timer', async () => {
  // Whatever else the process does at the moment may set an immediate.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
  const hours = 3_600_000;
  const fetch = (): Promise<never> => new Promise(() => {});
  const app = { baseUrl: 'http://127.0.0.1:1', sdkAppId: 1, identifier: 'administrator', userSig: 'eJ1' };
  const chat = createChatClient({ ...app, fetch, retry: false, timeout: hours, deadline: hours });
  const call = chat.destroyOfficialAccount({ Official_Account: '@TOA#_a' }).catch(String);
  await vi.advanceTimersByTimeAsync(hours + 1);
  expect(await call).toMatch(/^ChatTimeoutError/);
  expect(vi.getTimerCount()).toBe(0);
});
