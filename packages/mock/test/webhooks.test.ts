/** Which webhook follows what is done, what is in it, and what an answer brings about. */
import { createHash } from 'node:crypto';
import { resolve } from '@chat-openapi/openapi/document';
import { webhookCommands } from '@chat-openapi/openapi/webhooks';
import { describe, expect, it } from 'vitest';
import { readDocument } from '../src/operations.ts';
import { compileOwn } from '../src/validator.ts';
import { type Respond, reply, startApp, startSending, token } from './app.ts';
import { askFor, start } from './ask.ts';
import { askMadeUp, startMadeUp } from './made-up.ts';

const id = '@TOA#_news';
const text = (Text: string) => ({ MsgType: 'TIMTextElem', MsgContent: { Text } });
const message = { Official_Account: id, Random: 1, MsgBody: [text('Good morning!')] };
const users = (...names: string[]) => names.map((Subscriber_Account) => ({ Subscriber_Account }));
const add = (...names: string[]) => ({ Official_Account: id, SubscriberList: users(...names) });

/** Says what an answer of the app is, by command; a plain success otherwise. */
const answering =
  (answers: Record<string, object>): Respond =>
  (received, response) =>
    reply(answers[received.command] ?? {})(received, response);

describe('what is done', () => {
  it('is told, each of the eleven in its form and in order, and asked before', async () => {
    const app = await startApp();
    const mock = await startSending({ webhooks: { url: app.url, token } });
    await askFor(mock, 'createOfficialAccount', {
      Owner_Account: 'owner',
      Name: 'News',
      OfficialAccountUserID: id,
      MaxSubscriberNum: 2,
    });
    await askFor(mock, 'modifyOfficialAccountBaseInfo', { Official_Account: id, Introduction: 'All that is new' });
    await askFor(mock, 'addSubscriber', add('user1', 'user2'));
    await askFor(mock, 'deleteSubscriber', { Official_Account: id, SubscriberToDel_Account: ['user2', 'user3'] });
    const sent = await askFor(mock, 'sendOfficialAccountMsg', { ...message, CloudCustomData: 'x', OnlineOnlyFlag: 1 });
    const { MsgKey, MsgTime } = Object(sent);
    await askFor(mock, 'recallOfficialAccountMsg', { Official_Account: id, MsgKeyList: [MsgKey, 'no key', MsgKey] });
    await askFor(mock, 'destroyOfficialAccount', { Official_Account: id });
    await mock.idle();

    const Operator_Account = 'administrator';
    const sentMessage = { OnlineOnlyFlag: 1, MsgBody: message.MsgBody, CloudCustomData: 'x' };
    const after = { Official_Account: id, Operator_Account };
    const expected: [command: string, fields: object][] = [
      ['BeforeCreateOfficialAccount', { Operator_Account, Owner_Account: 'owner', Name: 'News' }],
      ['AfterCreateOfficialAccount', { ...after, Owner_Account: 'owner', Name: 'News' }],
      ['AfterOfficialAccountInfoChanged', { ...after, Introduction: 'All that is new' }],
      ['BeforeAddSubscriber', { ...after, SubscribeAccountList: users('user1', 'user2') }],
      ['AfterAddSubscriber', { ...after, SubscribeAccountList: users('user1', 'user2') }],
      ['AfterOfficialAccountFull', { Official_Account: id }],
      ['AfterDeleteSubscriber', { ...after, SubscribeAccountList: users('user2') }],
      ['BeforeSendMsg', { Official_Account: id, ...sentMessage }],
      ['AfterSendMsg', { Official_Account: id, MsgKey, MsgTime, ...sentMessage }],
      ['AfterMsgWithDraw', { Official_Account: id, WithdrawMsgList: [{ MsgKey }] }],
      ['AfterOfficialAccountDestroyed', { Official_Account: id, Owner_Account: 'owner', Name: 'News' }],
    ];
    const wanted = expected.map(([command, fields]) => ({
      CallbackCommand: `OfficialAccount.Callback${command}`,
      ...fields,
      EventTime: expect.any(Number),
    }));
    const byCommand = (one: object) => String(Object(one).CallbackCommand);
    const sorted = (list: object[]) => list.toSorted((a, b) => byCommand(a).localeCompare(byCommand(b)));
    const bodies = app.received.map(({ body }) => body);
    // The app is asked about the next call while it is still told of the one before.
    expect(sorted(bodies)).toStrictEqual(sorted(wanted));
    const told = (list: object[]) => list.map(byCommand).filter((command) => command.includes('After'));
    expect(told(bodies)).toStrictEqual(told(wanted));
    expect(bodies.map(byCommand).toSorted()).toStrictEqual(webhookCommands.toSorted());
    expect(app.connections()).toBeLessThan(5);
  });

  it('is told with the query of the document, signed by token and second', async () => {
    const app = await startApp();
    const mock = await startSending({ webhooks: { url: app.url, token } });
    await askFor(mock, 'destroyOfficialAccount', { Official_Account: id }, { query: { sdkappid: '1400000007' } });
    await mock.idle();
    const [received] = app.received;
    const { Sign, RequestTime = '', ...query } = received?.query ?? {};
    const command = 'OfficialAccount.CallbackAfterOfficialAccountDestroyed';
    expect(received).toMatchObject({ method: 'POST', path: '/chat', headers: { 'content-type': 'application/json' } });
    expect(query).toStrictEqual({
      SdkAppid: '1400000007',
      CallbackCommand: command,
      contenttype: 'json',
      ClientIP: '127.0.0.1',
      OptPlatform: 'RESTAPI',
    });
    expect(Sign).toBe(createHash('sha256').update(`${token}${RequestTime}`).digest('hex'));
    expect(Math.abs(Number(RequestTime) - Date.now() / 1000)).toBeLessThan(60);
    const document = readDocument();
    for (const parameter of document.webhooks?.[command]?.post.parameters ?? []) {
      const { name, schema } = resolve(document, parameter);
      const value: unknown = received?.query[Object(parameter).name ?? name];
      expect(compileOwn(document, schema)(name === 'SdkAppid' ? Number(value) : value), name).toBe(true);
    }
    const [webhook] = mock.webhooks(command);
    expect(webhook?.body.Official_Account).toBe(id);
    expect(mock.webhooks()).toStrictEqual([
      {
        command,
        url: app.url,
        body: received?.body,
        attempt: 1,
        status: 200,
        answer: { ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '' },
        failure: undefined,
        problem: undefined,
        milliseconds: expect.any(Number),
      },
    ]);
    expect(mock.webhooks('OfficialAccount.CallbackAfterSendMsg')).toStrictEqual([]);
  });

  it('is told without a signature when there is no token, and to every address', async () => {
    const apps = [await startApp(), await startApp()];
    const mock = await startSending({ webhooks: { url: apps.map(({ url }) => url) } });
    await askFor(mock, 'destroyOfficialAccount', { Official_Account: id });
    await mock.idle();
    for (const { received } of apps) {
      expect(received).toHaveLength(1);
      expect(Object.keys(received[0]?.query ?? {})).not.toContain('Sign');
    }
  });

  it('is not told when nothing has changed', async () => {
    const app = await startApp();
    const mock = await startSending({
      webhooks: { url: app.url },
      state: { channels: [{ id, subscribers: ['user1'] }] },
    });
    await askFor(mock, 'modifyOfficialAccountBaseInfo', { Official_Account: id });
    await askFor(mock, 'addSubscriber', add('user1'));
    await askFor(mock, 'deleteSubscriber', { Official_Account: id, SubscriberToDel_Account: ['user2'] });
    await askFor(mock, 'recallOfficialAccountMsg', { Official_Account: id, MsgKeyList: ['no key'] });
    const quiet = ['ForbidBeforeSendMsgCallback', 'ForbidAfterSendMsgCallback'];
    await askFor(mock, 'sendOfficialAccountMsg', { ...message, ForbidCallbackControl: quiet });
    await askFor(mock, 'destroyOfficialAccount', { Official_Account: '@TOA#_mock_130002' });
    await askFor(mock, 'destroyOfficialAccount', { Official_Account: '@TOA#_mock_reset' }).catch(() => {});
    await askFor(mock, 'createOfficialAccount', { Name: 'News' });
    await mock.idle();
    expect(app.commands()).toStrictEqual(['BeforeAddSubscriber']);
    expect(mock.webhookCounts()).toStrictEqual({ waiting: 0, dropped: 0 });
  });

  it('is told of a repeated broadcast once, and of a call whose answer is lost', async () => {
    const app = await startApp();
    const mock = await startSending({ webhooks: { url: app.url } });
    await askFor(mock, 'sendOfficialAccountMsg', message);
    expect(await askFor(mock, 'sendOfficialAccountMsg', message)).toMatchObject({ reason: 'repeated' });
    mock.enqueue('destroyOfficialAccount', 'truncated');
    await askFor(mock, 'destroyOfficialAccount', { Official_Account: id }).catch(() => {});
    await mock.idle();
    expect(app.commands()).toStrictEqual([
      'BeforeSendMsg',
      'AfterSendMsg',
      'BeforeSendMsg',
      'AfterOfficialAccountDestroyed',
    ]);
  });

  it('is told by nobody who was started without an address', async () => {
    const mock = await start();
    await askFor(mock, 'destroyOfficialAccount', { Official_Account: id });
    await mock.idle();
    expect(mock.webhooks()).toStrictEqual([]);
    expect(mock.webhookCounts()).toStrictEqual({ waiting: 0, dropped: 0 });
    expect(await (await fetch(`${mock.url}/_mock/webhooks`)).json()).toStrictEqual({
      webhooks: [],
      waiting: 0,
      dropped: 0,
    });
  });
});

describe('webhooks of another document', () => {
  it.each<[object, object, string | undefined]>([
    [{}, { ErrorCode: 0 }, 'as it was'],
    [{ Size: 2 }, { ErrorCode: 0 }, 'shrink'],
    [{ ErrorCode: 3 }, { ErrorCode: 7001, reason: 'webhook-refused' }, undefined],
    [{ ErrorCode: 20, ErrorInfo: 'mine' }, { ErrorCode: 20, ErrorInfo: 'mine' }, undefined],
    [{ ErrorCode: 21 }, { ErrorCode: 0 }, 'as it was'],
  ])('follow what it says of the answer %j', async (answer, expected, told) => {
    const app = await startApp(reply(answer));
    const mock = await startMadeUp({ webhooks: { url: app.url } });
    const body = { Items: [{ Type: 'Box', Items: [] }] };
    expect(await askMadeUp(mock, 'send', body)).toMatchObject(expected);
    await mock.idle();
    const names = app.received.map(({ body }) => body.Name);
    expect(names).toStrictEqual(told === undefined ? [undefined] : [undefined, told]);
  });
});

const refusal = { ActionStatus: 'FAIL', ErrorCode: 1, ErrorInfo: 'no' };
const own = { ActionStatus: 'FAIL', ErrorCode: 120001, ErrorInfo: 'no links, please' };

describe('an answer before the event', () => {
  it.each<[string, object, object]>([
    ['a refusal', refusal, { ErrorCode: 20006, reason: 'webhook-refused' }],
    ['a code of the app', own, { ...own, reason: 'webhook-refused' }],
    ['the last code of the app', { ...own, ErrorCode: 130000 }, { ErrorCode: 130000 }],
    ['a code that is none', { ...own, ErrorCode: 130001 }, { ErrorCode: 0 }],
    ['a drop, which a creation does not know', { ErrorCode: 2 }, { ErrorCode: 0 }],
    ['a code as text', { ErrorCode: '1' }, { ErrorCode: 0 }],
  ])('%s decides what becomes of a creation', async (_what, answer, expected) => {
    const app = await startApp(answering({ BeforeCreateOfficialAccount: answer }));
    const mock = await startSending({ webhooks: { url: app.url } });
    const create = { Owner_Account: 'owner', Name: 'News', OfficialAccountUserID: id };
    expect(await askFor(mock, 'createOfficialAccount', create)).toMatchObject(expected);
    const isMade = Object(expected).ErrorCode === 0;
    expect(mock.state().channels).toHaveLength(isMade ? 1 : 0);
    await mock.idle();
    expect(app.received).toHaveLength(isMade ? 2 : 1);
    const [asked] = mock.webhooks();
    expect(asked).toMatchObject({ status: 200, failure: isMade ? 'answer' : undefined, answer });
  });

  it.each<[string, object, object, object[]]>([
    ['a refusal', refusal, { ErrorCode: 10016, reason: 'webhook-refused' }, []],
    ['a code of the app', own, { ...own, reason: 'webhook-refused' }, []],
    ['a drop', { ErrorCode: 2 }, { ErrorCode: 0, MsgKey: /^1_1_\d+$/, reason: 'webhook-dropped' }, []],
    ['another body', { MsgBody: [text('Hi')] }, { ErrorCode: 0 }, [{ MsgBody: [text('Hi')], CloudCustomData: 'mine' }]],
    ['other data', { CloudCustomData: 'other' }, { ErrorCode: 0 }, [{ ...message, CloudCustomData: 'other' }]],
    ['no elements', { MsgBody: [] }, { ErrorCode: 0 }, [{ MsgBody: message.MsgBody }]],
    ['a body that is too long', { MsgBody: [text('x'.repeat(12_300))] }, { ErrorCode: 80002, reason: 'too-long' }, []],
  ])('%s decides what becomes of a broadcast', async (_what, answer, expected, told) => {
    const app = await startApp(answering({ BeforeSendMsg: answer }));
    const mock = await startSending({ webhooks: { url: app.url } });
    const { MsgKey, ...fields } = Object(expected);
    const result = await askFor(mock, 'sendOfficialAccountMsg', { ...message, CloudCustomData: 'mine' });
    expect(result).toMatchObject(fields);
    if (MsgKey) expect(Object(result).MsgKey).toMatch(MsgKey);
    await mock.idle();
    const { Random: _, ...first } = Object(told[0]);
    expect(mock.webhooks('OfficialAccount.CallbackAfterSendMsg').map(({ body }) => body)).toMatchObject(
      told.length === 0 ? [] : [first],
    );
    const history = await askFor(mock, 'getOfficialAccountHistory', { Official_Account: id, ReqMsgNumber: 5 });
    expect(Object(history).RspMsgList).toHaveLength(told.length);
  });

  it('that drops a broadcast leaves its key to no other', async () => {
    const answers = { BeforeSendMsg: { ErrorCode: 2 } };
    const app = await startApp(answering(answers));
    const mock = await startSending({ webhooks: { url: app.url } });
    const keys = new Set<unknown>();
    for (const Random of [1, 2, 3]) {
      const sent = await askFor(mock, 'sendOfficialAccountMsg', { ...message, Random });
      keys.add(Object(sent).MsgKey);
      if (Random === 2) answers.BeforeSendMsg.ErrorCode = 0;
    }
    expect(keys).toHaveLength(3);
  });

  it.each<[string, object, number[]]>([
    ['none of the users', refusal, [0, 0, 0]],
    ['some of them', { RefusedSubscribers_Account: ['user2', 'nobody'] }, [1, 0, 1]],
    ['all by name', { RefusedSubscribers_Account: ['user1', 'user2', 'user3'] }, [0, 0, 0]],
    ['nobody less, with a code that it does not know', own, [1, 1, 1]],
  ])('lets %s subscribe', async (_what, answer, results) => {
    const app = await startApp(answering({ BeforeAddSubscriber: answer }));
    const mock = await startSending({ webhooks: { url: app.url } });
    const names = ['user1', 'user2', 'user3'];
    expect(await askFor(mock, 'addSubscriber', add(...names))).toMatchObject({
      ErrorCode: 0,
      SubscriberList: names.map((Subscriber_Account, index) => ({ Subscriber_Account, Result: results[index] })),
    });
    await mock.idle();
    const subscribed = names.filter((_, index) => results[index] === 1);
    const [told] = mock.webhooks('OfficialAccount.CallbackAfterAddSubscriber');
    expect(told?.body.SubscribeAccountList ?? []).toStrictEqual(users(...subscribed));
  });

  it('of several addresses is the first that is more than a permission', async () => {
    const apps = [
      await startApp(),
      await startApp(answering({ BeforeSendMsg: own })),
      await startApp(answering({ BeforeSendMsg: refusal })),
    ];
    const mock = await startSending({ webhooks: { url: apps.map(({ url }) => url) } });
    expect(await askFor(mock, 'sendOfficialAccountMsg', message)).toMatchObject({ ErrorCode: 120001 });
    for (const app of apps) expect(app.commands()).toStrictEqual(['BeforeSendMsg']);
  });

  it('does not count for the limit of broadcasts when it refuses', async () => {
    const answers: Record<string, object> = { BeforeSendMsg: refusal };
    const app = await startApp((received, response) => answering(answers)(received, response));
    const mock = await startSending({ webhooks: { url: app.url }, rateLimit: true });
    expect(await askFor(mock, 'sendOfficialAccountMsg', message)).toMatchObject({ ErrorCode: 10016 });
    answers.BeforeSendMsg = {};
    expect(await askFor(mock, 'sendOfficialAccountMsg', message)).toMatchObject({ ErrorCode: 0 });
  });

  it('is not asked for when the call is refused for its form, or ends otherwise on demand', async () => {
    const app = await startApp();
    const mock = await startSending({ webhooks: { url: app.url } });
    mock.enqueue('sendOfficialAccountMsg', 20005, 'reset');
    expect(await askFor(mock, 'sendOfficialAccountMsg', { ...message, MsgBody: [] })).toMatchObject({
      reason: 'MsgBody',
    });
    expect(await askFor(mock, 'sendOfficialAccountMsg', message)).toMatchObject({ ErrorCode: 20005 });
    await expect(askFor(mock, 'sendOfficialAccountMsg', message)).rejects.toThrow();
    expect(app.received).toStrictEqual([]);
  });

  it('finds what is remembered when it comes', async () => {
    const waiting: (() => void)[] = [];
    const app = await startApp((received, response) => {
      if (received.command === 'BeforeSendMsg') waiting.push(() => reply()(received, response));
      else reply()(received, response);
    });
    const mock = await startSending({ webhooks: { url: app.url } });
    const sending = askFor(mock, 'sendOfficialAccountMsg', message);
    await app.until(1);
    expect(await askFor(mock, 'destroyOfficialAccount', { Official_Account: id })).toMatchObject({ ErrorCode: 0 });
    waiting[0]?.();
    expect(await sending).toMatchObject({ ErrorCode: 130004, reason: 'channel-terminated' });
  });
});
