/** Runs every command and every program of the README of the contract tools. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createChatClient } from '@chat-openapi/client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { inRoot } from '../../scripts/paths.ts';
import { readBlocks, runVitest, writePrograms } from '../programs.ts';
import { runProgramFile, startProgramFile } from './run-contract.ts';
import { startStandIn } from './stand-in/server.ts';

const run = promisify(execFile);
const blocks = await readBlocks(join('packages', 'contract', 'README.md'));
const blockOf = (language: string, start = '') =>
  blocks.find((block) => block.language === language && block.code.startsWith(start)) ?? expect.unreachable();
const argumentsOf = (word: string): string[] => {
  const [name, ...args] = blockOf('sh', `chat-contract ${word}`).code.trim().split(' ');
  expect(name).toBe('chat-contract');
  return args;
};

const app = { sdkAppId: 1400987654, identifier: 'readme-administrator', secretKey: 'a-key-of-the-readme-test' };
const credentials = {
  CHAT_SDK_APP_ID: String(app.sdkAppId),
  CHAT_IDENTIFIER: app.identifier,
  CHAT_SECRET_KEY: app.secretKey,
};

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'chat-contract-readme-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

async function standIn() {
  const service = await startStandIn(app);
  onTestFinished(() => service.close());
  return service;
}

describe('the README of the contract tools', () => {
  it('has blocks that this test knows how to run, and no others', () => {
    expect(
      blocks.map(({ language, code }) => `${language} ${code.split(' ').slice(0, 2).join(' ')}`.split('\n')[0]),
    ).toStrictEqual([
      'sh npm pack',
      'sh npm install',
      expect.stringMatching(/^jsonl /),
      'sh chat-contract check',
      'sh chat-contract live',
      'sh chat-contract proxy',
      'ts import {',
    ]);
  });

  it('packs and installs what has to be installed together', async () => {
    const folder = await makeFolder();
    await run('sh', ['-c', blockOf('sh', 'npm pack').code.replace('../my-app', folder)], { cwd: inRoot() });
    expect((await readdir(folder)).filter((name) => /^chat-openapi-.+\.tgz$/.test(name))).toHaveLength(4);
    await writeFile(join(folder, 'package.json'), '{"private": true}');
    const env = { ...process.env, npm_config_prefer_offline: 'true', npm_config_audit: 'false' };
    await run('sh', ['-c', blockOf('sh', 'npm install').code], { cwd: folder, env });
    expect((await run('npx', ['chat-contract', '--help'], { cwd: folder })).stdout).toContain('Usage: chat-contract');
  });

  it('checks the answers of a file', async () => {
    const cwd = await makeFolder();
    await writeFile(join(cwd, 'answers.jsonl'), blockOf('jsonl').code);
    const { code, stdout } = await runProgramFile(argumentsOf('check'), { cwd });
    expect(stdout).toContain('answers.jsonl:1 /v4/official_account_open_http_svc/destroy_official_account: holds');
    expect(stdout).toContain('breaking at /ErrorCode: found "20001", expected a whole number');
    expect(stdout).toContain('answers.jsonl:3 OfficialAccount.CallbackAfterOfficialAccountFull: ');
    expect(stdout).toContain('breaking at /EventTime: found "now"');
    expect(code).toBe(1);
  });

  it('calls the service and records what it says', async () => {
    const service = await standIn();
    const cwd = await makeFolder();
    const args = argumentsOf('live').join(' ').replace('--region singapore', `--base-url ${service.url}`).split(' ');
    const { code, stdout } = await runProgramFile(args, { cwd, env: credentials });
    expect(stdout).toMatch(/\d+ answers, 0 breaking\.\n$/);
    expect(code).toBe(0);
    expect(await readdir(join(cwd, 'recorded'))).toHaveLength(service.answered);
  });

  it('watches traffic', async () => {
    const service = await standIn();
    const cwd = await makeFolder();
    const args = argumentsOf('proxy').map((word) => (word.startsWith('https:') ? service.url : word));
    const proxy = startProgramFile(args, { cwd });
    const [, baseUrl = ''] = await proxy.until(/^contract proxy listening on (http:\S+)$/m);
    service.channels.add('@TOA#_news');
    await createChatClient({ baseUrl, ...app }).destroyOfficialAccount({ Official_Account: '@TOA#_news' });
    proxy.child.kill('SIGINT');
    await proxy.ended;
    expect(proxy.output()).toContain('1 calls, 0 breaking.');
    const [name = ''] = await readdir(join(cwd, 'recorded'));
    expect(await readFile(join(cwd, 'recorded', name), 'utf8')).toContain('@TOA#_redacted-1');
  });

  it('is a test of an app', async () => {
    const program = blockOf('ts');
    const written = await writePrograms('contract-readme', [program]);
    onTestFinished(() => written.remove());
    expect(await written.compile()).toBe('');
    expect(await runVitest(written.fileOf(program))).toMatch(/Tests {2}1 passed \(1\)/);
  });
});

describe('chat-contract', () => {
  it('shows its commands, and ends with 2, without a command', async () => {
    const [none, help] = await Promise.all([runProgramFile([]), runProgramFile(['-h'])]);
    for (const text of [none.stderr, help.stdout]) {
      for (const command of ['check', 'live', 'proxy']) expect(text).toMatch(new RegExp(`^ {2}${command} `, 'm'));
    }
    expect([none.code, none.stdout, help.code, help.stderr]).toStrictEqual([2, '', 0, '']);
  });

  it('suggests the command and the flag that were meant', async () => {
    const [word, flag] = await Promise.all([
      runProgramFile(['chek']),
      runProgramFile(['check', '--file', 'a', '--junt', 'b']),
    ]);
    expect(word.stderr).toBe("chat-contract: unknown command 'chek'\n(Did you mean check?)\n");
    expect(flag.stderr).toContain('(Did you mean --junit?)');
    expect([word.code, flag.code]).toStrictEqual([2, 2]);
  });
});
