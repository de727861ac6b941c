import { once } from 'node:events';
import { chmod, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { startMock } from '@chat-openapi/mock';
import { readUserSig } from '@chat-openapi/usersig';
import { Command } from 'commander';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createContext } from '../src/create-context.ts';
import type { Check } from '../src/doctor/check.ts';
import { doctor } from '../src/doctor/main.ts';
import type { Host } from '../src/doctor/network.ts';
import { makeFolder } from './folder.ts';
import { account, canary, runCli } from './run-cli.ts';

/** A host that says that an app is elsewhere, or whatever code it is given. It keeps the signatures that it has seen. */
async function startHost(code: number, date?: Date): Promise<{ url: string; seen: string[] }> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://host');
    const userSig = searchParams.get('usersig');
    if (userSig !== null) seen.push(userSig);
    if (date !== undefined) response.setHeader('date', date.toUTCString());
    response.end(JSON.stringify({ ActionStatus: 'FAIL', ErrorInfo: 'refused', ErrorCode: code }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const place = server.address();
  return { url: `http://127.0.0.1:${typeof place === 'object' ? place?.port : ''}`, seen };
}

interface Examined {
  readonly code: number;
  readonly checks: ReadonlyMap<string, Check>;
  readonly output: string;
}

/** Runs it with regions of its own. */
async function examine(hosts: readonly Host[], env: Readonly<Record<string, string>>, cwd?: string): Promise<Examined> {
  const folder = cwd ?? (await makeFolder());
  const stdout = new PassThrough();
  const program = new Command().option('--json').option('--base-url <url>').option('--region <region>');
  program.parse(['--json'], { from: 'user' });
  const world = { stdin: Readable.from([]), stdout, stderr: new PassThrough(), env, cwd: () => folder };
  const code = await doctor(
    createContext(program, world, () => {}),
    hosts,
  );
  stdout.end();
  const output = await text(stdout);
  const { checks }: { checks: Check[] } = JSON.parse(output);
  return { code, checks: new Map(checks.map((check) => [check.name, check])), output };
}

const here = async () => {
  const mock = await startMock({ sdkAppId: 1400000000, secretKey: canary, admins: ['administrator'] });
  onTestFinished(() => mock.close());
  return mock;
};

describe('doctor', () => {
  it('finds the region of the app with a signature that has expired, and then makes one call there', async () => {
    const mock = await here();
    const [first, second] = [await startHost(60026), await startHost(70020)];
    const hosts = [
      { name: 'china', url: first.url },
      { name: 'tokyo', url: mock.url },
      { name: 'seoul', url: second.url },
    ];
    const { code, checks, output } = await examine(hosts, { ...account, CHAT_REGION: 'tokyo' });
    expect(code).toBe(0);
    expect(checks.get('Region')).toMatchObject({ state: 'ok', text: 'the app is in tokyo, as configured' });
    expect(checks.get('Region')?.inferred).toContain('it is not documented');
    expect(checks.get('Call')).toMatchObject({ state: 'ok', inferred: expect.stringContaining('130007') });
    expect(mock.calls().map((call) => [call.operation, call.code])).toStrictEqual([
      ['destroyOfficialAccount', 70001],
      ['destroyOfficialAccount', 130007],
    ]);
    for (const userSig of [...first.seen, ...second.seen]) {
      const claims = await readUserSig(userSig);
      expect((claims?.time ?? 0) + (claims?.expire ?? 0)).toBeLessThan(Date.now() / 1000 - 3600);
    }
    expect([first.seen.length, second.seen.length]).toStrictEqual([1, 1]);
    expect(output).not.toContain(canary);
  });

  it('says which region is right when another one is configured, or none', async () => {
    const mock = await here();
    const other = await startHost(60026);
    const hosts = [
      { name: 'china', url: other.url },
      { name: 'tokyo', url: mock.url },
    ];
    for (const region of ['china', '']) {
      const { code, checks } = await examine(hosts, { ...account, CHAT_REGION: region });
      expect(code).toBe(1);
      expect(checks.get('Region')).toMatchObject({ state: 'wrong', remedy: 'Set CHAT_REGION=tokyo.' });
      // The rest is checked where the app is.
      expect(checks.get('Call')).toMatchObject({ state: 'ok' });
    }
    expect(other.seen).toHaveLength(2);
  });

  it('says that no region knows the app, or that it cannot be told', async () => {
    const [first, second] = [await startHost(60026), await startHost(60006)];
    const hosts = [
      { name: 'china', url: first.url },
      { name: 'tokyo', url: second.url },
    ];
    const env = { ...account, CHAT_REGION: 'tokyo' };
    const nowhere = await examine(hosts, env);
    expect(nowhere.checks.get('Region')).toMatchObject({ state: 'wrong', text: 'no region knows app 1400000000' });
    const silent = await examine([...hosts, { name: 'seoul', url: 'http://127.0.0.1:1' }], env);
    expect(silent.checks.get('Region')).toMatchObject({ state: 'unknown' });
    expect(silent.checks.get('Host of seoul')).toMatchObject({
      state: 'wrong',
      text: expect.stringContaining('127.0.0.1:1 cannot be reached'),
      remedy: expect.stringMatching(/\S/),
    });
    const twice = await examine(
      [...hosts, { name: 'a', url: (await here()).url }, { name: 'b', url: (await here()).url }],
      env,
    );
    expect(twice.checks.get('Region')).toMatchObject({
      state: 'unknown',
      text: expect.stringContaining('a: 70001, b: 70001'),
    });
  });

  it.for([
    ['the key of another app', { CHAT_SECRET_KEY: 'another-key-another-key' }, '70009', 'secret key'],
    ['a user who is no administrator', { CHAT_IDENTIFIER: 'alice' }, '60010', 'administrator'],
  ] satisfies [string, Record<string, string>, string, string][])(
    'tells %s by the one call that is made',
    async ([, change, code, remedy]) => {
      const mock = await here();
      const ran = await runCli(['doctor', '--json', '--base-url', mock.url], { env: { ...account, ...change } });
      expect(ran.code).toBe(1);
      const { checks }: { checks: Check[] } = JSON.parse(ran.stdout);
      const call = checks.find(({ name }) => name === 'Call');
      expect(call).toMatchObject({ state: 'wrong', text: expect.stringContaining(code) });
      expect(call?.remedy).toContain(remedy);
      expect(mock.calls()).toHaveLength(1);
    },
  );

  it('tells a clock that is an hour off by the answers of the hosts', async () => {
    const ahead = await startHost(60026, new Date(Date.now() + 3_600_000));
    const { checks } = await examine([{ name: 'tokyo', url: ahead.url }], {});
    expect(checks.get('Clock')).toMatchObject({
      state: 'wrong',
      text: expect.stringMatching(/^(3599|3600|3601) s behind the hosts$/),
      remedy: expect.stringContaining('NTP'),
    });
  });

  it('names a host that DNS does not know', async () => {
    const { checks } = await examine([{ name: 'tokyo', url: 'http://host.invalid' }], {});
    expect(checks.get('Host of tokyo')).toMatchObject({
      state: 'wrong',
      text: expect.stringMatching(/host\.invalid .+\((ENOTFOUND|EAI_AGAIN)\)/),
    });
    expect(checks.get('Host of tokyo')?.remedy).toContain('DNS');
    expect(checks.get('Clock')).toMatchObject({ state: 'unknown' });
  });

  it('says what is not set, and checks the rest all the same', async () => {
    const host = await startHost(60026);
    const { code, checks } = await examine([{ name: 'tokyo', url: host.url }], {});
    expect(code).toBe(0);
    expect(checks.get('Credentials')).toMatchObject({
      state: 'unknown',
      text: 'not set: CHAT_SDK_APP_ID, CHAT_IDENTIFIER, CHAT_SECRET_KEY or CHAT_USER_SIG',
    });
    expect(checks.get('Host of tokyo')).toMatchObject({ state: 'ok' });
    expect(checks.get('Node')).toMatchObject({ state: 'ok', text: process.versions.node });
    expect(host.seen).toStrictEqual([]);
  });

  it.for([
    [{ CHAT_BASE_URL: 'x' }, 'Where to call', 'CHAT_BASE_URL is wrong'],
    [{ CHAT_BASE_URL: `http://u:${canary}@127.0.0.1:1` }, 'Where to call', 'CHAT_BASE_URL is wrong'],
    [{ CHAT_BASE_URL: 'http://127.0.0.1:1/?a' }, 'Where to call', 'CHAT_BASE_URL is wrong'],
    [{ CHAT_BASE_URL: 'http://127.0.0.1:1', CHAT_REGION: 'tokyo' }, 'Where to call', 'are both set'],
    [{ CHAT_REGION: 'tokio' }, 'Where to call', 'CHAT_REGION is wrong'],
    [{ CHAT_SDK_APP_ID: 'abc' }, 'Credentials', 'CHAT_SDK_APP_ID is wrong'],
  ] satisfies [Record<string, string>, string, string][])(
    'tells what no call would take, and goes on: %#',
    async ([change, name, text]) => {
      const { code, checks, output } = await examine([], { ...account, ...change });
      expect(code).toBe(1);
      expect(checks.get(name)).toMatchObject({ state: 'wrong', text: expect.stringContaining(text) });
      expect(checks.get('Call')).toMatchObject({ state: 'unknown' });
      expect(output).not.toContain(canary);
    },
  );

  it('makes no signature without the key, and checks the one that is given', async () => {
    const mock = await here();
    const { stdout: userSig } = await runCli(['sign']);
    const { CHAT_SECRET_KEY: _, ...open } = account;
    const hosts = [{ name: 'tokyo', url: mock.url }];
    const good = await examine(hosts, { ...open, CHAT_USER_SIG: userSig.trimEnd(), CHAT_REGION: 'tokyo' });
    expect(good.checks.get('Region')).toMatchObject({ state: 'unknown' });
    expect(good.checks.get('Call')).toMatchObject({ state: 'ok' });
    const cut = await examine(hosts, { ...open, CHAT_USER_SIG: userSig.slice(0, 100), CHAT_REGION: 'tokyo' });
    expect(cut.checks.get('Credentials')).toMatchObject({ state: 'wrong', text: expect.stringContaining('70003') });
    expect(cut.output).not.toContain(userSig.slice(0, 20));
    const both = await examine(hosts, { ...account, CHAT_USER_SIG: userSig.trimEnd() });
    expect(both.checks.get('Credentials')).toMatchObject({ state: 'wrong' });
  });

  it.runIf(process.platform !== 'win32')('tells a .env that others can read', async () => {
    const cwd = await makeFolder();
    await writeFile(join(cwd, '.env'), `CHAT_SECRET_KEY=${canary}\n`);
    await chmod(join(cwd, '.env'), 0o644);
    const { code, checks, output } = await examine([], {}, cwd);
    expect(code).toBe(1);
    expect(checks.get('Variables')).toMatchObject({ state: 'wrong', remedy: 'Run: chmod 600 .env' });
    expect(output).not.toContain(canary);
  });

  it('tells a Redis that is not there, without its address', async () => {
    const host = await startHost(60026);
    const { checks, output } = await examine([{ name: 'tokyo', url: host.url }], {
      CHAT_REDIS_URL: `redis://:${canary}@127.0.0.1:1`,
    });
    expect(checks.get('Redis')).toMatchObject({ state: 'wrong', text: expect.stringContaining('ECONNREFUSED') });
    expect(output).not.toContain(canary);
  });

  it('prints a line for each check, what to do, and the sum', async () => {
    const mock = await here();
    const { code, stdout, stderr } = await runCli(['doctor', '--base-url', mock.url]);
    expect({ code, stderr }).toStrictEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^ok {7}Node: \d+/);
    expect(stdout).toMatch(/\nok {7}Call: .+\n {9}Inferred: .+\nNothing is wrong, as far as it was checked\.\n$/);
  });
});
