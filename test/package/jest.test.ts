/** Jest as it comes: no configuration, no flags, tests in CommonJS. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { inToolchains, node22, node22WithoutRequire, node24, node26, noToolchains } from '../toolchains/installed.ts';
import { installPacked, run } from './packed.ts';

const test = `const { ChatApiError, ChatError, createChatClient, explainErrorCode, isChatApiError } = require('@chat-openapi/client');
const { createFetchClient } = require('@chat-openapi/client/openapi-fetch');
const { createChecker, readDocument } = require('@chat-openapi/contract');
const { startMock } = require('@chat-openapi/mock');
const { operations } = require('@chat-openapi/openapi');
const { errorCatalogue } = require('@chat-openapi/openapi/catalogue');
const { explainUserSig, signUserSig } = require('@chat-openapi/usersig');
const { createWebhookReceiver, webhookRequest } = require('@chat-openapi/webhooks');

let mock;
let options;
beforeAll(async () => {
  mock = await startMock();
  options = { baseUrl: mock.url, sdkAppId: 1, identifier: 'administrator', secretKey: 'a-key' };
});
afterAll(() => mock.close());

test('the client calls the mock', async () => {
  const chat = createChatClient(options);
  await expect(chat.destroyOfficialAccount({ Official_Account: '@TOA#_a' })).resolves.toMatchObject({ ErrorCode: 0 });
  const error = await chat.destroyOfficialAccount({ Official_Account: '@TOA#_mock_130002' }).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(ChatApiError);
  expect(error).toBeInstanceOf(ChatError);
  expect(isChatApiError(error, 'destroyOfficialAccount')).toBe(true);
  expect((await explainErrorCode(error.code)).name).toBe(error.codeName);
  expect(errorCatalogue[error.code].name).toBe(error.codeName);
  expect(mock.calls('destroyOfficialAccount')).toHaveLength(2);
});

test('the openapi-fetch client calls the mock', async () => {
  const { path } = operations.destroyOfficialAccount;
  const { error } = await createFetchClient(options).POST(path, { body: { Official_Account: '@TOA#_mock_130002' } });
  expect(error.ErrorCode).toBe(130002);
});

test('signatures are made and checked', async () => {
  expect(await explainUserSig(await signUserSig(options), options)).toEqual([]);
});

test('webhooks are received', async () => {
  const full = 'OfficialAccount.CallbackAfterOfficialAccountFull';
  const seen = [];
  const receiver = createWebhookReceiver({ sdkAppId: 1, token: 't', on: { [full]: (event) => seen.push(event.Official_Account) } });
  const options = { sdkAppId: 1, token: 't' };
  const { status } = await receiver(await webhookRequest(full, { Official_Account: '@TOA#_a' }, options));
  await receiver.idle();
  expect([status, ...seen]).toEqual([200, '@TOA#_a']);
});

test('answers are checked', () => {
  expect(createChecker(readDocument()).checkAnswer({ operation: null, body: { ErrorCode: '0' } })).toHaveLength(1);
});
`;
let project: string;

beforeAll(async () => {
  project = await installPacked(['openapi', 'usersig', 'client', 'mock', 'contract', 'webhooks']);
  await writeFile(join(project, 'packages.test.js'), test);
});

describe('in Jest without configuration', () => {
  it.for([node22, node22WithoutRequire, node24, node26])(
    'every package works, in $name',
    async ({ file, args, missing }, context) => {
      if (noToolchains) context.skip(noToolchains);
      if (missing) context.skip(missing);
      const { NODE_OPTIONS: _, ...env } = process.env;
      const jest = [inToolchains('jest', 'bin', 'jest.js'), '--rootDir', project, '--ci', '--json'];
      const { stdout, stderr } = await run(file, [...args, ...jest], { cwd: project, env }).catch((failed) => failed);
      expect(JSON.parse(stdout), stderr).toMatchObject({ numPassedTests: 5, numFailedTests: 0, success: true });
      expect(stderr).not.toContain('did not exit');
    },
  );
});
