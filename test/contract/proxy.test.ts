/** The proxy, between the real client and a stand-in for the service. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createChatClient, isChatApiError } from '@chat-openapi/client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createChecker } from '../../packages/contract/src/check.ts';
import type { ProxyCall } from '../../packages/contract/src/passed-call.ts';
import { startProxy } from '../../packages/contract/src/proxy.ts';
import { readDocument } from '../../packages/contract/src/read-document.ts';
import { startGroup } from '../process-group.ts';
import { findLeaks } from './leaks.ts';
import { environment, program, startContract } from './run-contract.ts';
import { startStandIn } from './stand-in/server.ts';

const app = { sdkAppId: 1400987654, identifier: 'proxy-administrator', secretKey: 'canary-key-of-the-proxy-test' };
const checker = createChecker(readDocument());

async function standIn() {
  const service = await startStandIn(app);
  onTestFinished(() => service.close());
  return service;
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
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closed ??= proxy.close().then(() => expect(faults).toStrictEqual([]));
    return closed;
  };
  onTestFinished(close);
  return { url: proxy.url, calls, close };
}

describe('the proxy', () => {
  it('carries 1,000 calls of the real client at 200 a second and loses none', async () => {
    const service = await standIn();
    const { url, calls, close } = await proxyTo(service.url);
    const ids = Array.from({ length: 1000 }, (_, index) => `@TOA#_channel-${index}`);
    for (const id of ids) service.channels.add(id);
    // On a busy machine calls take long; none may get lost all the same.
    const chat = createChatClient({ baseUrl: url, ...app, retry: false, timeout: 100_000, deadline: 100_000 });
    const started = performance.now();
    const answers = await Promise.all(ids.map((id) => chat.destroyOfficialAccount({ Official_Account: id })));
    const seconds = (performance.now() - started) / 1000;
    await close();

    expect(answers.every(({ ErrorCode }) => ErrorCode === 0)).toBe(true);
    expect(service.answered).toBe(1000);
    expect(service.channels.size).toBe(0);
    expect(calls).toHaveLength(1000);
    const findings = calls.flatMap(({ request, answer }) => [...request.findings, ...answer.findings]);
    // The oddities of the stand-in are noticed, and none of them breaks anything.
    expect(new Set(findings.map(({ severity, pointer }) => `${severity} ${pointer}`))).toStrictEqual(
      new Set(['tolerated /ActionStatus', 'tolerated /ErrorInfo', 'additive /ErrorDisplay', 'additive /RequestId']),
    );
    // The quota of the client lets 200 start in any second.
    expect(seconds).toBeGreaterThan(3.9);
    console.info(`1,000 calls went through the proxy in ${seconds.toFixed(1)} s`);
  });

  it('passes everything on unchanged: bytes, header names, what comes twice, and what is compressed', async () => {
    const seen: { url: string | undefined; headers: string[]; body: string }[] = [];
    const packed = gzipSync('{"ErrorCode":0,"ActionStatus":"OK",   "ErrorInfo":""}');
    const upstream = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        seen.push({ url: request.url, headers: request.rawHeaders, body: Buffer.concat(chunks).toString('latin1') });
        const headers = [
          'X-Twice',
          'a',
          'X-Twice',
          'b',
          'Content-Encoding',
          'gzip',
          'Content-Length',
          String(packed.length),
        ];
        response.writeHead(200, 'Fine', headers).end(packed);
      });
    });
    await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      upstream.closeAllConnections();
      upstream.close();
    });
    const address = upstream.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const { url, calls, close } = await proxyTo(`http://127.0.0.1:${port}/below/`);

    const response = await fetch(`${url}/v4/x%2Fy?a=%20&a=2`, {
      method: 'POST',
      headers: { 'X-Custom-Name': 'v' },
      body: '{"a" : 1,\u00e9}',
    });
    expect([response.status, response.statusText, response.headers.get('x-twice')]).toStrictEqual([
      200,
      'Fine',
      'a, b',
    ]);
    expect(await response.text()).toBe('{"ErrorCode":0,"ActionStatus":"OK",   "ErrorInfo":""}');
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({
      url: '/below/v4/x%2Fy?a=%20&a=2',
      body: Buffer.from('{"a" : 1,é}').toString('latin1'),
    });
    expect(seen[0]?.headers).toContain(`127.0.0.1:${port}`);
    await close();
    // What was compressed is checked all the same.
    expect(calls.map(({ answer }) => answer.findings)).toStrictEqual([[]]);
    expect(calls[0]?.request.findings).toMatchObject([{ rule: 'operation' }]);
  });

  it('breaks and delays nothing when a side goes away', async () => {
    const service = await standIn();
    const { url, calls, close } = await proxyTo(service.url);
    const chat = createChatClient({ baseUrl: url, ...app, retry: false, quota: false });
    service.faults.push('reset');
    await expect(chat.destroyOfficialAccount({ Official_Account: '@TOA#_a' })).rejects.toMatchObject({ status: 502 });
    service.faults.push('hang');
    const gone = chat.destroyOfficialAccount({ Official_Account: '@TOA#_a' }, { timeout: 100 });
    await expect(gone).rejects.toMatchObject({ name: 'ChatTimeoutError' });
    const next = chat.destroyOfficialAccount({ Official_Account: '@TOA#_a' });
    await expect(next).rejects.toMatchObject({ code: 130004 });
    await close();
    expect(calls).toHaveLength(1);
  });

  it('sees what each fault of the stand-in is', async () => {
    const service = await standIn();
    const { url, calls, close } = await proxyTo(service.url);
    const chat = createChatClient({ baseUrl: url, ...app, retry: false, quota: false });
    service.faults.push('html-502', 'errorcode', 'text-code', 'not-json', 'duplicate');
    const kinds = service.faults.length;
    const outcomes: unknown[] = [];
    for (let call = 0; call < kinds; call += 1) {
      service.channels.add('@TOA#_a');
      const outcome = chat.destroyOfficialAccount({ Official_Account: '@TOA#_a' });
      outcomes.push(
        await outcome.then(
          () => 'ok',
          (error: Error) => error.name,
        ),
      );
    }
    await close();
    expect(outcomes).toStrictEqual([
      'ChatHttpError',
      'ChatResponseError',
      'ChatResponseError',
      'ChatResponseError',
      'ok',
    ]);
    const worst = calls.map(({ answer }) => answer.findings.map(({ severity, rule }) => `${severity} ${rule}`)[0]);
    expect(worst).toStrictEqual([
      'tolerated status',
      'breaking required',
      'breaking type',
      'breaking json',
      'breaking duplicate',
    ]);
  });
});

describe('npm run contract -- proxy', () => {
  it('reports and records what goes through, without a secret, and fails for what breaks', async () => {
    const service = await standIn();
    const folder = await mkdtemp(join(tmpdir(), 'chat-proxy-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const record = join(folder, 'recorded');
    const proxy = startContract(['proxy', '--upstream', service.url, '--record', record], {
      CHAT_SECRET_KEY: app.secretKey,
    });
    const [, url = ''] = await proxy.until(/^contract proxy listening on (http:\/\/127\.0\.0\.1:\d+)$/m);
    const chat = createChatClient({ baseUrl: url, ...app, retry: false });
    service.channels.add('@TOA#_canary-channel');
    await chat.destroyOfficialAccount({ Official_Account: '@TOA#_canary-channel' });
    service.faults.push('echo-502');
    const failed = chat.destroyOfficialAccount({ Official_Account: '@TOA#_canary-channel' });
    await expect(failed).rejects.toMatchObject({ status: 502 });
    const malformed = await chat
      .destroyOfficialAccount({ Official_Account: 'canary-channel' })
      .catch((error: unknown) => error);
    expect(isChatApiError(malformed) && malformed.code).toBe(130007);
    proxy.child.kill('SIGTERM');
    expect((await proxy.ended).code).toBe(1);

    const output = proxy.output();
    expect(output).toContain(
      'call 3, request, /v4/official_account_open_http_svc/destroy_official_account: breaking at',
    );
    expect(output).toMatch(/3 calls, 1 breaking\.\n$/);
    const canaries = [app.secretKey, app.identifier, String(app.sdkAppId), 'canary-channel', '127.0.0.1', 'eAEB'];
    for (const canary of canaries.slice(0, -2)) expect(output).not.toContain(canary);
    const files = await readdir(record);
    expect(files.map((name) => name.replace(/-[0-9a-f]{8}\.json$/, '')).toSorted()).toStrictEqual([
      'destroy_official_account-0',
      'destroy_official_account-130007',
      'destroy_official_account-http-502',
    ]);
    expect(await findLeaks(record, canaries.slice(0, -1))).toStrictEqual([]);
    for (const name of files) {
      const recording = JSON.parse(await readFile(join(record, name), 'utf8'));
      expect(recording).toMatchObject({
        region: 'other',
        request: { query: { usersig: 'redacted-signature', identifier: 'redacted-identifier', sdkappid: '0' } },
      });
    }
  });

  it('wants an upstream to which a signature may be sent', async () => {
    for (const upstream of [[], ['--upstream', 'http://example.com'], ['--upstream', 'https://a:b@example.com']]) {
      const { ended, output } = startContract(['proxy', ...upstream]);
      expect((await ended).code).toBe(2);
      expect(output()).toContain('--upstream has to be the https: address of the service');
    }
  });
});

describe.runIf(process.platform === 'linux')('chat-contract', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'proxy sums up on %s, and waits for no upstream that hangs',
    async (signal) => {
      const service = await standIn();
      service.faults.push('hang');
      const args = ['proxy', '--upstream', service.url];
      await using group = await startGroup(process.execPath, [...program, ...args], { env: environment({}) });
      await group.says(/listening on/);
      const [, baseUrl = ''] = /(http:\S+)/.exec(group.output()) ?? [];
      const call = fetch(`${baseUrl}/v4/x`, { method: 'POST', body: '{}' });
      await expect.poll(() => service.requests.length).toBe(1);
      const [{ code, milliseconds, said, left }] = await Promise.all([
        group.end(signal),
        expect(call).rejects.toThrow(),
      ]);
      expect({ code, said, left }).toStrictEqual({
        code: 1,
        said: '0 calls, 0 breaking.\nNothing came through, which proves nothing.\n',
        left: [],
      });
      expect(milliseconds).toBeLessThan(5000);
    },
  );
});
