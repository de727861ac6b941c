import { signUserSig } from '@chat-openapi/usersig';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ChatConfigError, createChatClientFromEnv } from '../src/index.ts';
import { startAnswering } from './service.ts';

const channel = { Official_Account: '@TOA#_a' };
const canary = 'canary value';
const good = {
  CHAT_REGION: 'singapore',
  CHAT_BASE_URL: undefined,
  CHAT_SDK_APP_ID: '1400000000',
  CHAT_IDENTIFIER: 'administrator',
  CHAT_SECRET_KEY: 'a-secret-key',
  CHAT_USER_SIG: undefined,
};

afterEach(() => vi.unstubAllEnvs());

function setEnv(change: Readonly<Record<string, string | undefined>> = {}): void {
  for (const [name, value] of Object.entries({ ...good, ...change })) vi.stubEnv(name, value);
}

function failureOf(change: Readonly<Record<string, string | undefined>>): string {
  setEnv(change);
  try {
    createChatClientFromEnv();
  } catch (error) {
    expect(error).toBeInstanceOf(ChatConfigError);
    return String(error);
  }
  return 'no error';
}

describe('createChatClientFromEnv', () => {
  it('reads host, app, identifier and key', async () => {
    const service = await startAnswering({ ErrorCode: 0 });
    setEnv({ CHAT_REGION: '', CHAT_BASE_URL: service.url });
    await createChatClientFromEnv().destroyOfficialAccount(channel);
    expect(Object.fromEntries(service.received[0]?.query ?? [])).toMatchObject({
      sdkappid: '1400000000',
      identifier: 'administrator',
      usersig: expect.stringMatching(/^eAEB/),
    });
  });

  it('reads a region and a signature', async () => {
    const service = await startAnswering({ ErrorCode: 0 });
    const userSig = await signUserSig({ sdkAppId: 1400000000, identifier: 'administrator', secretKey: 'a-key' });
    setEnv({ CHAT_SECRET_KEY: undefined, CHAT_USER_SIG: userSig });
    const hosts: string[] = [];
    const chat = createChatClientFromEnv({
      fetch: (url, init) => {
        hosts.push(new URL(url).host);
        return fetch(service.url + url.slice(url.indexOf('/v4/')), init);
      },
    });
    await chat.destroyOfficialAccount(channel);
    expect(hosts).toStrictEqual(['adminapisgp.im.qcloud.com']);
    expect(service.received[0]?.query.get('usersig')).toBe(userSig);
  });

  it('lets overrides win, and does not look at what they replace', async () => {
    const service = await startAnswering({ ErrorCode: 0 });
    setEnv({ CHAT_REGION: canary, CHAT_SDK_APP_ID: canary, CHAT_SECRET_KEY: undefined });
    const userSig = 'eJ-signature';
    const chat = createChatClientFromEnv({ baseUrl: service.url, sdkAppId: 7, userSig, timeout: undefined });
    await chat.destroyOfficialAccount(channel);
    expect(service.received[0]?.query.get('sdkappid')).toBe('7');
    expect(() => createChatClientFromEnv({ baseUrl: service.url, sdkAppId: 7, userSig, retry: 99 })).toThrow(
      'retry must be',
    );
  });

  it('reads other variables than those of the process when it is given some', async () => {
    const service = await startAnswering({ ErrorCode: 0 });
    setEnv({ CHAT_REGION: canary, CHAT_SDK_APP_ID: canary });
    const others = { CHAT_BASE_URL: service.url, CHAT_SDK_APP_ID: '7', CHAT_IDENTIFIER: 'admin', CHAT_USER_SIG: 'eJ' };
    await createChatClientFromEnv({}, others).destroyOfficialAccount(channel);
    expect(service.received[0]?.query.get('sdkappid')).toBe('7');
    expect(() => createChatClientFromEnv({}, { ...others, CHAT_USER_SIG: undefined })).toThrow('CHAT_USER_SIG.');
  });

  it.each<[string, string | undefined, string]>([
    ['CHAT_REGION', undefined, 'CHAT_REGION or CHAT_BASE_URL'],
    ['CHAT_SDK_APP_ID', undefined, 'CHAT_SDK_APP_ID'],
    ['CHAT_SDK_APP_ID', '', 'CHAT_SDK_APP_ID'],
    ['CHAT_IDENTIFIER', undefined, 'CHAT_IDENTIFIER'],
    ['CHAT_SECRET_KEY', undefined, 'CHAT_SECRET_KEY or CHAT_USER_SIG'],
  ])('names what is missing: %s is %o', (name, value, expected) => {
    expect(failureOf({ [name]: value })).toBe(`ChatConfigError: missing in the environment: ${expected}.`);
  });

  it('names everything that is missing', () => {
    expect(failureOf(Object.fromEntries(Object.keys(good).map((name) => [name, undefined])))).toContain(
      'CHAT_REGION or CHAT_BASE_URL, CHAT_SDK_APP_ID, CHAT_IDENTIFIER, CHAT_SECRET_KEY or CHAT_USER_SIG',
    );
  });

  it.each<[string, string, object]>([
    ['CHAT_REGION', canary, {}],
    ['CHAT_BASE_URL', canary, { CHAT_REGION: undefined }],
    ['CHAT_SDK_APP_ID', canary, {}],
    ['CHAT_SDK_APP_ID', '0x10', {}],
    ['CHAT_SECRET_KEY', ` ${canary} `, {}],
    ['CHAT_SECRET_KEY', '「canary-value」', {}],
    ['CHAT_SECRET_KEY', "const secretKey = 'canary-value';", {}],
    ['CHAT_SECRET_KEY', 'canary-value\\n', {}],
    ['CHAT_SECRET_KEY', 'canary-value # prod', {}],
    ['CHAT_SECRET_KEY', 'undefined', {}],
    ['CHAT_USER_SIG', canary, { CHAT_SECRET_KEY: undefined }],
  ])('names what is wrong and never its value: %s', (name, value, change) => {
    const error = failureOf({ ...change, [name]: value });
    expect(error).toContain(`${name} is wrong; it has to be `);
    expect(error).not.toContain(value.trim());
  });

  const fail = (): never => {
    throw new Error(canary);
  };
  const hostile = { [Symbol.toPrimitive]: fail, toString: fail, valueOf: fail };
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const make =
    (...given: unknown[]) =>
    () =>
      Reflect.apply(createChatClientFromEnv, undefined, given);

  it('refuses overrides and an environment that are none, without the text of what they throw', () => {
    for (const overrides of [
      null,
      'tokyo',
      5,
      [],
      fail,
      revoked.proxy,
      Object.defineProperty({}, 'timeout', { get: fail, enumerable: true }),
      new Proxy({}, { ownKeys: fail }),
    ]) {
      expect(make(overrides, good)).toThrow(ChatConfigError);
      expect(make(overrides, good)).toThrow(/^the overrides /);
      expect(make(overrides, good)).not.toThrow(canary);
    }
    for (const environment of [null, 5, 'CHAT_REGION', fail, revoked.proxy, new Proxy({}, { get: fail })]) {
      expect(make({}, environment)).toThrow(ChatConfigError);
      expect(make({}, environment)).not.toThrow(canary);
    }
    expect(make({}, null)).toThrow(/^the environment must be an object/);
    expect(make({}, new Proxy({}, { get: fail }))).toThrow('CHAT_REGION cannot be read');
  });

  it('names a variable that is no text', () => {
    for (const name of ['CHAT_REGION', 'CHAT_SDK_APP_ID', 'CHAT_IDENTIFIER', 'CHAT_SECRET_KEY']) {
      for (const value of [hostile, ['tokyo'], revoked.proxy, Symbol(canary), null, true]) {
        expect(make({}, { ...good, [name]: value })).toThrow(ChatConfigError);
        expect(make({}, { ...good, [name]: value })).toThrow(`${name} is wrong; it has to be `);
      }
    }
  });

  it('suggests the override that was meant', () => {
    expect(make({ timOut: 1 }, good)).toThrow('timOut is not an option. Did you mean timeout?');
  });

  it('names two of which only one may be set', () => {
    expect(failureOf({ CHAT_BASE_URL: 'http://127.0.0.1' })).toContain('CHAT_REGION and CHAT_BASE_URL are both set');
    expect(failureOf({ CHAT_USER_SIG: 'eJ' })).toContain('CHAT_SECRET_KEY and CHAT_USER_SIG are both set');
  });
});
