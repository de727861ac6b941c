/** A command line that terminates channels at the full rate, is killed again and again, and goes on each time. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Mock, startMock } from '@chat-openapi/mock';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inRoot } from '../../scripts/paths.ts';

/** At 190 calls a second. */
const size = process.env.CI ? 5000 : 1000;
const kills = 5;
const ids = Array.from({ length: size }, (_, index) => `@TOA#_${index + 1}`);

let mock: Mock;
let folder: string;
let calls = 0;
/** When calls were answered, and when it was killed, in milliseconds. */
const answered: number[] = [];
const killed: number[] = [];
let onCall: () => void = () => {};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-killed-'));
  await writeFile(join(folder, 'ids.txt'), `${ids.join('\n')}\n`);
  mock = await startMock({
    rateLimit: true,
    // So that several calls are under way when it is killed.
    latency: [20, 60],
    onCall() {
      calls++;
      answered.push(performance.now());
      onCall();
    },
  });
});

afterAll(async () => {
  await mock?.close();
  await rm(folder, { recursive: true });
});

function start(): ChildProcess {
  const args = ['--conditions=@chat-openapi/source', inRoot('packages', 'cli', 'src', 'cli.ts')];
  const flags = ['destroy', '--from', 'ids.txt', '--yes', '--json'];
  const env = {
    PATH: process.env.PATH,
    CHAT_BASE_URL: mock.url,
    CHAT_SDK_APP_ID: '1400000000',
    CHAT_IDENTIFIER: 'administrator',
    CHAT_SECRET_KEY: 'a-key-for-this-test',
  };
  return spawn(process.execPath, [...args, ...flags], { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Lets it run until so many calls were answered, and kills it. */
async function killAt(moment: number): Promise<void> {
  const child = start();
  onCall = () => void (calls >= moment && child.kill('SIGKILL'));
  expect(await once(child, 'exit')).toStrictEqual([null, 'SIGKILL']);
  killed.push(performance.now());
}

async function runToEnd(): Promise<{ code: unknown; summary: unknown }> {
  onCall = () => {};
  const child = start();
  let text = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  const [code] = await once(child, 'close');
  return { code, summary: JSON.parse(text) };
}

it(`ends each of ${size} channels once, killed at ${kills} random moments, without going over the rate`, async () => {
  const moments = Array.from({ length: kills }, () => 1 + Math.floor(Math.random() * (size - 1)));
  process.stdout.write(`killed after ${moments.toSorted((a, b) => a - b).join(', ')} calls\n`);
  for (const moment of moments.toSorted((a, b) => a - b)) await killAt(moment);
  const { code, summary } = await runToEnd();

  const answers = mock.calls('destroyOfficialAccount');
  const codes = Map.groupBy(answers, (call) => call.code);
  expect([...codes.keys()].filter((one) => one !== 0 && one !== 130004)).toStrictEqual([]);
  // What was under way has been answered by then, and the next run waits for a second from its own start on.
  const early = answered.filter((time) => killed.some((kill) => time > kill + 500 && time < kill + 1000));
  expect(early).toStrictEqual([]);
  // No channel was ended twice, and none is left.
  expect((codes.get(0) ?? []).map(({ body }) => body.Official_Account).toSorted()).toStrictEqual(ids.toSorted());
  const replays = codes.get(130004)?.length ?? 0;
  process.stdout.write(`${replays} answers came after a kill: done by us\n`);
  expect(code).toBe(0);
  expect(summary).toMatchObject({ done: size, gone: 0, failed: 0, inDoubt: 0, left: 0 });
  expect(summary).toHaveProperty('doneInDoubt');
  expect(Reflect.get(Object(summary), 'doneInDoubt')).toBeGreaterThanOrEqual(replays);

  // There is nothing to do any more, and the result is the same.
  const before = calls;
  const again = await runToEnd();
  expect({ ...Object(again.summary), duplicates: undefined }).toStrictEqual({
    ...Object(summary),
    duplicates: undefined,
  });
  expect(calls).toBe(before);

  const left = await readdir(folder);
  expect(left.toSorted()).toStrictEqual(['ids.txt', 'ids.txt.journal']);
  expect(await readFile(join(folder, 'ids.txt.journal'), 'latin1')).not.toContain('a-key-for-this-test');
});
