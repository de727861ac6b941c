/** The proxy between sides that send what few send: it stays up, passes on what it can, and reports what it cannot read. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createChecker } from '../../packages/contract/src/check.ts';
import type { ProxyCall } from '../../packages/contract/src/passed-call.ts';
import { startProxy } from '../../packages/contract/src/proxy.ts';
import { readDocument } from '../../packages/contract/src/read-document.ts';
import { startContract } from './run-contract.ts';

const checker = createChecker(readDocument());
const destroy = '/v4/official_account_open_http_svc/destroy_official_account';
const body = '{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}';

/** Answers each connection with bytes, as soon as a head has come, and keeps what it was sent. */
async function startRaw(answer: Buffer | string) {
  const seen: string[] = [];
  const server = createServer((socket) => {
    const index = seen.push('') - 1;
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      const isFirst = seen[index] === '';
      seen[index] += chunk.toString('latin1');
      if (isFirst) socket.write(answer, () => setImmediate(() => socket.end()));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())));
  const address = server.address();
  return { seen, url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}` };
}

async function proxyTo(url: string) {
  const calls: ProxyCall[] = [];
  const faults: unknown[] = [];
  const proxy = await startProxy({
    upstream: new URL(url),
    port: 0,
    checker,
    onCall: (call) => calls.push(call),
    onFault: (error) => faults.push(error),
  });
  return {
    url: proxy.url,
    calls,
    async close() {
      await proxy.close();
      expect(faults).toStrictEqual([]);
    },
  };
}

/** What comes back for bytes. */
function sendRaw(url: string, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(text, 'latin1'));
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      answer += chunk;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
  });
}

const head = (line: string, ...headers: string[]): string =>
  [line, 'Host: 127.0.0.1', 'Connection: close', ...headers, '', ''].join('\r\n');
const post = (target = destroy, ...headers: string[]): string =>
  `${head(`POST ${target} HTTP/1.1`, 'Content-Length: 2', ...headers)}{}`;
const answerOf = (content: Buffer | string, ...headers: string[]): Buffer =>
  Buffer.concat([
    Buffer.from(['HTTP/1.1 200 OK', `Content-Length: ${Buffer.byteLength(content)}`, ...headers, '', ''].join('\r\n')),
    Buffer.from(content),
  ]);

async function through(answer: Buffer | string, request = post()) {
  const upstream = await startRaw(answer);
  const proxy = await proxyTo(upstream.url);
  const came = await sendRaw(proxy.url, request);
  await proxy.close();
  return { came, seen: upstream.seen, calls: proxy.calls };
}

const answerFindings = (calls: readonly ProxyCall[]): string[] =>
  calls.flatMap(({ answer }) => answer.findings.map(({ severity, found }) => `${severity}: ${found}`));

describe('the proxy', () => {
  it.each<[string, Buffer | string, string[], string]>([
    ['HTTP/1.1 299 Odd', `HTTP/1.1 299 Odd\r\nContent-Length: 0\r\n\r\n`, ['breaking: HTTP 299'], 'HTTP/1.1 299 Odd'],
    ['HTTP/1.1 999 x', `HTTP/1.1 999 x\r\nContent-Length: 0\r\n\r\n`, ['tolerated: HTTP 999'], 'HTTP/1.1 999 x'],
    ['HTTP/1.1 200 without a reason', `HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n`, ['breaking: ""'], 'HTTP/1.1 200 '],
    [
      'HTTP/1.1 200 \\xff',
      Buffer.from('HTTP/1.1 200 \xff\r\nContent-Length: 0\r\n\r\n', 'latin1'),
      ['breaking: ""'],
      'HTTP/1.1 200 ',
    ],
    [
      'HTTP/1.1 099',
      'HTTP/1.1 099 x\r\nContent-Length: 0\r\n\r\n',
      ['unreadable: unreadable answer: status 99'],
      'HTTP/1.1 502 ',
    ],
    [
      'HTTP/1.1 000',
      'HTTP/1.1 000 x\r\nContent-Length: 0\r\n\r\n',
      ['unreadable: unreadable answer: status 0'],
      'HTTP/1.1 502 ',
    ],
    [
      'HTTP/1.1 101',
      'HTTP/1.1 101 x\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n',
      ['unreadable: unreadable answer: status 101'],
      'HTTP/1.1 502 ',
    ],
    ['HTTP/9.9 200', 'HTTP/9.9 200 OK\r\n\r\n', ['unreadable: unreadable answer: no HTTP'], 'HTTP/1.1 502 '],
    ['no HTTP', 'SSH-2.0-x\r\n', ['unreadable: unreadable answer: no HTTP'], 'HTTP/1.1 502 '],
    [
      'a cut body',
      'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{',
      ['unreadable: unreadable answer: cut off'],
      'HTTP/1.1 200 ',
    ],
  ])('survives the status line %s', async (_, answer, findings, start) => {
    const { came, calls } = await through(answer);
    expect(came.startsWith(start), came).toBe(true);
    expect(answerFindings(calls)).toStrictEqual(findings);
  });

  it.each<[string, Buffer | string, string[]]>([
    ['gzip', gzipSync(body), []],
    ['GZIP', gzipSync(body), []],
    ['deflate', deflateSync(body), []],
    ['deflate', deflateRawSync(body), []],
    ['br', brotliCompressSync(body), []],
    ['identity', body, []],
    ['deflate, gzip', gzipSync(deflateSync(body)), []],
    ['zstd', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 1, 2]), ['coding zstd']],
    ['gzip', body, ['coding gzip']],
    ['gzip', gzipSync(body).subarray(0, 20), ['coding gzip']],
    ['gzip', gzipSync(Buffer.alloc(2_000_000)), ['more than 1048576 bytes']],
    ['constructor', body, ['coding constructor']],
    ['__proto__', body, ['a coding without a proper name']],
    ['a b', body, ['a coding without a proper name']],
    ['gzip,gzip,gzip,gzip,gzip', body, ['5 codings']],
    ['identity', Buffer.from([0x22, 0xff, 0xfe, 0x22]), ['not UTF-8']],
    ['identity', Buffer.alloc(1_100_000, 'x'), ['more than 1048576 bytes']],
  ])('reads an answer with coding %s, or says that it cannot', async (coding, content, unreadable) => {
    const answer = answerOf(content, `Content-Encoding: ${coding}`);
    const { came, calls } = await through(answer);
    // It goes on as it came.
    expect(came.endsWith(Buffer.from(content).toString('latin1'))).toBe(true);
    expect(answerFindings(calls)).toStrictEqual(unreadable.map((why) => `unreadable: unreadable answer: ${why}`));
    expect(calls[0]?.exchange.answer.body).toBe(unreadable.length > 0 ? '' : body);
  });

  it('reads a request with a coding, or says that it cannot', async () => {
    const packed = gzipSync('{"Official_Account":"@TOA#_a"}').toString('latin1');
    const request = (coding: string): string =>
      head(`POST ${destroy} HTTP/1.1`, `Content-Length: ${packed.length}`, `Content-Encoding: ${coding}`) + packed;
    const [read, unread] = await Promise.all(
      ['gzip', 'zstd'].map((coding) => through(answerOf(body), request(coding))),
    );
    expect(read?.calls[0]?.request.findings.map(({ pointer }) => pointer.startsWith('?'))).not.toContain(false);
    expect(unread?.calls[0]?.request.findings.map(({ found }) => found)).toStrictEqual([
      'unreadable request: coding zstd',
    ]);
  });

  it.each([
    '/',
    '//',
    '//elsewhere.test/x',
    '/%',
    '/%ff?%ff=%',
    '/a/../b?c#d',
    'http://elsewhere.test/v4/x?y=1',
    'http://[/x',
    '*',
    '/\xff\xfe',
    '?x',
    `/${'x'.repeat(8000)}`,
  ])('survives the target %s', async (target) => {
    const { came, seen, calls } = await through(answerOf(body), post(target));
    expect(came).toMatch(/^HTTP\/1\.1 (200|400) /);
    if (came.startsWith('HTTP/1.1 200')) expect(calls).toHaveLength(1);
    for (const request of seen) expect(request.match(/HTTP\/1\.1\r\n/g)).toHaveLength(1);
  });

  it('gives the service an absolute target as its own', async () => {
    const { seen } = await through(answerOf(body), post(`http://elsewhere.test${destroy}?random=1`));
    expect(seen[0]).toContain(`POST ${destroy}?random=1 HTTP/1.1\r\n`);
    expect(seen[0]).not.toContain('elsewhere');
  });

  it('passes a chunked GET on as one request', async () => {
    const inner = 'POST /smuggled HTTP/1.1\r\nHost: x\r\n\r\n';
    const request = `${head('GET /v4/x HTTP/1.1', 'Transfer-Encoding: chunked')}${inner.length.toString(16)}\r\n${inner}\r\n0\r\n\r\n`;
    const { seen, calls } = await through(answerOf(body), request);
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatch(/^GET \/v4\/x HTTP\/1\.1\r\n/);
    expect(seen[0]).toMatch(/\r\nTransfer-Encoding: chunked\r\n/);
    expect(calls).toHaveLength(1);
    expect(calls[0]?.exchange.request.body).toBe(inner);
  });

  it.each([
    ['GET', 'GET /v4/x HTTP/1.1', ''],
    ['DELETE', 'DELETE /v4/x HTTP/1.1', ''],
    ['POST', 'POST /v4/x HTTP/1.1', 'Content-Length: 0'],
  ])('passes a %s without a body on without one', async (_, line, length) => {
    const { seen } = await through(answerOf(body), head(line));
    expect(seen[0]?.endsWith('\r\n\r\n')).toBe(true);
    expect(seen[0]).not.toMatch(/transfer-encoding/i);
    if (length !== '') expect(seen[0]).toContain(length);
  });

  it('keeps headers of a connection to it, also those that Connection names', async () => {
    const request = post(
      destroy,
      'Connection: X-Mine, content-length',
      'X-Mine: 1',
      'Keep-Alive: 5',
      'TE: trailers',
      'Upgrade: websocket',
      'Proxy-Authorization: Basic eA==',
      'Expect: something',
      'X-Other: 2',
    );
    const { came, seen } = await through(
      answerOf(body, 'Connection: X-Theirs', 'X-Theirs: 1', 'Keep-Alive: 5', 'Proxy-Authenticate: Basic', 'X-Rest: 3'),
      request,
    );
    expect(seen[0]).toMatch(/\r\nX-Other: 2\r\n/);
    expect(seen[0]).toMatch(/\r\nContent-Length: 2\r\n/);
    expect(seen[0]).not.toMatch(/x-mine|trailers|websocket|proxy-auth|expect/i);
    expect(came).toMatch(/\r\nX-Rest: 3\r\n/);
    expect(came).not.toMatch(/x-theirs|proxy-auth/i);
    expect(came.endsWith(body)).toBe(true);
  });

  it('takes an upgrade for a plain request, and refuses a tunnel', async () => {
    const upgrade = await through(
      answerOf(body),
      post(destroy, 'Connection: Upgrade', 'Upgrade: h2c', 'HTTP2-Settings: x'),
    );
    expect(upgrade.came).toMatch(/^HTTP\/1\.1 200 /);
    const tunnel = await through(answerOf(body), head('CONNECT elsewhere.test:443 HTTP/1.1'));
    expect(tunnel.came).toMatch(/^HTTP\/1\.1 405 /);
    expect(tunnel.seen).toStrictEqual([]);
  });

  it('refuses a foreign Origin and a foreign Host, and takes those of this machine', async () => {
    const lines = (host: string, origin?: string): string =>
      [`POST ${destroy} HTTP/1.1`, `Host: ${host}`, 'Connection: close', 'Content-Length: 2']
        .concat(origin === undefined ? [] : [`Origin: ${origin}`], '', '{}')
        .join('\r\n');
    const cases: [string, string | undefined, number][] = [
      ['127.0.0.1:80', undefined, 200],
      ['localhost:4100', 'http://localhost:3000', 200],
      ['[::1]:80', 'http://[::1]', 200],
      ['proxy:4100', 'https://app.localhost', 200],
      ['127.0.0.1', 'https://elsewhere.test', 403],
      ['127.0.0.1', 'null', 403],
      ['127.0.0.1', 'http://localhost.elsewhere.test', 403],
      ['127.0.0.1', 'http://127.0.0.1.elsewhere.test', 403],
      ['rebound.elsewhere.test', undefined, 403],
      ['localhost@elsewhere.test', undefined, 403],
      ['', undefined, 403],
    ];
    for (const [host, origin, status] of cases) {
      const { came, seen, calls } = await through(answerOf(body), lines(host, origin));
      expect(came, `${host} ${origin}`).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
      expect([seen.length, calls.length]).toStrictEqual(status === 200 ? [1, 1] : [0, 0]);
    }
  });
});

describe('npm run contract -- proxy', () => {
  it('reports what it cannot read as that, fails for it, and records none of its bytes', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'chat-unreadable-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const upstream = await startRaw(answerOf('canary bytes', 'Content-Encoding: zstd'));
    const proxy = startContract(['proxy', '--upstream', upstream.url, '--record', folder]);
    const [, url = ''] = await proxy.until(/^contract proxy listening on (http:\S+)$/m);
    await sendRaw(url, post());
    proxy.child.kill('SIGTERM');
    expect((await proxy.ended).code).toBe(1);
    expect(proxy.output()).toContain(`call 1, answer, ${destroy}: unreadable answer: coding zstd, expected text`);
    expect(proxy.output()).not.toContain('checked');
    const [name = ''] = await readdir(folder);
    const text = await readFile(join(folder, name), 'utf8');
    expect(JSON.parse(text)).toMatchObject({ status: 200, body: '', unreadable: 'coding zstd' });
    expect(text).not.toContain('canary');
  });
});
