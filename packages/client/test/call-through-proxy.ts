/** Makes one call with whatever proxy the environment names, and prints how it failed. */
import { createChatClient } from '../src/index.ts';

const hosts: string[] = [];
const chat = createChatClient({
  region: 'singapore',
  sdkAppId: 1,
  identifier: 'administrator',
  secretKey: 'a-key',
  retry: false,
  fetch: (url, init) => {
    hosts.push(new URL(url).origin);
    return fetch(url, init);
  },
});
const error: unknown = await chat
  .destroyOfficialAccount({ Official_Account: '@TOA#_a' })
  .catch((reason: unknown) => reason);
console.log(JSON.stringify({ ...Object(error), hosts }));
