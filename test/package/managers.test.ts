/** The packages as npm, pnpm and Yarn install them. None may run a script of theirs, or of anything that they bring. */
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { operations } from '@chat-openapi/openapi';
import { type BundledDocument, commonCodes } from '@chat-openapi/openapi/document';
import { beforeAll, describe, expect, it } from 'vitest';
import { inRoot } from '../../scripts/paths.ts';
import { binary } from '../../scripts/run.ts';
import { inToolchains, node22, noToolchains } from '../toolchains/installed.ts';
import { asDependencies, makeFolder, type PackageName, pack, run } from './packed.ts';
import { fetchClientValues, values } from './values.ts';

const names: PackageName[] = ['openapi', 'usersig', 'client', 'mock', 'contract', 'redis-quota', 'webhooks', 'cli'];
let folder: string;
let archives: Record<string, string>;

beforeAll(async () => {
  folder = await makeFolder();
  const packed = join(folder, 'packed');
  await mkdir(packed);
  archives = asDependencies(names, await pack(packed, names));
});

/** The codes that the operation can give. */
const document: BundledDocument = JSON.parse(await readFile(inRoot('generated', 'openapi.json'), 'utf8'));
const codes = [...new Set([...operations.destroyOfficialAccount.codes, ...commonCodes(document)])].sort(
  (a, b) => a - b,
);

/** Asks the mock for a success and for every code of the operation. */
const program = `import { createChatClient } from '@chat-openapi/client';
import { startMock } from '@chat-openapi/mock';
const mock = await startMock();
const chat = createChatClient({
  baseUrl: mock.url, sdkAppId: 1, identifier: 'administrator', secretKey: 'any', retry: false, quota: false,
});
const answers = [await chat.destroyOfficialAccount({ Official_Account: '@TOA#_a' })];
for (const code of ${JSON.stringify(codes)}) {
  await chat.destroyOfficialAccount({ Official_Account: '@TOA#_mock_' + code }).catch(({ body }) => answers.push(body));
}
await mock.close();
console.log(answers.map(({ ErrorCode }) => ErrorCode).join());
`;
const answered = `${[0, ...codes].join()}\n`;

async function makeProject(name: string, manifest: object): Promise<string> {
  const project = join(folder, name);
  await mkdir(project);
  await writeFile(join(project, 'package.json'), JSON.stringify({ private: true, ...manifest }));
  await writeFile(join(project, 'program.mjs'), program);
  return project;
}

describe('npm', () => {
  it('runs no script when it installs the mock, which answers by Prism all the same', async () => {
    const { '@chat-openapi/mock': mock, '@chat-openapi/openapi': openapi, '@chat-openapi/usersig': usersig } = archives;
    const dependencies = {
      '@chat-openapi/mock': mock,
      '@chat-openapi/openapi': openapi,
      '@chat-openapi/usersig': usersig,
    };
    const project = await makeProject('npm', { dependencies });
    const flags = ['--foreground-scripts', '--prefer-offline', '--no-audit', '--no-fund'];
    const { stdout, stderr } = await run('npm', ['install', ...flags], { cwd: project });
    // A script would show as "> name@version event", one that is held back as a notice.
    expect(`${stdout}${stderr}`).not.toMatch(/^> |script/m);
    const lock = JSON.parse(await readFile(join(project, 'package-lock.json'), 'utf8'));
    const installed: [string, { hasInstallScript?: boolean }][] = Object.entries(lock.packages);
    expect(
      installed.filter(([path, { hasInstallScript }]) => hasInstallScript || path.includes('scarf')),
    ).toStrictEqual([]);
    expect(installed.length).toBeLessThan(15);

    // Without rules every answer comes from the document.
    const byPrism = `import module from 'node:module';
import { createRequire } from 'node:module';
import { serve } from './node_modules/@chat-openapi/mock/dist/start-mock.js';
import { checkOptions } from './node_modules/@chat-openapi/mock/dist/settings.js';
const document = createRequire(import.meta.url)('@chat-openapi/openapi/openapi.json');
const mock = await serve(checkOptions({}), document, { rules: {} });
const query = 'sdkappid=1&identifier=a&usersig=any&random=1&contenttype=json';
const path = Object.keys(document.paths).find((one) => one.endsWith('/destroy_official_account'));
const body = JSON.stringify({ Official_Account: '@TOA#_a' });
const answer = await fetch(mock.url + path + '?' + query, { method: 'POST', body });
const loaded = Object.keys(module._cache).filter((file) => file.endsWith('prism.cjs'));
console.log(answer.headers.get('x-mock-reason'), (await answer.json()).ErrorCode, loaded.length);
await mock.close();
`;
    await writeFile(join(project, 'by-prism.mjs'), byPrism);
    expect((await run(process.execPath, ['by-prism.mjs'], { cwd: project })).stdout).toBe('example 0 1\n');
  });
});

describe('pnpm', () => {
  let project: string;
  let said: string;

  beforeAll(async () => {
    if (noToolchains) return;
    const { '@chat-openapi/openapi': _, ...dependencies } = archives;
    project = await makeProject('pnpm', { dependencies, pnpm: { overrides: archives } });
    const args = ['install', '--prefer-offline', '--store-dir', join(folder, 'store'), '--reporter', 'append-only'];
    const installed = await run(process.execPath, [inToolchains('pnpm', 'bin', 'pnpm.cjs'), ...args], { cwd: project });
    said = `${installed.stdout}${installed.stderr}`;
    const types = join(project, 'node_modules', '@types', 'node');
    await mkdir(dirname(types), { recursive: true });
    await symlink(inRoot('node_modules', '@types', 'node'), types, 'junction');
    await writeFile(join(project, 'values.ts'), values);
    await writeFile(join(project, 'fetch-client.ts'), fetchClientValues);
  });

  it('has no script to run or to hold back, and what it installs works', async (context) => {
    if (noToolchains) context.skip(noToolchains);
    expect(said).not.toMatch(/script|build/i);
    expect((await run(process.execPath, ['program.mjs'], { cwd: project })).stdout).toBe(answered);
    const { stdout } = await run(join(project, 'node_modules', '.bin', 'chat-openapi'), ['mock', '--help']);
    expect(stdout).toContain('Usage: chat-mock');
  });

  it.for([
    ['node10', '--module', 'commonjs', '--moduleResolution', 'node10'],
    ['nodenext', '--module', 'nodenext'],
    ['a bundler', '--module', 'esnext', '--moduleResolution', 'bundler'],
  ])('lets a library export what it gets from the packages, with %s', async ([name = '', ...settings], context) => {
    if (noToolchains) context.skip(noToolchains);
    const others = ['--strict', '--target', 'es2022', '--types', 'node', '--declaration', '--pretty', 'false'];
    const args = [
      binary('typescript', 'bin/tsc'),
      ...settings,
      ...others,
      '--outDir',
      join('out', name),
      'values.ts',
      'fetch-client.ts',
    ];
    const { stdout } = await run(process.execPath, args, { cwd: project }).catch((failed) => failed);
    expect(stdout).toBe('');
  });

  it('leaves CommonJS that TypeScript has made running, also where no ES module can be required', async (context) => {
    if (node22.missing) context.skip(node22.missing);
    for (const args of [[], ['--no-experimental-require-module']]) {
      const { stdout } = await run(node22.file, [...args, join('out', 'node10', 'values.js')], { cwd: project });
      expect(stdout).toBe('all there\n');
    }
  });
});

describe("Yarn with Plug'n'Play", () => {
  it('has no script to run, and what it installs works with import and require', async (context) => {
    if (noToolchains) context.skip(noToolchains);
    const { '@chat-openapi/openapi': _, ...dependencies } = archives;
    const project = await makeProject('yarn', { dependencies, resolutions: archives });
    const { stdout: registry } = await run('npm', ['config', 'get', 'registry'], { cwd: project });
    const settings = ['nodeLinker: pnp', 'enableTelemetry: false', 'enableGlobalCache: false'];
    await writeFile(
      join(project, '.yarnrc.yml'),
      [...settings, `npmRegistryServer: ${JSON.stringify(registry.trim())}`, ''].join('\n'),
    );
    await writeFile(join(project, 'yarn.lock'), '');
    const { CI: _ci, ...env } = process.env;
    const yarn = (...args: string[]) =>
      run(process.execPath, [inToolchains('@yarnpkg', 'cli-dist', 'bin', 'yarn.js'), ...args], { cwd: project, env });
    const { stdout } = await yarn('install');
    expect(stdout).toContain('Done');
    // Yarn's codes for scripts that it runs, has run, or leaves out.
    expect(stdout).not.toMatch(/YN000[4-9]/);
    expect((await yarn('node', 'program.mjs')).stdout).toBe(answered);
    const required = program.replace(/import (\{.*?\}) from ('.*?');/g, 'const $1 = require($2);');
    const [head = '', body = ''] = required.split('const mock =');
    await writeFile(join(project, 'program.cjs'), `${head}(async () => { const mock =${body} })();\n`);
    expect((await yarn('node', 'program.cjs')).stdout).toBe(answered);
    expect((await yarn('chat-mock', '--help')).stdout).toContain('Usage: chat-mock');
    expect((await yarn('chat-openapi', 'explain', '130004')).stdout).toMatch(/^130004 /);
    expect((await yarn('chat-openapi', 'mock', '--help')).stdout).toContain('Usage: chat-mock');
  });
});
