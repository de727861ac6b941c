/** Programs that use the packages as they are published. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCatalogue } from '@chat-openapi/openapi/catalogue';
import { build } from 'vite';
import { beforeAll, describe, expect, it } from 'vitest';
import { startAnswering } from '../../packages/client/test/service.ts';
import { start } from '../processes.ts';
import { bun, deno, node22, node22WithoutRequire, node24, node26 } from '../toolchains/installed.ts';
import { installPacked, type PackageName, run } from './packed.ts';

const calls = `
const { SERVICE: baseUrl } = process.env;
const options = { baseUrl, sdkAppId: 1400000000, identifier: 'administrator', secretKey: 'a-key' };
const body = { Official_Account: '@TOA#_news' };
const path = '/v4/official_account_open_http_svc/destroy_official_account';
const main = async () => {
  const { ErrorCode } = await createChatClient(options).destroyOfficialAccount(body);
  const { data, error } = await createFetchClient(options).POST(path, { body });
  const findings = await explainUserSig(await signUserSig(options), options);
  console.log(ErrorCode, (data ?? error).ErrorCode, findings.length);
};
main();
`;
const programs = {
  'program.mjs': `import { createChatClient } from '@chat-openapi/client';
import { createFetchClient } from '@chat-openapi/client/openapi-fetch';
import { explainUserSig, signUserSig } from '@chat-openapi/usersig';
${calls}`,
  'program.cjs': `const { createChatClient } = require('@chat-openapi/client');
const { createFetchClient } = require('@chat-openapi/client/openapi-fetch');
const { explainUserSig, signUserSig } = require('@chat-openapi/usersig');
${calls}`,
  'methods.js': `import { createChatClient, isChatApiError } from '@chat-openapi/client';
const { SERVICE: baseUrl } = process.env;
const chat = createChatClient({ baseUrl, sdkAppId: 1, identifier: 'administrator', secretKey: 'a-key' });
await chat.destroyOfficialAccount({ Official_Account: '@TOA#_a' }).catch((error) => console.log(isChatApiError(error), error.code));
`,
  'one-copy.mjs': `import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
const names = ['client', 'client/check-body', 'client/openapi-fetch', 'contract', 'mock', 'openapi', 'openapi/catalogue', 'openapi/document', 'openapi/request-schemas', 'openapi/webhooks', 'redis-quota', 'usersig', 'webhooks'];
for (const name of names) {
  const [imported, required] = [await import('@chat-openapi/' + name), require('@chat-openapi/' + name)];
  const keys = Object.keys(imported).filter((key) => !['default', 'module.exports', '__esModule'].includes(key));
  const other = keys.filter((key) => imported[key] !== required[key]);
  if (keys.length === 0 || other.length > 0) throw new Error(name + ' is there twice: ' + other);
}
const { ChatApiError, ChatError, createChatClient, isChatApiError } = await import('@chat-openapi/client');
const commonJs = require('@chat-openapi/client');
const { SERVICE: baseUrl } = process.env;
const options = { baseUrl, sdkAppId: 1, identifier: 'administrator', secretKey: 'a-key' };
const failureOf = (chat) => chat.destroyOfficialAccount({ Official_Account: '@TOA#_a' }).catch((error) => error);
const byImport = await failureOf(createChatClient(options));
const byRequire = await failureOf(commonJs.createChatClient(options));
console.log(
  byImport instanceof commonJs.ChatApiError, byImport instanceof commonJs.ChatError, commonJs.isChatApiError(byImport),
  byRequire instanceof ChatApiError, byRequire instanceof ChatError, isChatApiError(byRequire),
);
`,
  'everything.cjs': `const { createChatClient, explainErrorCode } = require('@chat-openapi/client');
const { createChecker, readDocument } = require('@chat-openapi/contract');
const { startMock } = require('@chat-openapi/mock');
const { createRedisQuota } = require('@chat-openapi/redis-quota');
const { hashDocument } = require('@chat-openapi/openapi/document');
const { documentHash } = require('@chat-openapi/openapi');
const main = async () => {
  const mock = await startMock();
  const chat = createChatClient({ baseUrl: mock.url, sdkAppId: 1, identifier: 'administrator', secretKey: 'a-key' });
  const { ErrorCode } = await chat.destroyOfficialAccount({ Official_Account: '@TOA#_a' });
  const evalSha = () => Promise.reject(new Error('NOPERM'));
  const quota = createRedisQuota({ client: { evalSha, eval: evalSha }, assumedProcesses: 1 });
  const options = { baseUrl: mock.url, sdkAppId: 1, identifier: 'administrator', secretKey: 'a-key', quota };
  const refused = await createChatClient(options).destroyOfficialAccount({ Official_Account: '@TOA#_b' }).catch((error) => error);
  const { code, info } = await chat.destroyOfficialAccount({ Official_Account: '@TOA#_mock_130002' }).catch((error) => error);
  await mock.close();
  const findings = createChecker(readDocument()).checkAnswer({ operation: null, body: { ErrorCode: '0' } });
  const { name } = await explainErrorCode(code);
  console.log(ErrorCode, refused.code, name, info !== '', findings.length, hashDocument(readDocument()) === documentHash);
};
main();
`,
  'checker.mjs': `import { createChecker, readDocument } from '@chat-openapi/contract';
const checker = createChecker(readDocument());
for (const { severity, pointer } of checker.checkAnswer({ operation: null, body: { ErrorCode: '0' } })) console.log(severity, pointer);
`,
  'texts.js': `import { explainErrorCode } from '@chat-openapi/client';
console.log((await explainErrorCode(130004)).name);
`,
  'both.js': `import { ChatError } from '@chat-openapi/client';
import { required } from './required.cjs';
console.log(required === ChatError);
`,
  'required.cjs': `exports.required = require('@chat-openapi/client').ChatError;
`,
  'nothing.js': `import '@chat-openapi/client';
import '@chat-openapi/client/openapi-fetch';
import '@chat-openapi/openapi';
import '@chat-openapi/openapi/catalogue';
import '@chat-openapi/openapi/webhooks';
import '@chat-openapi/usersig';
import '@chat-openapi/webhooks';
`,
};
const terminated = { ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0 };
let project: string;

beforeAll(async () => {
  const names: PackageName[] = ['openapi', 'usersig', 'client', 'mock', 'contract', 'redis-quota', 'webhooks', 'cli'];
  project = await installPacked(names);
  for (const [name, program] of Object.entries(programs)) await writeFile(join(project, name), program);
});

describe('installed from their archives, client and signer', () => {
  it.for([node22, node24, node26, deno, bun])(
    'work as ES modules in $name',
    async ({ file, args, missing }, context) => {
      if (missing) context.skip(missing);
      const { url, received } = await startAnswering(terminated);
      const env = { ...process.env, SERVICE: url };
      const { stdout, stderr } = await run(file, [...args, 'program.mjs'], { cwd: project, env });
      expect(stderr).toBe('');
      expect(stdout).toBe('0 0 0\n');
      expect(received.map(({ body }) => body)).toStrictEqual(Array(2).fill('{"Official_Account":"@TOA#_news"}'));
    },
  );

  it.for([node22, node22WithoutRequire, node24, node26, deno, bun])(
    'work with require in $name',
    async ({ file, args, missing }, context) => {
      if (missing) context.skip(missing);
      const { url, received } = await startAnswering(terminated);
      const env = { ...process.env, SERVICE: url };
      const { stdout, stderr } = await run(file, [...args, 'program.cjs'], { cwd: project, env });
      expect(stderr).toBe('');
      expect(stdout).toBe('0 0 0\n');
      expect(received).toHaveLength(2);
    },
  );

  it.for([node22, node22WithoutRequire, node24, node26, deno, bun])(
    'are there once in $name, for import and for require',
    async ({ file, args, missing }, context) => {
      if (missing) context.skip(missing);
      const { url } = await startAnswering({ ActionStatus: 'FAIL', ErrorInfo: 'gone', ErrorCode: 130002 });
      const env = { ...process.env, SERVICE: url };
      const { stdout, stderr } = await run(file, [...args, 'one-copy.mjs'], { cwd: project, env });
      expect(stderr).toBe('');
      expect(stdout).toBe('true true true true true true\n');
    },
  );

  it('work with the mock, installed beside them', async () => {
    const mock = start(process.execPath, [join(project, 'node_modules', '.bin', 'chat-mock'), '--port', '0']);
    const [, url] = await mock.until(/^chat-mock listening on (http:\S+)$/m);
    const env = { ...process.env, SERVICE: url };
    const { stdout } = await run(process.execPath, ['program.mjs'], { cwd: project, env });
    // The mock remembers the first termination, so the second one comes too late.
    expect(stdout).toBe('0 130004 0\n');
  });
});

describe('installed from their archives, all packages', () => {
  it.for([node22, node22WithoutRequire, node24, node26, deno, bun])(
    'work with require in $name, Prism and the document included',
    async ({ file, args, missing }, context) => {
      if (missing) context.skip(missing);
      const { stdout, stderr } = await run(file, [...args, 'everything.cjs'], { cwd: project });
      expect(stderr).toBe('');
      expect(stdout).toBe('0 refused NotPermitted true 1 true\n');
    },
  );
});

describe('installed from their archives, the contract tools', () => {
  const program = () => join(project, 'node_modules', '.bin', 'chat-contract');

  it('list their commands, and check a file', async () => {
    const { stdout } = await run(process.execPath, [program(), '--help']);
    for (const command of ['check', 'live', 'proxy']) expect(stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'));
    const answer = { operation: 'destroyOfficialAccount', status: 200, body: terminated };
    await writeFile(join(project, 'answers.jsonl'), `${JSON.stringify(answer)}\n`);
    const checked = await run(process.execPath, [program(), 'check', '--file', 'answers.jsonl'], { cwd: project });
    expect(checked.stdout).toMatch(/\n1 checked, 0 breaking, 0 unusable\.\n$/);
  });

  it('can be imported', async () => {
    const { stdout } = await run(process.execPath, ['checker.mjs'], { cwd: project });
    expect(stdout).toBe('breaking /ErrorCode\n');
  });
});

describe('installed from its archive, the command line', () => {
  const program = () => join(project, 'node_modules', '.bin', 'chat-openapi');

  it('lists its commands, and calls', async () => {
    const { stdout } = await run(process.execPath, [program(), '--help']);
    for (const command of ['call', 'destroy', 'operations', 'doctor']) {
      expect(stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'));
    }
    const { url, received } = await startAnswering(terminated);
    const env = {
      ...process.env,
      CHAT_BASE_URL: url,
      CHAT_SDK_APP_ID: '1',
      CHAT_IDENTIFIER: 'a',
      CHAT_SECRET_KEY: 'a-key',
    };
    const args = [program(), 'call', 'destroyOfficialAccount', '--body', '{"Official_Account":"@TOA#_news"}'];
    const called = await run(process.execPath, args, { cwd: project, env });
    expect(called).toMatchObject({ stdout: `${JSON.stringify(terminated)}\n`, stderr: '' });
    expect(received).toHaveLength(1);
  });

  it('finds the document, the texts of the codes, and the programs that it hands over to', async () => {
    const says = async (...args: string[]) =>
      (await run(process.execPath, [program(), ...args], { cwd: project })).stdout;
    expect(await says('operations', 'destroyOfficialAccount')).toContain('POST /v4/');
    expect(await says('explain', '130004')).toContain('What to do: ');
    expect(await says('complete', 'bash')).toContain('chat-openapi complete');
    expect(await says('mock', '--help')).toContain('Usage: chat-mock');
    expect(await says('contract', '--help')).toContain('Usage: chat-contract');
  });

  it('runs on Node 22', async (context) => {
    if (node22.missing) context.skip(node22.missing);
    const { stdout, stderr } = await run(node22.file, [program(), 'explain', '130004'], { cwd: project });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^130004 /);
  });
});

/** Every sentence of the catalogue that is long enough to be found by. */
const texts = Object.values(errorCatalogue).flatMap(({ meaning, remedy }) => [meaning, remedy]);

/** Bundles with Vite, dependencies included, and returns the code of each file. */
async function bundle(entry: string): Promise<Map<string, string>> {
  const outDir = join(project, 'out', entry);
  await mkdir(outDir, { recursive: true });
  await build({
    root: project,
    configFile: false,
    logLevel: 'error',
    build: {
      outDir,
      minify: false,
      lib: { entry: join(project, entry), formats: ['es'], fileName: () => 'entry.mjs' },
    },
  });
  const names = await readdir(outDir);
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(join(outDir, name), 'utf8')] as const)),
  );
}

describe("Vite's bundle", () => {
  it('of the methods runs, and leaves the texts of the codes out', async () => {
    const files = await bundle('methods.js');
    expect(texts.length).toBeGreaterThan(20);
    const code = [...files.values()].join('\n');
    const { url } = await startAnswering({ ActionStatus: 'FAIL', ErrorInfo: 'gone', ErrorCode: 130004 });
    const { stdout } = await run(process.execPath, [join(project, 'out', 'methods.js', 'entry.mjs')], {
      env: { ...process.env, SERVICE: url },
    });
    expect(stdout).toBe('true 130004\n');
    expect(texts.filter((text) => files.get('entry.mjs')?.includes(text))).toStrictEqual([]);
    expect(code).not.toContain('openapi-fetch');
  });

  it('that explains codes loads their texts when they are asked for', async () => {
    const files = await bundle('texts.js');
    const holding = [...files].filter(([, code]) => texts.some((text) => code.includes(text.slice(0, 30))));
    expect(holding.map(([name]) => name)).toHaveLength(1);
    expect(holding.map(([name]) => name)).not.toContain('entry.mjs');
    const { stdout } = await run(process.execPath, [join(project, 'out', 'texts.js', 'entry.mjs')]);
    expect(stdout).toBe(`${errorCatalogue[130004]?.name}\n`);
  });

  it('of both import and require has one copy', async () => {
    await bundle('both.js');
    const { stdout } = await run(process.execPath, [join(project, 'out', 'both.js', 'entry.mjs')]);
    expect(stdout).toBe('true\n');
  });

  it('of imports that nobody uses is empty', async () => {
    const files = await bundle('nothing.js');
    expect([...files.values()].join('').trim()).toBe('');
  });
});
