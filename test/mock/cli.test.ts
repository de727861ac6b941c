/** The program `chat-mock`: its flags, what it prints, and how it ends. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createChatClient } from '@chat-openapi/client';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { hang, startApp } from '../../packages/mock/test/app.ts';
import { inRoot } from '../../scripts/paths.ts';
import { expectEnd, startGroup } from '../process-group.ts';
import { type Running, start } from '../processes.ts';

const run = promisify(execFile);
const program = ['--conditions=@chat-openapi/source', inRoot('packages', 'mock', 'src', 'cli.ts')];
const canary = 'canary-key-of-the-command-line';
const channel = { Official_Account: '@TOA#_test_id' };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-openapi-mock-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function startProgram(args: string[], env: NodeJS.ProcessEnv = {}): Promise<Running & { url: string }> {
  const mock = start(process.execPath, [...program, '--port', '0', ...args], { env: { ...process.env, ...env } });
  const [, url = ''] = await mock.until(/^chat-mock listening on (http:\/\/\S+)$/m);
  return { ...mock, url };
}

const clientOf = (baseUrl: string, secretKey = 'any') =>
  createChatClient({ baseUrl, sdkAppId: 1400000000, identifier: 'administrator', secretKey, retry: 0 });

describe('chat-mock', () => {
  it('says where it listens first, then logs each call, and ends on a signal', async () => {
    const mock = await startProgram([]);
    await clientOf(mock.url).destroyOfficialAccount(channel);
    await fetch(`${mock.url}/\x1b[31m`);
    await mock.until(/60002/);
    mock.child.kill('SIGTERM');
    expect(await mock.ended).toMatchObject({ code: 143 });
    const [first, ...calls] = mock.output().trimEnd().split('\n');
    expect(first).toBe(`chat-mock listening on ${mock.url}`);
    expect(calls).toStrictEqual([
      expect.stringMatching(/^destroyOfficialAccount {2}@TOA#_test_id {2}0 {2}ok {2}\d+\.\d ms$/),
      expect.stringMatching(/^GET \/%1B\[31m {2}- {2}60002 {2}method {2}\d+\.\d ms$/),
    ]);
  });

  it('logs calls as JSON, or not at all', async () => {
    const json = await startProgram(['--log', 'json']);
    await clientOf(json.url).destroyOfficialAccount(channel);
    const [line = ''] = await json.until(/^\{.*\}$/m);
    expect(JSON.parse(line)).toStrictEqual({
      operation: 'destroyOfficialAccount',
      id: '@TOA#_test_id',
      code: 0,
      reason: 'ok',
      milliseconds: expect.any(Number),
    });
    const silent = await startProgram(['--log', 'silent']);
    await clientOf(silent.url).destroyOfficialAccount(channel);
    expect(silent.output()).toBe(`chat-mock listening on ${silent.url}\n`);
  });

  it('checks signatures with a key of the environment, and shows it to nobody', async () => {
    const mock = await startProgram([], { CHAT_SECRET_KEY: canary, CHAT_SDK_APP_ID: '1400000000' });
    await clientOf(mock.url, canary).destroyOfficialAccount(channel);
    await expect(clientOf(mock.url, 'another').destroyOfficialAccount(channel)).rejects.toMatchObject({ code: 70009 });
    const state = await Promise.all(
      ['state', 'calls'].map(async (name) => (await fetch(`${mock.url}/_mock/${name}`)).text()),
    );
    expect(mock.output() + state.join('')).not.toContain('canary');
  });

  it.runIf(process.platform === 'linux')('wipes a key from the command line, and says where it belongs', async () => {
    const mock = await startProgram(['--secret-key', canary]);
    await mock.until(/the key was on the command line; put it into CHAT_SECRET_KEY/);
    expect(await readFile(`/proc/${mock.child.pid}/cmdline`, 'utf8')).not.toContain('canary');
    expect(mock.output()).not.toContain('canary');
  });

  it('takes all its flags together', async () => {
    const file = join(folder, 'channels.json');
    await writeFile(file, '["@TOA#_test_id", "@TOA#_other"]');
    const flags = ['--strict', '--channels', file, '--admin', 'root', '--admin', 'administrator', '--region', 'tokyo'];
    const mock = await startProgram([...flags, '--rate-limit', '3', '--latency', '1-5', '--no-control']);
    await mock.until(/--seed \d+ repeats these waits and failures/);
    const chat = clientOf(mock.url);
    await chat.destroyOfficialAccount(channel);
    await expect(chat.destroyOfficialAccount({ Official_Account: '@TOA#_x' })).rejects.toMatchObject({ code: 130004 });
    await chat.destroyOfficialAccount({ Official_Account: '@TOA#_other' });
    await expect(chat.destroyOfficialAccount(channel)).rejects.toMatchObject({ code: 60007 });
    expect(await (await fetch(`${mock.url}/_mock/health`)).json()).toMatchObject({ ErrorCode: 60002 });
  });

  it('begins with a state, with accounts, and on trial', async () => {
    const [accounts, state] = [join(folder, 'accounts.json'), join(folder, 'state.json')];
    await writeFile(accounts, '["user1"]');
    await writeFile(state, JSON.stringify({ channels: [1, 2, 3, 4, 5].map((number) => ({ id: `@TOA#_${number}` })) }));
    const mock = await startProgram(['--accounts', accounts, '--state', state, '--trial']);
    const chat = clientOf(mock.url);
    const create = (Owner_Account: string) => chat.createOfficialAccount({ Owner_Account, Name: 'One more' });
    await expect(create('nobody')).rejects.toMatchObject({ code: 70107 });
    await expect(create('user1')).rejects.toMatchObject({ code: 130010 });
    await chat.destroyOfficialAccount({ Official_Account: '@TOA#_3' });
    await create('user1');
  });

  it('says what is wrong in a state', async () => {
    const file = join(folder, 'wrong-state.json');
    await writeFile(file, '{"channels":[{"id":"@TOA#_a"},{"id":"@TOA#_b","Name":7}]}');
    const wrong = run(process.execPath, [...program, '--state', file]);
    const stderr = 'chat-mock: state.channels[1].Name must be a string.\n';
    await expect(wrong).rejects.toMatchObject({ code: 2, stderr });
  });

  it('sends webhooks with the token of the environment, and logs those that fail', async () => {
    const token = 'canary-token-of-the-environment';
    const [app, gone] = [await startApp(), await startApp()];
    await gone.close();
    const flags = ['--webhook-url', app.url, '--webhook-url', gone.url, '--webhook-on-failure', 'refuse'];
    const mock = await startProgram([...flags, '--webhook-retry', '1', '--webhook-disorder'], {
      CHAT_WEBHOOK_TOKEN: token,
    });
    const chat = clientOf(mock.url);
    await expect(chat.createOfficialAccount({ Owner_Account: 'a', Name: 'a' })).rejects.toMatchObject({ code: 20006 });
    await mock.until(/^OfficialAccount\.CallbackBeforeCreateOfficialAccount {2}- {2}- {2}connection {2}\S+ ms {2}The/m);
    await chat.destroyOfficialAccount(channel);
    await app.until(2);
    const { Sign, RequestTime } = app.received[1]?.query ?? {};
    expect(Sign).toBe(createHash('sha256').update(`${token}${RequestTime}`).digest('hex'));
    await mock.until(/^OfficialAccount\.CallbackAfterOfficialAccountDestroyed {2}@TOA#_test_id {2}- {2}connection/m);
    const shown = await (await fetch(`${mock.url}/_mock/webhooks`)).text();
    expect(JSON.parse(shown).webhooks.length).toBeGreaterThan(2);
    expect(mock.output() + shown).not.toMatch(/canary|[0-9a-f]{64}/);
  });

  it('says when webhooks are not signed', async () => {
    const env = { CHAT_WEBHOOK_TOKEN: undefined };
    const mock = await startProgram(['--webhook-url', 'http://127.0.0.1:1/'], env);
    await mock.until(/webhooks are not signed, because CHAT_WEBHOOK_TOKEN is not set/);
  });

  it('ends on SIGTERM while an app hangs', async () => {
    const app = await startApp(hang);
    const mock = await startProgram(['--webhook-url', app.url]);
    await clientOf(mock.url).destroyOfficialAccount(channel);
    await app.until(1);
    const started = performance.now();
    mock.child.kill('SIGTERM');
    expect(await mock.ended).toMatchObject({ code: 143 });
    // Less than a second is promised; the rest is for a machine that is busy.
    expect(performance.now() - started).toBeLessThan(3000);
    await mock.until(/AfterOfficialAccountDestroyed {2}@TOA#_test_id {2}- {2}closed/);
  });

  it('does not repeat a token that cannot be right', async () => {
    const env = { ...process.env, CHAT_WEBHOOK_TOKEN: ` ${canary}` };
    const args = [...program, '--webhook-url', 'http://127.0.0.1:1/'];
    const ended = await run(process.execPath, args, { env }).catch((error: unknown) => error);
    const stderr = 'chat-mock: CHAT_WEBHOOK_TOKEN must be a text that is not empty and has no white space around it.\n';
    expect(ended).toMatchObject({ code: 2, stdout: '', stderr });
  });

  it.each([
    ['in the environment', [], { CHAT_SECRET_KEY: canary }],
    ['as a flag', ['--secret-key', canary], {}],
    ['as one word with its flag', [`--secret-key=${canary}`], {}],
  ])('repeats no piece of a key that it has %s', async (_, args, env) => {
    for (const file of [canary, canary.toUpperCase(), canary.slice(0, 20), `${canary.slice(7)}.json`]) {
      const all = [...program, ...args, '--channels', file];
      const ended = await run(process.execPath, all, { env: { ...process.env, ...env } }).catch((error) => error);
      expect(ended.stderr).toMatch(/^chat-mock: \[redacted\](\.json)? cannot be read \(ENOENT\)/);
    }
  });

  it('says so when other machines can reach it', async () => {
    const mock = await startProgram(['--host', '0.0.0.0']);
    await mock.until(/other machines can reach it, because it listens on 0\.0\.0\.0/);
  });

  it('has a help that a person can read', async () => {
    const { stdout } = await run(process.execPath, [...program, '--help']);
    expect(stdout).toMatch(/--fail-rate <share>\s+share of calls that fail, 0 to 1/);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThan(100);
    expect((await run(process.execPath, [...program, '-h'])).stdout).toBe(stdout);
    for (const part of [
      '@TOA#_mock_20005',
      'Prefer: example=',
      '?__example=',
      '/_mock/enqueue',
      '/_mock/calls',
      'truncated',
    ]) {
      expect(stdout).toContain(part);
    }
  });

  it('tells its version', async () => {
    const { version } = JSON.parse(await readFile(inRoot('packages', 'mock', 'package.json'), 'utf8'));
    expect((await run(process.execPath, [...program, '--version'])).stdout).toBe(`${version}\n`);
  });

  const broken = ['--channels', 'broken.json'];
  it.each<[string[], string]>([
    [['--port', '99999'], '--port must be a whole number from 0 to 65535'],
    [['--port', 'x'], 'Give a number'],
    [['--latency', 'fast'], 'Give milliseconds, such as 100, or a range, such as 50-200'],
    [['--latency', '9-1'], '--latency must be'],
    [['--region', 'mars'], 'Allowed choices are china,'],
    [['--fail-rate', '2'], '--fail-rate must be a number from 0 to 1'],
    [['--rate-limit', '0'], '--rate-limit must be'],
    [['--log', 'loud'], 'Allowed choices are pretty, json, silent'],
    [['--channels', 'nowhere.json'], 'nowhere.json cannot be read (ENOENT)'],
    [broken, 'broken.json is not a list of channel ids'],
    [['--secret-ky', canary], "unknown option '--secret-ky'"],
    [[`--secret-ky=${canary}`], "unknown option '--secret-ky'"],
    [['--port', canary], "option '--port <number>' is invalid. Give a number"],
    [['--region', canary], "option '--region <name>' is invalid. Allowed choices are china,"],
    [['--latency', `x' from env 'a' ${canary}`], "option '--latency <ms>' is invalid. Give milliseconds"],
    [[`--${canary}-KEY`], 'there is an unknown option'],
    [[`-${canary}`], 'there is an unknown option'],
    [['--webhook-url', canary], '--webhook-url must be an address that begins with http:// or https://'],
    [['--webhook-url', 'http://a.test/?a=b'], '--webhook-url must be an address without'],
    [['--webhook-on-failure', 'drop'], "'--webhook-on-failure <what>' is invalid. Allowed choices are allow, refuse"],
    [['--webhook-url', 'http://a.test/', '--webhook-retry', '11'], '--webhook-retry must be a whole number'],
    [['--webhook-retry', '1'], '--webhook-retry needs an address. Give it with --webhook-url'],
    [['--webhook-ul', canary], 'Did you mean --webhook-url?'],
    [['--webhook-token', canary], 'put it into CHAT_WEBHOOK_TOKEN'],
    [[`--webhook-token=${canary}`], 'put it into CHAT_WEBHOOK_TOKEN'],
    [['--host', 'a'.repeat(64)], 'cannot listen on [redacted]'],
    [['--secret-key', ` ${canary}`], '--secret-key must be a string'],
    [[canary], 'there is an argument that belongs to no flag'],
  ])('refuses %j in one sentence', async (args, message) => {
    await writeFile(join(folder, 'broken.json'), '{"a": 1}');
    const ended = await run(process.execPath, [...program, ...args], { cwd: folder }).catch((error: unknown) => error);
    expect(ended).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(message) });
    expect(Reflect.get(Object(ended), 'stderr')).toMatch(/^chat-mock: (?!.*canary).*\n$/);
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
    ['SIGHUP', 129],
  ] as const)('ends on %s whatever its clients have open', async (signal, code) => {
    const mock = await startProgram(['--latency', '60000', '--log', 'silent']);
    const socket = connect(Number(new URL(mock.url).port), '127.0.0.1').on('error', () => {});
    onTestFinished(() => {
      socket.destroy();
    });
    socket.write('POST / HTTP/1.1\r\ncontent-length: 0\r\n\r\nCONNECT a:1 HTTP/1.1\r\nhost: a\r\n\r\n');
    await fetch(`${mock.url}/_mock/health`);
    const started = performance.now();
    mock.child.kill(signal);
    // Ctrl-C comes twice under npm.
    mock.child.kill(signal);
    expect(await mock.ended).toMatchObject({ code });
    // At most half a second is promised; the rest is for a machine that is busy.
    expect(performance.now() - started).toBeLessThan(3000);
  });

  it.runIf(process.platform === 'linux').each(['', 'listening on'])(
    'ends on Ctrl-C silently, also before it listens (%s)',
    async (words) => {
      const args = [...program, '--port', '0'];
      await using group = await startGroup(process.execPath, args);
      await group.says(new RegExp(words));
      expectEnd(await group.end('SIGINT'), 130);
    },
  );

  it('ends when nobody reads its log any more', async () => {
    const words = [process.execPath, ...program].map((word) => `'${word}'`).join(' ');
    const shell = start('sh', ['-c', `{ ${words} --port 0; echo "code $?" >&2; } | head -n 1`]);
    const [, url = ''] = await shell.until(/^chat-mock listening on (http:\/\/\S+)$/m);
    await fetch(`${url}/v4/x`, { method: 'POST', body: '{}' });
    expect(await shell.until(/^code 141$/m)).toBeTruthy();
    expect(shell.output()).toBe(`chat-mock listening on ${url}\ncode 141\n`);
  });

  // As a CI script has it: in the background, and ended by the id of the process that was started.
  it
    .runIf(process.platform === 'linux')
    .each(
      ['npx chat-mock', 'npm exec chat-mock --', 'npm run --silent mock --'].flatMap((command) =>
        (['SIGTERM', 'SIGKILL'] as const).map((signal) => [command, signal] as const),
      ),
    )('ends with %s, by %s', async (command, signal) => {
    const project = await mkdtemp(join(folder, 'project-'));
    const bin = join(project, 'node_modules', '.bin');
    await mkdir(bin, { recursive: true });
    const words = [process.execPath, ...program].map((word) => `'${word}'`).join(' ');
    await writeFile(join(bin, 'chat-mock'), `#!/bin/sh\nexec ${words} "$@"\n`, { mode: 0o755 });
    await writeFile(join(project, 'package.json'), '{"name":"project","scripts":{"mock":"chat-mock"}}');
    const script = `${command} --port 0 & echo "pid $!"; wait`;
    const shell = start('sh', ['-c', script], { cwd: project });
    const [, url = ''] = await shell.until(/^chat-mock listening on (http:\/\/\S+)$/m);
    const [, pid = ''] = await shell.until(/^pid (\d+)$/m);
    expect(await (await fetch(`${url}/_mock/health`)).json()).toStrictEqual({ status: 'ok' });
    process.kill(Number(pid), signal);
    await shell.ended;
    const isThere = (): Promise<boolean> =>
      fetch(`${url}/_mock/health`).then(
        () => true,
        () => false,
      );
    await expect.poll(isThere, { timeout: 10_000 }).toBe(false);
  });

  it.runIf(process.platform === 'linux')('stays when a script of npm starts it in the background', async () => {
    const words = [process.execPath, ...program].map((word) => `'${word}'`).join(' ');
    const env = { ...process.env, npm_lifecycle_script: 'chat-mock & sleep 1 && npm test' };
    const shell = start('sh', ['-c', `${words} --port 0 --latency 200 & echo "pid $!"`], { env });
    const [, url = ''] = await shell.until(/^chat-mock listening on (http:\/\/\S+)$/m);
    const [, pid = ''] = await shell.until(/^pid (\d+)$/m);
    // The latency of 200 ms is longer than it takes to find out that the parent is gone.
    for (let call = 0; call < 3; call++) await fetch(`${url}/v4/x`, { method: 'POST', body: '{}' });
    expect(await (await fetch(`${url}/_mock/health`)).json()).toStrictEqual({ status: 'ok' });
    process.kill(Number(pid), 'SIGTERM');
    await shell.ended;
  });

  it.each([canary, `1' from env 'X' is invalid ${canary}`, '', '-1'])(
    'does not repeat CHAT_SDK_APP_ID=%s',
    async (value) => {
      const env = { ...process.env, CHAT_SDK_APP_ID: value };
      const ended = await run(process.execPath, program, { env }).catch((error: unknown) => error);
      const stderr =
        "chat-mock: option '--sdk-app-id <number>' from CHAT_SDK_APP_ID is invalid. Give a number. See chat-mock --help.\n";
      expect(ended).toMatchObject({ code: 2, stdout: '', stderr });
    },
  );

  it('says what to do about a port that is taken', async () => {
    const { url } = await startProgram([]);
    const { port } = new URL(url);
    const ended = await run(process.execPath, [...program, '--port', port]).catch((error: unknown) => error);
    expect(ended).toMatchObject({ code: 2, stderr: expect.stringContaining(`port ${port} is taken. Give another`) });
  });
});
