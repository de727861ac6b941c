/** Runs the recipes of the guide "The mock in your tools". */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { startMock } from '@chat-openapi/mock';
import { expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { inRoot } from '../../scripts/paths.ts';
import { launchBrowser, noBrowser } from '../browser.ts';
import { start } from '../processes.ts';
import { type Block, readBlocks, runVitest, writePrograms } from '../programs.ts';
import { inToolchains, noToolchains } from '../toolchains/installed.ts';

const run = promisify(execFile);
const blocks = await readBlocks(join('spec', 'docs', 'en', 'guides', '10-mock-in-tools.md'));
const words = [process.execPath, '--conditions=@chat-openapi/source', inRoot('packages', 'mock', 'src', 'cli.ts')];

function recipe(heading: string): Block {
  const found = blocks.find((block) => block.heading === heading);
  if (found === undefined) throw new Error(`The guide has no recipe ${heading}.`);
  return found;
}

/** A folder below the repository, so that its packages are found, with the program `chat-mock` and packages of others. */
async function makeProject(packages: string[] = []): Promise<string> {
  await mkdir(inRoot('reports'), { recursive: true });
  const project = await mkdtemp(inRoot('reports', 'recipe-'));
  onTestFinished(() => rm(project, { recursive: true, force: true }));
  const bin = join(project, 'node_modules', '.bin');
  await mkdir(bin, { recursive: true });
  const script = `#!/bin/sh\nexec ${words.map((word) => `'${word}'`).join(' ')} "$@"\n`;
  await writeFile(join(bin, 'chat-mock'), script, { mode: 0o755 });
  for (const name of packages) {
    const link = join(project, 'node_modules', name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(inToolchains(name), link);
  }
  return project;
}

/** A port that was free a moment ago, for what cannot be told a free one by the mock. */
async function freePort(): Promise<string> {
  await using mock = await startMock({ check: true });
  return new URL(mock.url).port;
}

it('a page calls the mock from another origin, with credentials', async (context) => {
  if (noBrowser !== undefined) context.skip(noBrowser);
  await using mock = await startMock({ check: true });
  const html = recipe('From a page').code.replace('http://127.0.0.1:4010', mock.url);
  const server = createServer((_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end(html),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await launchBrowser();
  onTestFinished(async () => {
    await browser.close();
    server.closeAllConnections();
    server.close();
  });
  const page = await browser.newPage();
  const { port } = Object(server.address());
  await page.goto(`http://localhost:${port}`);
  await expect.poll(() => page.locator('output').textContent(), { timeout: 20_000 }).toBe('130002 asked-by-id');
});

it('a test of Vitest passes', async () => {
  const program = recipe('With Vitest');
  const written = await writePrograms('mock-in-tools', [program]);
  onTestFinished(() => written.remove());
  expect(await runVitest(written.fileOf(program))).toMatch(/Tests {2}1 passed \(1\)/);
});

it('MSW forwards what is meant for the service', async (context) => {
  if (noToolchains !== undefined) context.skip(noToolchains);
  const project = await makeProject(['msw']);
  const file = join(project, 'forward.mjs');
  await writeFile(file, recipe('With MSW').code);
  const { stdout } = await run(process.execPath, [file], { cwd: project });
  expect(stdout).toBe('1\n');
});

it('a test of Jest passes', async (context) => {
  if (noToolchains !== undefined) context.skip(noToolchains);
  const project = await makeProject(['jest', '@jest/globals']);
  await writeFile(join(project, 'channels.test.mjs'), recipe('With Jest').code);
  await writeFile(join(project, 'jest.config.json'), '{"testMatch":["**/*.test.mjs"],"transform":{}}');
  const args = ['--experimental-vm-modules', inToolchains('jest', 'bin', 'jest.js'), '--rootDir', project];
  const { stderr } = await run(process.execPath, args, { cwd: project });
  expect(stderr).toMatch(/Tests: +1 passed, 1 total/);
});

it('Playwright starts the mock, calls it, and ends it', async (context) => {
  if (noToolchains !== undefined) context.skip(noToolchains);
  const project = await makeProject(['@playwright/test']);
  const port = await freePort();
  await writeFile(join(project, 'playwright.config.mjs'), recipe('With Playwright').code.replaceAll('4010', port));
  await writeFile(
    join(project, 'mock.spec.mjs'),
    `import { expect, test } from '@playwright/test';
test('the mock is there', async ({ request }) => {
  expect(await (await request.get('/_mock/state')).json()).toEqual({ channels: [] });
});
`,
  );
  const { FORCE_COLOR: _, ...env } = process.env;
  const { stdout } = await run(
    process.execPath,
    [inToolchains('@playwright', 'test', 'cli.js'), 'test', '--output', join(project, 'results')],
    {
      cwd: project,
      env,
    },
  );
  expect(stdout).toContain('1 passed');
  await expect(fetch(`http://127.0.0.1:${port}/_mock/health`)).rejects.toThrow('fetch failed');
});

it('the command and the health check of docker compose work, and the mock is found by its name', async () => {
  const { services } = parse(recipe('With docker compose').code);
  const [program, ...args]: string[] = services.mock.command;
  expect(program).toBe('node_modules/.bin/chat-mock');
  const port = await freePort();
  const mock = start(
    join(await makeProject(), program ?? ''),
    args.map((word) => word.replace('4010', port)),
  );
  await mock.until(/^chat-mock listening on http:\/\/0\.0\.0\.0:\d+$/m);
  const [, command, ...checkArgs]: string[] = services.mock.healthcheck.test;
  expect(command).toBe('node');
  await run(
    process.execPath,
    checkArgs.map((word) => word.replace('4010', port)),
  );
  const { host } = new URL(services.app.environment.CHAT_BASE_URL);
  const { stdout } = await run('curl', [
    '-s',
    '--noproxy',
    '*',
    '-H',
    `Host: ${host}`,
    `http://127.0.0.1:${port}/_mock/state`,
  ]);
  expect(JSON.parse(stdout)).toStrictEqual({ channels: [] });
  mock.child.kill('SIGTERM');
  await mock.ended;
  await expect(
    run(
      process.execPath,
      checkArgs.map((word) => word.replace('4010', port)),
    ),
  ).rejects.toThrow('fetch failed');
});

it.runIf(process.platform === 'linux')('a step of CI starts the mock, waits for it, tests, and ends it', async () => {
  const { steps } = parse(recipe('In CI').code);
  const project = await makeProject();
  const port = await freePort();
  const check = `fetch('http://127.0.0.1:${port}/_mock/state').then(({ ok }) => console.log('tested', ok))`;
  await writeFile(join(project, 'package.json'), JSON.stringify({ scripts: { test: `node -e "${check}"` } }));
  const script: string = steps[0].run.replaceAll('4010', port);
  const env = { ...process.env, no_proxy: '*' };
  const { stdout } = await run('sh', ['-e', '-c', script], { cwd: project, env });
  expect(stdout).toContain('tested true');
  const isThere = (): Promise<boolean> =>
    fetch(`http://127.0.0.1:${port}/_mock/health`).then(
      () => true,
      () => false,
    );
  await expect.poll(isThere, { timeout: 10_000 }).toBe(false);
});

it('the README says in short what stands in the recipes', async () => {
  const readme = await readFile(inRoot('packages', 'mock', 'README.md'), 'utf8');
  const rows = (/\| tool [\s\S]*?\n\n/.exec(readme)?.[0] ?? '').trimEnd().split('\n').slice(2);
  expect(rows).toHaveLength(7);
  const guide = await readFile(inRoot('spec', 'docs', 'en', 'guides', '10-mock-in-tools.md'), 'utf8');
  const parts = rows.flatMap((row) => Array.from(row.matchAll(/`([^`]+)`/g), ([, part = '']) => part));
  expect(parts.filter((part) => !guide.includes(part))).toStrictEqual([]);
});
