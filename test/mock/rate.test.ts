import { type AttemptEvent, createChatClient } from '@chat-openapi/client';
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
