/** A key or a signature that was sent to the mock in a wrong place: nothing that the mock says or shows has a piece of it. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { operations } from '@chat-openapi/openapi';
import { readUserSigMac, signUserSig } from '@chat-openapi/usersig';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Mock, startMock } from '../../packages/mock/src/index.ts';
import { createLogger } from '../../packages/mock/src/logger.ts';

const hexKey = '5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e';
const plainKey = 'plain-canary-key-of-the-app';
const token = 'canary-token-of-webhooks';
const terminate = operations.destroyOfficialAccount.path;
const send = operations.sendOfficialAccountMsg.path;

/** Right, so that what is asked for beside it is read. */
const usual = { Official_Account: '@TOA#_a' };

interface Sent {
  method?: string;
  path?: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: unknown;
}

/** Every place of a request. */
const places: Readonly<Record<string, (secret: string) => Sent>> = {
  'the path': (secret) => ({ path: `/${secret}` }),
  'the end of a path': (secret) => ({ path: `${terminate}/${secret}` }),
  'the middle of a path': (secret) => ({ path: `/v4/x/destroy_official_account/${secret}/y` }),
  'the path of another method': (secret) => ({ method: 'GET', path: `/v4/${secret}` }),
  'a name in the query': (secret) => ({ query: { [secret]: '1' } }),
  'a value in the query': (secret) => ({ query: { contenttype: secret, other: secret } }),
  random: (secret) => ({ query: { random: secret } }),
  usersig: (secret) => ({ query: { usersig: secret } }),
  sdkappid: (secret) => ({ query: { sdkappid: secret } }),
  identifier: (secret) => ({ query: { identifier: secret } }),
  '__example in the query': (secret) => ({ query: { __example: secret } }),
  'the header Prefer': (secret) => ({ headers: { prefer: `example=${secret}` } }),
  'code of the header Prefer': (secret) => ({ headers: { prefer: `code="${secret}"` } }),
  'an id': (secret) => ({ body: { Official_Account: secret } }),
  'an id that is right': (secret) => ({ body: { Official_Account: `@TOA#_${secret}` } }),
  'an id that asks for an outcome': (secret) => ({ body: { Official_Account: `@TOA#_mock_${secret}` } }),
  'an id that is an object': (secret) => ({ body: { Official_Account: { [secret]: secret } } }),
  'a list of ids': (secret) => ({
    path: operations.getOfficialAccountInfo.path,
    body: { OfficialAccountIdList: [{ Official_Account: secret }] },
  }),
  'the name of a field': (secret) => ({ body: { [secret]: 1, Official_Account: 1 } }),
  'a field in a field': (secret) => ({
    path: send,
    body: {
      Official_Account: '@TOA#_a',
      MsgBody: [{ MsgType: 'TIMTextElem', MsgContent: { Text: `say ${secret}, and more`, [secret]: [secret] } }],
      CloudCustomData: secret,
    },
  }),
  'the type of a message': (secret) => ({
    path: send,
    body: { Official_Account: '@TOA#_a', MsgBody: [{ MsgType: secret, MsgContent: { [secret]: 1 } }] },
  }),
  'a field that comes twice': (secret) => ({ body: `{"Official_Account":"${secret}","Official_Account":"@TOA#_a"}` }),
  'a body that is no JSON': (secret) => ({ body: `{"Official_Account":"${secret}` }),
  'the target of a look': (secret) => ({ method: 'GET', path: `/_mock/${secret}` }),
  'a queue': (secret) => ({
    path: '/_mock/enqueue',
    body: { operation: 'destroyOfficialAccount', outcomes: [secret] },
  }),
  'the operation of a queue': (secret) => ({ path: '/_mock/enqueue', body: { operation: secret, outcomes: ['OK'] } }),
  'a setting': (secret) => ({ path: '/_mock/settings', body: { [secret.slice(0, 30)]: secret } }),
  'an origin': (secret) => ({ method: 'GET', path: '/_mock/calls', headers: { origin: `http://${secret}.test` } }),
};

/** The pieces of a secret in a text, as they are or in a URL. */
function piecesIn(text: string, secret: string): string[] {
  const texts = [
    text,
    text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
  ];
  const all = texts.join('\n').toLowerCase();
  const pieces = Array.from({ length: secret.length - 11 }, (_, at) => secret.slice(at, at + 12).toLowerCase());
  return pieces.filter((piece) => all.includes(piece));
}

async function startApp(): Promise<string> {
  const app = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(401).end(`not ${token} ${request.url}`));
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void app.close());
  await new Promise((resolve) => app.once('listening', resolve));
  return `http://127.0.0.1:${(app.address() as AddressInfo).port}/chat`;
}

interface Watched {
  mock: Mock;
  /** All that came back or was shown. */
  seen(): Promise<string>;
  ask(sent: Sent): Promise<string>;
}

async function start(secretKey: string, userSig: string): Promise<Watched> {
  const lines: string[] = [];
  const loggers = (['pretty', 'json'] as const).map((style) =>
    createLogger({ style, isTerminal: false, hasColors: false, secretKey }, (text) => lines.push(text)),
  );
  const hooks: unknown[] = [];
  const mock = await startMock({
    secretKey,
    webhooks: { url: await startApp(), token },
    onCall(call, milliseconds) {
      hooks.push(call);
      for (const { log } of loggers) log(call, milliseconds);
    },
    onWebhook(webhook) {
      for (const { logWebhook } of loggers) logWebhook(webhook);
    },
  });
  onTestFinished(() => mock.close());
  const ask = async ({
    method = 'POST',
    path = terminate,
    query,
    headers = {},
    body = usual,
  }: Sent): Promise<string> => {
    const identity = { sdkappid: '1400000000', identifier: 'administrator', usersig: userSig };
    const search = new URLSearchParams({ ...identity, random: '1', contenttype: 'json', ...query });
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const response = await fetch(`${mock.url}${path}?${search}`, {
      method,
      headers,
      ...(method === 'POST' ? { body: text } : {}),
    });
    const own = Array.from(response.headers, ([name, value]) => (/^access-control/.test(name) ? '' : value));
    return `${own.join('\n')}\n${await response.text()}`;
  };
  const seen = async (): Promise<string> => {
    await mock.idle();
    for (const { flush } of loggers) flush();
    const paths = ['', '_mock/calls', '_mock/state', '_mock/webhooks', '_mock/settings'];
    const pages = await Promise.all(paths.map(async (path) => (await fetch(`${mock.url}/${path}`)).text()));
    return [...lines, ...pages, JSON.stringify([mock.calls(), mock.webhooks(), hooks])].join('\n');
  };
  return { mock, seen, ask };
}

const both = (text: string): string[] => [text, text.toUpperCase(), text.slice(0, 42), text.slice(9, 30).toUpperCase()];

describe.each([hexKey, plainKey])('a mock with the key %s', (secretKey) => {
  it.each(Object.entries(places))('says and shows neither key nor signature that was sent in %s', async (_, place) => {
    const userSig = await signUserSig({ sdkAppId: 1400000000, identifier: 'administrator', secretKey });
    const mac = (await readUserSigMac(userSig)) ?? expect.unreachable();
    const { ask, seen } = await start(secretKey, userSig);
    for (const secret of [secretKey, userSig, mac]) {
      for (const sent of both(secret)) {
        // What was terminated before is refused the second time.
        for (const answer of [await ask(place(sent)), await ask(place(sent))]) {
          expect(piecesIn(answer, secret), `${sent}: ${answer}`).toStrictEqual([]);
        }
      }
    }
    const all = await seen();
    for (const secret of [secretKey, userSig, mac, token]) expect(piecesIn(all, secret)).toStrictEqual([]);
  });
});

describe('a mock with a key', () => {
  it('shows calls as they came that hold no secret, whatever they hold', async () => {
    const { ask, mock } = await start(plainKey, 'none-that-is-right');
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), async (body) => {
        mock.reset();
        await ask({ body });
        const sent: unknown = JSON.parse(JSON.stringify(body));
        const { calls } = Object(await (await fetch(`${mock.url}/_mock/calls`)).json());
        expect([calls[0].body, mock.calls()[0]?.body]).toStrictEqual([sent, sent]);
      }),
      { numRuns: 100 },
    );
  });

  it('throws no piece of it', async () => {
    const { mock } = await start(hexKey, 'none');
    for (const wrong of both(hexKey)) {
      const enqueue = (): unknown => Reflect.apply(mock.enqueue, mock, ['destroyOfficialAccount', wrong]);
      for (const act of [enqueue, () => mock.change(JSON.parse(`{"${wrong.slice(0, 30)}":1}`))]) {
        const message = await Promise.resolve()
          .then(act)
          .catch((error: Error) => `${error.stack}`);
        expect(message).toContain('RangeError');
        expect(piecesIn(String(message), hexKey)).toStrictEqual([]);
      }
      const state = { channels: [{ id: '@TOA#_a', [wrong]: 1 }] };
      const started: unknown = await startMock({ secretKey: hexKey, state }).catch((error: Error) => `${error.stack}`);
      expect(String(started)).toContain('RangeError');
      expect(piecesIn(String(started), hexKey)).toStrictEqual([]);
    }
  });

  it('takes a short key out of ids and paths alone, in upper and lower case', async () => {
    const { ask, seen, mock } = await start('Any', 'none');
    await ask({ path: '/v4/ANY/many' });
    await ask({ body: { Official_Account: '@TOA#_company' } });
    await ask({ headers: { prefer: 'example=any' } });
    expect(mock.calls()).toMatchObject([
      { request: 'POST /v4/[redacted]/m[redacted]' },
      { body: { Official_Account: '@TOA#_company' } },
      {},
    ]);
    expect(await seen()).toContain('@TOA#_comp[redacted]');
  });
});
