import { performance } from 'node:perf_hooks';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChatApiError, ChatError, createChatClient } from '../src/index.ts';
import { createFetchClient } from '../src/openapi-fetch/index.ts';
import { printable } from '../src/printable.ts';
import { startAnswering } from './service.ts';

const channel = { Official_Account: '@TOA#_a' };
const identity = { sdkAppId: 1, identifier: 'administrator', secretKey: 'a-key-of-some-length', retry: false } as const;
const path = '/v4/official_account_open_http_svc/destroy_official_account';

const failure = async (answer: string, options: object = {}): Promise<unknown> => {
  const { url } = await startAnswering(answer);
  return createChatClient({ baseUrl: url, ...identity, ...options })
    .destroyOfficialAccount(channel)
    .catch((error: unknown) => error);
};

const arrays = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
const objects = (depth: number): string => `${'{"a":'.repeat(depth)}0${'}'.repeat(depth)}`;

describe.for([3000, 100_000])('an answer that is %i levels deep', (depth) => {
  it.for([
    ['arrays', arrays(depth)],
    ['objects', objects(depth)],
    ['both', `${'[{"a":'.repeat(depth / 2)}0${'}]'.repeat(depth / 2)}`],
  ])('is a refusal like any other: %s', async ([, deep]) => {
    for (const answer of [
      `{"ErrorCode":60008,"Extra":${deep}}`,
      `{"Extra":${deep},"ErrorCode":60008,"ErrorInfo":"x"}`,
    ]) {
      const error = await failure(answer);
      expect(error).toBeInstanceOf(ChatApiError);
      expect(error).toMatchObject({ code: 60008, outcome: 'unknown', attempts: 1 });
      // What is kept can be written, logged and compared by anybody.
      expect(JSON.stringify(error).length).toBeLessThan(10_000);
    }
  });

  it.for(['ErrorInfo', 'ActionStatus', 'ErrorCode'])('is taken as %s too', async (field) => {
    const error = await failure(JSON.stringify({ ErrorCode: 60008, [field]: 0 }).replace(/0}$/, `${arrays(depth)}}`));
    expect(error).toBeInstanceOf(ChatError);
  });

  it('is a success where the code says so', async () => {
    const { url } = await startAnswering(`{"ErrorCode":0,"Extra":${arrays(depth)}}`);
    const chat = createChatClient({ baseUrl: url, ...identity });
    expect((await chat.destroyOfficialAccount(channel)).ErrorCode).toBe(0);
  });

  it('is told to users of openapi-fetch', async () => {
    const { url } = await startAnswering(`{"ErrorCode":130004,"Extra":${arrays(depth)}}`);
    const { error } = await createFetchClient({ baseUrl: url, ...identity }).POST(path, { body: channel });
    expect(error).toMatchObject({ ErrorCode: 130004 });
  });

  it('is no answer of the service when its code is in the depth', async () => {
    for (const deep of [arrays(depth), objects(depth)]) {
      expect(await failure(deep)).toMatchObject({ name: 'ChatResponseError', outcome: 'unknown' });
    }
  });

  it('is refused as a body to send', async () => {
    const body: unknown = JSON.parse(objects(depth));
    const { url } = await startAnswering('{"ErrorCode":0}');
    const chat = createChatClient({ baseUrl: url, ...identity });
    const call: Promise<unknown> = Reflect.apply(chat.destroyOfficialAccount, undefined, [body]);
    const ended = await call.then(
      () => 'sent',
      (error: unknown) => error,
    );
    expect(ended === 'sent' || ended instanceof ChatError).toBe(true);
  });
});

describe('a large refusal', () => {
  const megabytes = 4 * 1024 * 1024 - 200;
  it.for<[string, string]>([
    ['one text', `{"ErrorCode":70009,"ErrorInfo":"${'x'.repeat(megabytes)}"}`],
    ['one line of odd characters', `{"ErrorCode":70009,"ErrorInfo":"${'\\u202e\\n'.repeat(megabytes / 8)}"}`],
    ['many items', `{"ErrorCode":70009,"Items":[${'1,'.repeat(megabytes / 2)}1],"ErrorInfo":"in short"}`],
    ['many texts', `{"ErrorCode":70009,"Items":[${'"abcdefgh",'.repeat(megabytes / 12)}1],"ErrorInfo":"in short"}`],
    ['one key', `{"ErrorCode":70009,"${'k'.repeat(megabytes)}":1,"ErrorInfo":"in short"}`],
  ])('of %s is kept, judged and quoted in part', async ([, answer]) => {
    let longest = 0;
    let last = performance.now();
    const watch = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    const error = await failure(answer);
    clearInterval(watch);
    expect(error).toMatchObject({ name: 'ChatApiError', code: 70009, outcome: 'notApplied' });
    if (!(error instanceof ChatApiError)) throw new Error('It is another error.');
    expect(error.message.length).toBeLessThan(1000);
    expect(error.info.length).toBeLessThan(70_000);
    expect(JSON.stringify(error.body).length).toBeLessThan(200_000);
    if (answer.includes('in short')) expect(error.info).toBe('in short');
    // It was 2 seconds. A bound for any machine.
    expect(longest).toBeLessThan(1000);
  });
});

describe('a message', () => {
  const odd = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Cs}]/u;
  const text = fc.string({ unit: 'binary', maxLength: 400 });
  const unit = fc.constantFrom(
    '\n',
    '\r',
    '\t',
    '\0',
    '\u001b[31m',
    '\u0085',
    '\u2028',
    '\u2029',
    '\u202e',
    '\u2066',
    '\u200f',
    '\u061c',
    '\ud800',
    '\udc00',
    '😀',
    'a',
  );
  const anything = fc.oneof(
    text,
    fc.array(unit, { maxLength: 400 }).map((parts) => parts.join('')),
  );

  it('is one line without control characters and marks of direction, and not long', () => {
    fc.assert(
      fc.property(anything, fc.integer({ min: 0, max: 300 }), (given, max) => {
        const line = printable(given, max);
        expect(line).not.toMatch(odd);
        expect(line.length).toBeLessThanOrEqual(max + 3);
      }),
    );
  });

  it('of any error has nothing of that, whatever the service or a gateway says', async () => {
    let answer = new Response();
    const chat = createChatClient({
      baseUrl: 'http://service.test',
      ...identity,
      quota: false,
      fetch: async () => answer,
    });
    await fc.assert(
      fc.asyncProperty(anything, fc.integer({ min: 0, max: 3 }), async (said, kind) => {
        const refusal = JSON.stringify({ ErrorCode: 70009, ErrorInfo: said });
        answer =
          [
            () => new Response(refusal),
            () => new Response(said),
            () => new Response(said, { status: 502 }),
            () => new Response(`{"ErrorCode":"${said}"}`),
          ][kind]?.() ?? answer;
        const error: unknown = await chat.destroyOfficialAccount(channel).catch((reason: unknown) => reason);
        if (!(error instanceof ChatError)) throw new Error('It is no ChatError.');
        expect(error.message).not.toMatch(odd);
        expect(error.message.length).toBeLessThan(2100);
        expect(error.stack?.split('\n')[0]).toBe(`${error.name}: ${error.message}`);
      }),
      { numRuns: 300 },
    );
  });

  it('about an option has nothing of that', () => {
    const wrong = { 'a\nb\u202e': 1, baseUrl: 'http://127.0.0.1:1', ...identity };
    expect(() => Reflect.apply(createChatClient, undefined, [wrong])).toThrow(
      /^a name of 4 characters is not an option/,
    );
  });
});
