/** Runs every command and every program of the READMEs. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type MockCall, startMock } from '@chat-openapi/mock';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { noRedis, startRedis } from '../../packages/redis-quota/test/redis-server.ts';
import { inRoot } from '../../scripts/paths.ts';
import { start } from '../processes.ts';
import { type Block, type Programs, readBlocks, runVitest, writePrograms } from '../programs.ts';

const run = promisify(execFile);
// That of the contract tools needs a stand-in for the service, and is run in test/contract; that of the webhooks other servers,
// in test/package; that of the command line is run in test/cli.
const packages = (await readdir(inRoot('packages'))).filter((name) => !['cli', 'contract', 'webhooks'].includes(name));
const files = ['README.md', 'generated/README.md', ...packages.map((name) => join('packages', name, 'README.md'))];

/** The code blocks of all READMEs, in order. */
const blocks: Block[] = (await Promise.all(files.map(readBlocks))).flat();
const programs = blocks.filter(({ language }) => language === 'ts');

const terminated = (stdout: string, calls: MockCall[]): void => {
  expect(stdout).toBe('');
  expect(calls).toMatchObject([{ operation: 'destroyOfficialAccount', code: 0 }]);
};

const forVitest = 'packages/mock/README.md, With Vitest';
const forWebhooks = 'packages/mock/README.md, Webhooks';
const forServer = 'README.md, Receive webhooks';

/** Pages, the recalled message, the code of the channel at last, and the calls that it took. */
const life = '200 of 250\n50 of 250\nrecalled with 0, now 2\n130004, 11 calls\n';

/** What each program has to do, by the heading above it; one that is not listed here fails the test. */
const outcomes: Record<string, (stdout: string, calls: MockCall[]) => void> = {
  'README.md, Call the API': terminated,
  'README.md, Handle failures': (stdout) => expect(stdout).toBe('terminated gone\n'),
  'README.md, Use openapi-fetch': (stdout) => expect(stdout).toBe('0\n'),
  'README.md, Test without an account': (stdout) => expect(stdout).toContain("operation: 'destroyOfficialAccount'"),
  // That it receives is tested with the same program in test/package.
  [forServer]: (stdout) => expect(stdout).toMatch(/^listening on \d+\n$/),
  'README.md, Sign a UserSig': (stdout) => expect(stdout).toMatch(/^eA[A-Za-z0-9*_-]+\n$/),
  'generated/README.md, ': (stdout) => expect(stdout).toMatch(/^\/v4\/\S+ RateLimitExceeded https:\/\/\S+\n$/),
  'packages/client/README.md, ': terminated,
  'packages/client/README.md, Options': terminated,
  'packages/client/README.md, From the environment': terminated,
  'packages/client/README.md, Logs': (stdout) =>
    expect(stdout).toMatch(/^destroyOfficialAccount call 1 attempt 1: success, \d+ ms \{/),
  'packages/client/README.md, Failures': (stdout) => expect(stdout).toMatch(/^130004 \S+ \S.+\n$/),
  'packages/client/README.md, Pages': (stdout) => expect(stdout).toMatch(/^user\S+\n/),
  'packages/client/README.md, More than one call takes': (stdout, calls) => {
    expect(stdout).toBe('');
    expect(calls.map(({ operation, code }) => [operation, code])).toStrictEqual(
      Array.from({ length: 3 }, () => ['addSubscriber', 0]),
    );
  },
  'packages/client/README.md, Messages': (_stdout, calls) =>
    expect(calls).toMatchObject([
      { operation: 'sendOfficialAccountMsg', code: 0 },
      { operation: 'getOfficialAccountHistory', code: 0 },
    ]),
  'packages/client/README.md, Check a body': (stdout) =>
    expect(stdout).toBe('Name: has 156 bytes in UTF-8, and 150 are allowed\n'),
  'packages/client/README.md, Rate': (stdout) => expect(stdout).toBe('1400000000:destroyOfficialAccount: 200 in 1 s\n'),
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
  [forVitest]: (stdout) => expect(stdout).toMatch(/Tests {2}3 passed \(3\)/),
  'packages/mock/README.md, A whole life': (stdout) => expect(stdout).toBe(life),
  'packages/mock/README.md, A whole life, with openapi-fetch': (stdout) => expect(stdout).toBe(life),
  'packages/mock/README.md, Begin in the middle': (stdout) => expect(stdout).toBe(''),
  [forWebhooks]: (stdout) => expect(stdout).toBe(''),
  'packages/mock/README.md, With node:test': (stdout) => expect(stdout).toMatch(/^# pass 1$|ℹ pass 1$/m),
  'packages/redis-quota/README.md, ': (stdout, calls) => {
    expect(stdout).toBe('unknownPast\n');
    expect(calls).toMatchObject([{ operation: 'destroyOfficialAccount', code: 0 }]);
  },
  'packages/usersig/README.md, Sign': (stdout) => expect(stdout).toMatch(/^eA[A-Za-z0-9*_-]+\n$/),
  'packages/usersig/README.md, Why is my signature refused?': (stdout) =>
    expect(stdout).toMatch(/^70001 expired: found .+, expected .+\n70009 key: found .+, expected .+\n$/),
};

/** The folder `../my-app` of the READMEs. */
let app: string;
beforeAll(async () => {
  app = await mkdtemp(join(tmpdir(), 'chat-openapi-app-'));
});
afterAll(() => rm(app, { recursive: true }));

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
    await run('sh', ['-c', command.replace('../my-app', app)], { cwd: inRoot() });
    expect((await readdir(app)).filter((name) => /^chat-openapi-.+\.tgz$/.test(name))).toHaveLength(5);
  },
  'npm install': async (command) => {
    // It installs what the command before it has packed.
    await writeFile(join(app, 'package.json'), '{"private": true}');
    const env = { ...process.env, npm_config_prefer_offline: 'true', npm_config_audit: 'false' };
    await run('sh', ['-c', command], { cwd: app, env });
    const program =
      "import('@chat-openapi/client').then(({ createChatClient }) => console.log(typeof createChatClient))";
    expect((await run(process.execPath, ['-e', program], { cwd: app })).stdout).toBe('function\n');
    expect((await run('npx', ['chat-mock', '--help'], { cwd: app })).stdout).toContain('Usage: chat-mock');
  },
  'npm run mock': async (command) => {
    const mock = start('sh', ['-c', `exec ${command.replace('4010', '0')}`]);
    await mock.until(/^chat-mock listening on http:\/\/127\.0\.0\.1:\d+$/m);
    mock.child.kill('SIGTERM');
    await mock.ended;
  },
  curl: async (command) => {
    await using mock = await startMock({ check: true });
    const { stdout } = await run('sh', ['-c', command.replace('http://127.0.0.1:4010', mock.url)]);
    expect(JSON.parse(stdout)).toStrictEqual({ ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0 });
  },
  'node packages/cli/dist/cli.js': async (command) => {
    const { stdout } = await run('sh', ['-c', command], { cwd: inRoot() });
    expect(stdout).toContain('destroyOfficialAccount');
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

it('mock and receiver show the same program', async () => {
  const [own] = programs.filter(({ file, heading }) => `${file}, ${heading}` === forWebhooks);
  const ofReceiver = await readBlocks(join('packages', 'webhooks', 'README.md'));
  expect(own?.code).toBe(ofReceiver.find(({ heading }) => heading === 'With the mock')?.code);
});

describe('the programs of the READMEs', () => {
  let written: Programs;

  beforeAll(async () => {
    written = await writePrograms('readme', programs);
  });

  afterAll(() => written.remove());

  it('compile under the strictest options', async () => {
    expect(await written.compile()).toBe('');
  });

  it.for(programs)('$file:$line runs', async (program, context) => {
    const news = { id: '@TOA#_news', subscribers: ['user1'] };
    await using mock = await startMock({ check: true, state: { channels: [news] } });
    const name = `${program.file}, ${program.heading}`;
    if (name === forVitest) {
      outcomes[name]?.(await runVitest(written.fileOf(program)), []);
      return;
    }
    if (name === forServer) {
      const preload = ['--import', inRoot('test', 'package', 'first-port.mjs')];
      const env = { ...process.env, CHAT_WEBHOOK_TOKEN: 'a-token-for-this-test' };
      const server = start(process.execPath, [...preload, written.fileOf(program)], { env });
      await server.until(/listening on \d+\n/);
      outcomes[name]?.(server.output(), []);
      return;
    }
    const before = program.code.includes('@opentelemetry/api') ? ['print-spans.ts'] : [];
    const env: Record<string, string> = {
      CHAT_REGION: 'singapore',
      CHAT_SDK_APP_ID: '1400000000',
      CHAT_IDENTIFIER: 'administrator',
    };
    if (program.code.includes('CHAT_REDIS_URL')) {
      if (noRedis !== undefined) return context.skip(noRedis);
      const redis = await startRedis({ hasPort: true });
      onTestFinished(() => redis.remove());
      env.CHAT_REDIS_URL = `redis://127.0.0.1:${redis.port}`;
    }
    const stdout = await written.run(program, mock.url, { before, env });
    outcomes[name]?.(stdout, mock.calls());
  });
});
