/** Each webhook received once, on every runtime and behind each of its servers. */
import { connect } from 'node:net';
import { dirname } from 'node:path';
import { type WebhookCommand, webhookCommands } from '@chat-openapi/openapi/webhooks';
import { beforeAll, describe, expect, it } from 'vitest';
import { readDocument } from '../../packages/contract/src/read-document.ts';
import { webhookRequest } from '../../packages/webhooks/src/index.ts';
import { resolve } from '../../spec/document.ts';
import { start } from '../processes.ts';
import { bun, deno, node22, node24, node26, type Runtime, workerd } from '../toolchains/installed.ts';
import { bundle } from './bundle.ts';
import { startWorkerd } from './start-workerd.ts';
import { sdkAppId, token } from './webhooks-handlers.ts';

let server: string;
let worker: string;

beforeAll(async () => {
  server = await bundle('webhooks-server.ts');
  worker = dirname(await bundle('webhooks-worker.ts'));
});

const run = (runtime: Runtime, door: string) => async (): Promise<string> => {
  const { until } = start(runtime.file, [...runtime.args, server, door]);
  const [, port] = await until(/listening on (\d+)/);
  return `http://127.0.0.1:${port}`;
};

const places: { name: string; missing: string | undefined; begin: () => Promise<string> }[] = [
  ...[node22, node24, node26, deno, bun].map((runtime) => ({ runtime, door: 'node' })),
  ...[deno, bun].map((runtime) => ({ runtime, door: 'web' })),
].map(({ runtime, door }) => ({
  name: `${runtime.name}, ${door === 'node' ? 'node:http' : 'its own server'}`,
  missing: runtime.missing,
  begin: run(runtime, door),
}));
places.push({ name: 'workerd', missing: workerd.missing, begin: () => startWorkerd(worker) });

/** The document's example of an event. */
function exampleOf(command: WebhookCommand): object {
  const document = readDocument();
  const { examples } = document.webhooks?.[command]?.post.requestBody.content['application/json'] ?? {};
  const [example] = Object.values(examples ?? {});
  return Object(resolve(document, example ?? expect.unreachable()).value);
}

/** Asks until so many have been received: on workerd the work goes on after the answer. */
async function receivedAt(url: string, count: number): Promise<string[]> {
  for (;;) {
    const received: string[] = await (await fetch(url)).json();
    if (received.length >= count) return received;
  }
}

describe.for(places)('on $name', ({ missing, begin }) => {
  it('each webhook is received once, and what is refused is answered', async (context) => {
    if (missing) context.skip(missing);
    const url = await begin();
    const options = { sdkAppId, token, url };
    for (const command of webhookCommands) {
      const response = await fetch(await webhookRequest(command, exampleOf(command), options));
      expect([response.status, await response.json()]).toStrictEqual([
        200,
        { ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '' },
      ]);
    }
    expect((await receivedAt(url, webhookCommands.length)).toSorted()).toStrictEqual([...webhookCommands].toSorted());

    const [command = expect.unreachable()] = webhookCommands;
    const forged = await webhookRequest(command, {}, { ...options, token: 'another' });
    const large = await webhookRequest(command, { Name: 'x'.repeat(20_000) }, options);
    const old = await webhookRequest(command, {}, { ...options, requestTime: 1669872112 });
    for (const [request, status] of [
      [forged, 401],
      [large, 413],
      [old, 401],
    ] as const) {
      const response = await fetch(request);
      expect([response.status, await response.json()]).toStrictEqual([
        status,
        { ActionStatus: 'FAIL', ErrorCode: status, ErrorInfo: expect.any(String) },
      ]);
    }
    expect((await receivedAt(url, webhookCommands.length + 3)).slice(-3)).toStrictEqual(['sign', 'size', 'time']);
  });

  it('a body that never comes is not waited for', async (context) => {
    if (missing) context.skip(missing);
    const url = await begin();
    const { pathname, search, port } = new URL((await webhookRequest('A.B', {}, { sdkAppId, token, url })).url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(`POST ${pathname}${search} HTTP/1.1\r\nhost: app.test\r\ncontent-length: 100\r\n\r\n{`);
    const head = await new Promise<string>((resolve) => socket.once('data', (chunk) => resolve(chunk.toString())));
    socket.destroy();
    expect(head).toMatch(/^HTTP\/1\.1 408 /);
  });
});
