/** Subscriptions in the mock: made, listed from both sides, modified, ended. */
import { describe, expect, it } from 'vitest';
import type { Mock } from '../src/index.ts';
import { askFor, start } from './ask.ts';

const id = '@TOA#_news';
const accounts = (...names: string[]) => names.map((Subscriber_Account) => ({ Subscriber_Account }));
const many = (count: number) => Array.from({ length: count }, (_, index) => `user${index}`);

const startWith = (subscribers: string[], more: object = {}): Promise<Mock> =>
  start({ state: { channels: [{ id, subscribers, ...more }] } });

/** The accounts of a page, and what leads to the next. */
async function page(mock: Mock, Next: string, Limit = 2): Promise<[names: string[], Next: string]> {
  const answer = Object(await askFor(mock, 'getSubscriberInfo', { Official_Account: id, Limit, Next }));
  return [answer.SubscriberList.map((one: { Subscriber_Account: string }) => one.Subscriber_Account), answer.Next];
}

const leave = (mock: Mock, ...names: string[]): Promise<unknown> =>
  askFor(mock, 'deleteSubscriber', { Official_Account: id, SubscriberToDel_Account: names });

describe('subscribing', () => {
  it('has a result for each user', async () => {
    const mock = await start({ accounts: ['a', 'b'] });
    const body = { Official_Account: id, SubscriberList: accounts('a', 'b', 'nobody', 'a') };
    const result = (Subscriber_Account: string, Result: number) => ({ Subscriber_Account, Result });
    expect(await askFor(mock, 'addSubscriber', body)).toStrictEqual({
      ActionStatus: 'OK',
      ErrorInfo: '',
      ErrorCode: 0,
      SubscriberList: [result('a', 1), result('b', 1), result('nobody', 0), result('a', 2)],
      reason: 'ok',
    });
    expect(await leave(mock, 'b', 'b', 'nobody')).toMatchObject({
      SubscriberList: [result('b', 1), result('b', 2), result('nobody', 2)],
      reason: 'SubscriberToDel_Account',
    });
    expect(mock.state().channels).toMatchObject([{ subscribers: accounts('a') }]);
  });

  it('takes 100 users at once, and not one more', async () => {
    const mock = await start();
    const body = (count: number) => ({ Official_Account: id, SubscriberList: accounts(...many(count)) });
    expect(await askFor(mock, 'addSubscriber', body(101))).toMatchObject({ ErrorCode: 6017, reason: 'SubscriberList' });
    expect(await askFor(mock, 'addSubscriber', body(100))).toMatchObject({ ErrorCode: 0 });
  });

  it('ends at the most that the channel may have, and is refused when nobody finds room', async () => {
    const mock = await startWith(['a'], { MaxSubscriberNum: 2 });
    const add = (...names: string[]) =>
      askFor(mock, 'addSubscriber', { Official_Account: id, SubscriberList: accounts(...names) });
    expect(await add('b', 'c', 'a')).toMatchObject({ SubscriberList: [{ Result: 1 }, { Result: 0 }, { Result: 2 }] });
    expect(await add('c', 'd')).toMatchObject({ ErrorCode: 130006, reason: 'channel-full' });
    // A repeat of the first call gets the same users in.
    expect(await add('b', 'c', 'a')).toMatchObject({ SubscriberList: [{ Result: 2 }, { Result: 0 }, { Result: 2 }] });
    await askFor(mock, 'modifyOfficialAccountBaseInfo', { Official_Account: id, MaxSubscriberNum: 1 });
    expect(mock.state().channels).toMatchObject([{ subscribers: accounts('a', 'b') }]);
    expect(await add()).toMatchObject({ ErrorCode: 0, SubscriberList: [] });
  });
});

describe('the other form of unsubscribing', () => {
  it('is taken, is told, and is not what the document has', async () => {
    const mock = await startWith(['a', 'b']);
    const body = { Official_Account: id, SubscriberList: accounts('a') };
    expect(await askFor(mock, 'deleteSubscriber', body)).toMatchObject({
      ErrorCode: 0,
      SubscriberList: [{ Subscriber_Account: 'a', Result: 1 }],
      reason: 'SubscriberList',
    });
    expect(mock.calls()).toMatchObject([{ valid: false, code: 0, body }]);
    expect(mock.calls('deleteSubscriber')).toStrictEqual([]);
    const both = { ...body, SubscriberToDel_Account: ['b'] };
    expect(await askFor(mock, 'deleteSubscriber', both)).toMatchObject({
      SubscriberList: [{ Subscriber_Account: 'b', Result: 1 }],
      reason: 'SubscriberToDel_Account',
    });
  });

  it.each([
    [{}],
    [{ SubscriberList: 'a' }],
    [{ SubscriberList: [7] }],
    [{ SubscriberList: [{}] }],
    [{ SubscriberList: [null] }],
    [{ SubscriberList: [{ Subscriber_Account: 7 }] }],
  ])('is judged as the document is: %j', async (body) => {
    const mock = await startWith(['a']);
    expect(await askFor(mock, 'deleteSubscriber', { Official_Account: id, ...body })).toMatchObject({
      ErrorCode: 20001,
      reason: 'body',
      ErrorInfo: expect.stringContaining('SubscriberToDel_Account'),
    });
  });
});

describe('the subscribers of a channel', () => {
  it('come with all that is known of each', async () => {
    const subscriber = { Subscriber_Account: 'a', SubscribeTime: 1718700000, CustomString: 'vip', MsgFlag: 'Discard' };
    const mock = await start({ state: { channels: [{ id, subscribers: [{ ...subscriber, LastSendMsgTime: 7 }] }] } });
    expect(await askFor(mock, 'getSubscriberInfo', { Official_Account: id, Next: '' })).toStrictEqual({
      ActionStatus: 'OK',
      ErrorInfo: '',
      ErrorCode: 0,
      Next: '',
      SubscriberNum: 1,
      SubscriberList: [{ ...subscriber, LastSendMsgTime: 7 }],
      reason: 'ok',
    });
  });

  it('come in pages, from which a leaver moves nobody', async () => {
    const mock = await startWith(['a', 'b', 'c', 'd', 'e', 'f']);
    const [first, next] = await page(mock, '');
    expect(first).toStrictEqual(['a', 'b']);
    await leave(mock, 'a', 'd');
    // One who comes back comes last.
    await askFor(mock, 'addSubscriber', { Official_Account: id, SubscriberList: accounts('a') });
    const [second, after] = await page(mock, next);
    expect(second).toStrictEqual(['c', 'e']);
    expect(await page(mock, after)).toStrictEqual([['f', 'a'], '']);
    // The one that the cursor names may leave as well.
    await leave(mock, 'f');
    expect(await page(mock, after)).toStrictEqual([['a'], '']);
  });

  it('come at once without a limit, and at most 200 with one', async () => {
    const mock = await startWith(many(450));
    const answer = await askFor(mock, 'getSubscriberInfo', { Official_Account: id, Next: '' });
    expect(Object(answer).SubscriberList).toHaveLength(450);
    expect(Object(answer).Next).toBe('');
    const tooMany = { Official_Account: id, Next: '', Limit: 201 };
    expect(await askFor(mock, 'getSubscriberInfo', tooMany)).toMatchObject({ ErrorCode: 6017, reason: 'Limit' });
  });

  it.each(['x', '-1', '1.5', '1e9', ' 1', '9'.repeat(16)])(
    'are not found by a cursor that is none: %j',
    async (Next) => {
      const mock = await startWith(['a']);
      const answer = await askFor(mock, 'getSubscriberInfo', { Official_Account: id, Next });
      expect(answer).toMatchObject({ ErrorCode: 6017, reason: 'Next' });
    },
  );
});

describe('a subscriber', () => {
  it('has a text of the app', async () => {
    const mock = await startWith(['a', 'b']);
    const change = { Official_Account: id, Subscriber_Account: 'b', CustomString: 'vip' };
    expect(await askFor(mock, 'modifySubscriberInfo', change)).toMatchObject({ ErrorCode: 0, reason: 'ok' });
    expect(mock.state().channels).toMatchObject([{ subscribers: [{ CustomString: '' }, { CustomString: 'vip' }] }]);
    const other = { ...change, Subscriber_Account: 'c' };
    expect(await askFor(mock, 'modifySubscriberInfo', other)).toMatchObject({
      ErrorCode: 131003,
      reason: 'no-subscription',
    });
  });

  it('of a channel that nothing is known of is everybody', async () => {
    const mock = await start();
    const change = { Official_Account: id, Subscriber_Account: 'a', CustomString: 'vip' };
    expect(await askFor(mock, 'modifySubscriberInfo', change)).toMatchObject({ ErrorCode: 0 });
    expect(mock.state().channels).toMatchObject([
      { id, subscribers: [{ Subscriber_Account: 'a', CustomString: 'vip' }] },
    ]);
  });
});

describe('the channels of a user', () => {
  const ids = ['@TOA#_1', '@TOA#_2', '@TOA#_3', '@TOA#_4', '@TOA#_5'];
  const startWithAll = () =>
    start({
      state: {
        channels: ids.map((id, index) => ({
          id,
          subscribers: [{ Subscriber_Account: 'a', SubscribeTime: 100 + index, CustomString: id }],
        })),
      },
    });
  const list = async (mock: Mock, more: object = {}): Promise<Record<string, unknown>> =>
    Object(await askFor(mock, 'getSubscribedOfficialAccountList', { Subscriber_Account: 'a', ...more }));
  const idsOf = ({ OfficialAccountInfoList }: Record<string, unknown>): string[] =>
    Object(OfficialAccountInfoList).map((one: { Official_Account: string }) => one.Official_Account);

  it('come with what is kept of the subscription, or with what the filters name', async () => {
    const mock = await startWithAll();
    const whole = await list(mock, { Limit: 1, Offset: 2 });
    expect(whole).toMatchObject({
      TotalCount: 5,
      CompleteFlag: 0,
      Next: 3,
      OfficialAccountInfoList: [
        {
          Official_Account: '@TOA#_3',
          Name: '@TOA#_3',
          SubscriberNum: 1,
          SelfInfo: { SubscribeTime: 102, CustomString: '@TOA#_3' },
        },
      ],
    });
    const ResponseFilter = { OfficialAccountBaseInfoFilter: ['Name'], SelfInfoFilter: ['SubscribeTime'] };
    expect((await list(mock, { Limit: 1, ResponseFilter })).OfficialAccountInfoList).toStrictEqual([
      { Official_Account: '@TOA#_1', Name: '@TOA#_1', SelfInfo: { SubscribeTime: 100 } },
    ]);
  });

  it('come in pages, from which a channel that is left or terminated moves none', async () => {
    const mock = await startWithAll();
    const first = await list(mock, { Limit: 2 });
    expect(idsOf(first)).toStrictEqual(['@TOA#_1', '@TOA#_2']);
    await askFor(mock, 'deleteSubscriber', { Official_Account: '@TOA#_1', SubscriberToDel_Account: ['a'] });
    await askFor(mock, 'destroyOfficialAccount', { Official_Account: '@TOA#_4' });
    const second = await list(mock, { Limit: 1, Offset: first.Next });
    expect(second).toMatchObject({ TotalCount: 3, CompleteFlag: 0 });
    expect(idsOf(second)).toStrictEqual(['@TOA#_3']);
    const third = await list(mock, { Limit: 1, Offset: second.Next });
    expect(third).toMatchObject({ CompleteFlag: 1 });
    expect(idsOf(third)).toStrictEqual(['@TOA#_5']);
    expect(idsOf(await list(mock, { Offset: third.Next }))).toStrictEqual([]);
  });

  it('are none for a user without, and refused for one who is no account', async () => {
    const mock = await start({ accounts: ['a'] });
    expect(await list(mock)).toMatchObject({
      ErrorCode: 0,
      TotalCount: 0,
      CompleteFlag: 1,
      OfficialAccountInfoList: [],
    });
    expect(await list(mock, { Subscriber_Account: 'nobody' })).toMatchObject({ ErrorCode: 70107 });
  });
});
