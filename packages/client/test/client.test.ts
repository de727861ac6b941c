import { inflateSync } from 'node:zlib';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { type ChatClient, ChatConfigError, createChatClient } from '../src/index.ts';
import { startAnswering, startService } from './service.ts';

const identity = { sdkAppId: 1400000000, identifier: 'administrator' };
const secretKey = 'canary-secret-key';
const success = { ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0 };

describe('createChatClient', () => {
  it('sends one POST with the five parameters and the body as it is given', async () => {
    const service = await startAnswering(success);
    const chat = createChatClient({ baseUrl: service.url, ...identity, secretKey });
    const answer = await chat.destroyOfficialAccount({ Official_Account: '@TOA#_test_id' });

    expect(answer).toStrictEqual(success);
    expectTypeOf(answer.ErrorCode).toEqualTypeOf<0>();
    expect(service.received).toHaveLength(1);
    const [request] = service.received;
    expect(request).toMatchObject({
      method: 'POST',
      path: '/v4/official_account_open_http_svc/destroy_official_account',
      body: '{"Official_Account":"@TOA#_test_id"}',
    });
    expect(request?.headers['content-type']).toBe('application/json');
    expect([...(request?.query.keys() ?? [])].sort()).toStrictEqual([
      'contenttype',
      'identifier',
      'random',
      'sdkappid',
      'usersig',
    ]);
    expect(request?.query.get('sdkappid')).toBe('1400000000');
    expect(request?.query.get('identifier')).toBe('administrator');
    expect(request?.query.get('contenttype')).toBe('json');
  });

  it('signs for its own app and identifier, once for many calls', async () => {
    const service = await startAnswering(success);
    const chat = createChatClient({ baseUrl: service.url, ...identity, secretKey });
    await Promise.all([1, 2, 3].map(() => chat.destroyOfficialAccount({ Official_Account: '@TOA#_a' })));
    const signatures = new Set(service.received.map(({ query }) => query.get('usersig')));
    expect(signatures.size).toBe(1);
    const [signature = ''] = signatures;
    const base64 = String(signature).replaceAll('*', '+').replaceAll('-', '/').replaceAll('_', '=');
    expect(JSON.parse(inflateSync(Buffer.from(base64, 'base64')).toString())).toMatchObject({
      'TLS.identifier': 'administrator',
      'TLS.sdkappid': 1400000000,
      'TLS.expire': 86400,
    });
  });

  it('draws a new random for each call', async () => {
    const service = await startAnswering(success);
    const chat = createChatClient({ baseUrl: service.url, ...identity, secretKey });
    for (let call = 0; call < 5; call++) await chat.destroyOfficialAccount({ Official_Account: '@TOA#_a' });
    const randoms = service.received.map(({ query }) => Number(query.get('random')));
    expect(new Set(randoms).size).toBe(5);
    for (const random of randoms) {
      expect(Number.isInteger(random)).toBe(true);
      expect(random).toBeGreaterThanOrEqual(0);
      expect(random).toBeLessThanOrEqual(4294967295);
    }
  });

  it('sends the signature that it is given, and asks a function for each call', async () => {
    const service = await startAnswering(success);
    const fixed = createChatClient({ baseUrl: service.url, ...identity, userSig: 'eJ*fixed-_' });
    await fixed.destroyOfficialAccount({ Official_Account: '@TOA#_a' });
    let count = 0;
    const asked = createChatClient({ baseUrl: service.url, ...identity, userSig: async () => `eJ${++count}` });
    await asked.destroyOfficialAccount({ Official_Account: '@TOA#_a' });
    await asked.destroyOfficialAccount({ Official_Account: '@TOA#_a' });
    expect(service.received.map(({ query }) => query.get('usersig'))).toStrictEqual(['eJ*fixed-_', 'eJ1', 'eJ2']);
  });

  it('keeps fields that are not documented and does not miss absent ones', async () => {
    const body = { ErrorCode: 0, RequestId: 'r-1', ErrorDisplay: '' };
    const service = await startAnswering(body);
    const chat = createChatClient({ baseUrl: service.url, ...identity, secretKey });
    expect(await chat.destroyOfficialAccount({ Official_Account: '@TOA#_a' })).toStrictEqual(body);
  });

  it('keeps a path in front of the operation', async () => {
    const service = await startAnswering(success);
    const chat = createChatClient({ baseUrl: `${service.url}/proxy/`, ...identity, secretKey });
    await chat.destroyOfficialAccount({ Official_Account: '@TOA#_a' });
    expect(service.received[0]?.path).toBe('/proxy/v4/official_account_open_http_svc/destroy_official_account');
  });

  it('calls the host of the region', async () => {
    const urls: string[] = [];
    const chat = createChatClient({
      region: 'singapore',
      ...identity,
      secretKey,
      fetch: async (url) => {
        urls.push(url);
        return Response.json(success);
      },
    });
    await chat.destroyOfficialAccount({ Official_Account: '@TOA#_a' });
    expect(new URL(urls[0] ?? '').origin).toBe('https://adminapisgp.im.qcloud.com');
  });

  it('rejects with the reason of the signal, whatever it is', async () => {
    const service = await startService(() => {});
    const chat = createChatClient({ baseUrl: service.url, ...identity, secretKey });
    const reason = { mine: true };
    const before = chat.destroyOfficialAccount({ Official_Account: '@TOA#_a' }, { signal: AbortSignal.abort(reason) });
    await expect(before).rejects.toBe(reason);
    const controller = new AbortController();
    const during = chat.destroyOfficialAccount({ Official_Account: '@TOA#_a' }, { signal: controller.signal });
    controller.abort(reason);
    await expect(during).rejects.toBe(reason);
  });

  it.each<[string, object, string]>([
    ['no host', { baseUrl: undefined }, 'either region or baseUrl'],
    ['two hosts', { region: 'tokyo' }, 'either region or baseUrl'],
    ['an unknown region', { baseUrl: undefined, region: 'mumbai' }, 'region must be one of china, singapore, seoul'],
    ['an inherited name as region', { baseUrl: undefined, region: 'toString' }, 'region must be one of'],
    ['a host without scheme', { baseUrl: '127.0.0.1:4010' }, 'baseUrl must be an http: or https: URL'],
    ['a whole call URL as host', { baseUrl: 'https://a.test/?usersig=canary-signature' }, 'baseUrl must be'],
    ['a password in the host', { baseUrl: 'https://user:canary@a.test' }, 'baseUrl must be'],
    ['an app id as text', { sdkAppId: '1400000000' }, 'sdkAppId must be'],
    ['no identifier', { identifier: undefined }, 'identifier must be'],
    ['no credential', { secretKey: undefined }, 'either secretKey or userSig'],
    ['two credentials', { userSig: 'eJ' }, 'either secretKey or userSig'],
    ['a key with a line break', { secretKey: 'canary-secret-key\n' }, 'secretKey must be'],
    ['a signature in base64', { secretKey: undefined, userSig: 'canary+/=' }, 'userSig must be'],
    ['a timeout in words', { timeout: '5s' }, 'timeout must be'],
    ['a timeout of 0', { timeout: 0 }, 'timeout must be'],
    ['a misspelt option', { sdkAppID: 1 }, 'sdkAppID is not an option'],
  ])('refuses %s when it is made', (_what, wrong, message) => {
    const make = (): ChatClient =>
      Reflect.apply(createChatClient, undefined, [{ baseUrl: 'http://127.0.0.1:1', ...identity, secretKey, ...wrong }]);
    expect(make).toThrow(ChatConfigError);
    expect(make).toThrow(message);
    expect(make).not.toThrow('canary');
  });

  it('refuses a body that is no object and options that it does not know before anything is sent', async () => {
    const service = await startAnswering(success);
    const chat = createChatClient({ baseUrl: service.url, ...identity, secretKey });
    const call = (...args: unknown[]): Promise<unknown> => Reflect.apply(chat.destroyOfficialAccount, undefined, args);
    for (const args of [[], ['@TOA#_a'], [[]], [{}, { timeOut: 1 }], [{}, { timeout: -1 }], [{}, { signal: {} }]]) {
      await expect(call(...args)).rejects.toMatchObject({
        name: 'ChatConfigError',
        operation: 'destroyOfficialAccount',
        outcome: 'notApplied',
        attempts: 0,
      });
    }
    expect(service.received).toHaveLength(0);
  });

  it('does not compile with a wrong operation, body, region or option', () => {
    const check = (chat: ChatClient): void => {
      // @ts-expect-error the operation is misspelt
      chat.destroyOfficialAcount({ Official_Account: '@TOA#_a' });
      // @ts-expect-error the field is misspelt
      chat.destroyOfficialAccount({ OfficialAccount: '@TOA#_a' });
      // @ts-expect-error the field has the wrong type
      chat.destroyOfficialAccount({ Official_Account: 1 });
      // @ts-expect-error the call's option is misspelt
      chat.destroyOfficialAccount({ Official_Account: '@TOA#_a' }, { timeOut: 1 });
      // @ts-expect-error the region does not exist
      createChatClient({ region: 'mumbai', ...identity, secretKey });
      // @ts-expect-error the option is misspelt
      createChatClient({ region: 'tokyo', sdkAppID: 1400000000, identifier: 'administrator', secretKey });
      // @ts-expect-error there is no host
      createChatClient({ ...identity, secretKey });
      // @ts-expect-error there are two credentials
      createChatClient({ region: 'tokyo', ...identity, secretKey, userSig: 'eJ' });
    };
    expect(check).toBeTypeOf('function');
  });
});
