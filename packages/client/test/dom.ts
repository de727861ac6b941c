import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createChatClient } from '../src/index.ts';
import { createFetchClient } from '../src/openapi-fetch/index.ts';
import { type Service, startService } from './service.ts';

/** Some put in a fetch that asks for permission first, as a browser does. */
function startPermitting(answer: (response: ServerResponse) => void): Promise<Service> {
  return startService(({ method }, response) => {
    response.setHeader('access-control-allow-origin', '*').setHeader('access-control-allow-headers', 'content-type');
    if (method === 'OPTIONS') response.end();
    else answer(response.setHeader('content-type', 'application/json'));
  });
}

/** What has to hold in a test runner that puts a DOM, and with it other classes of the platform, into Node. */
export function holdsWithDom(name: string): void {
  describe(`the client in a test runner with ${name}`, () => {
    it('signs and calls, through both entry points', async () => {
      expect(document.createElement('p').tagName).toBe('P');
      const service = await startPermitting((response) => {
        response.end('{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}');
      });
      const options = { baseUrl: service.url, sdkAppId: 1, identifier: 'administrator', secretKey: 'a-key' };
      const body = { Official_Account: '@TOA#_a' };
      const { signal } = new AbortController();
      expect(await createChatClient(options).destroyOfficialAccount(body, { signal })).toMatchObject({ ErrorCode: 0 });
      const client = createFetchClient(options);
      const { data } = await client.POST('/v4/official_account_open_http_svc/destroy_official_account', { body });
      expect(data).toMatchObject({ ErrorCode: 0 });
      expect(service.received.filter(({ method }) => method === 'POST').length).toBe(2);
    });
  });
}
