/** What people do wrong first, and what they are told: what is wrong, where, and what to do. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createChatClient, createChatClientFromEnv } from '@chat-openapi/client';
import { type Mock, startMock } from '@chat-openapi/mock';
import { explainUserSig, signUserSig } from '@chat-openapi/usersig';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inRoot, root } from '../../scripts/paths.ts';
import { copyRepository } from '../generate/copy.ts';

const run = promisify(execFile);
const app = { sdkAppId: 1400000000, identifier: 'administrator', secretKey: 'a-key-of-this-test' };
const path = '/v4/official_account_open_http_svc/destroy_official_account';
const channel = { Official_Account: '@TOA#_news' };

let folder: string;
let mock: Mock;
const taken = createServer();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-openapi-mistakes-'));
  mock = await startMock({ secretKey: app.secretKey, strict: true, channels: [channel.Official_Account] });
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  taken.close();
  await mock.close();
  await rm(folder, { recursive: true });
});

const portTaken = (): string => String(Object(taken.address()).port);

/** What a program says that cannot do what it was asked to. */
async function told(file: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  const { CI: _, CHAT_SECRET_KEY: __, CHAT_SDK_APP_ID: ___, CHAT_IDENTIFIER: ____, ...rest } = process.env;
  const all = ['--conditions=@chat-openapi/source', inRoot(...file.split('/')), ...args];
  const failed = await run(process.execPath, all, { cwd: root, env: { ...rest, ...env } }).catch((error) => error);
  expect(failed.code, failed.stdout).toBe(2);
  return failed.stderr;
}
const chatMock = (...args: string[]) => told('packages/mock/src/cli.ts', args);
const chatContract = (...args: string[]) => told('packages/contract/src/cli.ts', args);
const contract = (...args: string[]) => told('test/contract/contract-command.ts', args);
const script = (name: string, args: string[], env: NodeJS.ProcessEnv = {}) => told(`scripts/${name}.ts`, args, env);

/** The message of what is thrown. */
async function thrown(act: () => unknown): Promise<string> {
  try {
    await act();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return expect.unreachable();
}

/** As JavaScript allows it: with any options, and any body. */
const call = (options: object, body: object = channel): Promise<string> =>
  thrown(async () => {
    const chat = createChatClient({ baseUrl: mock.url, ...app, retry: false, ...options });
    await Reflect.apply(chat.destroyOfficialAccount, undefined, [body]);
  });

/** The `ErrorInfo` of the mock. */
async function answered(method: string, url: string, body: string | null = null): Promise<string> {
  const response = await fetch(mock.url + url, { method, body });
  return Object(await response.json()).ErrorInfo;
}

async function fileOf(name: string, text: string): Promise<string> {
  await writeFile(join(folder, name), text);
  return join(folder, name);
}

type Told = () => Promise<string>;

/** A mistake, what it leads to, and in that: what is wrong, where it is, and what to do. */
const mistakes: [mistake: string, Told, what: RegExp, where: RegExp, toDo: RegExp][] = [
  // Commands.
  [
    'a flag before the two hyphens',
    () => script('docs', ['4011'], { npm_config_port: 'true' }),
    /npm has kept/,
    /--port/,
    /Write: npm run docs -- --port 4011/,
  ],
  ['a misspelt flag', () => script('start', ['--onse']), /unknown option/, /--onse/, /Did you mean --once/],
  [
    'a flag that is of another command',
    () => script('build', ['--port', '1']),
    /unknown option/,
    /--port/,
    /npm run build -- --help/,
  ],
  [
    'a file for npm test',
    () => script('test', ['test/a.test.ts']),
    /too many arguments/,
    /test\/a\.test\.ts/,
    /npm test -- --help/,
  ],
  [
    'a bench that is not one',
    () => script('bench', ['mokc']),
    /'mokc' is invalid/,
    /'names'/,
    /Allowed choices are .*mock/,
  ],
  [
    'a port with a letter',
    () => script('docs', ['--port', '4o00']),
    /'4o00' is invalid/,
    /--port/,
    /a number from 0 to 65535/,
  ],
  [
    'a port that is taken',
    () => chatMock('--port', portTaken()),
    /is taken/,
    /port \d+/,
    /another with --port, or --port 0/,
  ],
  [
    'a proxy on a port that is taken',
    () => chatContract('proxy', '--upstream', 'https://adminapisgp.im.qcloud.com', '--port', portTaken()),
    /is taken/,
    /port \d+/,
    /another with --port, or none/,
  ],
  [
    'a misspelt region of the mock',
    () => chatMock('--region', 'singapor'),
    /is invalid/,
    /--region/,
    /choices are china, singapore/,
  ],
  [
    'a file of channels that is not there',
    () => chatMock('--channels', 'no.json'),
    /cannot be read/,
    /no\.json/,
    /a list of channel ids: \["@TOA#_news"\]/,
  ],
  [
    'a file of channels with a comma too few',
    async () => chatMock('--channels', await fileOf('a.json', '["@TOA#_a"\n"@TOA#_b"]')),
    /is not JSON/,
    /a\.json.*line 2/,
    /Write a list of channel ids/,
  ],
  [
    'a key in the place of the app id',
    () => told('packages/mock/src/cli.ts', [], { CHAT_SDK_APP_ID: 'f00d' }),
    /is invalid/,
    /CHAT_SDK_APP_ID/,
    /Give a number/,
  ],
  [
    'an address of another machine',
    () => chatMock('--port', '0', '--host', '192.0.2.1'),
    /cannot listen/,
    /192\.0\.2\.1/,
    /--host 127\.0\.0\.1/,
  ],
  ['a misspelt word of contract', () => contract('lvie'), /unknown command/, /'lvie'/, /Did you mean live/],
  [
    'a file of answers that is not there',
    () => contract('--file', 'no.jsonl'),
    /cannot be read/,
    /no\.jsonl/,
    /Give a file with an answer a line/,
  ],
  [
    'a misspelt operation in a file of answers',
    async () =>
      contract('--file', await fileOf('a.jsonl', '{"operation":"destroyOficialAccount","status":200,"body":{}}')),
    /no operation "destroyOficialAccount"/,
    /a\.jsonl:1/,
    /nearest is destroyOfficialAccount/,
  ],
  [
    'a live run without credentials',
    () => contract('live', '--region', 'tokyo', '--i-have-an-account'),
    /nothing was sent/,
    /CHAT_SECRET_KEY not set/,
    /Set in the environment/,
  ],
  [
    'a live run in no region',
    () => contract('live', '--i-have-an-account'),
    /has to be one of/,
    /--region/,
    /china, singapore/,
  ],
  [
    'a proxy without https:',
    () => chatContract('proxy', '--upstream', 'http://a.test'),
    /has to be the https: address/,
    /--upstream/,
    /such as https:/,
  ],
  [
    'a version that is no tag',
    () => contract('diff', 'v9.9.9'),
    /neither a file nor a git revision/,
    /v9\.9\.9/,
    /a commit such as HEAD~1/,
  ],
  [
    'a reference to no file in spec/',
    async () => {
      const copy = await copyRepository();
      try {
        const file = join(copy.folder, 'spec', 'components', 'schemas', 'Failure.yaml');
        await writeFile(file, 'type: object\nproperties: { A: { $ref: Faliure.yaml } }\n');
        return (await copy.run('scripts/generate/main.ts')).output;
      } finally {
        await copy.remove();
      }
    },
    /Can't resolve \$ref/,
    /Failure\.yaml:2:\d+/,
    /Faliure\.yaml/,
  ],
  // The client.
  [
    'no region',
    () => thrown(() => Reflect.apply(createChatClient, undefined, [app])),
    /not both and not neither/,
    /region or baseUrl/,
    /Give either/,
  ],
  [
    'a region by another name',
    () => thrown(() => Reflect.apply(createChatClient, undefined, [{ ...app, region: 'Singapore' }])),
    /must be one of/,
    /region/,
    /Did you mean singapore/,
  ],
  [
    'a key that is not in the environment',
    () => call({ secretKey: '' }),
    /is empty/,
    /secretKey/,
    /Is the variable .* set\?/,
  ],
  [
    'nothing in the environment',
    () => thrown(() => createChatClientFromEnv()),
    /missing in the environment/,
    /CHAT_REGION/,
    /CHAT_REGION or CHAT_BASE_URL/,
  ],
  [
    'the address of the mock without http:',
    () => call({ baseUrl: '127.0.0.1:4010' }),
    /must be an http: or https: URL/,
    /baseUrl/,
    /such as http:\/\/127\.0\.0\.1:4010/,
  ],
  ['a misspelt option', () => call({ timeoutt: 5 }), /is not an option/, /timeoutt/, /Did you mean timeout/],
  [
    'the key of another app',
    () => call({ secretKey: 'another-key' }),
    /refused/,
    /UserSig.*key/,
    /Compare the SDKAppID and the key/,
  ],
  // Calls to the mock.
  [
    'a channel id without its prefix',
    () => call({}, { Official_Account: 'news' }),
    /must match/,
    /Official_Account/,
    /such as "@TOA#_test_id"/,
  ],
  [
    'a misspelt field',
    () => call({}, { OfficialAccount: '@TOA#_news' }),
    /must be given/,
    /Official_Account/,
    /See the reference of destroyOfficialAccount/,
  ],
  ['a GET', () => answered('GET', path), /method is GET/, /GET/, /Every call is a POST/],
  [
    'a misspelt path',
    () => answered('POST', `${path}s`, '{}'),
    /There is nothing at/,
    /destroy_official_accounts/,
    /Known: /,
  ],
  ['a call without its query', () => answered('POST', path, '{}'), /is missing/, /sdkappid/, /query string of the URL/],
  [
    'a code that is none',
    () => thrown(() => Reflect.apply(mock.enqueue, mock, ['destroyOfficialAccount', 4711])),
    /cannot be answered with 4711/,
    /destroyOfficialAccount/,
    /It can with OK, /,
  ],
  // UserSig.
  [
    'a validity in milliseconds',
    () => thrown(() => signUserSig({ ...app, expiresIn: 1_795_000_000_000 })),
    /not milliseconds/,
    /expiresIn/,
    /in seconds/,
  ],
  [
    'a signature that was encoded twice',
    async () => {
      const [first] = await explainUserSig(`${await signUserSig(app)}%20`, app);
      return Object.values(first ?? {}).join(' ');
    },
    /percent-encoded/,
    /characters/,
    /Encode the UserSig for the URL once/,
  ],
];

it('there are more than twenty of them', () => {
  expect(mistakes.length).toBeGreaterThan(20);
});

it.concurrent.each(mistakes)('%s', async (_mistake, act, what, where, toDo) => {
  const message = await act();
  expect(message).toMatch(what);
  expect(message).toMatch(where);
  expect(message).toMatch(toDo);
  // It is for people.
  expect(message).not.toMatch(/^\s+at .+:\d+:\d+/m);
});
