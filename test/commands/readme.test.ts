import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type MockCall, startMock } from '@chat-openapi/mock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inRoot } from '../../scripts/paths.ts';
import { binary } from '../../scripts/run.ts';
import { start } from '../processes.ts';

const run = promisify(execFile);
const packages = ['client', 'usersig'];
const files = ['README.md', ...packages.map((name) => join('packages', name, 'README.md'))];

interface Block {
  file: string;
  /** The heading above it; empty when there is none but the title. */
  heading: string;
  language: string;
  code: string;
  line: number;
}

/** The code blocks of all READMEs, in order. */
const blocks: Block[] = (await Promise.all(files.map(blocksOf))).flat();
const programs = blocks.filter(({ language }) => language === 'ts');

async function blocksOf(file: string): Promise<Block[]> {
  const text = await readFile(inRoot(file), 'utf8');
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(({ 1: language = '', 2: code = '', index }) => {
    const above = text.slice(0, index);
    const heading = [...above.matchAll(/^##+ (.*)$/gm)].at(-1)?.[1] ?? '';
    return { file, heading, language, code, line: above.split('\n').length };
  });
}

const terminated = (stdout: string, calls: MockCall[]): void => {
  expect(stdout).toBe('');
  expect(calls).toMatchObject([{ operation: 'destroyOfficialAccount', code: 0 }]);
};

/** What each program has to do, by the heading above it; one that is not listed here fails the test. */
const outcomes: Record<string, (stdout: string, calls: MockCall[]) => void> = {
  'README.md, Call the API': terminated,
  'README.md, Handle failures': (stdout) => expect(stdout).toBe('terminated gone\n'),
  'README.md, Use openapi-fetch': (stdout) => expect(stdout).toBe('0\n'),
  'README.md, Test without an account': (stdout) => expect(stdout).toContain("operation: 'destroyOfficialAccount'"),
  'README.md, Sign a UserSig': (stdout) => expect(stdout).toMatch(/^eJ[A-Za-z0-9*_-]+\n$/),
  'packages/client/README.md, ': terminated,
  'packages/client/README.md, Options': terminated,
  'packages/client/README.md, Failures': (stdout) => expect(stdout).toMatch(/^130004 \S+ \S.+\n$/),
  'packages/client/README.md, Rate': (stdout) =>
    expect(stdout).toBe('destroyOfficialAccount of 1400000000: 200 in 1 s false\n'),
  'packages/client/README.md, Watch': (stdout, calls) => {
    const [attempt, task] = stdout.trimEnd().split('\n');
    expect(JSON.parse(attempt ?? '')).toMatchObject({
      name: 'destroyOfficialAccount',
      above: 'close the news channel',
      attributes: { 'chat.region': 'singapore', 'chat.attempt': 1, 'chat.outcome': 'applied', 'chat.code': 0 },
      status: { code: 0 },
    });
    expect(JSON.parse(task ?? '')).toMatchObject({ name: 'close the news channel' });
    expect(stdout).not.toMatch(/usersig|eJ/i);
    expect(calls).toHaveLength(1);
  },
  'packages/client/README.md, openapi-fetch': (stdout) => expect(stdout).toBe('0\n'),
  'packages/usersig/README.md, Sign': (stdout) => expect(stdout).toMatch(/^eJ[A-Za-z0-9*_-]+\n$/),
  'packages/usersig/README.md, Why is my signature refused?': (stdout) =>
    expect(stdout).toMatch(/^70001 expired: found .+, expected .+\n70009 key: found .+, expected .+\n$/),
};

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

describe('the READMEs', () => {
  const lines = blocks
    .filter(({ language }) => language === 'sh')
    .flatMap(({ file, code, line }) =>
      code
        .trimEnd()
        .split('\n')
        .map((command, index) => ({ command, file, line: line + index + 1 })),
    );

  it('have blocks that this test knows how to run, and no others', () => {
    expect(new Set(blocks.map(({ language }) => language))).toStrictEqual(new Set(['sh', 'ts']));
    expect(lines.length).toBeGreaterThan(4);
    expect(programs.map(({ file, heading }) => `${file}, ${heading}`).toSorted()).toStrictEqual(
      Object.keys(outcomes).toSorted(),
    );
  });

  it.for(lines)('$file:$line works: $command', async ({ command }, context) => {
    if (command.startsWith('curl ') && !hasCurl && !process.env.CI) context.skip('no curl on this machine');
    const known = Object.keys(commands).find((name) => command === name || command.startsWith(`${name} `));
    expect(known, 'a command that this test does not know').toBeDefined();
    await commands[known ?? '']?.(command);
  });
});

describe('the programs of the READMEs', () => {
  // Below the repository, so that its packages are found, and outside of node_modules, so that Node takes the types out.
  const folder = inRoot('reports', 'readme');

  const fileOf = ({ file, line }: Block): string => join(folder, `${file.replaceAll(/[^a-z]+/gi, '-')}-${line}.ts`);

  beforeAll(async () => {
    await mkdir(folder, { recursive: true });
    for (const program of programs) await writeFile(fileOf(program), program.code);
    const config = { extends: '../../tsconfig.base.json', compilerOptions: { noEmit: true, types: ['node'] } };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('compile under the strictest options', async () => {
    const { stdout } = await run(process.execPath, [binary('typescript', 'bin/tsc'), '-p', folder]);
    expect(stdout).toBe('');
  });

  it.each(programs)('$file:$line runs', async (program) => {
    await using mock = await startMock();
    const before = ['to-mock.ts', ...(program.code.includes('@opentelemetry/api') ? ['print-spans.ts'] : [])];
    const { stdout } = await run(
      process.execPath,
      [...before.flatMap((name) => ['--import', inRoot('test', 'commands', name)]), fileOf(program)],
      { env: { ...process.env, MOCK_URL: mock.url, CHAT_SECRET_KEY: 'a-key-for-this-test' } },
    );
    outcomes[`${program.file}, ${program.heading}`]?.(stdout, mock.calls());
  });
});
