import { type AttemptEvent, ChatQuotaError, createChatClient, textElement } from '@chat-openapi/client';
import { expect, it } from 'vitest';
import { startMockProcess } from './start.ts';

it('refuses no call of one process that calls as fast as the client lets it', async () => {
  const { port } = await startMockProcess(['--port', '0', '--rate-limit']);
  const events: AttemptEvent[] = [];
  const chat = createChatClient({
    baseUrl: `http://127.0.0.1:${port}`,
    sdkAppId: 1_400_000_123,
    identifier: 'administrator',
    secretKey: 'any',
    timeout: 30_000,
    onAttempt: (event) => events.push(event),
  });
  const end = performance.now() + 4000;
  const callers = Array.from({ length: 300 }, async (_, caller) => {
    for (let call = 0; performance.now() < end; call++) {
      await chat.destroyOfficialAccount({ Official_Account: `@TOA#_${caller}_${call}` });
    }
  });
  await Promise.all(callers);
  expect(events.filter(({ result }) => result !== 'success')).toStrictEqual([]);
  // Less than that would prove nothing.
  expect(events.length).toBeGreaterThan(250);
});

it('refuses no broadcast: the third of an hour does not go out, and other channels do not wait for it', async () => {
  const { port } = await startMockProcess(['--port', '0', '--rate-limit']);
  const events: AttemptEvent[] = [];
  const chat = createChatClient({
    baseUrl: `http://127.0.0.1:${port}`,
    sdkAppId: 1_400_000_124,
    identifier: 'administrator',
    secretKey: 'any',
    onAttempt: (event) => events.push(event),
  });
  const broadcast = (id: string) =>
    chat.sendOfficialAccountMsg({ Official_Account: `@TOA#_${id}`, MsgBody: [textElement('hi')] });
  const started = performance.now();
  // The second of each channel has to wait for a second, but not for the other channel.
  await Promise.all(['a', 'a', 'b', 'b', 'c'].map(broadcast));
  const third = broadcast('a');
  await expect(third).rejects.toBeInstanceOf(ChatQuotaError);
  const limit = { key: '1400000124:sendOfficialAccountMsg:3600s:Official_Account=@TOA#_a', calls: 2, seconds: 3600 };
  await expect(third).rejects.toMatchObject({ limit, attempts: 0, outcome: 'notApplied' });
  const retryAfter = Number(Object(await third.catch((error: unknown) => error)).retryAfter);
  expect(retryAfter).toBeGreaterThan(3_600_000 - (performance.now() - started));
  expect(retryAfter).toBeLessThanOrEqual(2 * 3_600_000);
  await broadcast('c');
  expect(events.map(({ result }) => result)).toStrictEqual(Array.from({ length: 6 }, () => 'success'));
});
