/** The programs of the receiver's README, and other servers, with the packages as they are published. */
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build } from 'vite';
import { beforeAll, describe, expect, it } from 'vitest';
import { startService } from '../../packages/client/test/service.ts';
import { webhookRequest } from '../../packages/webhooks/src/index.ts';
import { inRoot } from '../../scripts/paths.ts';
import { binary } from '../../scripts/run.ts';
import { start } from '../processes.ts';
import { type Block, readBlocks } from '../programs.ts';
import { startWorkerd } from '../runtimes/start-workerd.ts';
import { inToolchains, noToolchains, workerd } from '../toolchains/installed.ts';
import { installPacked, run } from './packed.ts';

const token = 'a-token-for-this-test';
const sdkAppId = 1400000000;
const blocks = await readBlocks(join('packages', 'webhooks', 'README.md'));
const servers = [
  'express',
  'express-4',
  'fastify',
  'hono',
  '@hono/node-server',
  '@types/express',
  '@types/express-serve-static-core',
  '@types/body-parser',
  '@types/connect',
  '@types/serve-static',
  '@types/send',

  '@types/http-errors',
  '@types/qs',
  '@types/range-parser',
];
const env = { ...process.env, CHAT_WEBHOOK_TOKEN: token };

/** How each program is tried, by the heading above it; one that is not listed here fails the test. */
const ways: Record<string, 'server' | 'runs' | 'function' | 'route' | 'worker'> = {
  '': 'server',
  Express: 'server',
  Fastify: 'server',
  Hono: 'server',
  'Next.js': 'route',
  'Cloudflare Workers': 'worker',
  'Lambda and SCF': 'function',
  'Events that come twice': 'runs',
  Testing: 'runs',
  'With the mock': 'runs',
};
const inWay = (way: string): Block[] => blocks.filter(({ heading }) => ways[heading] === way);
let project: string;

const fileOf = ({ heading }: Pick<Block, 'heading'>): string =>
  join(project, `${heading.replaceAll(/\W+/g, '-') || 'first'}.mts`);
/** The part of Next that a route needs; it weighs 300 MB. It calls what is to be done after the answer, as Next does. */
const next = {
  'index.d.ts':
    'export interface NextRequest extends Request { readonly nextUrl: URL }\nexport function after(task: Promise<unknown> | (() => unknown)): void;\n',
  'server.js':
    'export const tasks = [];\nexport const after = (task) => tasks.push(Promise.resolve().then(() => (typeof task === "function" ? task() : task)));\n',
  'package.json':
    '{ "name": "next", "type": "module", "exports": { "./server": { "types": "./index.d.ts", "default": "./server.js" } } }\n',
};
const ambient = `declare module 'cloudflare:workers' {
  export const env: { CHAT_WEBHOOK_TOKEN: string; APP_URL: string };
  export function waitUntil(work: Promise<unknown>): void;
}
`;
/** What Next's own check of a route asks of it. */
const route = `import type { NextRequest } from 'next/server';
import * as handler from './Next-js.mts';
type Route = { POST?: (request: NextRequest, context: { params: Promise<object> }) => Promise<Response | void> | Response | void };
handler satisfies Route;
`;

beforeAll(async () => {
  project = await installPacked(['openapi', 'webhooks', 'usersig', 'client', 'mock']);
  const modules = join(project, 'node_modules');
  const links = noToolchains ? [] : servers.map((name) => [name, inToolchains(name)]);
  for (const [name = '', target = ''] of links) {
    await mkdir(dirname(join(modules, name)), { recursive: true });
    await symlink(target, join(modules, name), 'junction');
  }
  for (const name of ['@types/node', 'undici-types']) {
    await mkdir(dirname(join(modules, name)), { recursive: true });
    await symlink(inRoot('node_modules', name), join(modules, name), 'junction');
  }
  await mkdir(join(modules, 'next'));
  for (const [name, text] of Object.entries(next)) await writeFile(join(modules, 'next', name), text);
  for (const block of blocks) await writeFile(fileOf(block), block.code);
  await writeFile(join(project, 'ambient.d.ts'), ambient);
  await writeFile(join(project, 'route-check.mts'), route);
});

const send = async (
  url: string,
  command = 'OfficialAccount.CallbackAfterSendMsg',
  more: object = {},
): Promise<[number, unknown]> => {
  const body = { Official_Account: '@TOA#_a', MsgKey: 'key-of-a-message', ...more };
  const response = await fetch(await webhookRequest(command, body, { sdkAppId, token, url }));
  return [response.status, await response.json()];
};
const success = { ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '' };

it('each program of the README is tried', () => {
  expect(blocks.map(({ heading }) => heading)).toStrictEqual(Object.keys(ways));
});

it('the programs compile under the strictest options, each server taking the handler, and Next.js the route', async (context) => {
  if (noToolchains) context.skip(noToolchains);
  const compilerOptions = {
    ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, skipLibCheck: true },
    ...{ target: 'es2023', module: 'nodenext', noEmit: true, allowImportingTsExtensions: true, types: ['node'] },
  };
  await writeFile(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.mts', '*.d.ts'] }));
  const compiled = await run(process.execPath, [binary('typescript', 'bin/tsc'), '-p', project]).catch(
    (failed) => failed,
  );
  expect(compiled.stdout).toBe('');
});

describe('a server', () => {
  const programs = inWay('server').flatMap((block) => [
    { name: block.heading || 'node:http', code: block.code },
    ...(block.heading === 'Express'
      ? [{ name: 'Express 4', code: block.code.replace("'express'", "'express-4'") }]
      : []),
    ...(block.heading === 'Express'
      ? ['text({ type: "*/*" })', 'raw({ type: "*/*" })'].map((parser) => ({
          name: `Express with ${parser}`,
          code: block.code.replace('json()', parser),
        }))
      : []),
  ]);

  it.for(programs)('$name receives from the archives', async ({ name, code }, context) => {
    if (noToolchains && name !== 'node:http') context.skip(noToolchains);
    const file = join(project, `${name.replaceAll(/\W+/g, '-')}-run.mts`);
    await writeFile(file, code);
    const server = start(process.execPath, ['--import', inRoot('test', 'package', 'first-port.mjs'), file], {
      cwd: project,
      env,
    });
    const [, port] = await server.until(/listening on (\d+)/);
    const url = `http://127.0.0.1:${port}/chat`;
    if (name === 'node:http') {
      const command = 'OfficialAccount.CallbackBeforeSendMsg';
      expect(await send(url, command, { MsgBody: [{ MsgContent: { Text: 'see http://a.test' } }] })).toStrictEqual([
        200,
        { ActionStatus: 'FAIL', ErrorCode: 120001, ErrorInfo: 'no links, please' },
      ]);
      expect(await send(url, command, { MsgBody: [] })).toStrictEqual([200, success]);
      expect(await send(url, 'OfficialAccount.CallbackAfterOfficialAccountDestroyed')).toStrictEqual([200, success]);
      await server.until(/@TOA#_a is gone/);
    } else {
      expect(await send(url)).toStrictEqual([200, success]);
      await server.until(/key-of-a-message/);
    }
    const forged = await fetch(await webhookRequest('A.B', {}, { sdkAppId, token: 'another', url }));
    expect([forged.status, await forged.json()]).toMatchObject([401, { ActionStatus: 'FAIL', ErrorCode: 401 }]);
  });

  it('whose parser keeps nothing, or a form, answers 500 at once', async (context) => {
    if (noToolchains) context.skip(noToolchains);
    const [{ code = '' } = {}] = blocks.filter(({ heading }) => heading === 'Express');
    const file = join(project, 'form-run.mts');
    const parser = `express.urlencoded({ type: '*/*' })`;
    await writeFile(file, code.replace('express.json()', parser));
    const server = start(process.execPath, ['--import', inRoot('test', 'package', 'first-port.mjs'), file], {
      cwd: project,
      env,
    });
    const [, port] = await server.until(/listening on (\d+)/);
    const request = await webhookRequest('A.B', {}, { sdkAppId, token, url: `http://127.0.0.1:${port}/chat` });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answered = await fetch(request.url, { method: 'POST', headers, body: await request.text() });
    expect([answered.status, await answered.json()]).toMatchObject([500, { ErrorCode: 500 }]);
  });
});

it.for(inWay('runs'))('the program under "$heading" runs', async (block) => {
  const { stdout, stderr } = await run(process.execPath, [fileOf(block)], { cwd: project, env });
  expect(stderr).toBe('');
  expect(stdout).toBe(block.heading === 'Events that come twice' ? '71_1_1718700000\n' : '');
});

it('a function answers when the work is done, whichever gateway its event is of', async () => {
  const [block = expect.unreachable()] = inWay('function');
  const program = `import { handler } from ${JSON.stringify(fileOf(block))};
for (const event of JSON.parse(process.env.EVENTS)) console.log(JSON.stringify(await handler(event)));
`;
  await writeFile(join(project, 'call.mjs'), program);
  const request = await webhookRequest('OfficialAccount.CallbackAfterSendMsg', Object({ MsgKey: 'k' }), {
    sdkAppId,
    token,
  });
  const { searchParams } = new URL(request.url);
  const body = await request.text();
  const query = Object.fromEntries(searchParams);
  const events = [
    {
      rawQueryString: searchParams.toString(),
      requestContext: { http: { method: 'POST' } },
      body: btoa(body),
      isBase64Encoded: true,
    },
    { httpMethod: 'POST', queryStringParameters: query, body, isBase64Encoded: false },
    { httpMethod: 'POST', queryString: query, body },
    { httpMethod: 'GET', queryStringParameters: null, body: null },
  ];
  const { stdout } = await run(process.execPath, ['call.mjs'], {
    cwd: project,
    env: { ...env, EVENTS: JSON.stringify(events) },
  });
  const lines = stdout.trim().split('\n');
  const answer = { isBase64Encoded: false, statusCode: 200, headers: { 'content-type': 'application/json' } };
  // The work comes before the answer.
  expect(lines.filter((_, index) => index % 2 === 0 && index < 6)).toStrictEqual(['k', 'k', 'k']);
  for (const index of [1, 3, 5]) {
    expect(JSON.parse(lines[index] ?? '')).toStrictEqual({ ...answer, body: JSON.stringify(success) });
  }
  expect(JSON.parse(lines[6] ?? '')).toMatchObject({ statusCode: 405 });
});

it("a route of Next.js hands its work to Next's after()", async () => {
  const [block = expect.unreachable()] = inWay('route');
  const program = `import { tasks } from 'next/server';
import { POST } from ${JSON.stringify(fileOf(block))};
const { url, body } = JSON.parse(process.env.REQUEST);
const { status } = await POST(new Request(url, { method: 'POST', body }));
console.log(status, tasks.length);
await Promise.all(tasks);
`;
  await writeFile(join(project, 'next.mjs'), program);
  const request = await webhookRequest('OfficialAccount.CallbackAfterSendMsg', Object({ MsgKey: 'k' }), {
    sdkAppId,
    token,
  });
  const REQUEST = JSON.stringify({ url: request.url, body: await request.text() });
  const { stdout } = await run(process.execPath, ['next.mjs'], { cwd: project, env: { ...env, REQUEST } });
  expect(stdout.trim().split('\n').toSorted()).toStrictEqual(['200 1', 'k']);
});

it('a Worker ends its work after the answer', async (context) => {
  if (workerd.missing) context.skip(workerd.missing);
  const [block = expect.unreachable()] = inWay('worker');
  const outDir = join(project, 'worker');
  await build({
    root: project,
    configFile: false,
    logLevel: 'error',
    build: {
      outDir,
      target: 'es2022',
      lib: { entry: fileOf(block), formats: ['es'], fileName: () => 'program.mjs' },
      rolldownOptions: { external: /^cloudflare:/ },
    },
  });
  const keys: (string | undefined)[] = [];
  let seen = (): void => {};
  const done = new Promise<void>((resolve) => {
    seen = resolve;
  });
  const app = await startService(({ path }, response) => {
    keys.push(path);
    response.end();
    seen();
  });
  const url = await startWorkerd(outDir, '', { CHAT_WEBHOOK_TOKEN: token, APP_URL: app.url });
  expect(await send(url)).toStrictEqual([200, success]);
  await done;
  expect(keys).toStrictEqual(['/key-of-a-message']);
});

it('the archive brings nothing but the tables', async () => {
  const manifest = JSON.parse(
    await readFile(join(project, 'node_modules', '@chat-openapi', 'webhooks', 'package.json'), 'utf8'),
  );
  expect(Object.keys(manifest.dependencies)).toStrictEqual(['@chat-openapi/openapi']);
});
