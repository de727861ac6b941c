import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createChatClient } from '@chat-openapi/client';
import { createFetchClient } from '@chat-openapi/client/openapi-fetch';
import type { paths } from '@chat-openapi/openapi';
import { signUserSig } from '@chat-openapi/usersig';
import createOpenapiFetch from 'openapi-fetch';
import { compare, type Variant } from './compare.ts';

const path = '/v4/official_account_open_http_svc/destroy_official_account';
const body = { Official_Account: '@TOA#_bench' };
const identity = { sdkAppId: 1400000000, identifier: 'administrator' };
const secretKey = 'bench-key';
const inFlight = 32;
const calls = 320;

/** Calls a second of the client, against raw `fetch` and a plain openapi-fetch client, at the same local server. */
export async function bench(say: (text: string) => void, rounds = 60): Promise<void> {
  const server = fork(fileURLToPath(new URL('./answering-server.ts', import.meta.url)));
  try {
    const port = await new Promise<unknown>((resolve) => server.once('message', resolve));
    const baseUrl = `http://127.0.0.1:${port}`;
    const results = await compare(await variants(baseUrl), rounds, (done) => {
      if (done % 20 === 0) say(`  ${done} of ${rounds} rounds`);
    });
    say(`Calls a second, ${inFlight} in flight, ${rounds} rounds of ${calls} calls; raw fetch is 1.00:`);
    for (const { name, ratio, spread } of results) {
      say(`  ${ratio.toFixed(2)}  ${name}  (middle half ${spread.map((part) => part.toFixed(2)).join(' to ')})`);
    }
  } finally {
    server.disconnect();
  }
}

async function variants(baseUrl: string): Promise<Variant[]> {
  const userSig = await signUserSig({ ...identity, secretKey });
  const { sdkAppId: sdkappid, identifier } = identity;
  const query = { sdkappid: String(sdkappid), identifier, usersig: userSig, contenttype: 'json', random: '1' };
  const url = `${baseUrl}${path}?${new URLSearchParams(query)}`;
  const init = { method: 'POST', headers: { 'content-type': 'application/json' } };
  const plain = createOpenapiFetch<paths>({ baseUrl });
  // Everything is on; the quota is set so high that nothing has to wait for it.
  const options = { baseUrl, ...identity, secretKey, quota: 1_000_000 };
  const methods = createChatClient(options);
  const face = createFetchClient(options);
  const randomAndType = { random: 1, contenttype: 'json', sdkappid, identifier, usersig: userSig } as const;
  return [
    variant('raw fetch', async () => {
      const response = await fetch(url, { ...init, body: JSON.stringify(body) });
      await response.json();
    }),
    variant('plain openapi-fetch', () => plain.POST(path, { params: { query: randomAndType }, body })),
    variant('methods of the client', () => methods.destroyOfficialAccount(body)),
    variant('openapi-fetch face of the client', () => face.POST(path, { body })),
  ];
}

/** So many calls that the time of one round can be measured, with a fixed number under way at once. */
function variant(name: string, call: () => Promise<unknown>): Variant {
  return {
    name,
    async run() {
      let left = calls;
      const worker = async (): Promise<void> => {
        while (left-- > 0) await call();
      };
      await Promise.all(Array.from({ length: inFlight }, worker));
    },
  };
}
