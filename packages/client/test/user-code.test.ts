/** What users hand in may do anything. The table: which option does what, and how the call ends. */
import { execFile } from 'node:child_process';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ChatClient, ChatError, createChatClient } from '../src/index.ts';
import { createFetchClient } from '../src/openapi-fetch/index.ts';

const channel = { Official_Account: '@TOA#_a' };
const success = '{"ErrorCode":0}';
/** For calls that something hangs in, and for them alone. */
const hurry = { deadline: 150, timeout: 150 };
const mine = new Error('mine');

/** How a call ends: it succeeds, rejects with the very value that the user's code threw, or with a ChatError. */
type End = 'succeeds' | 'rejects with mine' | RegExp;

type Given = (...args: never[]) => unknown;

const never = (): Promise<never> => new Promise(() => {});
/** A promise of another realm is no instance of Promise here. */
const foreignRejection = (): unknown => runInNewContext('Promise.reject(new Error("foreign"))');
const thenables = {
  // biome-ignore lint/suspicious/noThenProperty: it is what is tested
  'resolves a thenable': (value: unknown) => ({ then: (done: (value: unknown) => void) => done(value) }),
  'gives a thenable that calls back twice': (value: unknown) => ({
    // biome-ignore lint/suspicious/noThenProperty: it is what is tested
    then(done: (value: unknown) => void, fail: (error: unknown) => void) {
      done(value);
      fail(mine);
      done('again');
    },
  }),
};
const hostile = {
  // biome-ignore lint/suspicious/noThenProperty: it is what is tested
  get then() {
    throw mine;
  },
};
const lateHostile = {
  // biome-ignore lint/suspicious/noThenProperty: it is what is tested
  then() {
    throw mine;
  },
};

const signature = 'eJ1';
const response = (): Response => new Response(success);
/** A quota's start, from what it does with the attempt's own. */
const quotaOf = (start: (request: unknown, start: () => void) => unknown) => start;

const table: [option: 'userSig' | 'quota' | 'fetch' | 'onAttempt', what: string, given: Given, end: End][] = [
  [
    'userSig',
    'throws at once',
    () => {
      throw mine;
    },
    'rejects with mine',
  ],
  ['userSig', 'rejects', () => Promise.reject(mine), 'rejects with mine'],
  ['userSig', 'hangs', never, /^ChatTimeoutError: .* within the deadline/],
  ['userSig', 'gives nothing', () => undefined, /^ChatConfigError: .*userSig.* It is undefined/],
  ['userSig', 'gives another object', () => Object(signature), /^ChatConfigError: .*userSig.* It is an object/],
  ['userSig', 'gives a hostile thenable', () => hostile, 'rejects with mine'],
  ['userSig', 'gives a thenable that throws', () => lateHostile, 'rejects with mine'],
  ['userSig', 'resolves a thenable', () => thenables['resolves a thenable'](signature), 'succeeds'],
  ['userSig', 'calls back twice', () => thenables['gives a thenable that calls back twice'](signature), 'succeeds'],
  ['userSig', 'rejects in another realm', foreignRejection, /^Error: foreign/],

  [
    'quota',
    'throws at once',
    quotaOf(() => {
      throw mine;
    }),
    'rejects with mine',
  ],
  ['quota', 'rejects', quotaOf(() => Promise.reject(mine)), 'rejects with mine'],
  ['quota', 'hangs', quotaOf(never), /^ChatTimeoutError: .*it could not be sent within the deadline/],
  ['quota', 'returns nothing', quotaOf(() => undefined), 'succeeds'],
  ['quota', 'resolves without start', quotaOf(async () => {}), 'succeeds'],
  ['quota', 'gives a hostile thenable', quotaOf(() => hostile), 'rejects with mine'],
  ['quota', 'gives a thenable that throws', quotaOf(() => lateHostile), 'rejects with mine'],
  ['quota', 'calls back twice', quotaOf(() => thenables['gives a thenable that calls back twice'](0)), 'succeeds'],
  ['quota', 'gives another object', quotaOf(() => ({ mine: true })), 'succeeds'],
  [
    'quota',
    'starts, then throws',
    quotaOf((_, start) => {
      start();
      throw mine;
    }),
    'succeeds',
  ],
  [
    'quota',
    'starts, then rejects',
    quotaOf(async (_, start) => {
      start();
      throw mine;
    }),
    'succeeds',
  ],
  [
    'quota',
    'starts, then hangs',
    quotaOf((_, start) => {
      start();
      return never();
    }),
    'succeeds',
  ],
  [
    'quota',
    'changes what it is asked',
    quotaOf((request, start) => {
      Object.assign(Object(request).limits[0], { calls: 0, key: 'x' });
      Object(request).limits.length = 0;
      start();
    }),
    'succeeds',
  ],

  [
    'fetch',
    'throws at once',
    () => {
      throw mine;
    },
    /^ChatConnectionError: .*nothing was sent: fetch threw an error at once/,
  ],
  ['fetch', 'rejects', () => Promise.reject(mine), /^ChatConnectionError: .*the connection ended/],
  ['fetch', 'hangs', never, /^ChatTimeoutError/],
  ['fetch', 'returns nothing', () => undefined, /^ChatConnectionError: .*nothing was sent: fetch gave undefined/],
  [
    'fetch',
    'resolves nothing at once',
    async () => {},
    /^ChatConnectionError: .*nothing was sent: fetch gave undefined/,
  ],
  [
    'fetch',
    'resolves nothing later',
    () => new Promise((resolve) => setImmediate(resolve)),
    /^ChatResponseError: .*fetch/,
  ],
  ['fetch', 'gives another object', async () => ({}), /^ChatResponseError: .*fetch/],
  ['fetch', 'gives a text', async () => success, /^ChatResponseError: .*fetch/],
  [
    'fetch',
    'gives an object that throws',
    async () => ({
      get status() {
        throw mine;
      },
    }),
    /^ChatResponseError: .*fetch/,
  ],
  [
    'fetch',
    'gives a response that was read',
    async () => {
      const read = response();
      await read.text();
      return read;
    },
    /^ChatResponseError: .*fetch/,
  ],
  [
    'fetch',
    'gives a response that is being read',
    async () => {
      const read = response();
      read.body?.getReader();
      return read;
    },
    /^ChatResponseError: .*fetch/,
  ],
  [
    'fetch',
    'gives a stream of other things',
    async () => ({ status: 200, body: new ReadableStream({ pull: (to) => to.enqueue('text') }) }),
    /^ChatResponseError: .*fetch/,
  ],
  [
    'fetch',
    'gives a stream that breaks',
    async () => ({ status: 200, body: new ReadableStream({ pull: (to) => to.error(mine) }) }),
    /^ChatConnectionError/,
  ],
  [
    'fetch',
    'gives a stream that hangs',
    async () => new Response(new ReadableStream({ pull: never })),
    /^ChatTimeoutError/,
  ],
  ['fetch', 'gives a hostile thenable', () => hostile, /^ChatConnectionError/],
  ['fetch', 'gives a thenable that throws', () => lateHostile, /^ChatConnectionError/],
  ['fetch', 'resolves a thenable', () => thenables['resolves a thenable'](response()), 'succeeds'],
  ['fetch', 'calls back twice', () => thenables['gives a thenable that calls back twice'](response()), 'succeeds'],
  ['fetch', 'rejects in another realm', foreignRejection, /^ChatConnectionError/],
  [
    'fetch',
    'rejects with a hostile error',
    () =>
      Promise.reject({
        get cause() {
          throw mine;
        },
      }),
    /^ChatConnectionError/,
  ],

  [
    'onAttempt',
    'throws at once',
    () => {
      throw mine;
    },
    'succeeds',
  ],
  ['onAttempt', 'rejects', () => Promise.reject(mine), 'succeeds'],
  ['onAttempt', 'rejects in another realm', foreignRejection, 'succeeds'],
  ['onAttempt', 'hangs', never, 'succeeds'],
  ['onAttempt', 'gives a hostile thenable', () => hostile, 'succeeds'],
  ['onAttempt', 'gives a thenable that throws', () => lateHostile, 'succeeds'],
  ['onAttempt', 'calls back twice', () => thenables['gives a thenable that calls back twice'](0), 'succeeds'],
  [
    'onAttempt',
    'changes what it is told',
    (event: object) => {
      for (const name of Object.keys(event)) Reflect.deleteProperty(event, name);
    },
    'succeeds',
  ],
];

let url: string;
let served = 0;
let answer: (response: ServerResponse) => void;
beforeAll(async () => {
  const server = createServer((request, response) => {
    served++;
    request.resume().on('end', () => answer(response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port.');
  url = urlOf(address);
  return () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve(undefined)));
  };
});

const urlOf = ({ port }: AddressInfo): string => `http://127.0.0.1:${port}`;

const succeed = (response: ServerResponse): void => {
  response.end(success);
};

afterEach(() => {
  vi.useRealTimers();
  answer = succeed;
});
answer = succeed;

const good = {
  userSig: () => signature,
  quota: (_request: unknown, start: () => void) => start(),
  fetch: (...args: Parameters<typeof fetch>) => fetch(...args),
  onAttempt: () => {},
};

/** A client, one option of which does what the table says in its first calls and after that what it should. */
function clientWith(option: keyof typeof good, given: Given, times: number, options: object = {}): ChatClient {
  let calls = 0;
  const both = (...args: never[]): unknown => Reflect.apply(calls++ < times ? given : good[option], undefined, args);
  const functions = { ...good, [option]: both };
  const { quota, ...rest } = functions;
  const own = { baseUrl: url, sdkAppId: 1, identifier: 'administrator', retry: false };
  return Reflect.apply(createChatClient, undefined, [{ ...own, ...rest, quota: { start: quota }, ...options }]);
}

const ended = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'succeeds',
    (error: unknown) => (error === mine ? 'rejects with mine' : error),
  );

describe.for(table)('%s that %s', ([option, , given, end]) => {
  it('ends its own call in the way of the table, and leaves the next one alone', async () => {
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, 'addEventListener');
    const removed = vi.spyOn(signal, 'removeEventListener');
    const chat = clientWith(option, given, 1);
    const how = await ended(chat.destroyOfficialAccount(channel, { signal, ...hurry }));
    if (typeof end === 'string') expect(how).toBe(end);
    else expect(String(how)).toMatch(end);
    if (how instanceof ChatError) expect(how).toMatchObject({ operation: 'destroyOfficialAccount' });
    expect(removed.mock.calls.length).toBeGreaterThanOrEqual(added.mock.calls.length);
    expect(await ended(chat.destroyOfficialAccount(channel, { signal }))).toBe('succeeds');
  });

  it('does no harm to other calls that are made meanwhile', async () => {
    const chat = clientWith(option, given, 1, { deadline: 3000, timeout: 3000 });
    const first = ended(chat.destroyOfficialAccount(channel, hurry));
    const others = await Promise.all([1, 2].map(() => ended(chat.destroyOfficialAccount(channel))));
    await first;
    // They share the first one's signature.
    const isShared = option === 'userSig';
    expect(others.every((other) => other === 'succeeds' || isShared)).toBe(true);
    expect(await ended(chat.destroyOfficialAccount(channel))).toBe('succeeds');
  });

  it('ends under a clock that a test puts in its place and takes away', async () => {
    const chat = clientWith(option, given, 1);
    vi.useFakeTimers();
    const first = ended(chat.destroyOfficialAccount(channel, hurry));
    await vi.advanceTimersByTimeAsync(1);
    vi.useRealTimers();
    await first;
    expect(await ended(chat.destroyOfficialAccount(channel))).toBe('succeeds');
  });
});

describe('a client under a clock that is taken away', () => {
  const options = { baseUrl: '', sdkAppId: 1, identifier: 'administrator', userSig: signature, retry: false } as const;
  const silent = () => {
    answer = () => {};
  };

  it('ends a call that was waiting, and later ones in their time', async () => {
    silent();
    const chat = createChatClient({ ...options, baseUrl: url, timeout: 60 });
    vi.useFakeTimers();
    vi.advanceTimersByTime(3_600_000);
    const early = ended(chat.destroyOfficialAccount(channel));
    await vi.advanceTimersByTimeAsync(1);
    vi.useRealTimers();
    const late = ended(chat.destroyOfficialAccount(channel));
    expect(String(await early)).toMatch(/^ChatTimeoutError: .*timeout of 60 ms/);
    expect(String(await late)).toMatch(/^ChatTimeoutError: .*timeout of 60 ms/);
  });

  it('ends a call of before in its time when the clock is put in place', async () => {
    silent();
    const chat = createChatClient({ ...options, baseUrl: url, timeout: 60 });
    const call = ended(chat.destroyOfficialAccount(channel));
    vi.useFakeTimers();
    expect(String(await call)).toMatch(/^ChatTimeoutError/);
  });

  it('bears a clock that tells no time for a moment', async () => {
    for (const nothing of [undefined, Number.NaN, Number.POSITIVE_INFINITY]) {
      const clock = vi.spyOn(performance, 'now').mockImplementation(() => Object([nothing])[0]);
      await ended(createChatClient({ ...options, baseUrl: url }).destroyOfficialAccount(channel));
      clock.mockRestore();
      const chat = createChatClient({ ...options, baseUrl: url });
      expect(await ended(chat.destroyOfficialAccount(channel))).toBe('succeeds');
    }
  });

  it('keeps neither its rate, its host nor its signature from the hours of another clock', async () => {
    const userSig = vi.fn(() => signature);
    const chat = createChatClient({ ...options, baseUrl: url, sdkAppId: 991, quota: 1, userSig, deadline: 5000 });
    vi.useFakeTimers();
    await vi.advanceTimersByTimeAsync(7_200_000);
    expect(await ended(chat.destroyOfficialAccount(channel))).toBe('succeeds');
    const waiting = ended(chat.destroyOfficialAccount(channel));
    await vi.advanceTimersByTimeAsync(10);
    vi.useRealTimers();
    expect(await waiting).toBe('succeeds');
    expect(await ended(chat.destroyOfficialAccount(channel))).toBe('succeeds');
    expect(userSig).toHaveBeenCalledTimes(3);
  });
});

describe('a userSig function that hangs', () => {
  it('is asked anew by the next call after a deadline, and what comes late takes nobody down', async () => {
    const resolvers: ((value: string) => void)[] = [];
    const userSig = vi.fn(() => new Promise<string>((resolve) => resolvers.push(resolve)));
    const chat = clientWith('userSig', userSig, 2);
    const together = [1, 2].map(() => ended(chat.destroyOfficialAccount(channel, hurry)));
    for (const end of await Promise.all(together)) expect(String(end)).toMatch(/^ChatTimeoutError/);
    expect(userSig).toHaveBeenCalledTimes(1);
    expect(String(await ended(chat.destroyOfficialAccount(channel, hurry)))).toMatch(/^ChatTimeoutError/);
    expect(userSig).toHaveBeenCalledTimes(2);
    for (const resolve of resolvers) resolve('no signature');
    expect(await ended(chat.destroyOfficialAccount(channel))).toBe('succeeds');
  });

  it('is asked anew after a call was aborted that waited for it', async () => {
    const chat = clientWith('userSig', never, 1);
    const call = ended(chat.destroyOfficialAccount(channel, { signal: AbortSignal.timeout(20), deadline: 60_000 }));
    expect(String(await call)).toMatch(/^TimeoutError/);
    expect(await ended(chat.destroyOfficialAccount(channel))).toBe('succeeds');
  });
});

describe('the signal of a call', () => {
  it.for<[string, AbortSignal, unknown]>([
    ['was aborted', AbortSignal.abort(mine), mine],
    ['was aborted without a reason of its own', AbortSignal.abort(), expect.objectContaining({ name: 'AbortError' })],
    ['was aborted with undefined by another', AbortSignal.any([AbortSignal.abort(null)]), null],
    ['is aborted soon', AbortSignal.timeout(30), expect.objectContaining({ name: 'TimeoutError' })],
  ])('that %s ends it with its own reason', async ([, signal, reason]) => {
    answer = () => {};
    const call = clientWith('onAttempt', () => {}, 0).destroyOfficialAccount(channel, { signal, deadline: 5000 });
    await expect(call.catch((error: unknown) => ({ error }))).resolves.toStrictEqual({ error: reason });
  });

  it.for<[string, unknown]>([
    ['is null', null],
    ['is another object', { aborted: false, addEventListener() {}, removeEventListener() {} }],
    ['is a controller', new AbortController()],
    ['is a thenable', lateHostile],
  ])('that %s is refused before anything is sent', async ([, signal]) => {
    const before = served;
    const chat = clientWith('onAttempt', () => {}, 0);
    const call = Reflect.apply(chat.destroyOfficialAccount, undefined, [channel, { signal }]);
    await expect(call).rejects.toThrow(/ChatConfigError|signal must be an AbortSignal/);
    expect(served).toBe(before);
  });

  it.for(['addEventListener', 'removeEventListener', 'aborted'] as const)(
    'whose %s throws ends its own call at most',
    async (name) => {
      const { signal } = new AbortController();
      Object.defineProperty(signal, name, {
        get() {
          throw mine;
        },
      });
      const chat = clientWith('onAttempt', () => {}, 0);
      const how = await ended(chat.destroyOfficialAccount(channel, { signal }));
      expect(how === 'succeeds' || how instanceof ChatError).toBe(true);
      expect(await ended(chat.destroyOfficialAccount(channel))).toBe('succeeds');
    },
  );
});

describe('options and bodies that throw when they are read', () => {
  const throwing = {
    get [Symbol.toStringTag]() {
      throw mine;
    },
    get timeout() {
      throw mine;
    },
  };

  it('are refused as ChatConfigError without the text of what they throw', async () => {
    const make = (options: object) => () => Reflect.apply(createChatClient, undefined, [options]);
    expect(make(throwing)).toThrow('the options cannot be read: a property throws');
    const chat = clientWith('onAttempt', () => {}, 0);
    for (const args of [
      [channel, throwing],
      [
        {
          get Official_Account() {
            throw mine;
          },
        },
      ],
      [
        {
          toJSON() {
            throw mine;
          },
        },
      ],
      [{ toJSON: () => undefined }],
      [{ toJSON: () => 'text' }],
      [
        new Proxy(
          {},
          {
            ownKeys() {
              throw mine;
            },
          },
        ),
      ],
    ]) {
      const how = await ended(Reflect.apply(chat.destroyOfficialAccount, undefined, args));
      expect(how).toMatchObject({ name: 'ChatConfigError', operation: 'destroyOfficialAccount', attempts: 0 });
      expect(String(how)).not.toContain('mine');
    }
  });

  it('are taken as they were when they were given', async () => {
    const options: Record<string, unknown> = {
      baseUrl: url,
      sdkAppId: 1,
      identifier: 'administrator',
      userSig: signature,
    };
    const chat = Reflect.apply(createChatClient, undefined, [options]);
    for (const name of Object.keys(options)) options[name] = { changed: true };
    const body: Record<string, unknown> = { ...channel };
    const callOptions = { timeout: 5000 };
    const call = chat.destroyOfficialAccount(body, callOptions);
    body.Official_Account = 1;
    callOptions.timeout = -1;
    expect(await ended(call)).toBe('succeeds');
  });
});

it('gives each request headers of its own', async () => {
  const seen: object[] = [];
  const spy = vi.spyOn(globalThis, 'fetch').mockImplementation(async (_url, init) => {
    seen.push(Object(init?.headers));
    Object.assign(Object(init?.headers), { traceparent: String(seen.length) });
    return response();
  });
  try {
    const platform = createChatClient({ baseUrl: url, sdkAppId: 1, identifier: 'administrator', userSig: signature });
    for (let call = 0; call < 3; call++) await platform.destroyOfficialAccount(channel);
  } finally {
    spy.mockRestore();
  }
  expect(new Set(seen).size).toBe(3);
  expect(seen.map((headers) => Object.keys(headers))).toStrictEqual(
    seen.map(() => ['content-type', 'accept-encoding', 'traceparent']),
  );
});

describe('middleware of openapi-fetch', () => {
  const path = '/v4/official_account_open_http_svc/destroy_official_account';
  const call = (middleware: object) => {
    const client = createFetchClient({
      baseUrl: url,
      sdkAppId: 1,
      identifier: 'administrator',
      userSig: signature,
    });
    Reflect.apply(client.use, client, [middleware]);
    return { client, call: () => ended(client.POST(path, { body: channel })) };
  };

  it.for<[string, object]>([
    [
      'throws',
      {
        onRequest() {
          throw mine;
        },
      },
    ],
    ['rejects', { onRequest: () => Promise.reject(mine) }],
    [
      'throws after the answer',
      {
        onResponse() {
          throw mine;
        },
      },
    ],
  ])('that %s ends its own call with what it threw', async ([, middleware]) => {
    const { client, call: made } = call(middleware);
    expect(await made()).toBe('rejects with mine');
    Reflect.apply(client.eject, client, [middleware]);
    expect(await made()).toBe('succeeds');
  });

  it('that gives nothing lets the call go on', async () => {
    const { call: made } = call({ onRequest: () => undefined, onResponse: async () => undefined });
    expect(await made()).toBe('succeeds');
  });
});

describe('a process', () => {
  const program = `
    import { createServer } from 'node:http';
    import { createChatClient } from ${JSON.stringify(new URL('../src/index.ts', import.meta.url).href)};
    process.on('unhandledRejection', (error) => { console.log('unhandled', error); process.exit(1); });
    const server = createServer((request, response) => {
      request.resume().on('end', () => {
        response.end('{"ErrorCode":0}');
      });
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    server.unref();
    const never = () => new Promise(() => {});
    const base = { baseUrl: 'http://127.0.0.1:' + server.address().port, sdkAppId: 1, identifier: 'administrator', userSig: 'eJ1', retry: false };
    const started = performance.now();
    const ends = [];
    for (const options of [
      {}, { userSig: never }, { quota: { start: never } }, { fetch: never }, { onAttempt: never },
    ]) {
      const chat = createChatClient({ ...base, timeout: 60_000, deadline: 60_000, ...options });
      const call = chat.destroyOfficialAccount({ Official_Account: '@TOA#_a' }, { signal: AbortSignal.timeout(500) });
      ends.push(call.then(() => 'done', (error) => error.name));
    }
    console.log((await Promise.all(ends)).join());
    server.close();
    server.closeIdleConnections();
  `;

  it('is not kept alive by what hangs, nor ended by what rejects', async () => {
    const run = promisify(execFile);
    const args = ['--conditions=@chat-openapi/source', '--input-type=module', '--eval', program];
    // Far below the minute that the calls had.
    const { stdout } = await run(process.execPath, args, { timeout: 30_000 });
    expect(stdout.trim()).toBe('done,TimeoutError,TimeoutError,TimeoutError,done');
  });
});
