import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startMock } from '@chat-openapi/mock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inRoot } from '../../scripts/paths.ts';
import { binary } from '../../scripts/run.ts';
import { start } from '../processes.ts';

const run = promisify(execFile);
const text = await readFile(inRoot('README.md'), 'utf8');

interface Block {
  language: string;
  code: string;
  line: number;
}

/** The code blocks of the README, in order. */
const blocks: Block[] = [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(
  ({ 1: language = '', 2: code = '', index }) => ({
    language,
    code,
    line: text.slice(0, index).split('\n').length,
  }),
);
const programs = blocks.filter(({ language }) => language === 'ts');

/** What each command has to do; a command that is not listed here fails the test. */
const commands: Record<string, (command: string) => Promise<void>> = {
  'npm start': async () => {
    const npm = start('npm', ['start']);
    await npm.until(/Ctrl-C ends both\./, 60_000);
    npm.child.kill('SIGINT');
    await npm.ended;
  },
  'npm run build': async (command) => {
    await run('sh', ['-c', command]);
  },
  'npm pack': async (command) => {
    const folder = await mkdtemp(join(tmpdir(), 'chat-openapi-pack-'));
    await run('sh', ['-c', command], { cwd: inRoot(), env: { ...process.env, npm_config_pack_destination: folder } });
    const archives = await readdir(folder);
    await rm(folder, { recursive: true });
    expect(archives.filter((name) => name.startsWith('chat-openapi-') && name.endsWith('.tgz'))).toHaveLength(4);
  },
  'npm run mock': async (command) => {
    const mock = start('sh', ['-c', `exec ${command.replace('4010', '0')}`]);
    await mock.until(/^chat-mock listening on http:\/\/127\.0\.0\.1:\d+$/m);
    mock.child.kill('SIGTERM');
    await mock.ended;
  },
  curl: async (command) => {
    await using mock = await startMock();
    const { stdout } = await run('sh', ['-c', command.replace('http://127.0.0.1:4010', mock.url)]);
    expect(JSON.parse(stdout)).toStrictEqual({ ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0 });
  },
  'npm run contract': async (command) => {
    const { stdout } = await run('sh', ['-c', command]);
    expect(stdout).toContain('the document holds');
  },
};

const hasCurl = await run('curl', ['--version']).then(
  () => true,
  () => false,
);

describe('the README', () => {
  const lines = blocks
    .filter(({ language }) => language === 'sh')
    .flatMap(({ code, line }) =>
      code
        .trimEnd()
        .split('\n')
        .map((command, index) => ({ command, line: line + index + 1 })),
    );

  it('has blocks that this test knows how to run, and no others', () => {
    expect(new Set(blocks.map(({ language }) => language))).toStrictEqual(new Set(['sh', 'ts']));
    expect(lines.length).toBeGreaterThan(4);
    expect(programs.length).toBeGreaterThan(3);
  });

  it.for(lines)('line $line works: $command', async ({ command }, context) => {
    if (command.startsWith('curl ') && !hasCurl && !process.env.CI) context.skip('no curl on this machine');
    const known = Object.keys(commands).find((name) => command === name || command.startsWith(`${name} `));
    expect(known, 'a command that this test does not know').toBeDefined();
    await commands[known ?? '']?.(command);
  });
});

describe('the programs of the README', () => {
  // Below the repository, so that its packages are found, and outside of node_modules, so that Node takes the types out.
  const folder = inRoot('reports', 'readme');

  beforeAll(async () => {
    await mkdir(folder, { recursive: true });
    for (const { code, line } of programs) await writeFile(join(folder, `line-${line}.ts`), code);
    const config = { extends: '../../tsconfig.base.json', compilerOptions: { noEmit: true, types: ['node'] } };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('compile under the strictest options', async () => {
    const { stdout } = await run(process.execPath, [binary('typescript', 'bin/tsc'), '-p', folder]);
    expect(stdout).toBe('');
  });

  it.each(programs)('line $line runs', async ({ line, code }) => {
    await using mock = await startMock();
    const { stdout } = await run(
      process.execPath,
      ['--import', inRoot('test', 'commands', 'to-mock.ts'), join(folder, `line-${line}.ts`)],
      { env: { ...process.env, MOCK_URL: mock.url, CHAT_SECRET_KEY: 'a-key-for-this-test' } },
    );
    if (code.includes('startMock')) expect(stdout).toContain('destroyOfficialAccount');
    else if (code.includes('createFetchClient')) expect(stdout).toBe('0\n');
    else if (code.includes('terminate(')) expect(stdout).toBe('terminated gone\n');
    else if (code.includes('signUserSig')) expect(stdout).toMatch(/^eJ[A-Za-z0-9*_-]+\n$/);
    else expect(mock.calls()).toMatchObject([{ operation: 'destroyOfficialAccount', code: 0 }]);
  });
});
