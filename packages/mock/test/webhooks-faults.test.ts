/** Apps that hang, break or are not there: the mock goes on, in order, within bounds, and says what came of it. */

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { operations } from '@chat-openapi/openapi';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { MockWebhook } from '../src/index.ts';
import { type App, hang, type Respond, reply, startApp, startSending, token } from './app.ts';
import { askFor, goodQuery, raw } from './ask.ts';

const id = '@TOA#_news';
const message = { Official_Account: id, Random: 1, MsgBody: [{ MsgType: 'TIMTextElem', MsgContent: { Text: 'Hi' } }] };
const destroy = (mock: { url: string }, channel = id) =>
  askFor(mock, 'destroyOfficialAccount', { Official_Account: channel });
const send = (mock: { url: string }) => askFor(mock, 'sendOfficialAccountMsg', message);

/** The address of a server that answers every connection with these bytes, and ends it then. */
async function startBytes(bytes: string): Promise<{ url: string }> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.end(bytes));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const { port }: AddressInfo = Object(server.address());
  return { url: `http://127.0.0.1:${port}/` };
}

/** So many changes of channels over one connection, without waiting for their answers. */
async function modifyAll(url: string, count: number, bodyOf: (index: number) => object): Promise<void> {
  const { path } = operations.modifyOfficialAccountBaseInfo;
  const target = `${path}?${new URLSearchParams(goodQuery)}`;
  const requests = Array.from({ length: count }, (_, index) => {
    const body = JSON.stringify(bodyOf(index));
    const close = index === count - 1 ? 'connection: close\r\n' : '';
    return `POST ${target} HTTP/1.1\r\nhost: a\r\n${close}content-length: ${body.length}\r\n\r\n${body}`;
  });
  await raw(url, requests.join(''));
}

async function startGone(): Promise<App> {
  const app = await startApp();
  await app.close();
  return app;
}

async function startPlain(): Promise<{ url: string }> {
  const { url } = await startApp();
  return { url: url.replace('http:', 'https:') };
}

const redirect: Respond = (_received, response) => response.writeHead(307, { location: '/elsewhere' }).end();
const garbage: Respond = (_received, response) => response.end('<html>');
const echo: Respond = ({ query }, response) => response.writeHead(401).end(JSON.stringify({ token, ...query }));
const endless: Respond = (_received, response) => {
  const more = (): unknown => response.write('x'.repeat(50_000), (error) => error ?? setImmediate(more));
  more();
};
const slow: Respond = (_received, response) => response.writeHead(200).write('{');
const cut: Respond = (_received, response) => response.writeHead(200).write('{', () => response.socket?.destroy());

const faults: [what: string, begin: () => Promise<{ url: string }>, expected: Partial<MockWebhook>][] = [
  ['hangs', () => startApp(hang), { failure: 'timeout', status: undefined, answer: undefined }],
  ['answers slowly', () => startApp(slow), { failure: 'timeout', status: 200, answer: '{' }],
  ['refuses', () => startApp(reply({ ErrorInfo: 'no' }, 401)), { failure: 'status', status: 401 }],
  ['has a fault', () => startApp(garbageWith(500)), { failure: 'status', status: 500, answer: '<html>' }],
  ['answers with a page', () => startApp(garbage), { failure: 'json', status: 200, answer: '<html>' }],
  ['sends elsewhere', () => startApp(redirect), { failure: 'status', status: 307 }],
  ['answers without end', () => startApp(endless), { failure: 'too-large', status: 200 }],
  ['cuts its answer', () => startApp(cut), { failure: 'connection', status: 200 }],
  ['is not there', startGone, { failure: 'connection', problem: 'The connection failed (ECONNREFUSED).' }],
  ['speaks no HTTP', () => startBytes('hello\r\n\r\n'), { failure: 'connection' }],
  ['speaks no TLS', startPlain, { failure: 'connection', status: undefined }],
  ['says nothing', () => startBytes(''), { failure: 'connection', problem: 'The connection failed (ECONNRESET).' }],
  [
    'changes protocols',
    () => startBytes('HTTP/1.1 101 Go on\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
    { failure: 'connection' },
  ],
];

function garbageWith(status: number): Respond {
  return (_received, response) => response.writeHead(status).end('<html>');
}

describe('webhooks', () => {
  it.each(faults)('fail where an app %s, and the mock goes on', async (_what, begin, expected) => {
    const app = await begin();
    const seen: MockWebhook[] = [];
    const onWebhook = (webhook: MockWebhook): unknown => seen.push(webhook);
    const timeout = expected.failure === 'timeout' ? 0.2 : 60;
    const mock = await startSending({ webhooks: { url: app.url, token }, timeout, onWebhook });
    const subscribe = { Official_Account: '@TOA#_b', SubscriberList: [{ Subscriber_Account: 'u' }] };
    const callAll = async () => [await send(mock), await askFor(mock, 'addSubscriber', subscribe)];
    mock.change({ webhooks: { onFailure: 'refuse' } });
    expect(await callAll()).toMatchObject([
      { ErrorCode: 10016, reason: 'webhook-failed' },
      { ErrorCode: 0, SubscriberList: [{ Result: 0 }] },
    ]);
    mock.change({ webhooks: { onFailure: 'allow' } });
    expect(await callAll()).toMatchObject([
      { ErrorCode: 0, reason: 'ok' },
      { ErrorCode: 0, SubscriberList: [{ Result: 1 }] },
    ]);
    await mock.idle();
    expect(mock.webhooks()).toHaveLength(6);
    for (const webhook of mock.webhooks()) expect(webhook).toMatchObject(expected);
    expect(seen).toStrictEqual(mock.webhooks());
    expect(mock.webhookCounts()).toStrictEqual({ waiting: 0, dropped: 0 });
    const shown = await (await fetch(`${mock.url}/_mock/webhooks`)).text();
    expect(JSON.parse(shown).webhooks).toHaveLength(6);
    expect(shown + JSON.stringify(seen)).not.toMatch(/canary|[0-9a-f]{64}/);
  });
});

describe('the mock', () => {
  it('goes on when hooks throw or reject', async () => {
    const app = await startApp();
    const fail = (): never => {
      throw new Error('hook');
    };
    for (const hook of [fail, async () => fail()]) {
      const mock = await startSending({ webhooks: { url: app.url }, onCall: hook, onWebhook: hook });
      expect(await destroy(mock)).toMatchObject({ ErrorCode: 0 });
      await mock.idle();
      expect([mock.calls(), mock.webhooks()]).toMatchObject([[{ code: 0 }], [{ status: 200 }]]);
    }
  });

  it('hides a token also where an app has written it in another way', async () => {
    const other = 'canary "é\\';
    const plain = JSON.stringify({ a: [other], [other]: 1 });
    const ways = [plain, plain.replaceAll('é', '\\u00e9')];
    const app = await startApp((_received, response) => response.end(ways.shift()));
    const mock = await startSending({ webhooks: { url: app.url, token: other } });
    for (const channel of ['@TOA#_a', '@TOA#_b']) await destroy(mock, channel);
    await mock.idle();
    expect(mock.webhooks().map(({ answer }) => answer)).toStrictEqual([
      { a: ['[redacted]'], '[redacted]': 1 },
      { a: ['[redacted]'], '[redacted]': 1 },
    ]);
    expect(await (await fetch(`${mock.url}/_mock/webhooks`)).text()).not.toContain('canary');
  });

  it('shows neither token nor signature, also where an app sends them back', async () => {
    const app = await startApp(echo);
    const mock = await startSending({ webhooks: { url: app.url, token } });
    await destroy(mock);
    await mock.idle();
    const pages = await Promise.all(
      ['_mock/webhooks', '_mock/settings', ''].map(async (path) => (await fetch(`${mock.url}/${path}`)).text()),
    );
    const all = JSON.stringify([pages, mock.webhooks(), mock.settings()]);
    expect(mock.webhooks()[0]?.answer).toMatchObject({
      token: '[redacted]',
      Sign: '[redacted]',
      SdkAppid: '1400000000',
    });
    expect(all).toContain('AfterOfficialAccountDestroyed');
    expect(all).not.toMatch(/canary|[0-9a-f]{64}/);
  });

  it('answers others while an app takes its time before an event', async () => {
    const held: (() => void)[] = [];
    const app = await startApp((received, response) => {
      if (received.command === 'BeforeSendMsg') held.push(() => reply()(received, response));
      else reply()(received, response);
    });
    const mock = await startSending({ webhooks: { url: app.url } });
    const order: string[] = [];
    const sending = send(mock).then(() => order.push('sent'));
    await app.until(1);
    for (const other of ['@TOA#_a', '@TOA#_b']) await destroy(mock, other);
    await mock.idle();
    order.push('others');
    held[0]?.();
    await sending;
    expect(order).toStrictEqual(['others', 'sent']);
  });

  it('waits as long as the document says', async () => {
    const app = await startApp(hang);
    const mock = await startSending({ webhooks: { url: app.url } });
    expect(await send(mock)).toMatchObject({ ErrorCode: 0 });
    const [asked] = mock.webhooks();
    expect(asked).toMatchObject({ failure: 'timeout', problem: 'No whole answer came within 2 seconds.' });
    expect(asked?.milliseconds).toBeGreaterThanOrEqual(1990);
  });

  it('keeps the order of a channel, and lets none wait for another', async () => {
    const held: (() => void)[] = [];
    const app = await startApp((received, response) => {
      if (received.body.Official_Account === '@TOA#_slow') held.push(() => reply()(received, response));
      else reply()(received, response);
    });
    const mock = await startSending({ webhooks: { url: app.url } });
    for (const channel of ['@TOA#_slow', '@TOA#_quick']) {
      for (const Name of ['one', 'two', 'three']) {
        await askFor(mock, 'modifyOfficialAccountBaseInfo', { Official_Account: channel, Name });
      }
    }
    await app.until(4);
    const namesOf = (channel: string) =>
      app.received.filter(({ body }) => body.Official_Account === channel).map(({ body }) => body.Name);
    expect(namesOf('@TOA#_quick')).toStrictEqual(['one', 'two', 'three']);
    expect(namesOf('@TOA#_slow')).toStrictEqual(['one']);
    while (held.length > 0) {
      const next = app.received.length + 1;
      held.shift()?.();
      if (next <= 6) await app.until(next);
    }
    await mock.idle();
    expect(namesOf('@TOA#_slow')).toStrictEqual(['one', 'two', 'three']);
  });

  it('delivers 16 at once, keeps 10,000 waiting, and counts those beyond', async () => {
    const app = await startApp(hang);
    const dropped: MockWebhook[] = [];
    const onWebhook = (webhook: MockWebhook): unknown => dropped.push(webhook);
    const mock = await startSending({ webhooks: { url: app.url }, check: false, timeout: 60, onWebhook });
    await modifyAll(mock.url, 16, (index) => ({ Official_Account: `@TOA#_${index}`, Name: 'x' }));
    await app.until(16);
    await modifyAll(mock.url, 10_040, (index) => ({ Official_Account: `@TOA#_more${index}`, Name: 'x' }));
    expect(mock.webhookCounts()).toStrictEqual({ waiting: 10_016, dropped: 40 });
    expect(app.received).toHaveLength(16);
    expect(mock.webhooks()).toStrictEqual([]);
    expect(dropped).toHaveLength(40);
    expect(dropped[0]).toMatchObject({ failure: 'dropped', status: undefined });
    const started = performance.now();
    await mock.close();
    // Half a second is promised; the rest is for a machine that is busy.
    expect(performance.now() - started).toBeLessThan(3000);
    expect(mock.webhookCounts()).toStrictEqual({ waiting: 0, dropped: 10_040 });
  });

  it('repeats what was not answered, as often as it is told to, and nothing else', async () => {
    let count = 0;
    const app = await startApp((received, response) => {
      count++;
      if (received.command === 'AfterSendMsg') return reply({}, 500)(received, response);
      return count < 3 ? hang(received, response) : reply()(received, response);
    });
    const mock = await startSending({ webhooks: { url: app.url, retry: 2 }, timeout: 0.2 });
    await destroy(mock);
    await mock.idle();
    expect(mock.webhooks().map(({ attempt, failure }) => [attempt, failure])).toStrictEqual([
      [1, 'timeout'],
      [2, 'timeout'],
      [3, undefined],
    ]);
    mock.reset();
    await send(mock);
    await mock.idle();
    expect(mock.webhooks().map(({ status }) => status)).toStrictEqual([200, 500]);
  });

  it('sends in another order and some twice when it is told to', async () => {
    const app = await startApp();
    const mock = await startSending({ webhooks: { url: app.url, disorder: true }, seed: 7 });
    await modifyAll(mock.url, 12, (index) => ({ Official_Account: id, Name: String(index) }));
    await mock.idle();
    const names = app.received.map(({ body }) => String(body.Name));
    expect(new Set(names)).toHaveLength(12);
    expect(names.length).toBeGreaterThan(12);
  });

  it('forgets all with a reset, and what is under way', async () => {
    const app = await startApp(hang);
    const mock = await startSending({ webhooks: { url: app.url }, timeout: 60 });
    for (const channel of ['@TOA#_a', '@TOA#_b']) await destroy(mock, channel);
    await app.until(2);
    const idle = mock.idle();
    mock.reset();
    await idle;
    expect(mock.webhooks()).toStrictEqual([]);
    expect(mock.webhookCounts()).toStrictEqual({ waiting: 0, dropped: 0 });
    await destroy(mock, '@TOA#_a');
    await app.until(3);
  });

  it('changes where and how it sends, and goes back with a reset', async () => {
    const [first, second] = [await startApp(), await startApp()];
    const mock = await startSending({ webhooks: { url: first.url, token } });
    expect(mock.settings().webhooks).toStrictEqual({ url: [first.url], onFailure: 'allow', retry: 0, disorder: false });
    mock.change({ webhooks: { url: second.url } });
    await destroy(mock);
    await mock.idle();
    expect(second.received[0]?.query.Sign).toMatch(/^[0-9a-f]{64}$/);
    mock.reset();
    await destroy(mock);
    await mock.idle();
    expect([first.received.length, second.received.length]).toStrictEqual([1, 1]);
  });
});

describe('close()', () => {
  const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

  it('gives what is under way a moment, and ends at once when there is nothing', async () => {
    const app = await startApp((received, response) => setImmediate(() => reply()(received, response)));
    const mock = await startSending({ webhooks: { url: app.url }, timeout: 60 });
    await destroy(mock);
    await Promise.all([mock.close(), mock.close()]);
    expect(mock.webhooks()).toMatchObject([{ status: 200, failure: undefined }]);
    expect(mock.webhookCounts()).toStrictEqual({ waiting: 0, dropped: 0 });
  });

  it('ends what hangs or waits for its next attempt, and leaves no timer and nothing to wait for', async () => {
    const before = timers();
    const [app, gone] = [await startApp(hang), await startGone()];
    const mock = await startSending({ webhooks: { url: [app.url, gone.url], retry: 5, disorder: true }, timeout: 60 });
    const sending = send(mock).catch(() => 'gone');
    await destroy(mock, '@TOA#_a');
    await app.until(2);
    await destroy(mock, '@TOA#_b');
    const started = performance.now();
    await mock.close();
    // Less than a second is promised; the rest is for a machine that is busy.
    expect(performance.now() - started).toBeLessThan(3000);
    expect(await sending).toBe('gone');
    const failures = mock.webhooks().flatMap(({ url, failure }) => (url === app.url ? [failure] : []));
    expect(failures).toStrictEqual(['closed', 'closed', 'closed']);
    await mock.idle();
    expect(mock.webhookCounts().waiting).toBe(0);
    expect(timers()).toBeLessThanOrEqual(before);
  });
});

describe('under fake timers of its process, the mock', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('asks, tells and gives up as time really passes, and signs by the date that the test sees', async () => {
    vi.setSystemTime(new Date('2031-01-01T00:00:00Z'));
    const app = await startApp((received, response) =>
      (received.command === 'BeforeSendMsg' ? hang : reply())(received, response),
    );
    const mock = await startSending({ webhooks: { url: app.url, token, disorder: true }, timeout: 0.2, seed: 7 });
    expect(await send(mock)).toMatchObject({ ErrorCode: 0 });
    await mock.idle();
    expect(mock.webhooks()[0]).toMatchObject({ failure: 'timeout' });
    expect(mock.webhooks().at(-1)).toMatchObject({ status: 200 });
    expect(app.received.at(-1)).toMatchObject({
      query: { RequestTime: '1924992000' },
      body: { EventTime: 1924992000000 },
    });
    await mock.close();
  });
});
