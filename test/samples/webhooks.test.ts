/** Runs the samples of every webhook: each receiver gets the event of each request. */
import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { webhookCommands } from '@chat-openapi/openapi/webhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDocument } from '../../packages/contract/src/read-document.ts';
import { inRoot } from '../../scripts/paths.ts';
import { binary } from '../../scripts/run.ts';
import { expand } from '../../scripts/site/files/expand.ts';
import { webhookSamples } from '../../spec/plugin/webhook-samples.ts';
import { start } from '../processes.ts';

const run = promisify(execFile);
const document = readDocument();
const folder = inRoot('reports', 'webhook-samples');
const env = { ...process.env, CHAT_WEBHOOK_TOKEN: 'a-token-for-this-test', CHAT_SDK_APP_ID: '1400000000' };
const hasCurl = await run('curl', ['--version']).then(
  () => true,
  () => false,
);

beforeAll(async () => {
  await mkdir(folder, { recursive: true });
  for (const command of webhookCommands) {
    const [receiver, request] = webhookSamples(document, command);
    await writeFile(join(folder, `${command}.ts`), receiver?.source ?? '');
    await writeFile(join(folder, `${command}.sh`), request?.source ?? '');
  }
  const config = { extends: '../../tsconfig.base.json', compilerOptions: { noEmit: true, types: ['node'] } };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the samples of webhooks', () => {
  it('are there for each, and compile under the strictest options', async () => {
    expect(webhookSamples(document, 'toString')).toStrictEqual([]);
    for (const command of webhookCommands) {
      expect(webhookSamples(document, command).map(({ label }) => label)).toStrictEqual(['TypeScript', 'curl']);
    }
    const tsc = run(process.execPath, [binary('typescript', 'bin/tsc'), '-p', folder]).catch((failed) => failed);
    expect((await tsc).stdout).toBe('');
  });

  it.each(webhookCommands)('of %s receive what they send', async (command) => {
    if (!hasCurl && !process.env.CI) return;
    const preload = ['--import', inRoot('test', 'package', 'first-port.mjs')];
    const server = start(process.execPath, [...preload, join(folder, `${command}.ts`)], { env });
    const [, port] = await server.until(/listening on (\d+)/);
    const sent = await run('sh', [join(folder, `${command}.sh`)], {
      env: { ...env, APP_URL: `http://127.0.0.1:${port}/`, NO_PROXY: '127.0.0.1' },
    });
    expect(JSON.parse(sent.stdout)).toStrictEqual({ ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '' });
    await server.until(/@TOA#_test_id|administrator/);
  });

  it('stand in what Redoc shows', () => {
    const { webhooks = {} } = expand(document, () => []);
    for (const command of webhookCommands) {
      expect(webhooks[command]?.post).toMatchObject({ 'x-codeSamples': webhookSamples(document, command) });
    }
  });
});
