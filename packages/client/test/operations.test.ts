import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createChatClient, type Quota, type QuotaRequest } from '../src/index.ts';
import { createFetchClient } from '../src/openapi-fetch/index.ts';
import { json, startFaulty } from './faults.ts';
import { startAnswering, startService } from './service.ts';

/** What the document says of the operation in a test, in place of what it really says. */
const { changes } = vi.hoisted(() => ({ changes: new Map<string, unknown>() }));

vi.mock('@chat-openapi/openapi', async (load) => {
  const original = await load<typeof import('@chat-openapi/openapi')>();
  const { idempotent: _, ...destroyOfficialAccount } = original.operations.destroyOfficialAccount;
  const operations = {
    ...original.operations,
    get destroyOfficialAccount() {
      return { ...destroyOfficialAccount, ...Object.fromEntries(changes) };
    },
  };
  return { ...original, operations };
});

beforeEach(() => changes.clear());

const channel = { Official_Account: '@TOA#_a' };
const identity = { sdkAppId: 7, identifier: 'administrator', secretKey: 'a-key' };
const path = '/v4/official_account_open_http_svc/destroy_official_account';

describe('an operation that only reads', () => {
  it('is repeated after an unknown outcome, and no code stands for success', async () => {
    changes.set('idempotent', {});
    let calls = 0;
    const server = await startFaulty((response) => {
      if (++calls === 1) response.destroy();
      else response.writeHead(200, json).end('{"ErrorCode":130004}');
    });
    const chat = createChatClient({ baseUrl: server.url, ...identity });
    const call = chat.destroyOfficialAccount(channel);
    await expect(call).rejects.toMatchObject({ code: 130004, attempts: 2, outcome: 'unknown' });
    await expect(call).rejects.toThrow('it is safe to repeat');
  });
});

describe('an operation without required fields', () => {
  it('is called without a body through both entry points', async () => {
    changes.set('bodyOptional', true);
    const service = await startAnswering({ ErrorCode: 0 });
    const options = { baseUrl: service.url, ...identity };
    await Reflect.apply(createChatClient(options).destroyOfficialAccount, undefined, []);
    const client = createFetchClient(options);
    await Reflect.apply(client.POST, client, [path]);
    expect(service.received.map(({ body }) => body)).toStrictEqual(['{}', '{}']);
    await expect(
      Reflect.apply(createChatClient(options).destroyOfficialAccount, undefined, [null]),
    ).rejects.toMatchObject({ name: 'ChatConfigError' });
  });
});

describe('a field that the client fills in', () => {
  /** What was sent for each body, in all of its attempts. */
  async function sent(body: unknown, names = ['Random']): Promise<string[]> {
    changes.set('filled', names);
    changes.set('idempotent', {});
    let calls = 0;
    const service = await startService((_request, response) => {
      if (++calls === 1) response.destroy();
      else response.writeHead(200, json).end('{"ErrorCode":0}');
    });
    await Reflect.apply(createChatClient({ baseUrl: service.url, ...identity }).destroyOfficialAccount, undefined, [
      body,
    ]);
    return service.received.map((request) => request.body);
  }

  it('has one random number of 32 bits for all attempts of a call', async () => {
    const seen = new Set<unknown>();
    for (let call = 0; call < 3; call++) {
      const [first = '', second] = await sent(channel);
      expect(second).toBe(first);
      const { Random, ...rest } = JSON.parse(first);
      expect(rest).toStrictEqual(channel);
      expect(Number.isInteger(Random) && Random >= 0 && Random < 2 ** 32).toBe(true);
      seen.add(Random);
    }
    expect(seen.size).toBeGreaterThan(1);
  });

  it('stays as it is when it was given, and nothing else changes', async () => {
    expect((await sent({ ...channel, Random: 0 }))[0]).toBe(JSON.stringify({ ...channel, Random: 0 }));
    expect((await sent({}))[0]).toMatch(/^\{"Random":\d+\}$/);
    expect((await sent({ Random: undefined, Text: 'a' }))[0]).toMatch(/^\{"Random":\d+,"Text":"a"\}$/);
    expect((await sent({ toJSON: () => channel }, ['A', 'B']))[0]).toMatch(/^\{"A":\d+,"B":\d+,"Official_Account":/);
  });
});

describe('an operation with several limits', () => {
  const limitsOf = async (quota?: number): Promise<QuotaRequest['limits'][]> => {
    changes.set('rateLimits', [
      { calls: 200, seconds: 1 },
      { calls: 1, seconds: 1, by: 'Official_Account' },
      { calls: 2, seconds: 3600, by: 'Official_Account' },
    ]);
    const service = await startAnswering({ ErrorCode: 0 });
    const seen: QuotaRequest['limits'][] = [];
    const noting: Quota = {
      async start({ limits }, start) {
        seen.push(limits);
        start();
      },
    };
    const options = { baseUrl: service.url, ...identity, quota: quota ?? noting };
    await createChatClient(options).destroyOfficialAccount(channel);
    await createFetchClient(options).POST(path, { body: { Official_Account: '@TOA#_b' } });
    return seen;
  };

  it('gives the quota a key for each, with the value of the field that it is counted by', async () => {
    expect(await limitsOf()).toStrictEqual(
      ['@TOA#_a', '@TOA#_b'].map((value) => [
        { key: '7:destroyOfficialAccount', calls: 200, seconds: 1 },
        { key: `7:destroyOfficialAccount:Official_Account=${value}`, calls: 1, seconds: 1 },
        { key: `7:destroyOfficialAccount:3600s:Official_Account=${value}`, calls: 2, seconds: 3600 },
      ]),
    );
  });

  it('keeps to all of them in this process, also with a number of calls a second of its own', async () => {
    changes.set('rateLimits', [
      { calls: 200, seconds: 1 },
      { calls: 1, seconds: 3600, by: 'Official_Account' },
    ]);
    const service = await startAnswering({ ErrorCode: 0 });
    for (const quota of [{}, { quota: 150 }]) {
      const chat = createChatClient({ baseUrl: service.url, ...identity, ...quota });
      await chat.destroyOfficialAccount({ Official_Account: '@TOA#_c' });
      await chat.destroyOfficialAccount({ Official_Account: '@TOA#_d' });
      const third = chat.destroyOfficialAccount({ Official_Account: '@TOA#_c' }, { deadline: 100 });
      const key = '7:destroyOfficialAccount:3600s:Official_Account=@TOA#_c';
      await expect(third).rejects.toMatchObject({
        name: 'ChatQuotaError',
        limit: { key, calls: 1, seconds: 3600 },
        attempts: 0,
        outcome: 'notApplied',
      });
      await chat.destroyOfficialAccount({ Official_Account: `@TOA#_${Object.keys(quota).length}` });
    }
    expect(service.received).toHaveLength(6);
  });
});
