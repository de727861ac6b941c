/** Whatever the mock and the client say when something fails leads to the page that explains it, without a code in it. */
import { createServer } from 'node:http';
import { createChatClient, createChatClientFromEnv } from '@chat-openapi/client';
import { type MockOptions, startMock } from '@chat-openapi/mock';
import { type OperationId, operations } from '@chat-openapi/openapi';
import { describe, expect, it, onTestFinished } from 'vitest';
import document from '../../generated/openapi.json' with { type: 'json' };
import { clientNames } from '../../packages/client/src/settings.ts';
import { inRoot } from '../../scripts/paths.ts';
import { type BuiltSearch, readSearch } from './built-search.ts';

const searches: BuiltSearch[] = [];
for (const language of ['en', 'zh-CN', 'ja']) searches.push(await readSearch(inRoot('generated', 'docs'), language));

/** The address of what comes first, in each language. */
const firstFor = (asked: string): string[] =>
  searches.map(({ whole, names }) => names.entries[whole.find(asked).results[0]?.entry ?? -1]?.[0] ?? '');

/** What a search in any language makes of what was said, if that is wrong. */
function wrongOf(said: string, right: readonly string[]): string[] {
  return firstFor(said).flatMap((first) => (right.includes(first) ? [] : [`${said} -> ${first}, not ${right}`]));
}

describe('what the mock says', () => {
  interface Said {
    code: number;
    info: string;
    reason: string;
  }

  type Ask = (operation: OperationId, body: unknown, query?: object) => Promise<Said>;

  async function start(options: MockOptions = {}): Promise<Ask> {
    const mock = await startMock(options);
    onTestFinished(() => mock.close());
    const usual = {
      sdkappid: '1400000000',
      identifier: 'administrator',
      usersig: 'eJ-x',
      random: '1',
      contenttype: 'json',
    };
    return async (operation, body, query = {}) => {
      const asked = Object.entries({ ...usual, ...query }).filter(([, value]) => value !== undefined);
      const response = await fetch(`${mock.url}${operations[operation].path}?${new URLSearchParams(asked)}`, {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
      const { ErrorCode, ErrorInfo } = Object(await response.json());
      return { code: ErrorCode, info: ErrorInfo, reason: response.headers.get('x-mock-reason') ?? '' };
    };
  }

  const ids = Object.keys(operations).filter((id): id is OperationId => id in operations);
  const examples = new Map(
    Object.values(document.paths).map(({ post }): [string, object[]] => [
      post.operationId,
      Object.values(post.requestBody.content['application/json'].examples).map(({ value }) => value),
    ]),
  );

  /** The same value with each of its parts left out, of another type, or with a value that no rule allows. */
  function broken(value: unknown): unknown[] {
    const others = [undefined, null, 7, -1, 1.5, 1e12, '', 'x'.repeat(20_000), '\u0000', [], {}, true];
    if (Array.isArray(value)) {
      const many = Array.from({ length: 600 }, () => value[0]);
      const inside = broken(value[0]).map((one) => [one, ...value.slice(1)]);
      return [...others, many, [...value, ...value], ...inside];
    }
    if (typeof value !== 'object' || value === null) return others;
    const inside = Object.entries(value).flatMap(([name, part]) =>
      broken(part).map((one) => ({ ...value, [name]: one })),
    );
    return [...others, ...inside, { ...value, Nothing: 1 }];
  }

  it('leads to its code, whatever is wrong with whatever field of any operation', async () => {
    const ask = await start();
    const said: Said[] = [];
    for (const id of ids)
      for (const example of examples.get(id) ?? [])
        for (const body of broken(example)) if (body !== undefined) said.push(await ask(id, body));
    await expectAll(said, 12);
  });

  it('leads to its code, whatever it remembers speaks against a call', async () => {
    const id = '@TOA#_a';
    const [ask, strict, trial, limited, slow, disabled] = await Promise.all([
      start({ state: { channels: [{ id, subscribers: ['joe'] }] } }),
      start({ strict: true, accounts: ['administrator'] }),
      start({ trial: true }),
      start({ rateLimit: true }),
      start({ rateLimit: 1 }),
      start({ disabled: true }),
    ]);
    const create = { Owner_Account: 'administrator', Name: 'News', OfficialAccountUserID: id };
    const small = { ...create, OfficialAccountUserID: '@TOA#_small', MaxSubscriberNum: 1 };
    const joe = { Official_Account: '@TOA#_small', SubscriberList: [{ Subscriber_Account: 'joe' }] };
    const text = { MsgType: 'TIMTextElem', MsgContent: { Text: 'x' } };
    const custom = { MsgType: 'TIMCustomElem', MsgContent: { Data: 'x' } };
    const message = { Official_Account: id, Random: 1, MsgBody: [text] };
    await ask('createOfficialAccount', small);
    await ask('addSubscriber', joe);
    for (let made = 0; made < 5; made++)
      await trial('createOfficialAccount', { ...create, OfficialAccountUserID: undefined });
    await limited('sendOfficialAccountMsg', message);
    await slow('destroyOfficialAccount', { Official_Account: '@TOA#_b' });
    await strict('createOfficialAccount', create);
    await strict('destroyOfficialAccount', { Official_Account: id });
    const said = [
      await ask('createOfficialAccount', create),
      await strict('createOfficialAccount', { ...create, Owner_Account: 'nobody' }),
      await strict('getSubscribedOfficialAccountList', { Subscriber_Account: 'nobody' }),
      await trial('createOfficialAccount', { ...create, OfficialAccountUserID: '@TOA#_sixth' }),
      await ask('addSubscriber', { ...joe, SubscriberList: [{ Subscriber_Account: 'ann' }] }),
      await ask('modifySubscriberInfo', { Official_Account: id, Subscriber_Account: 'ann', CustomString: '' }),
      await ask('getSubscriberInfo', { Official_Account: id, Limit: 1, Next: 'x' }),
      await ask('getOfficialAccountHistory', { Official_Account: id, ReqMsgNumber: 1, LastMsgKey: 'x' }),
      await ask('sendOfficialAccountMsg', { ...message, MsgBody: [custom, custom] }),
      await ask('sendOfficialAccountMsg', { ...message, OnlineOnlyFlag: 1, SendMsgControl: ['NoLastMsg'] }),
      await ask('sendOfficialAccountMsg', { ...message, CloudCustomData: 'x'.repeat(13_000) }),
      await limited('sendOfficialAccountMsg', { ...message, Random: 2 }),
      await slow('destroyOfficialAccount', { Official_Account: id }),
      await disabled('sendOfficialAccountMsg', message),
      await ask('destroyOfficialAccount', { Official_Account: id }, { random: 'x' }),
      await ask('destroyOfficialAccount', { Official_Account: id }, { contenttype: 'xml' }),
      ...(await Promise.all(
        ids
          .filter((operation) => 'Official_Account' in Object(examples.get(operation)?.[0]))
          .flatMap((operation) =>
            [id, '@TOA#_never'].map((Official_Account) =>
              strict(operation, { ...examples.get(operation)?.[0], Official_Account }),
            ),
          ),
      )),
    ];
    expect(said.filter(({ code }) => code === 0)).toStrictEqual([]);
    await expectAll(said, 10);
  });

  async function expectAll(all: readonly Said[], least: number): Promise<void> {
    const said = all.filter(({ code }) => code !== 0);
    expect(new Set(said.map(({ code }) => code)).size).toBeGreaterThanOrEqual(Math.min(4, least));
    expect(new Set(said.map(({ info }) => info)).size).toBeGreaterThanOrEqual(least);
    const codes = (name: 'info' | 'reason'): Map<string, Set<string>> => {
      const found = new Map<string, Set<string>>();
      for (const one of said) {
        const pages = found.get(one[name]) ?? new Set();
        found.set(one[name], pages.add(`errors/${one.code}.html`));
      }
      return found;
    };
    const wrong = [
      // Recall has a code of its own for what it says as others do.
      ...[...codes('info')].flatMap(([info, pages]) =>
        wrongOf(info, pages.has('errors/10010.html') ? [...pages, 'errors/130004.html'] : [...pages]),
      ),
      ...[...codes('reason')].flatMap(([reason, pages]) => [
        ...wrongOf(`x-mock-reason: ${reason}`, [...pages]),
        ...wrongOf(`< X-Mock-Reason: ${reason}`, [...pages]),
      ]),
    ];
    expect(wrong).toStrictEqual([]);
  }
});

describe('what the client says', () => {
  const pages: Record<string, string[]> = {
    ChatConfigError: ['packages/client.html#options', 'packages/client.html#from-the-environment'],
    ChatConnectionError: ['packages/client.html#failures', 'guides/failures.html'],
    ChatHttpError: ['packages/client.html#failures'],
    ChatResponseError: ['packages/client.html#failures'],
    ChatTimeoutError: ['guides/failures.html'],
    ChatQuotaError: ['packages/client.html#rate'],
    ChatPagingError: ['packages/client.html#pages'],
  };

  type Options = Parameters<typeof createChatClient>[0];

  const errorOf = async (action: () => unknown): Promise<Error> => {
    try {
      await action();
    } catch (error) {
      if (error instanceof Error) return error;
    }
    throw new Error('Nothing was thrown.');
  };

  function expectPages(errors: readonly Error[]): void {
    const wrong = errors.flatMap(({ name, message }) => [
      ...wrongOf(`${name}: ${message}`, pages[name] ?? []),
      ...wrongOf(`Uncaught (in promise) ${name}: ${message}\n    at main (/app/index.js:60007:5)`, pages[name] ?? []),
      ...wrongOf(message, pages[name] ?? []),
    ]);
    expect(wrong).toStrictEqual([]);
  }

  const good = { region: 'tokyo', sdkAppId: 1400000000, identifier: 'administrator', secretKey: 'a'.repeat(64) };

  it('of an option that is wrong leads to the options', async () => {
    const values = ['', 'x\n', 'tokio', -1, 1.5, 70009, 60025, null, true, [], () => {}];
    const names = [...clientNames, 'timeOut', 'sdkappid'];
    const given: object[] = [{}, { ...good, baseUrl: 'http://127.0.0.1' }, { ...good, secretKey: undefined }];
    for (const name of names) for (const value of values) given.push({ ...good, [name]: value });
    const errors: Error[] = [];
    for (const options of given) {
      try {
        createChatClient(options as Options);
      } catch (error) {
        if (error instanceof Error && error.name === 'ChatConfigError') errors.push(error);
      }
    }
    expect(errors.length).toBeGreaterThan(60);
    expectPages(errors);
    const set = { CHAT_REGION: 'tokyo', CHAT_SDK_APP_ID: '1', CHAT_IDENTIFIER: 'a', CHAT_SECRET_KEY: 'a'.repeat(64) };
    const environments = [
      {},
      { ...set, CHAT_REGION: 'tokio' },
      { ...set, CHAT_SDK_APP_ID: 'x' },
      { ...set, CHAT_SECRET_KEY: '"x"' },
      { ...set, CHAT_BASE_URL: 'http://127.0.0.1' },
      { ...set, CHAT_USER_SIG: 'eJ' },
    ];
    expectPages(
      await Promise.all(environments.map((environment) => errorOf(() => createChatClientFromEnv(environment)))),
    );
  });

  it('of a call that failed leads to what to do', async () => {
    let answer = '';
    let status = 200;
    const server = createServer((request, response) => {
      request.resume();
      request.on('end', () => {
        if (answer === 'reset') request.socket.destroy();
        else if (answer === 'cut') {
          response.writeHead(200, { 'content-length': '100' });
          response.write('{"Er');
          setTimeout(() => request.socket.destroy(), 20);
        } else if (answer !== 'hang') {
          response.writeHead(status, { location: 'http://127.0.0.1/' });
          response.end(answer);
        }
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const options = { ...good, region: undefined, baseUrl: `http://127.0.0.1:${port}`, retry: 0, timeout: 200 };
    const chat = createChatClient(options as Options);
    const body = { Official_Account: '@TOA#_a' };
    const message = { ...body, Random: 1, MsgBody: [{ MsgType: 'TIMTextElem', MsgContent: { Text: 'x' } }] };
    const errors: Error[] = [];
    for (const [said, as] of [
      ['<html>', 502],
      ['', 301],
      ['{}', 500],
      ['<html>', 200],
      ['', 200],
      ['[]', 200],
      ['{"ErrorCode":"0"}', 200],
      ['cut', 200],
      ['reset', 200],
      ['hang', 200],
    ] as const) {
      [answer, status] = [said, as];
      errors.push(await errorOf(() => chat.destroyOfficialAccount(body)));
      errors.push(await errorOf(() => chat.sendOfficialAccountMsg(message as never)));
    }
    const nowhere = createChatClient({ ...options, baseUrl: 'http://127.0.0.1:1' } as Options);
    errors.push(await errorOf(() => nowhere.destroyOfficialAccount(body)));
    const slow = createChatClient({ ...options, quota: 1, deadline: 300 } as Options);
    answer = JSON.stringify({ ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '' });
    errors.push(await errorOf(() => Promise.all([1, 2, 3].map(() => slow.destroyOfficialAccount(body)))));
    answer = JSON.stringify({
      ActionStatus: 'OK',
      ErrorCode: 0,
      ErrorInfo: '',
      Next: '5',
      SubscriberNum: 1,
      SubscriberList: [],
    });
    errors.push(
      await errorOf(async () => {
        for await (const _ of chat.getSubscriberInfo.pages({ ...body, Next: '' } as never));
      }),
    );
    expect(new Set(errors.map(({ name }) => name))).toStrictEqual(
      new Set([
        'ChatHttpError',
        'ChatResponseError',
        'ChatConnectionError',
        'ChatTimeoutError',
        'ChatQuotaError',
        'ChatPagingError',
      ]),
    );
    expectPages(errors);
  });

  it('of a code that is not documented says so, and leads nowhere else', () => {
    for (const said of [
      'ChatApiError: destroyOfficialAccount: 91000 (a code that is not documented): x. See https://x.io/errors/index.html',
      'error 91000',
      'code=91000 failed',
      'ErrorCode: 0x16378',
      '91000',
    ]) {
      for (const { whole } of searches) {
        const { results, unknown, isSuccess } = whole.find(said);
        expect({ results, unknown, isSuccess }, said).toStrictEqual({
          results: [],
          unknown: '91000',
          isSuccess: false,
        });
      }
    }
  });
});
