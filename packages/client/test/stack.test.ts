/** What stands in the stack of an error, and which errors are left alone. */
import { afterEach, describe, expect, it } from 'vitest';
import {
  ChatApiError,
  type ChatClientOptions,
  ChatConfigError,
  ChatConnectionError,
  ChatError,
  ChatQuotaError,
  createChatClient,
  createChatClientFromEnv,
  logAttempts,
} from '../src/index.ts';
import { createFetchClient } from '../src/openapi-fetch/index.ts';
import { closedUrl, startAnswering } from './service.ts';

const channel = { Official_Account: '@TOA#_a' };
const path = '/v4/official_account_open_http_svc/destroy_official_account';
const identity = { sdkAppId: 1, identifier: 'administrator', userSig: 'eJ1', retry: false, quota: false } as const;
const own = /^ +at (async )?(Object\.)?ownFunction .*stack\.test\.ts:\d+/;

const { prepareStackTrace } = Error;
afterEach(() => {
  Error.prepareStackTrace = prepareStackTrace;
});

/** The error that a function of the app gets. */
async function caught(ownFunction: () => unknown): Promise<unknown> {
  try {
    await ownFunction();
  } catch (error) {
    return error;
  }
  return expect.unreachable();
}

const firstLine = (error: unknown): string => {
  if (!(error instanceof ChatError)) throw new Error('It is no ChatError.');
  const [title, first = ''] = error.stack?.split('\n') ?? [];
  expect(title).toBe(`${error.name}: ${error.message}`);
  return first;
};

describe('the stack of a ChatError', () => {
  it('begins with the line of the app where options are wrong, whatever is made of them', async () => {
    const wrong: [make: (...args: never[]) => unknown, ...args: unknown[]][] = [
      [createChatClient, { region: 'x' }],
      [createChatClient, undefined],
      [createFetchClient, { ...identity, baseUrl: 'x' }],
      [createChatClientFromEnv, {}, {}],
      [createChatClientFromEnv, { timeout: -1 }, {}],
      [createChatClientFromEnv, { ...identity, baseUrl: 'http://127.0.0.1', deadline: -1 }, {}],
      [logAttempts, {}],
    ];
    for (const [make, ...args] of wrong) {
      const error = await caught(function ownFunction() {
        Reflect.apply(make, undefined, args);
      });
      expect(error).toBeInstanceOf(ChatConfigError);
      const lines = Object(error).stack.split('\n');
      // The language's own function stands between them.
      expect(lines.find((line: string) => /^ +at /.test(line) && !line.includes('Reflect.apply'))).toMatch(own);
      const direct = await caught(function ownFunction() {
        if (make === createChatClient) createChatClient(Object(args[0]));
        if (make === createFetchClient) createFetchClient(Object(args[0]));
        if (make === createChatClientFromEnv) createChatClientFromEnv(Object(args[0]), Object(args[1]));
        if (make === logAttempts) logAttempts(Object(args[0]));
      });
      expect(firstLine(direct)).toMatch(own);
    }
  });

  it('begins with the line of the app in the entry point openapi-fetch', async () => {
    const broken = await startAnswering('nothing that the service says');
    const closed = await closedUrl();
    const clientOf = (baseUrl: string) => createFetchClient({ ...identity, baseUrl });
    const seeing = clientOf(closed);
    seeing.use({ onRequest: ({ request }) => request.clone() });
    const timeout = Number.NaN;
    const calls: (() => Promise<unknown>)[] = [
      async function ownFunction() {
        await clientOf(closed).POST(path, { body: channel });
      },
      async function ownFunction() {
        await clientOf(broken.url).POST(path, { body: channel });
      },
      async function ownFunction() {
        await clientOf(closed).request('post', path, { body: channel, middleware: [{ onRequest: () => undefined }] });
      },
      async function ownFunction() {
        await seeing.POST(path, { body: channel });
      },
      async function ownFunction() {
        await clientOf(closed).POST(path, { body: channel, timeout });
      },
      async function ownFunction() {
        // @ts-expect-error it is refused
        await clientOf(closed).POST(path, { body: channel, baseUrl: 'x' });
      },
      async function ownFunction() {
        // @ts-expect-error it is no method of the service
        await clientOf(closed).GET(path);
      },
    ];
    for (const call of calls) expect(firstLine(await caught(call))).toMatch(own);
    // Also when more are made than note where they were made, and when nobody waits for them yet.
    const client = clientOf(closed);
    async function ownFunction(): Promise<unknown> {
      return await client.POST(path, { body: channel });
    }
    const ends = await Promise.all(Array.from({ length: 100 }, () => caught(ownFunction)));
    for (const end of ends) expect(firstLine(end)).toMatch(own);
  });
});

describe('an error that the call has not made', () => {
  const config = new ChatConfigError('mine', 'destroyOfficialAccount');

  /** An error of another call, and one that the app made itself. */
  async function errorsOfOthers(baseUrl: string): Promise<ChatError[]> {
    const error = await createChatClient({ ...identity, baseUrl })
      .destroyOfficialAccount(channel)
      .catch((thrown: unknown) => thrown);
    if (!(error instanceof ChatConnectionError)) throw new Error('It is another error.');
    return [error, config];
  }

  it('is the very reason of its signal, or what userSig or a quota threw, and stays as it is', async () => {
    const baseUrl = await closedUrl();
    for (const error of await errorsOfOthers(baseUrl)) {
      const { stack } = error;
      const refuse = () => Promise.reject(error);
      const never = () => new Promise<never>(() => {});
      const ways: [options: object, callOptions?: object][] = [
        [{ userSig: refuse }],
        [{ quota: { start: refuse } }],
        [{}, { signal: AbortSignal.abort(error) }],
        [{ fetch: never }, { signal: abortSoon(error) }],
      ];
      for (const [options, callOptions] of ways) {
        const all = { ...identity, baseUrl, ...options };
        const chat: ReturnType<typeof createChatClient> = Reflect.apply(createChatClient, undefined, [all]);
        const client: ReturnType<typeof createFetchClient> = Reflect.apply(createFetchClient, undefined, [all]);
        const list = { Official_Account: '@TOA#_a', SubscriberList: [{ Subscriber_Account: 'a' }] };
        const ends: unknown[] = [
          await caught(() => chat.destroyOfficialAccount(channel, callOptions)),
          await caught(() => client.POST(path, { body: channel, ...callOptions })),
          await caught(() => chat.getSubscriberInfo.all({ ...channel, Limit: 1 }, callOptions).next()),
          await chat.addSubscriber.inChunks(list, callOptions).then(
            ({ failedChunks }) => failedChunks[0]?.error,
            (thrown: unknown) => thrown,
          ),
        ];
        for (const end of ends) expect(end).toBe(error);
        expect(error.stack).toBe(stack);
      }
    }
  });

  it('is what a middleware threw, and stays as it is', async () => {
    const { stack } = config;
    const baseUrl = await closedUrl();
    for (const middleware of [{ onRequest: () => Promise.reject(config) }, { onError: () => Promise.reject(config) }]) {
      const client = createFetchClient({ ...identity, baseUrl });
      client.use(middleware);
      expect(await caught(() => client.POST(path, { body: channel }))).toBe(config);
      expect(config.stack).toBe(stack);
    }
  });

  it('reaches onError of a middleware as it is, and the caller when that gives nothing', async () => {
    const mine = new Error('mine');
    const client = createFetchClient({ ...identity, baseUrl: await closedUrl(), userSig: () => Promise.reject(mine) });
    const seen: unknown[] = [];
    client.use({ onError: ({ error }) => void seen.push(error) });
    expect(await caught(() => client.POST(path, { body: channel }))).toBe(mine);
    expect(seen).toStrictEqual([mine]);
  });
});

function abortSoon(reason: unknown): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => controller.abort(reason), 20);
  return controller.signal;
}

describe('Error.prepareStackTrace of the app', () => {
  it.each<[string, (error: Error, sites: NodeJS.CallSite[]) => unknown]>([
    ['a list', (_error, sites) => sites],
    ['an object', (_error, sites) => ({ frames: sites.length })],
    ['nothing', () => undefined],
    ['a text without places', () => 'nothing'],
  ])('may give %s: the call rejects with its own error', async (_what, prepare) => {
    const baseUrl = await closedUrl();
    const refusing = await startAnswering({ ErrorCode: 130004 });
    Error.prepareStackTrace = prepare;
    const options: ChatClientOptions = { ...identity, baseUrl };
    const ends = [
      await caught(() => createChatClient(options).destroyOfficialAccount(channel)),
      await caught(() => createFetchClient(options).POST(path, { body: channel })),
      await caught(() => createChatClient({ ...options, baseUrl: refusing.url }).destroyOfficialAccount(channel)),
      await caught(() => createChatClient({ ...options, timeout: -1 })),
    ];
    Error.prepareStackTrace = prepareStackTrace;
    expect(ends.map((end) => Object(end).name)).toStrictEqual([
      ChatConnectionError.name,
      ChatConnectionError.name,
      ChatApiError.name,
      ChatConfigError.name,
    ]);
  });

  // Node's own streams do not bear it, so nothing is sent.
  it('may throw', async () => {
    const chat = createChatClient({ ...identity, baseUrl: 'http://127.0.0.1:1' });
    Error.prepareStackTrace = () => {
      throw new Error('canary');
    };
    const ends = [
      await caught(() => Reflect.apply(chat.destroyOfficialAccount, undefined, ['no body'])),
      await caught(() => createChatClient({ ...identity, baseUrl: 'x' })),
    ];
    Error.prepareStackTrace = prepareStackTrace;
    for (const end of ends) expect(end).toBeInstanceOf(ChatConfigError);
  });
});

describe('a quota that throws what only looks like a ChatQuotaError', () => {
  const fail = (): never => {
    throw new Error('canary');
  };
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const limit = { key: 'a', calls: 1, seconds: 1 };
  const hollow = (fields: object): unknown => Object.assign(Object.create(ChatQuotaError.prototype), fields);

  const thrown = new Map<string, unknown>([
    ['is empty', hollow({})],
    ['has no limit', hollow({ retryAfter: 1 })],
    ['has a limit without a key', hollow({ retryAfter: 1, limit: { calls: 1, seconds: 1 } })],
    ['has a limit of texts', hollow({ retryAfter: 1, limit: { ...limit, calls: 'canary' } })],
    ['has a symbol as time', hollow({ retryAfter: Symbol('a'), limit })],
    ['throws when it is read', new Proxy(Object(hollow({ limit })), { get: fail })],
    ['throws when its kind is asked for', new Proxy({}, { getPrototypeOf: fail })],
    ['is a proxy that was revoked', revoked.proxy],
  ]);

  // Only their names: what shows a test's input would look into them.
  it.each([...thrown.keys()])('rejects with that very value when it %s', async (what) => {
    const quota = { start: () => Promise.reject(thrown.get(what)) };
    const chat = createChatClient({ ...identity, baseUrl: 'http://127.0.0.1:1', quota });
    const ends = await Promise.allSettled([chat.destroyOfficialAccount(channel)]);
    expect(ends[0]?.status === 'rejected' && ends[0].reason === thrown.get(what)).toBe(true);
  });
});
