import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ChatConfigError, ChatQuotaError, createChatClient } from '../src/index.ts';
import { json } from './faults.ts';
import { startService } from './service.ts';

/** The document of these tests: the request of its one operation has a list of at most 3 items. */
const { operation, changes } = vi.hoisted(() => ({
  operation: 'destroyOfficialAccount' as const,
  changes: new Map<string, unknown>(),
}));

vi.mock('@chat-openapi/openapi', async (load) => {
  const original = await load<typeof import('@chat-openapi/openapi')>();
  const listLimits = { [operation]: { list: 'SubscriberList', max: 3, joined: ['SubscriberList'] } };
  const { idempotent: _, ...destroyOfficialAccount } = original.operations[operation];
  const operations = {
    ...original.operations,
    get destroyOfficialAccount() {
      return { ...destroyOfficialAccount, ...Object.fromEntries(changes) };
    },
  };
  const bindOperations = ({ bind, chunked }: { bind: (id: string) => object; chunked: (id: string) => object }) => ({
    [operation]: Object.assign(bind(operation), chunked(operation)),
  });
  return { ...original, operations, listLimits, bindOperations };
});

beforeEach(() => changes.clear());

interface Item {
  Subscriber_Account: string;
}

interface Result {
  SubscriberList: { Subscriber_Account: string; Result: number }[];
  failedChunks: { items: Item[]; error: unknown }[];
}

interface ChunkedMethod {
  inChunks(body: unknown, options?: object): Promise<Result>;
}

function methodOf(url: string, options: object = {}): ChunkedMethod {
  const own = { baseUrl: url, sdkAppId: 7, identifier: 'administrator', userSig: 'eJ1', quota: false, ...options };
  return Reflect.apply(createChatClient, undefined, [own])[operation];
}

const people = (count: number): Item[] =>
  Array.from({ length: count }, (_, index) => ({ Subscriber_Account: `user ${index}` }));
const bodyOf = (count: number) => ({ Official_Account: '@TOA#_a', SubscriberList: people(count) });

/** Answers each item with result 0, unless it is told otherwise of the call with this number, from 0 on. */
async function startList(other: (call: number) => object | undefined = () => undefined) {
  let call = 0;
  const service = await startService(({ body }, response) => {
    const list: Item[] = JSON.parse(body).SubscriberList;
    const answer = other(call++) ?? { SubscriberList: list.map((item) => ({ ...item, Result: 0 })) };
    response.writeHead(200, json).end(JSON.stringify({ ErrorCode: 0, ...answer }));
  });
  const sent = (): Item[][] => service.received.map(({ body }) => JSON.parse(body).SubscriberList);
  return { ...service, sent };
}

describe('a list that is longer than one call takes', () => {
  it('is sent in calls of as many items as one may have, and the results are one list', async () => {
    const service = await startList();
    const { SubscriberList, failedChunks } = await methodOf(service.url).inChunks(bodyOf(7));
    const all = people(7);
    expect(service.sent()).toStrictEqual([all.slice(0, 3), all.slice(3, 6), all.slice(6)]);
    expect(service.received.every(({ body }) => JSON.parse(body).Official_Account === '@TOA#_a')).toBe(true);
    expect(SubscriberList).toStrictEqual(all.map((item) => ({ ...item, Result: 0 })));
    expect(failedChunks).toStrictEqual([]);
  });

  it('is one call when it fits, also when it is empty', async () => {
    const service = await startList();
    for (const count of [0, 1, 3]) await methodOf(service.url).inChunks(bodyOf(count));
    expect(service.sent().map(({ length }) => length)).toStrictEqual([0, 1, 3]);
  });

  it('is told of a call that failed, with its items, and the others go out all the same', async () => {
    const service = await startList((call) => (call === 1 ? { ErrorCode: 130004, ErrorInfo: 'gone' } : undefined));
    const body = bodyOf(8);
    const { SubscriberList, failedChunks } = await methodOf(service.url).inChunks(body);
    expect(SubscriberList.map(({ Subscriber_Account }) => Subscriber_Account)).toStrictEqual([
      'user 0',
      'user 1',
      'user 2',
      'user 6',
      'user 7',
    ]);
    const [failed] = failedChunks;
    expect(failedChunks).toHaveLength(1);
    expect(failed).toMatchObject({ items: people(8).slice(3, 6), error: { code: 130004, outcome: 'notApplied' } });
    // They are the caller's own, to be sent again.
    expect(failed?.items[0]).toBe(body.SubscriberList[3]);
  });

  it.for<unknown>([undefined, null, 7, 'list', { length: 2 }])(
    'is carried out also where the answer has %j in place of its list',
    async (list) => {
      const service = await startList((call) => (call === 0 ? { SubscriberList: list } : undefined));
      const { SubscriberList, failedChunks } = await methodOf(service.url).inChunks(bodyOf(5));
      expect(service.sent()).toHaveLength(2);
      expect(failedChunks).toStrictEqual([]);
      expect(SubscriberList.map(({ Subscriber_Account }) => Subscriber_Account)).toStrictEqual(['user 3', 'user 4']);
    },
  );

  it('is told of a part that cannot be written, when others have gone out', async () => {
    const service = await startList();
    const SubscriberList = [...people(3), { Subscriber_Account: 5n }, ...people(1)];
    const { failedChunks } = await methodOf(service.url).inChunks({ ...bodyOf(0), SubscriberList });
    expect(failedChunks).toMatchObject([{ items: SubscriberList.slice(3), error: { name: 'ChatConfigError' } }]);
    expect(service.received).toHaveLength(1);
  });

  it('is never sent twice when the outcome of a call is unknown', async () => {
    const counts = new Map<string, number>();
    const server = await startService(({ body }, response) => {
      for (const { Subscriber_Account } of JSON.parse(body).SubscriberList) {
        counts.set(Subscriber_Account, (counts.get(Subscriber_Account) ?? 0) + 1);
      }
      if (counts.size === 6) response.destroy();
      else response.writeHead(200, json).end('{"ErrorCode":0,"SubscriberList":[]}');
    });
    const { failedChunks } = await methodOf(server.url).inChunks(bodyOf(9));
    expect(failedChunks).toMatchObject([{ items: people(9).slice(3, 6), error: { outcome: 'unknown' } }]);
    expect([...counts.values()]).toStrictEqual(Array.from({ length: 9 }, () => 1));
  });

  it('keeps to the quota, and is told of what had no turn in time', async () => {
    const service = await startList();
    changes.set('rateLimits', [{ calls: 2, seconds: 3600, by: 'Official_Account' }]);
    const { failedChunks } = await methodOf(service.url, { quota: 1000 }).inChunks(bodyOf(9));
    expect(failedChunks).toHaveLength(1);
    expect(failedChunks[0]?.error).toBeInstanceOf(ChatQuotaError);
    expect(failedChunks[0]?.items).toStrictEqual(people(9).slice(6));
    expect(service.received).toHaveLength(2);
  });

  it('is told of what was not sent any more when the caller aborts', async () => {
    const controller = new AbortController();
    const service = await startList((call) => {
      if (call === 1) controller.abort('enough');
      return undefined;
    });
    const { failedChunks } = await methodOf(service.url).inChunks(bodyOf(9), { signal: controller.signal });
    expect(failedChunks.map(({ error }) => error)).toStrictEqual(['enough', 'enough']);
    expect(service.received).toHaveLength(2);
  });

  it('is as it was when the call began', async () => {
    const body = bodyOf(6);
    const service = await startList(() => {
      body.SubscriberList.length = 0;
      return undefined;
    });
    await methodOf(service.url).inChunks(body);
    expect(service.sent()).toStrictEqual([people(3), people(6).slice(3)]);
  });

  it('goes out as it was given, whatever the caller changes of items, fields and options meanwhile', async () => {
    const body = bodyOf(7);
    const options: Record<string, unknown> = { timeout: 5000 };
    const service = await startList(() => {
      body.Official_Account = 'changed';
      for (const item of body.SubscriberList) item.Subscriber_Account = 'changed';
      Object.assign(options, { timeout: -1, unknown: 1, signal: AbortSignal.abort() });
      return undefined;
    });
    const { failedChunks } = await methodOf(service.url).inChunks(body, options);
    expect(failedChunks).toStrictEqual([]);
    const all = people(7);
    expect(service.sent()).toStrictEqual([all.slice(0, 3), all.slice(3, 6), all.slice(6)]);
    expect(service.received.every(({ body: text }) => JSON.parse(text).Official_Account === '@TOA#_a')).toBe(true);
  });

  it('rejects without the text of what body, list or options throw when they are read', async () => {
    const fail = (): never => {
      throw new Error('canary');
    };
    const throwing = (name: string): object => Object.defineProperty({}, name, { get: fail, enumerable: true });
    const revoked = Proxy.revocable([], {});
    revoked.revoke();
    const service = await startList();
    const { inChunks } = methodOf(service.url);
    const calls: [unknown, object?][] = [
      [throwing('SubscriberList')],
      [Object.assign(bodyOf(4), { toJSON: fail })],
      [new Proxy({}, { ownKeys: fail })],
      [{ SubscriberList: new Proxy([], { get: fail }) }],
      [{ SubscriberList: Object.assign(people(4), { [Symbol.iterator]: fail }) }],
      [{ SubscriberList: revoked.proxy }],
      [{ SubscriberList: [throwing('a')] }],
      [bodyOf(4), throwing('timeout')],
      [bodyOf(4), throwing('signal')],
    ];
    for (const [body, options] of calls) {
      const error: unknown = await inChunks(body, options).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(ChatConfigError);
      expect(error).toMatchObject({ operation, attempts: 0 });
      expect(Object(error).stack).not.toContain('canary');
      expect(Object(error).stack.split('\n')[1]).toContain('chunks.test.ts');
    }
    expect(service.received).toHaveLength(0);
  });

  it('rejects when body or options cannot be right, and sends nothing', async () => {
    const service = await startList();
    const method = methodOf(service.url);
    for (const body of [undefined, null, 'text', { SubscriberList: 'all' }, { SubscriberList: [1n] }]) {
      await expect(method.inChunks(body)).rejects.toBeInstanceOf(ChatConfigError);
    }
    const wrong = method.inChunks(bodyOf(9), { deadline: 'soon' });
    await expect(wrong).rejects.toThrow('deadline must be');
    await expect(wrong.catch((error: unknown) => Object(error).stack.split('\n')[1])).resolves.toContain(
      'chunks.test.ts',
    );
    expect(service.received).toHaveLength(0);
  });
});
