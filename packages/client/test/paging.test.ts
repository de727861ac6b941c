import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Paging } from '@chat-openapi/openapi';
import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ChatApiError, ChatConfigError, ChatPagingError, ChatTimeoutError, createChatClient } from '../src/index.ts';
import { json, startFaulty } from './faults.ts';
import { type ReceivedRequest, startService } from './service.ts';

const operation = 'destroyOfficialAccount';

/** The document of these tests: the answers of its one operation come in pages. */
const { rules } = vi.hoisted(() => ({ rules: new Map<string, unknown>() }));

vi.mock('@chat-openapi/openapi', async (load) => {
  const original = await load<typeof import('@chat-openapi/openapi')>();
  const paging = {
    get destroyOfficialAccount() {
      return Object.fromEntries(rules);
    },
  };
  const bindOperations = ({ bind, paged }: { bind: (id: string) => object; paged: (id: string) => object }) => ({
    [operation]: Object.assign(bind(operation), paged(operation)),
  });
  return { ...original, paging, bindOperations };
});

const byNext: Paging = { items: 'List', cursor: { Next: 'Next' }, first: { Next: '' }, end: { Next: '' } };
const byOffset: Paging = { items: 'List', cursor: { Offset: 'Next' }, first: { Offset: 0 }, end: { CompleteFlag: 1 } };
const byKey: Paging = {
  items: 'List',
  cursor: { LastMsgKey: 'LastMsgKey' },
  first: {},
  end: { IsFinished: 2 },
  emptyPageEnds: true,
};

function use(paging: Paging): void {
  rules.clear();
  for (const [name, value] of Object.entries(paging)) rules.set(name, value);
}

beforeEach(() => use(byNext));

interface PagedMethod {
  all(body: unknown, options?: object): AsyncGenerator<number>;
  pages(body: unknown, options?: object): AsyncGenerator<{ List: number[] }>;
}

type Fields = Record<string, unknown>;

function methodOf(url: string, options: object = {}): PagedMethod {
  const own = { baseUrl: url, sdkAppId: 7, identifier: 'administrator', userSig: 'eJ1', quota: false, ...options };
  return Reflect.apply(createChatClient, undefined, [own])[operation];
}

/** A service that answers each request with what a function makes of its body. */
async function startPages(answer: (body: Fields, count: number) => Fields) {
  let count = 0;
  const service = await startService((request: ReceivedRequest, response) => {
    response.writeHead(200, json).end(JSON.stringify({ ErrorCode: 0, ...answer(JSON.parse(request.body), count++) }));
  });
  return { ...service, bodies: (): Fields[] => service.received.map(({ body }) => JSON.parse(body)) };
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** What came before it threw, and what it threw. */
async function collectUntilThrow<T>(items: AsyncIterable<T>): Promise<{ all: T[]; error: unknown }> {
  const all: T[] = [];
  try {
    for await (const item of items) all.push(item);
  } catch (error) {
    return { all, error };
  }
  return expect.unreachable();
}

const numbers = (from: number, count: number): number[] => Array.from({ length: count }, (_, index) => from + index);
const channel = { Official_Account: '@TOA#_a' };

describe('a list that comes in pages', () => {
  it('is read to its end, by a cursor that is a text', async () => {
    const service = await startPages(({ Next }) =>
      Next === '' ? { List: [1, 2], Next: 'b' } : { List: [3], Next: '' },
    );
    expect(await collect(methodOf(service.url).all(channel))).toStrictEqual([1, 2, 3]);
    expect(service.bodies()).toStrictEqual([
      { ...channel, Next: '' },
      { ...channel, Next: 'b' },
    ]);
  });

  it('is read to its end, by a number and a flag', async () => {
    use(byOffset);
    const service = await startPages(({ Offset }) =>
      Offset === 0 ? { List: [1], Next: 1, CompleteFlag: 0 } : { List: [2], Next: 2, CompleteFlag: 1 },
    );
    expect(await collect(methodOf(service.url).all(channel))).toStrictEqual([1, 2]);
    expect(service.bodies().map(({ Offset }) => Offset)).toStrictEqual([0, 1]);
  });

  it('is read to its end, by the key of the last message, which the first request does not have', async () => {
    use(byKey);
    const service = await startPages((_body, count) =>
      count < 2 ? { List: [count], LastMsgKey: `key ${count}`, IsFinished: 0 } : { List: [], LastMsgKey: 'key 9' },
    );
    expect(await collect(methodOf(service.url).all(channel))).toStrictEqual([0, 1]);
    expect(service.bodies()).toStrictEqual([
      channel,
      { ...channel, LastMsgKey: 'key 0' },
      { ...channel, LastMsgKey: 'key 1' },
    ]);
  });

  it('goes on where it is told to begin', async () => {
    const service = await startPages(({ Next }) => ({ List: [Next], Next: '' }));
    expect(await collect(methodOf(service.url).all({ ...channel, Next: 'c' }))).toStrictEqual(['c']);
    expect(await collect(methodOf(service.url).all({ ...channel, Next: undefined }))).toStrictEqual(['']);
  });

  it('ends when there is no cursor for another page', async () => {
    for (const Next of [undefined, null]) {
      const service = await startPages(() => ({ List: [1], Next }));
      expect(await collect(methodOf(service.url).all(channel))).toStrictEqual([1]);
    }
  });

  it('takes a page without the list for an empty one', async () => {
    const service = await startPages((_body, count) => (count === 0 ? { Next: 'b' } : { List: [1], Next: '' }));
    expect(await collect(methodOf(service.url).all(channel))).toStrictEqual([1]);
  });

  it('gives whole answers page by page', async () => {
    const service = await startPages((_body, count) => ({ List: [count], Next: count === 1 ? '' : 'b', Count: 2 }));
    const pages = await collect(methodOf(service.url).pages(channel));
    expect(pages).toStrictEqual([
      { ErrorCode: 0, List: [0], Next: 'b', Count: 2 },
      { ErrorCode: 0, List: [1], Next: '', Count: 2 },
    ]);
  });

  it('leaves the body of the caller alone, and keeps to it as it was', async () => {
    const service = await startPages((_body, count) => ({ List: [count], Next: count === 2 ? '' : `${count}` }));
    const body: Fields = { ...channel };
    for await (const _item of methodOf(service.url).all(body)) {
      expect(body).toStrictEqual({ ...channel, ...('Other' in body && { Other: 1 }) });
      body.Other = 1;
    }
    expect(service.bodies().every((sent) => !('Other' in sent))).toBe(true);
  });

  it('is asked for as it was given, whatever the caller changes of body and options meanwhile', async () => {
    const service = await startPages((_body, count) => ({ List: [count], Next: count === 2 ? '' : `${count}` }));
    const body = { ...channel, Nested: { of: 1 } };
    const options: Record<string, unknown> = { timeout: 5000 };
    const items = methodOf(service.url).all(body, options);
    for (let count = 0; count < 3; count++) {
      Object.assign(body, { Official_Account: count });
      body.Nested.of = 2;
      Object.assign(options, { timeout: -1, signal: AbortSignal.abort('mine'), unknown: 1 });
      expect(await items.next()).toMatchObject({ value: count });
    }
    expect(service.bodies()).toMatchObject(Array.from({ length: 3 }, () => ({ ...channel, Nested: { of: 1 } })));
  });

  it('rejects, when it is asked for, without the text of what body or options throw', async () => {
    const fail = (): never => {
      throw new Error('canary');
    };
    const throwing = (name: string): object => Object.defineProperty({}, name, { get: fail, enumerable: true });
    const { all, pages } = methodOf('http://127.0.0.1:1');
    for (const read of [all, pages]) {
      for (const [body, options] of [
        [throwing('a')],
        [{ toJSON: fail }],
        [channel, throwing('timeout')],
        [channel, throwing('signal')],
      ]) {
        const error: unknown = await read(body, options)
          .next()
          .catch((thrown: unknown) => thrown);
        expect(error).toBeInstanceOf(ChatConfigError);
        expect(error).toMatchObject({ operation });
        expect(Object(error).stack).not.toContain('canary');
        expect(Object(error).stack.split('\n')[1]).toContain('paging.test.ts');
      }
    }
  });

  it('asks for a page when its first item is wanted, and for none after a break', async () => {
    const service = await startPages((_body, count) => ({
      List: numbers(count * 100, 100),
      Next: 'n'.repeat(count + 1),
    }));
    const items = methodOf(service.url).all(channel);
    expect(service.received).toHaveLength(0);
    let seen = 0;
    for await (const item of items) {
      expect(item).toBe(seen);
      if (++seen === 150) break;
    }
    expect(service.received).toHaveLength(2);
    expect(await items.next()).toStrictEqual({ done: true, value: undefined });
    expect(service.received).toHaveLength(2);
  });

  it('gives each item once to two who ask at the same time', async () => {
    const service = await startPages((_body, count) => ({
      List: [2 * count, 2 * count + 1],
      Next: count === 1 ? '' : 'b',
    }));
    const items = methodOf(service.url).all(channel);
    const results = await Promise.all(numbers(0, 6).map(() => items.next()));
    expect(results.map(({ value }) => value)).toStrictEqual([0, 1, 2, 3, undefined, undefined]);
  });

  it('has given what came before a failure, and rejects as the method does', async () => {
    const service = await startPages((_body, count) =>
      count < 2 ? { List: [count], Next: `${count}` } : { ErrorCode: 130004, ErrorInfo: 'gone' },
    );
    const items = methodOf(service.url).all(channel);
    const { all, error } = await collectUntilThrow(items);
    expect(all).toStrictEqual([0, 1]);
    expect(error).toBeInstanceOf(ChatApiError);
    expect(error).toMatchObject({ code: 130004, operation });
    expect(await items.next()).toStrictEqual({ done: true, value: undefined });
  });

  it('repeats the call for a page like every other call', async () => {
    let calls = 0;
    const server = await startFaulty((response) => {
      calls++;
      if (calls === 2) response.destroy();
      else
        response
          .writeHead(200, json)
          .end(JSON.stringify({ ErrorCode: 0, List: [calls], Next: calls === 1 ? 'b' : '' }));
    });
    expect(await collect(methodOf(server.url).all(channel))).toStrictEqual([1, 3]);
  });

  it('ends before the next item when the caller aborts, and asks for no more', async () => {
    const service = await startPages((_body, count) => ({ List: numbers(count * 10, 10), Next: `${count}` }));
    for (const last of [4, 9]) {
      const before = service.received.length;
      const controller = new AbortController();
      const items = methodOf(service.url).all(channel, { signal: controller.signal });
      const all: number[] = [];
      const reading = (async () => {
        for await (const item of items) {
          all.push(item % 10);
          if (all.length === last + 1) controller.abort('enough');
        }
      })();
      await expect(reading).rejects.toBe('enough');
      expect(all).toStrictEqual(numbers(0, last + 1));
      expect(service.received).toHaveLength(before + 1);
    }
  });

  it('has a deadline for each page', async () => {
    const service = await startService(({ body }, response) => {
      if (JSON.parse(body).Next !== '') return;
      response.writeHead(200, json).end(JSON.stringify({ ErrorCode: 0, List: [1], Next: 'b' }));
    });
    const { all, error } = await collectUntilThrow(methodOf(service.url).all(channel, { deadline: 400, retry: false }));
    expect(all).toStrictEqual([1]);
    expect(error).toBeInstanceOf(ChatTimeoutError);
  });

  it('refuses a body or options that cannot be right as the method does', async () => {
    const method = methodOf('http://127.0.0.1:1');
    for (const body of [null, undefined, 'text', [1], 5]) {
      await expect(method.all(body).next()).rejects.toBeInstanceOf(ChatConfigError);
      await expect(method.pages(body).next()).rejects.toBeInstanceOf(ChatConfigError);
    }
    await expect(method.all(channel, { deadline: 'soon' }).next()).rejects.toThrow('deadline must be');
  });

  it("lets the stack of an error begin at the caller's own line", async () => {
    const service = await startPages(() => ({ ErrorCode: 130004 }));
    const { error } = await collectUntilThrow(methodOf(service.url).all(channel));
    expect(Object(error).stack.split('\n')[1]).toContain('paging.test.ts');
    const inCircles = await startPages(() => ({ List: [1], Next: 'b' }));
    const tooLarge = await startPages(() => ({ List: [1], Next: 2 ** 60 }));
    for (const { url } of [inCircles, tooLarge]) {
      const { error: stopped } = await collectUntilThrow(methodOf(url).pages({ ...channel, Next: 'b' }));
      expect(stopped).toBeInstanceOf(ChatPagingError);
      expect(Object(stopped).stack.split('\n')[1]).toContain('paging.test.ts');
    }
  });
});

describe('a cursor', () => {
  it('that comes again is an error, in circles of any length, wherever they begin', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 1, max: 20 }), async (before, length) => {
        const { pagesOf } = await import('../src/paging.ts');
        let asked = 0;
        const ask = async ({ Next }: Fields) => {
          asked++;
          const at = Next === '' ? 0 : Number(Next);
          return { ErrorCode: 0, List: [at], Next: String(at + 1 < before + length ? at + 1 : Math.max(before, 1)) };
        };
        const pages: AsyncGenerator<object> = Reflect.apply(pagesOf, undefined, [
          operation,
          byNext,
          () => channel,
          ask,
          { trace: new Error() },
        ]);
        const { error } = await collectUntilThrow(pages);
        expect(error).toBeInstanceOf(ChatPagingError);
        expect(error).toMatchObject({ operation, outcome: 'notApplied' });
        expect(asked).toBeLessThanOrEqual(4 * (before + length) + 4);
      }),
      { numRuns: 200 },
    );
  });

  it('that leads to the page which was just read is an error', async () => {
    const service = await startPages(() => ({ List: [1], Next: 'b' }));
    const { all, error } = await collectUntilThrow(methodOf(service.url).all({ ...channel, Next: 'b' }));
    expect(all).toStrictEqual([1]);
    expect(error).toMatchObject({ name: 'ChatPagingError', message: expect.stringContaining('leads in a circle') });
  });

  it('that is no safe integer is an error', async () => {
    use(byOffset);
    for (const Next of ['9007199254740993', '1e400', '1.5', '{}', 'true']) {
      const service = await startService((_request, response) => {
        response.writeHead(200, json).end(`{"ErrorCode":0,"List":[1],"CompleteFlag":0,"Next":${Next}}`);
      });
      const { all, error } = await collectUntilThrow(methodOf(service.url).all(channel));
      expect(all).toStrictEqual([1]);
      expect(error).toMatchObject({
        name: 'ChatPagingError',
        message: expect.stringContaining(
          'gives Next, which leads to the next page, in a form that JavaScript cannot hold',
        ),
      });
    }
  });

  it('may be any safe integer, above 32 bits and 0 as well', async () => {
    use(byOffset);
    const cursors = [0, 2 ** 31, Number.MAX_SAFE_INTEGER];
    const service = await startPages((_body, count) => ({
      List: [count],
      Next: cursors[count],
      CompleteFlag: count === 2 ? 1 : 0,
    }));
    expect(await collect(methodOf(service.url).all({ ...channel, Offset: 5 }))).toStrictEqual([0, 1, 2]);
    expect(service.bodies().map(({ Offset }) => Offset)).toStrictEqual([5, 0, 2 ** 31]);
  });
});

it('holds no more of 1,000,000 items than a page', async () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage: () => void = runInNewContext('gc');
  const size = 200;
  const fetchPage = async (_url: string, { body }: { body: string }): Promise<Response> => {
    const start = Number(JSON.parse(body).Next);
    const List = numbers(start, size).map((number) => ({ Subscriber_Account: `user ${number}` }));
    const Next = start + size >= 1_000_000 ? '' : String(start + size);
    return new Response(JSON.stringify({ ErrorCode: 0, List, Next }), { headers: json });
  };
  let count = 0;
  const heap: number[] = [];
  for await (const item of methodOf('http://127.0.0.1:1', { fetch: fetchPage }).all(channel)) {
    if (Object(item).Subscriber_Account !== `user ${count++}`) expect.unreachable();
    if (count % 100_000 === 0) {
      collectGarbage();
      heap.push(process.memoryUsage().heapUsed);
    }
  }
  expect(count).toBe(1_000_000);
  const [first = 0, ...rest] = heap;
  // Each 100,000 of them would be more than 5 MB.
  expect(Math.max(...rest) - first).toBeLessThan(5_000_000);
}, 120_000);
