/** Makes clients of the document for other tools, with the commands of the guide, and calls the mock with them. */
import { execFile } from 'node:child_process';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Mock, startMock } from '@chat-openapi/mock';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { inRoot } from '../../scripts/paths.ts';
import { inToolchains, noToolchains } from '../toolchains/installed.ts';
import { otherCalls } from './calls.ts';
import { app, blocksOf, caller, guideBlocks, makeProject, signedQuery, withInstalled } from './project.ts';

const run = promisify(execFile);
const inTypeScript = 'A client in TypeScript';
const inOthers = 'A client in Python, Go, PHP or Java';
const commandsOf = (heading: string): string[] =>
  blocksOf(heading, 'sh').flatMap(({ code }) => code.trimEnd().split('\n'));

let mock: Mock;
let folder: string;
let removeProject: (() => Promise<void>) | undefined;

/** Runs commands of the guide where the document lies. The virtual machines of Java need not become fast. */
const generate = (commands: string[]): Promise<unknown> =>
  Promise.all(
    commands.map((command) =>
      run('sh', ['-c', withInstalled(command)], {
        cwd: folder,
        env: { ...process.env, JAVA_OPTS: '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC', DO_NOT_TRACK: '1' },
      }),
    ),
  );

beforeAll(async () => {
  mock = await startMock(app);
  if (noToolchains !== undefined) return;
  const project = await makeProject();
  ({ folder } = project);
  removeProject = project.remove;
  await mkdir(join(folder, 'src'));
  await copyFile(inRoot('generated', 'openapi.tools.json'), join(folder, 'openapi.tools.json'));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await removeProject?.();
  await mock.close();
});

it('the guide has blocks that a test runs, and no others', () => {
  expect(guideBlocks.map(({ heading, language }) => `${heading}: ${language}`)).toStrictEqual([
    `${inTypeScript}: sh`,
    `${inTypeScript}: js`,
    `${inTypeScript}: ts`,
    `${inOthers}: sh`,
    // Run by postman.test.ts.
    'Postman: sh',
  ]);
});

describe('clients in TypeScript', () => {
  const toMock = (code: string): string => code.replace('http://127.0.0.1:4010', mock.url);

  beforeAll(async () => {
    if (noToolchains !== undefined) return;
    const [config] = blocksOf(inTypeScript, 'js');
    const [program] = blocksOf(inTypeScript, 'ts');
    await Promise.all([
      writeFile(join(folder, 'orval.config.mjs'), toMock(config?.code ?? '')),
      writeFile(join(folder, 'hey-api.ts'), toMock(program?.code ?? '')),
      writeFile(join(folder, 'other-calls.ts'), otherCalls),
    ]);
    await generate(commandsOf(inTypeScript));
  });

  it('have types that compile together, and demand each credential', async (context) => {
    if (noToolchains !== undefined) context.skip(noToolchains);
    const compilerOptions = {
      module: 'esnext',
      moduleResolution: 'bundler',
      target: 'es2023',
      lib: ['es2024', 'dom', 'dom.iterable'],
      types: ['node'],
      customConditions: ['@chat-openapi/source'],
      allowImportingTsExtensions: true,
      strict: true,
      skipLibCheck: true,
      noEmit: true,
    };
    const config = { compilerOptions, files: ['hey-api.ts', 'other-calls.ts'] };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
    // The compiler that is written in Go takes a fraction of the time.
    const tsc = inToolchains('typescript-7', 'bin', 'tsc');
    const { stdout } = await run(process.execPath, [tsc, '-p', folder]).catch((error) => error);
    expect(stdout).toBe('');
  });

  it('call as the program of the guide does with that of hey-api, signature included', async (context) => {
    if (noToolchains !== undefined) context.skip(noToolchains);
    vi.stubEnv('CHAT_SECRET_KEY', caller.secretKey);
    mock.reset();
    await import(join(folder, 'hey-api.ts'));
    expect(mock.calls()).toMatchObject([{ operation: 'destroyOfficialAccount', code: 0 }]);
    await expect(import(`${join(folder, 'hey-api.ts')}?again`)).rejects.toThrow('refused: 130004');
  });

  it.for(['orval', 'oazapfts', 'swagger-typescript-api'])('call with that of %s', async (name, context) => {
    if (noToolchains !== undefined) context.skip(noToolchains);
    mock.reset();
    const { calls } = await import(join(folder, 'other-calls.ts'));
    const query = await signedQuery();
    const call = (id: string, own = query): Promise<number> => calls[name](mock.url, own, id);
    expect([await call('@TOA#_a b&c'), await call('@TOA#_a b&c')]).toStrictEqual([0, 130004]);
    expect(await call('@TOA#_d', { ...query, usersig: 'wrong' })).toBe(70003);
    expect(mock.calls()).toMatchObject([{ code: 0 }, { code: 130004 }, { code: 70003 }]);
  });
});

/**
 * What OpenAPI Generator needs, and what the client that it makes in Python imports. It is the last release that is published
 * with its program in the package; later ones fetch it from elsewhere.
 */
const modules = 'import certifi, dateutil, six, urllib3';
const firstThat = async (commands: string[], ...args: string[]): Promise<string | undefined> => {
  for (const command of commands) {
    const works = await run(command, args).then(
      () => true,
      () => false,
    );
    if (works) return command;
  }
  return undefined;
};
const java = await firstThat(['java'], '-version');
const python = await firstThat(['python3', '/usr/bin/python3'], '-c', modules);
const noJava = noToolchains ?? (java === undefined ? 'no java on this machine' : undefined);
const noPython = noJava ?? (python === undefined ? `no python3 that can ${modules}` : undefined);
if (noPython !== undefined && process.env.CI) throw new Error(noPython);

describe('clients of OpenAPI Generator', () => {
  beforeAll(async () => {
    if (noJava === undefined) await generate(commandsOf(inOthers));
  });

  it('call the mock in Python', async (context) => {
    if (noPython !== undefined) context.skip(noPython);
    mock.reset();
    // This release makes one type of all kinds of an answer, which success does not fit; later ones read the first that fits.
    const program = `
import json, sys
from openapi_client import ApiClient, ChannelsApi, Configuration, DestroyOfficialAccountRequest

with ApiClient(Configuration(host=sys.argv[1])) as client:
    channels = ChannelsApi(client)
    body = DestroyOfficialAccountRequest(official_account="@TOA#_a b&c")
    sdkappid, identifier, usersig, random = sys.argv[2:]
    for sig in [usersig, usersig, "wrong"]:
        response = channels.destroy_official_account(
            sdkappid, identifier, sig, int(random), "json", body, _preload_content=False
        )
        print(json.loads(response.data)["ErrorCode"])
`;
    const { sdkappid, usersig, identifier, random } = await signedQuery();
    const { stdout } = await run(python ?? '', ['-c', program, mock.url, sdkappid, identifier, usersig, `${random}`], {
      cwd: join(folder, 'python-client'),
      env: { ...process.env, NO_PROXY: '127.0.0.1' },
    });
    expect(stdout).toBe('0\n130004\n70003\n');
    expect(mock.calls()).toMatchObject([{ code: 0 }, { code: 130004 }, { code: 70003 }]);
  });

  it.for<[string, RegExp]>([
    [
      'python-client/openapi_client/api/channels_api.py',
      /def destroy_official_account\(self, sdkappid, identifier, usersig, random/,
    ],
    [
      'go-client/api_channels.go',
      /DestroyOfficialAccount\(\w+ _context\.Context, sdkappid string, identifier string, usersig string/,
    ],
    ['php-client/lib/Api/ChannelsApi.php', /destroyOfficialAccount\(\$sdkappid, \$identifier, \$usersig, \$random/],
    [
      'java-client/src/main/java/org/openapitools/client/api/ChannelsApi.java',
      /destroyOfficialAccount\(String sdkappid, String identifier, String usersig/,
    ],
  ])('%s demands the credentials', async ([file, method], context) => {
    if (noJava !== undefined) context.skip(noJava);
    expect(await readFile(join(folder, file), 'utf8')).toMatch(method);
  });

  it('have a type for each object of the document, and none that it does not name', async (context) => {
    if (noJava !== undefined) context.skip(noJava);
    const { components } = JSON.parse(await readFile(join(folder, 'openapi.tools.json'), 'utf8'));
    const names = (await readdir(join(folder, 'java-client/src/main/java/org/openapitools/client/model'))).map((file) =>
      file.replace('.java', ''),
    );
    const schemas: [string, { type?: string }][] = Object.entries(components.schemas);
    const objects = schemas.flatMap(([name, { type = 'object' }]) => (type === 'object' ? [name] : []));
    expect(objects.filter((name) => !names.includes(name))).toStrictEqual([]);
    // What has no name of its own is called after where it stands.
    expect(names.filter((name) => !schemas.some(([known]) => name.startsWith(known)))).toStrictEqual([]);
  });
});
