/** The Postman collection: what it holds, how its script signs, and what comes of it in newman. */
import { execFile } from 'node:child_process';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Mock, startMock } from '@chat-openapi/mock';
import { operationIds, regions } from '@chat-openapi/openapi';
import { explainUserSig, readUserSig } from '@chat-openapi/usersig';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inRoot } from '../../scripts/paths.ts';
import { isObject } from '../../spec/document.ts';
import { noToolchains } from '../toolchains/installed.ts';
import {
  collection,
  cryptoJs,
  environment,
  postmanNames,
  readDocs,
  requestsOf,
  runScript,
  scriptOf,
  variables,
} from './collection.ts';
import { app, blocksOf, caller, makeProject, withInstalled } from './project.ts';

const run = promisify(execFile);
describe('the collection', () => {
  it('has a request for each operation, with the parameters of every call', async () => {
    const document = await readDocs('openapi.json');
    const requests = requestsOf(Object(collection).item);
    expect(requests).toHaveLength(operationIds.length);
    const paths = requests.map(({ url }) => `/${Object(url).path.join('/')}`);
    expect(paths.sort()).toStrictEqual(Object.keys(Object(document.paths)).sort());
    for (const { url, body } of requests) {
      const query: { key: string; value: string }[] = Object(url).query;
      expect(query.map(({ key }) => key)).toStrictEqual(['sdkappid', 'identifier', 'usersig', 'random', 'contenttype']);
      for (const { value } of query) expect(value).toMatch(/^(\{\{chat\w+\}\}|json)$/);
      expect(Object(url).raw).toBe(
        `{{chatUrl}}/${Object(url).path.join('/')}?${query.map(({ key, value }) => `${key}=${value}`).join('&')}`,
      );
      expect(isObject(JSON.parse(Object(body).raw))).toBe(true);
    }
  });

  it('has an environment whose secrets are marked and empty', () => {
    const values: { key: string; value: string; type: string }[] = Object(environment).values;
    const secret = values.filter(({ type }) => type === 'secret');
    expect(secret.map(({ key, value }) => [key, value])).toStrictEqual([
      ['CHAT_SECRET_KEY', ''],
      ['CHAT_USER_SIG', ''],
    ]);
    expect(values.map(({ key }) => key)).toEqual(expect.arrayContaining(Object.keys(variables)));
  });
});

describe('its script', () => {
  const script = scriptOf('prerequest');

  it.each(Object.entries(regions))('calls %s where it is', (region, { url }) => {
    expect(runScript(script, { ...variables, CHAT_REGION: region }).chatUrl).toBe(url);
  });

  it('signs as the signer does, for an hour and for a user id of any characters', async () => {
    for (const identifier of ['administrator', 'a&b=c #1+2%41', '管理员']) {
      const {
        chatUserSig: userSig = '',
        chatIdentifier = '',
        chatSdkAppId,
      } = runScript(script, { ...variables, CHAT_IDENTIFIER: identifier });
      expect(decodeURIComponent(chatIdentifier)).toBe(identifier);
      expect(chatSdkAppId).toBe(variables.CHAT_SDK_APP_ID);
      expect(await explainUserSig(userSig, { ...caller, identifier })).toStrictEqual([]);
      expect(await readUserSig(userSig)).toMatchObject({ expire: 3600 });
    }
  });

  it('takes another address, another signature, and a new number each time', () => {
    const given = {
      ...variables,
      CHAT_BASE_URL: 'http://127.0.0.1:4010/',
      CHAT_USER_SIG: 'eJx*-_',
      CHAT_SECRET_KEY: '',
    };
    const [first, second] = [runScript(script, given), runScript(script, given)];
    expect(first).toMatchObject({ chatUrl: 'http://127.0.0.1:4010', chatUserSig: 'eJx*-_' });
    expect(first.chatRandom).toMatch(/^\d{1,10}$/);
    expect(Number(first.chatRandom)).toBeLessThan(2 ** 32);
    expect(second.chatRandom).not.toBe(first.chatRandom);
  });

  it.each([
    ['CHAT_REGION', '', 'CHAT_REGION is missing in the environment: put the region of the app, or an address'],
    ['CHAT_REGION', 'mumbai', 'CHAT_REGION names no region. It has to be one of china, singapore,'],
    ['CHAT_SDK_APP_ID', '', 'CHAT_SDK_APP_ID is missing in the environment: put the SDKAppID of the console there'],
    ['CHAT_SDK_APP_ID', '1.5', 'CHAT_SDK_APP_ID has to be a whole number'],
    ['CHAT_IDENTIFIER', '', 'CHAT_IDENTIFIER is missing'],
    ['CHAT_IDENTIFIER', 'a\nb', 'It has U+000A in it'],
    ['CHAT_SECRET_KEY', '', 'CHAT_SECRET_KEY is missing in the environment: put the key of the app, or a signature'],
    ['CHAT_SECRET_KEY', '"key"', 'It has quotes around it.'],
  ])('refuses %s as %j, and sets nothing', (name, value, message) => {
    const set: string[] = [];
    const given: Record<string, string> = { ...variables, [name]: value };
    const pm = {
      environment: { get: (key: string) => given[key] },
      variables: { get: () => undefined, set: (key: string) => set.push(key) },
    };
    expect(() => Function('pm', 'require', script)(pm, () => cryptoJs)).toThrow(message);
    expect(set).toStrictEqual([]);
  });

  it('quotes no value, because a key may stand in the wrong variable', () => {
    const key = 'c0ffee'.repeat(10);
    for (const name of ['CHAT_REGION', 'CHAT_SDK_APP_ID', 'CHAT_IDENTIFIER']) {
      let said = '';
      try {
        runScript(script, { ...variables, [name]: key });
      } catch (error) {
        said = String(error);
      }
      expect(said, name).toMatch(/^\w*Error: \S/);
      expect(said, name).not.toContain(key.slice(0, 12));
    }
  });
});

describe('newman', () => {
  let mock: Mock;
  let folder: string;
  let removeProject: (() => Promise<void>) | undefined;
  const [block] = blocksOf('Postman', 'sh');

  beforeAll(async () => {
    mock = await startMock(app);
    if (noToolchains !== undefined) return;
    const project = await makeProject();
    ({ folder } = project);
    removeProject = project.remove;
    await Promise.all(postmanNames.map((name) => copyFile(inRoot('generated', 'docs', name), join(folder, name))));
  });

  afterAll(async () => {
    await removeProject?.();
    await mock.close();
  });

  /** Runs the command of the guide, with the key that the mock checks by, and more flags. */
  async function runCollection(...flags: string[]): Promise<{ code: number; stdout: string }> {
    const command = withInstalled(block?.code.trimEnd() ?? '').replace('=any', `=${caller.secretKey}`);
    const all = [command, `--env-var CHAT_BASE_URL=${mock.url}`, '--color off', ...flags].join(' ');
    const env = { ...process.env, NO_PROXY: '127.0.0.1' };
    return run('sh', ['-c', all], { cwd: folder, env }).then(
      ({ stdout }) => ({ code: 0, stdout }),
      ({ code, stdout }) => ({ code, stdout }),
    );
  }

  it('carries the calls out, and takes a refusal for a failure, although its status is 200', async (context) => {
    if (noToolchains !== undefined) context.skip(noToolchains);
    mock.reset();
    const terminate = "--folder 'Terminate an official channel'";
    const first = await runCollection(terminate);
    expect(first).toMatchObject({ code: 0, stdout: expect.stringContaining('✓  ErrorCode is 0') });
    expect(first.stdout).not.toContain(caller.secretKey);
    const again = await runCollection(terminate);
    expect(again).toMatchObject({ code: 1, stdout: expect.stringMatching(/expected 130004 to equal \+?0/) });
    expect(mock.calls()).toMatchObject([{ code: 0 }, { code: 130004 }]);
  });

  it('sends nothing when the environment lacks the key, and says so', async (context) => {
    if (noToolchains !== undefined) context.skip(noToolchains);
    mock.reset();
    const { code, stdout } = await runCollection('--env-var CHAT_SECRET_KEY=');
    expect(code).toBe(1);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('CHAT_SECRET_KEY is missing in the environment');
    expect(mock.calls()).toStrictEqual([]);
  });
});
