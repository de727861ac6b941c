/** Types and behaviour of what the methods of the channel service have besides their call, each with the other. */
import type { MessageElement, Success } from '@chat-openapi/openapi';
import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  type AnswerWithoutItemResults,
  createChatClient,
  customElement,
  failedItems,
  isMessageElement,
  textElement,
} from '../src/index.ts';
import { json } from './faults.ts';
import { startAnswering, startService } from './service.ts';

const identity = { sdkAppId: 7, identifier: 'administrator', userSig: 'eJ1', quota: false } as const;
const channel = { Official_Account: '@TOA#_a' };
type Subscriber = NonNullable<Success<'getSubscriberInfo'>['SubscriberList']>[number];

/** What is only compiled. */
const compiled = (_code: () => unknown): void => {};

describe('an operation whose answers come in pages', () => {
  it('gives its items one by one', async () => {
    const service = await startService(({ body }, response) => {
      const first = JSON.parse(body).Next === '';
      const SubscriberList = [{ Subscriber_Account: first ? 'a' : 'b' }];
      response.writeHead(200, json).end(JSON.stringify({ ErrorCode: 0, SubscriberList, Next: first ? 'more' : '' }));
    });
    const chat = createChatClient({ baseUrl: service.url, ...identity });
    const seen: string[] = [];
    for await (const subscriber of chat.getSubscriberInfo.all(channel)) {
      expectTypeOf(subscriber).toEqualTypeOf<Subscriber>();
      seen.push(subscriber.Subscriber_Account);
    }
    expect(seen).toStrictEqual(['a', 'b']);
    for await (const page of chat.getSubscriberInfo.pages({ ...channel, Next: 'more', Limit: 5 })) {
      expectTypeOf(page).toEqualTypeOf<Success<'getSubscriberInfo'>>();
    }
    expect(service.received.map(({ body }) => JSON.parse(body))).toStrictEqual([
      { ...channel, Next: '' },
      { ...channel, Next: 'more' },
      { ...channel, Next: 'more', Limit: 5 },
    ]);
  });

  it('is told by its type', () => {
    const chat = createChatClient({ baseUrl: 'http://127.0.0.1:1', ...identity });
    compiled(() => {
      // @ts-expect-error An answer that is whole has no pages.
      chat.createOfficialAccount.all({ Owner_Account: 'a', Name: 'News' });
      // @ts-expect-error The channel is needed.
      chat.getSubscriberInfo.all({});
      // @ts-expect-error A cursor is a text.
      chat.getSubscriberInfo.all({ ...channel, Next: 5 });
      // @ts-expect-error A call by itself needs the cursor.
      chat.getSubscriberInfo(channel);
      // @ts-expect-error Items are not promised.
      chat.getSubscriberInfo.all(channel).then();
    });
    expect('all' in chat.createOfficialAccount).toBe(false);
    for (const method of [chat.getSubscribedOfficialAccountList, chat.getOfficialAccountHistory]) {
      expect(Object.keys(method)).toStrictEqual(['all', 'pages']);
    }
  });
});

describe('an operation whose list has a limit', () => {
  it('takes a longer one in chunks, and failed items are found in all of them', async () => {
    const service = await startService(({ body }, response) => {
      const { SubscriberList } = JSON.parse(body);
      const results = SubscriberList.map((item: object, at: number) => ({ ...item, Result: at === 0 ? 0 : 1 }));
      response.writeHead(200, json).end(JSON.stringify({ ErrorCode: 0, SubscriberList: results }));
    });
    const chat = createChatClient({ baseUrl: service.url, ...identity });
    const SubscriberList = Array.from({ length: 250 }, (_, at) => ({ Subscriber_Account: `user ${at}` }));
    const result = await chat.addSubscriber.inChunks({ ...channel, SubscriberList });
    expectTypeOf(result.failedChunks[0]?.items).toEqualTypeOf<{ Subscriber_Account: string }[] | undefined>();
    expect(result.failedChunks).toStrictEqual([]);
    expect(result.SubscriberList).toHaveLength(250);
    const failed = failedItems(result);
    expectTypeOf(failed).toEqualTypeOf<Success<'addSubscriber'>['SubscriberList']>();
    expect(failed.map(({ Subscriber_Account }) => Subscriber_Account)).toStrictEqual([
      'user 0',
      'user 100',
      'user 200',
    ]);
    expect(service.received).toHaveLength(3);
  });

  it('is told by its type', () => {
    const chat = createChatClient({ baseUrl: 'http://127.0.0.1:1', ...identity });
    compiled(() => {
      // @ts-expect-error A channel is destroyed one at a time.
      chat.destroyOfficialAccount.inChunks(channel);
      // @ts-expect-error The items are those of the method.
      chat.addSubscriber.inChunks({ ...channel, SubscriberList: ['a'] });
    });
    expect('inChunks' in chat.destroyOfficialAccount).toBe(false);
    expect('inChunks' in chat.recallOfficialAccountMsg && 'inChunks' in chat.getOfficialAccountInfo).toBe(true);
  });
});

describe('the failed items of an answer', () => {
  it('have the type of their list', async () => {
    const RecallRetList = [
      { MsgKey: 'a', RetCode: 0 },
      { MsgKey: 'b', RetCode: 10030 },
    ];
    const service = await startAnswering({ ErrorCode: 0, RecallRetList });
    const chat = createChatClient({ baseUrl: service.url, ...identity });
    const answer = await chat.recallOfficialAccountMsg({ ...channel, MsgKeyList: ['a', 'b'] });
    const failed = failedItems(answer);
    expectTypeOf(failed).toEqualTypeOf<Success<'recallOfficialAccountMsg'>['RecallRetList']>();
    expect(failed).toStrictEqual(RecallRetList.slice(1));
  });

  it('are asked only of answers that have results of items', () => {
    compiled(() => {
      const destroyed: Success<'destroyOfficialAccount'> = { ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '' };
      // @ts-expect-error It has no list.
      failedItems(destroyed);
      const page: Success<'getSubscriberInfo'> = { ErrorCode: 0, SubscriberNum: 0, SubscriberList: [], Next: '' };
      // @ts-expect-error The items of its list have no result.
      failedItems(page);
      expectTypeOf(failedItems<typeof page>)
        .parameter(0)
        .toEqualTypeOf<AnswerWithoutItemResults>();
    });
    expect.assertions(0);
  });
});

describe('elements of a message', () => {
  it('are made in a line, and the client fills in what is random', async () => {
    const service = await startAnswering({ ErrorCode: 0, MsgKey: 'k', MsgTime: 1 });
    const chat = createChatClient({ baseUrl: service.url, ...identity });
    await chat.sendOfficialAccountMsg({
      ...channel,
      MsgBody: [textElement('hi'), customElement('{}', { Desc: 'new' })],
    });
    const [sent] = service.received.map(({ body }) => JSON.parse(body));
    expect(sent).toStrictEqual({
      ...channel,
      Random: expect.any(Number),
      MsgBody: [
        { MsgType: 'TIMTextElem', MsgContent: { Text: 'hi' } },
        { MsgType: 'TIMCustomElem', MsgContent: { Desc: 'new', Data: '{}' } },
      ],
    });
    expect(customElement('x')).toStrictEqual({ MsgType: 'TIMCustomElem', MsgContent: { Data: 'x' } });
    expectTypeOf(textElement('hi')).toExtend<MessageElement>();
    compiled(() => {
      // @ts-expect-error It is a text.
      textElement(5);
      // @ts-expect-error No such field.
      customElement('x', { Description: 'new' });
      // @ts-expect-error A text has a Text.
      chat.sendOfficialAccountMsg({ ...channel, MsgBody: [{ MsgType: 'TIMTextElem', MsgContent: { Texte: 'hi' } }] });
    });
  });

  it('are told apart when they are read, by what they have', () => {
    const elements: NonNullable<Success<'getOfficialAccountHistory'>['RspMsgList']>[number]['MsgBody'] = [
      textElement('hi'),
      { MsgType: 'TIMLater', MsgContent: {} },
    ];
    const texts = (elements ?? []).flatMap((element) => {
      if (!isMessageElement(element, 'TIMTextElem')) return [];
      expectTypeOf(element.MsgContent.Text).toEqualTypeOf<string>();
      return [element.MsgContent.Text];
    });
    expect(texts).toStrictEqual(['hi']);
    expect(isMessageElement(customElement('x'), 'TIMTextElem')).toBe(false);
  });
});
