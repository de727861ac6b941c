/** The page at the mock's address, and the document with the mock as its server. */
import { describe, expect, it } from 'vitest';
import { readDocument, readToolsDocument } from '../src/operations.ts';
import { reply, startApp, startSending } from './app.ts';
import { ask, goodQuery, path, raw, start } from './ask.ts';

const pages = ['/', '/?x=1', '/_mock', '/_mock/'];

async function pageOf(url: string, target = '/'): Promise<string> {
  const response = await fetch(`${url}${target}`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  return response.text();
}

const request = (method: string, target: string, headers: Record<string, string>): string =>
  `${method} ${target} HTTP/1.1\r\n${Object.entries({ ...headers, connection: 'close' })
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}\r\n`;

describe('the page', () => {
  it('says what this is, how to provoke, what was called and why it ended so, and what is remembered', async () => {
    const mock = await start();
    await ask(mock);
    await ask(mock);
    await ask(mock, { body: { Official_Account: 'news' } });
    await fetch(`${mock.url}/v4/nothing`, { method: 'POST', body: '{}' });
    for (const target of pages) {
      const page = await pageOf(mock.url, target);
      const rows = [...page.matchAll(/<tr>(.*?)<\/tr>/g)].map(([, row = '']) =>
        row
          .replace(/<[^>]+>/g, ' ')
          .replace(/ +/g, ' ')
          .trim(),
      );
      expect(rows.slice(0, 7)).toStrictEqual([
        'Answer Reason Call Channel',
        '60009 path POST /v4/nothing -',
        '130007 Official_Account destroyOfficialAccount news',
        '130004 channel-terminated destroyOfficialAccount @TOA#_a',
        '0 ok destroyOfficialAccount @TOA#_a',
        'Channel State Name Subscribers Broadcasts',
        '@TOA#_a terminated - -',
      ]);
      expect(rows.join('\n')).toContain(path);
      for (const part of ['@TOA#_mock_20005', 'Prefer: example=', '/_mock/enqueue', '/_mock/openapi.json', mock.url]) {
        expect(page).toContain(part);
      }
    }
  });

  it('shows the latest webhooks where there are any', async () => {
    const app = await startApp((received, response) =>
      reply({}, received.body.Official_Account === '@TOA#_<b>' ? 500 : 200)(received, response),
    );
    const mock = await startSending({ webhooks: { url: app.url } });
    expect(await pageOf(mock.url)).toContain('There was none yet.');
    for (const id of ['@TOA#_a', '@TOA#_<b>']) {
      await ask(mock, { body: { Official_Account: id } });
      await mock.idle();
    }
    const page = await pageOf(mock.url);
    const command = '<code>OfficialAccount.CallbackAfterOfficialAccountDestroyed</code>';
    expect(page).toContain(
      `<td><code>500</code></td><td>status</td><td>${command}</td><td><code>@TOA#_&lt;b&gt;</code></td>`,
    );
    expect(page).toContain(`<td><code>200</code></td><td>-</td><td>${command}</td><td><code>@TOA#_a</code></td>`);
    expect(await pageOf((await start()).url)).not.toContain('Latest webhooks');
  });

  it('is bounded, whatever was called and remembered', async () => {
    const mock = await start({ channels: Array.from({ length: 50_000 }, (_, index) => `@TOA#_${index}`) });
    for (let call = 0; call < 30; call++) await ask(mock, { body: { Official_Account: 'x'.repeat(900_000) } });
    const page = await pageOf(mock.url);
    expect(page.length).toBeLessThan(20_000);
    expect(page).toContain('49980 more are in');
  });

  it.each([
    '<script>alert(1)</script>',
    '@TOA#_<img src=x onerror=alert(1)>',
    `@TOA#_"'><b>&lt;`,
    '@TOA#_\u202e</code>\x1b[31m',
  ])('shows %j as text', async (id) => {
    const mock = await start({ channels: [id] });
    await ask(mock, { body: { Official_Account: id } });
    await raw(mock.url, request('GET', '/v4/<b>\'"&', { host: 'a' }));
    const page = await pageOf(mock.url);
    expect(page).not.toMatch(/<(script|img|b)\b|\u202e/);
    expect(page).not.toContain('\x1b');
    // The tags are those of the page itself.
    const tags = new Set(Array.from(page.matchAll(/<\/?([a-z0-9]+)/g), ([, name]) => name));
    expect(
      [...tags].filter(
        (name) =>
          !/^(html|head|meta|title|link|style|body|main|h1|h2|p|code|pre|a|ul|li|div|table|thead|tbody|tr|th|td)$/.test(
            name ?? '',
          ),
      ),
    ).toStrictEqual([]);
  });

  it('never shows the key', async () => {
    const mock = await start({ secretKey: 'the-key-of-a-test' });
    await ask(mock, { body: { Official_Account: '@TOA#_the-key-of-a-test' } });
    expect(await pageOf(mock.url)).not.toContain('the-key-of');
  });

  it('runs no script, loads nothing, stands in no frame, and is not kept', async () => {
    const { url } = await start();
    const { headers } = await fetch(url);
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; img-src data:; style-src 'sha256-[\w+/=]+'; /,
    );
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('cache-control')).toBe('no-store');
    expect(await pageOf(url)).not.toContain('http-equiv="refresh"');
    expect(await pageOf(url, '/?live')).toContain('<meta http-equiv="refresh"');
  });

  it('is for those only who may look into the mock', async () => {
    const { url } = await start();
    for (const target of pages) {
      expect(await raw(url, request('GET', target, { host: 'evil.example' }))).toMatch(/^HTTP\/1.1 403 /);
      const foreign = { host: 'localhost', origin: 'http://evil.example' };
      expect(await raw(url, request('GET', target, foreign))).toMatch(/^HTTP\/1.1 403 /);
      expect(await raw(url, request('HEAD', target, { host: 'localhost' }))).toMatch(
        /^HTTP\/1.1 200 OK\r\n[\s\S]*\r\n\r\n$/,
      );
    }
    const closed = await start({ control: false });
    expect(await raw(closed.url, request('GET', '/', { host: 'localhost' }))).toContain('"ErrorCode":60002');
  });
});

describe.each([
  ['openapi.json', readDocument],
  ['openapi.tools.json', readToolsDocument],
])('/_mock/%s', (name, read) => {
  it.each<[string, Record<string, string>, string]>([
    ['as it was called', { host: 'mock:4010' }, 'http://mock:4010'],
    ['also from anywhere', { host: 'chat.example', origin: 'https://editor.example' }, 'http://chat.example'],
    ['behind TLS', { host: 'chat.example', 'x-forwarded-proto': 'https' }, 'https://chat.example'],
  ])('has the mock as its only server, %s', async (_how, headers, server) => {
    const { url } = await start();
    const answer = await raw(url, request('GET', `/_mock/${name}`, headers));
    expect(answer).toMatch(/^HTTP\/1.1 200 OK\r\n/);
    expect(answer).toContain(`access-control-allow-origin: ${headers.origin ?? '*'}`);
    const document = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')));
    expect(document).toStrictEqual({ ...read(), servers: [{ url: server }] });
  });

  it('names its address when the request does not say how it was called', async () => {
    const { url } = await start();
    for (const head of [`GET /_mock/${name} HTTP/1.0\r\n\r\n`, request('GET', `/_mock/${name}`, { host: '"><b>' })]) {
      const answer = await raw(url, head);
      expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n'))).servers).toStrictEqual([{ url }]);
    }
  });

  it('leads tools to the mock, which answers them', async () => {
    const { url } = await start();
    const document = Object(await (await fetch(`${url}/_mock/${name}`)).json());
    expect(await ask({ url: document.servers[0].url }, { query: goodQuery })).toMatchObject({ ErrorCode: 0 });
    for (const { post } of Object.values<{ post: object }>(document.paths)) expect(post).not.toHaveProperty('servers');
  });
});
