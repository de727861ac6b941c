/** The types of the published packages, with several compilers. */
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { inRoot } from '../../scripts/paths.ts';
import { binary } from '../../scripts/run.ts';
import { inToolchains, noToolchains } from '../toolchains/installed.ts';
import { installPacked, run } from './packed.ts';

const imports = `
import {
  type AttemptEvent, type ChatClient, type ChatClientOptions, ChatHttpError, ChatQuotaError, type ChunksResult,
  createChatClient, customElement, explainErrorCode, failedItems, isChatApiError, isMessageElement, type Quota, textElement,
} from '@chat-openapi/client';
import { type BodyProblem, checkBody } from '@chat-openapi/client/check-body';
import { type Checker, createChecker, type Finding, readDocument } from '@chat-openapi/contract';
import { type DestroyOfficialAccountBody, errorCodes, operations, regions } from '@chat-openapi/openapi';
import { type Mock, startMock } from '@chat-openapi/mock';
import { errorCatalogue } from '@chat-openapi/openapi/catalogue';
import { createRedisQuota, type RedisClient, RedisQuotaError, type RedisQuotaEvent } from '@chat-openapi/redis-quota';
import { explainUserSig, readUserSig, signUserSig, type UserSigFinding, verifyUserSig } from '@chat-openapi/usersig';
import { webhooks, type WebhookEvent } from '@chat-openapi/openapi/webhooks';
import {
  createWebhookReceiver, eventKey, toNodeHandler, webhookRequest, type WebhookReceiver, type WebhookReceiverOptions,
} from '@chat-openapi/webhooks';
`;
const statements = `
const quota: Quota = { start: async ({ operation }, start) => (console.log(operation), start()) };
const redis: RedisClient = { evalSha: async (sha, { keys }) => keys.concat(sha), eval: async () => [] };
const heard: RedisQuotaEvent[] = [];
const shared: Quota = createRedisQuota({ client: redis, assumedProcesses: 8, onEvent: (event) => heard.push(event) });
console.log(shared, heard.map(({ kind }) => kind), new RedisQuotaError('refused', 'text').code);
const options: ChatClientOptions = {
  region: 'singapore',
  sdkAppId: 1,
  identifier: 'administrator',
  userSig: () => signUserSig({ sdkAppId: 1, secretKey: 'key', identifier: 'administrator' }),
  quota,
  timeout: undefined,
  onAttempt: ({ outcome, code }: AttemptEvent) => console.log(outcome, code),
};
const chat: ChatClient = createChatClient(options);
const body: DestroyOfficialAccountBody = { Official_Account: '@TOA#_a' };
try {
  const { ErrorCode } = await chat.destroyOfficialAccount(body, { signal: new AbortController().signal });
  const zero: 0 = ErrorCode;
  console.log(zero);
} catch (error) {
  if (isChatApiError(error, 'destroyOfficialAccount') && error.code === 130004) console.log(error.code satisfies 130004);
  else if (error instanceof ChatHttpError) console.log(error.status.toFixed());
  else if (error instanceof ChatQuotaError) console.log(error.limit.calls.toFixed(), error.retryAfter.toFixed());
}
for await (const { Subscriber_Account } of chat.getSubscriberInfo.all(body)) console.log(Subscriber_Account.length);
for await (const { Next } of chat.getSubscriberInfo.pages({ ...body, Next: 'a' }, { deadline: 5 })) console.log(Next.length);
const added: ChunksResult<'addSubscriber'> = await chat.addSubscriber.inChunks({ ...body, SubscriberList: [] });
console.log(failedItems(added).map(({ Result }) => Result.toFixed()), added.failedChunks.map(({ items }) => items.length));
await chat.sendOfficialAccountMsg({ ...body, MsgBody: [textElement('hi'), customElement('{}', { Desc: 'new' })] });
const { RspMsgList } = await chat.getOfficialAccountHistory({ ...body, ReqMsgNumber: 20 });
for (const element of RspMsgList.flatMap(({ MsgBody = [] }) => MsgBody)) {
  if (isMessageElement(element, 'TIMTextElem')) console.log(element.MsgContent.Text.length);
}
const problems: BodyProblem[] = checkBody('destroyOfficialAccount', body);
console.log(problems.map(({ path, message }) => path + message));
const findings: UserSigFinding[] = await explainUserSig('text', { sdkAppId: 1, secretKey: 'key', identifier: 'a' });
console.log(findings, await readUserSig('text'), await explainErrorCode(130004), verifyUserSig);
const checker: Checker = createChecker(readDocument());
const differences: Finding[] = checker.checkAnswer({ operation: 'destroyOfficialAccount', status: 200, body: {} });
console.log(differences.map(({ severity, pointer, found }) => severity + pointer + found));
const mock: Mock = await startMock({ port: 0 });
console.log(mock.calls('destroyOfficialAccount').map(({ body }) => body.Official_Account));
const receiving: WebhookReceiverOptions = {
  sdkAppId: 1,
  token: new URL('http://a.test').searchParams.get('token') ?? undefined,
  on: {
    'OfficialAccount.CallbackBeforeSendMsg': async (event, { refuse, replace }, query) => {
      if (query.ClientIP === undefined) return refuse(event.Official_Account, 120001);
      if (event.CloudCustomData !== undefined) return replace({ CloudCustomData: 'mine' });
    },
    'OfficialAccount.CallbackBeforeAddSubscriber': (event, { refuseSubscribers }) =>
      refuseSubscribers({ RefusedSubscribers_Account: event.SubscribeAccountList.map((one) => one.Subscriber_Account) }),
    'OfficialAccount.CallbackAfterSendMsg': (event, query) => console.log(event.MsgKey.length, query.SdkAppid.toFixed()),
  },
};
const receiver: WebhookReceiver = createWebhookReceiver(receiving);
const nameOf = (event: WebhookEvent): string => event.CallbackCommand === 'OfficialAccount.CallbackAfterOfficialAccountDestroyed' ? event.Name : eventKey(event);
const full = { Official_Account: '@TOA#_a' };
const received: Response = await receiver(await webhookRequest('OfficialAccount.CallbackAfterOfficialAccountFull', full, { sdkAppId: 1 }));
console.log(nameOf, toNodeHandler(receiver), received.status, webhooks['OfficialAccount.CallbackBeforeSendMsg'].answers.drop.code satisfies 2);
console.log(errorCodes[130004], errorCatalogue[130004]?.remedy, operations.destroyOfficialAccount.path, regions.tokyo.url);
`;

const importsOfOpenapiFetch = `
import { type ChatFetchClient, createFetchClient } from '@chat-openapi/client/openapi-fetch';
`;
const statementsOfOpenapiFetch = `
const client: ChatFetchClient = createFetchClient({ region: 'tokyo', sdkAppId: 1, identifier: 'a', secretKey: 'key' });
const { data, error } = await client.POST('/v4/official_account_open_http_svc/destroy_official_account', {
  body: { Official_Account: '@TOA#_a' },
});
if (error) console.log(error.ErrorCode.toFixed());
else console.log(data.ErrorCode satisfies 0);
`;

/** Each line after the first has one mistake that a compiler has to see. */
const mistakes = `
import { createChatClient } from '@chat-openapi/client'; import { createRedisQuota } from '@chat-openapi/redis-quota'; import { createWebhookReceiver } from '@chat-openapi/webhooks';
createChatClient({ region: 'moon', sdkAppId: 1, identifier: 'a', secretKey: 'key' });
createChatClient({ region: 'tokyo', sdkAppId: 1, identifier: 'a', secretkey: 'key' });
createChatClient({ region: 'tokyo', sdkAppId: 1, identifier: 'a', secretKey: 'key', timeOut: 1 });
createChatClient({ region: 'tokyo', baseUrl: 'http://a.test', sdkAppId: 1, identifier: 'a', secretKey: 'key' });
createChatClient({ region: 'tokyo', sdkAppId: 1, identifier: 'a', secretKey: 'key', timeout: '1' });
createChatClient({ region: 'tokyo', sdkAppId: 1, identifier: 'a', secretKey: 'key' }).destroyOfficialAccount({});
createChatClient({ region: 'tokyo', sdkAppId: 1, identifier: 'a', secretKey: 'key' }).destroyOfficialAccount.all({});
createChatClient({ region: 'tokyo', sdkAppId: 1, identifier: 'a', secretKey: 'key' }).getSubscriberInfo.all({});
createChatClient({ region: 'tokyo', sdkAppId: 1, identifier: 'a', secretKey: 'key' }).createOfficialAccount.inChunks({});
createRedisQuota({ client: { eval: async () => [] }, assumedProcesses: 8 });
createRedisQuota({ client: { evalSha: async () => [], eval: async () => [] } });
createWebhookReceiver({ sdkAppId: 1, on: {} });
createWebhookReceiver({ sdkAppId: 1, token: 't', unsigned: true, on: {} });
createWebhookReceiver({ sdkAppId: 1, token: 't', on: { 'OfficialAccount.CallbackAfterSend': () => {} } });
createWebhookReceiver({ sdkAppId: 1, token: 't', on: { 'OfficialAccount.CallbackBeforeAddSubscriber': (_, { drop }) => drop() } });
createWebhookReceiver({ sdkAppId: 1, token: 't', on: { 'OfficialAccount.CallbackBeforeAddSubscriber': (_, { refuse }) => refuse('', 120001) } });
createWebhookReceiver({ sdkAppId: 1, token: 't', on: { 'OfficialAccount.CallbackBeforeSendMsg': (_, { replace }) => replace({ Name: '' }) } });
`.trimStart();

const compilers = new Map([
  ['5.4.5', inToolchains('typescript-5.4', 'bin', 'tsc')],
  ['5.9.3', binary('typescript', 'bin/tsc')],
  ['6.0.3', inToolchains('typescript-6', 'bin', 'tsc')],
  ['7.0.2', inToolchains('typescript-7', 'bin', 'tsc')],
]);

interface World {
  /** What makes a file a CommonJS module, unless the settings below do. */
  type: 'module' | 'commonjs';
  /** The compilers that are asked: of those that know these settings, the oldest and the newest stand for those between. */
  versions: string[];
  options: object;
}

const node = { lib: ['es2022', 'esnext.disposable'], types: ['node'] };
const all = [...compilers.keys()];
/** How a project finds modules and names; what is below a package does not depend on both at once. */
const worlds: Record<string, World> = {
  'Node (nodenext)': { type: 'module', versions: all, options: { module: 'nodenext', ...node } },
  'Node (node16)': { type: 'module', versions: ['5.4.5'], options: { module: 'node16', ...node } },
  'Node (node18)': { type: 'module', versions: ['7.0.2'], options: { module: 'node18', ...node } },
  'a bundler and the DOM': {
    type: 'module',
    versions: ['5.4.5', '7.0.2'],
    options: { module: 'esnext', moduleResolution: 'bundler', lib: ['es2022', 'dom', 'esnext.disposable'], types: [] },
  },
  'CommonJS (nodenext)': { type: 'commonjs', versions: ['5.9.3', '7.0.2'], options: { module: 'nodenext', ...node } },
  'CommonJS (node16)': { type: 'commonjs', versions: ['5.4.5'], options: { module: 'node16', ...node } },
  'CommonJS (node18)': { type: 'commonjs', versions: ['7.0.2'], options: { module: 'node18', ...node } },
  // As NestJS sets it up. TypeScript 6 wants to be told, and 7 finds modules in the new way alone.
  'CommonJS (node10)': {
    type: 'commonjs',
    versions: ['5.4.5', '5.9.3'],
    options: { module: 'commonjs', moduleResolution: 'node10', allowSyntheticDefaultImports: true, ...node },
  },
  'CommonJS (node10, deprecated)': {
    type: 'commonjs',
    versions: ['6.0.3'],
    options: { module: 'commonjs', moduleResolution: 'node10', ignoreDeprecations: '6.0', ...node },
  },
  'CommonJS for a bundler': {
    type: 'commonjs',
    versions: ['7.0.2'],
    options: { module: 'commonjs', moduleResolution: 'bundler', ...node },
  },
};
const cases = Object.entries(worlds).flatMap(([world, { versions }]) =>
  versions.map((version) => ({ version, world })),
);
const strictest = { strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true };
let project: string;

/** CommonJS has no `await` outside of functions. */
const inFunction = (text: string): string => `async function main(): Promise<void> {${text}}\nvoid main;\n`;

beforeAll(async () => {
  project = await installPacked(['openapi', 'usersig', 'client', 'contract', 'mock', 'redis-quota', 'webhooks']);
  const modules = join(project, 'node_modules');
  for (const name of ['@types/node', 'undici-types']) {
    await mkdir(dirname(join(modules, name)), { recursive: true });
    await symlink(inRoot('node_modules', name), join(modules, name), 'junction');
  }
  for (const type of ['module', 'commonjs']) {
    const folder = join(project, type);
    await mkdir(folder);
    const asWritten = (text: string): string => (type === 'module' ? text : inFunction(text));
    await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, type }));
    await writeFile(join(folder, 'program.ts'), imports + asWritten(statements));
    await writeFile(join(folder, 'openapi-fetch.ts'), importsOfOpenapiFetch + asWritten(statementsOfOpenapiFetch));
    await writeFile(join(folder, 'mistakes.ts'), mistakes);
  }
  for (const [world, { type, options }] of Object.entries(worlds)) {
    const compilerOptions = { ...strictest, skipLibCheck: false, target: 'es2022', noEmit: true, ...options };
    const config = JSON.stringify({ compilerOptions, include: ['*.ts'] });
    await writeFile(join(project, type, `${world}.json`), config);
  }
});

describe('the published types', () => {
  it.for(cases)('serve TypeScript $version with $world', async ({ version, world }, context) => {
    if (noToolchains && version !== '5.9.3') context.skip(noToolchains);
    const args = [compilers.get(version) ?? '', '-p', `${world}.json`, '--pretty', 'false'];
    const cwd = join(project, worlds[world]?.type ?? '');
    const errors = await run(process.execPath, args, { cwd }).then(
      () => [],
      ({ stdout }) => String(stdout).match(/^\S.*error TS.*$/gm),
    );
    const lines = mistakes.trim().split('\n').length;
    const expected = Array.from({ length: lines - 1 }, (_, index) => `mistakes.ts(${index + 2}`);
    expect(errors?.map((error) => error.split(',')[0])).toStrictEqual(expected);
  });
});
