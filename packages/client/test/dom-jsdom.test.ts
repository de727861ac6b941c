// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { createChatClient } from '../src/index.ts';
import { holdsWithDom } from './dom.ts';
import { startService } from './service.ts';

holdsWithDom('jsdom');

// happy-dom does it as well, but prints each request that it ends.
it('ends a call that is aborted, and one that takes too long', async () => {
  const service = await startService(() => {});
  const chat = createChatClient({ baseUrl: service.url, sdkAppId: 1, identifier: 'a', secretKey: 'a-key' });
  const body = { Official_Account: '@TOA#_a' };
  const controller = new AbortController();
  const aborted = chat.destroyOfficialAccount(body, { signal: controller.signal });
  controller.abort(new Error('enough'));
  await expect(aborted).rejects.toThrow('enough');
  await expect(chat.destroyOfficialAccount(body, { timeout: 50, retry: false })).rejects.toThrow('50 ms');
});
