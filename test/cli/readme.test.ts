/** Every command of the README of the command line but those for many calls, and what its tables say. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startMock } from '@chat-openapi/mock';
import { describe, expect, it } from 'vitest';
import { exitCodes } from '../../packages/cli/src/exit-codes.ts';
import { inRoot } from '../../scripts/paths.ts';
import { start } from '../processes.ts';
import { readBlocks } from '../programs.ts';
import { canary, command, environment, makeFolder, program, runLine } from './program.ts';

const file = join('packages', 'cli', 'README.md');
const blocks = (await readBlocks(file)).filter(({ heading }) => heading !== 'Many at once');
const lines = blocks.flatMap(({ code }) => code.trimEnd().split('\n'));
const [first = '', pack = '', install = '', ...rest] = lines;
const others = [first, ...rest];

/** What each has to print; a command that is not listed here fails the test. */
const outcomes: Record<string, RegExp> = {
  'chat-openapi call destroyOfficialAccount': /^\{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0\}\n$/,
  'chat-openapi operations\n': /^createOfficialAccount .+\n/,
  'chat-openapi operations subscriber\n': /^addSubscriber /m,
  'chat-openapi operations getSubscriberInfo\n': /\nPOST \/v4\/\S+\/get_subscriber_info\n/,
  'echo ': /^$/,
  'chat-openapi call getOfficialAccountInfo': /"OfficialAccountInfoList":\[/,
  'chat-openapi explain 130004\n': /^130004 OfficialAccountNotFound\n/,
  'chat-openapi explain 10004': /^10004 InternalServerError\n/,
  'chat-openapi sign | chat-openapi explain usersig\n': /^Nothing is wrong with it\. It ends /,
  'chat-openapi doctor\n': /Nothing is wrong, as far as it was checked\.\n$/,
  'chat-openapi sign alice': /^eA[\w*-]+\n$/,
  'chat-openapi contract --help\n': /Usage: chat-contract/,
  'source <(chat-openapi complete bash)\n': /^$/,
};

describe('the README of the command line', () => {
  it('has shell commands, and no other blocks', () => {
    expect(new Set(blocks.map(({ language }) => language))).toStrictEqual(new Set(['sh']));
    expect(lines.length).toBeGreaterThan(12);
  });

  it('packs and installs what has to be installed together', async () => {
    const folder = await makeFolder();
    const env = { npm_config_prefer_offline: 'true', npm_config_audit: 'false' };
    await runLine(`cd '${inRoot()}' && ${pack.replace('../my-app', folder)}`, env);
    const archives = (await readdir(folder)).filter((name) => /^chat-openapi-.+\.tgz$/.test(name));
    expect(install.match(/chat-openapi-\S+\.tgz/g)?.toSorted()).toStrictEqual(archives.toSorted());
    await writeFile(join(folder, 'package.json'), '{"private": true}');
    const { stdout, stderr } = await runLine(`cd '${folder}' && ${install} && npx chat-openapi --help`, env);
    expect(stdout, stderr).toContain('Usage: chat-openapi');
  });

  it.for(others.filter((line) => !line.startsWith('chat-openapi mock')))('%s does what it says', async (line) => {
    const news = { id: '@TOA#_news', subscribers: ['user1'] };
    await using mock = await startMock({ secretKey: canary, state: { channels: [news] } });
    const env = {
      CHAT_BASE_URL: mock.url,
      CHAT_SDK_APP_ID: '1400000000',
      CHAT_IDENTIFIER: 'administrator',
      CHAT_SECRET_KEY: canary,
    };
    const body = '{"OfficialAccountIdList":[{"Official_Account":"@TOA#_news"}]}';
    // A shell knows the program by its name.
    const setUp = `chat-openapi() { ${command} "$@"; }; echo '${body}' > channels.json`;
    const { code, stdout, stderr } = await runLine(`${setUp}; ${line}`, env);
    const [, outcome] = Object.entries(outcomes).find(([begin]) => `${line}\n`.startsWith(begin)) ?? [];
    expect(outcome, line).toBeDefined();
    expect({ code, stderr }).toStrictEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(outcome ?? /^$/);
  });

  it('starts the mock', async () => {
    const line = others.find((one) => one.startsWith('chat-openapi mock')) ?? expect.unreachable();
    const args = line.replace('4010', '0').split(' ').slice(1);
    const mock = start(process.execPath, [...program, ...args], { env: environment({}) });
    await mock.until(/^chat-mock listening on http:\/\/127\.0\.0\.1:\d+$/m);
    mock.child.kill('SIGTERM');
    await mock.ended;
  });

  it('has a table of all exit codes', async () => {
    const text = await readFile(inRoot(file), 'utf8');
    const rows = Array.from(text.matchAll(/^\| (\d+) +\| (?:`(\w+)`)? +\|/gm), ([, code, kind]) => [
      Number(code),
      kind,
    ]);
    const told = Object.entries(exitCodes)
      .filter(([kind]) => !['done', 'interrupted'].includes(kind))
      .map(([kind, code]) => [code, kind]);
    expect(rows).toStrictEqual([[0, undefined], ...told, [exitCodes.interrupted, undefined], [141, undefined]]);
  });
});
