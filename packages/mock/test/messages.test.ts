/** Broadcasts in the mock: sent, dropped, read back, recalled. */
import { describe, expect, it } from 'vitest';
import type { Mock } from '../src/index.ts';
import { ask, askFor, start } from './ask.ts';

const id = '@TOA#_news';
const text = (Text: string) => ({ MsgType: 'TIMTextElem', MsgContent: { Text } });
const custom = { MsgType: 'TIMCustomElem', MsgContent: { Data: 'x' } };

const send = (mock: Mock, Random: number, more: object = {}): Promise<unknown> =>
  askFor(mock, 'sendOfficialAccountMsg', { Official_Account: id, Random, MsgBody: [text(`${Random}`)], ...more });

const read = async (mock: Mock, more: object = {}): Promise<Record<string, unknown>> =>
  Object(await askFor(mock, 'getOfficialAccountHistory', { Official_Account: id, ReqMsgNumber: 20, ...more }));

const randoms = ({ RspMsgList }: Record<string, unknown>): number[] =>
  Object(RspMsgList).map(({ MsgRandom }: { MsgRandom: number }) => MsgRandom);

describe('a broadcast', () => {
  it('gets a key of its number and time, and is read back', async () => {
    const mock = await start();
    const before = Math.floor(Date.now() / 1000);
    const answer = Object(await send(mock, 4294967295, { CloudCustomData: 'kept', MsgBody: [text('Hi'), custom] }));
    expect(answer).toMatchObject({ ErrorCode: 0, reason: 'ok' });
    expect(answer.MsgTime).toBeGreaterThanOrEqual(before);
    expect(answer.MsgKey).toBe(`1_1_${answer.MsgTime}`);
    expect(Object(await send(mock, 2)).MsgKey).toMatch(/^2_1_\d+$/);
    expect(await read(mock)).toMatchObject({
      Official_Account: id,
      IsFinished: 1,
      LastMsgKey: answer.MsgKey,
      RspMsgList: [
        { MsgSeq: 2 },
        {
          From_Account: id,
          IsPlaceMsg: 0,
          MsgBody: [text('Hi'), custom],
          MsgKey: answer.MsgKey,
          MsgSeq: 1,
          MsgRandom: 4294967295,
          MsgTimeStamp: answer.MsgTime,
        },
      ],
    });
    expect(mock.state().channels).toMatchObject([
      { LastMsgTime: expect.any(Number), messages: [{ CloudCustomData: 'kept' }, { MsgRandom: 2 }] },
    ]);
  });

  it.each<[string, object, number, string]>([
    ['two custom elements', { MsgBody: [custom, text('x'), custom] }, 6017, 'MsgBody'],
    ['no elements', { MsgBody: [] }, 6017, 'MsgBody'],
    ['an element without its content', { MsgBody: [{ MsgType: 'TIMTextElem' }] }, 20001, 'body'],
    ['an element of no kind', { MsgBody: [{ MsgType: 'TIMElem', MsgContent: {} }] }, 6017, 'MsgBody'],
    ['contradicting flags', { OnlineOnlyFlag: 1, SendMsgControl: ['NoLastMsg'] }, 6017, 'SendMsgControl'],
    ['more than 12K', { MsgBody: [text('频'.repeat(4096))] }, 80002, 'too-long'],
    ['more than 12K with its data', { CloudCustomData: 'x'.repeat(12_288) }, 80002, 'too-long'],
    ['a Random of more than 32 bits', { Random: 4294967296 }, 6017, 'Random'],
  ])('with %s is refused', async (_what, more, ErrorCode, reason) => {
    const mock = await start();
    expect(await send(mock, 1, more)).toMatchObject({ ErrorCode, reason });
    expect(mock.state()).toStrictEqual({ channels: [] });
  });

  it('may have 12K to the byte', async () => {
    const length = 12_288 - JSON.stringify([text('')]).length;
    expect(await send(await start(), 1, { MsgBody: [text('x'.repeat(length))] })).toMatchObject({ ErrorCode: 0 });
    expect(await send(await start(), 1, { MsgBody: [text('x'.repeat(length + 1))] })).toMatchObject({
      ErrorCode: 80002,
    });
  });

  it('is dropped when the same request was carried out just before', async () => {
    const mock = await start();
    const first = Object(await send(mock, 1));
    expect(await send(mock, 1)).toStrictEqual({ ...first, reason: 'repeated' });
    expect(await send(mock, 2)).toMatchObject({ reason: 'ok' });
    expect(await send(mock, 1, { CloudCustomData: 'other' })).toMatchObject({ reason: 'ok' });
    expect(randoms(await read(mock))).toStrictEqual([1, 2, 1]);
  });
});

describe('the history', () => {
  it('comes newest first, in pages of at most 20', async () => {
    const messages = Array.from({ length: 45 }, (_, index) => ({ MsgBody: [text('x')], MsgRandom: index }));
    const mock = await start({ state: { channels: [{ id, messages: Object(messages) }] } });
    const first = await read(mock, { ReqMsgNumber: 100 });
    expect(first).toMatchObject({ IsFinished: 0 });
    expect(randoms(first)).toStrictEqual(Array.from({ length: 20 }, (_, index) => 44 - index));
    const second = await read(mock, { LastMsgKey: first.LastMsgKey });
    expect(second).toMatchObject({ IsFinished: 1 });
    const third = await read(mock, { ReqMsgNumber: 100, LastMsgKey: second.LastMsgKey });
    expect(randoms(third)).toStrictEqual([4, 3, 2, 1, 0]);
    expect(third).toMatchObject({ IsFinished: 1 });
    expect(await read(mock, { LastMsgKey: third.LastMsgKey })).toMatchObject({
      IsFinished: 1,
      LastMsgKey: '',
      RspMsgList: [],
    });
  });

  it.each(['', 'x', '1', '1_2_3', '-1_1_3'])('does not begin at %j', async (LastMsgKey) => {
    expect(await read(await start(), { LastMsgKey })).toMatchObject({ ErrorCode: 6017, reason: 'LastMsgKey' });
  });
});

describe('a recall', () => {
  it('leaves a place without a body, which only comes when it is asked for', async () => {
    const mock = await start();
    const { MsgKey } = Object(await send(mock, 1));
    await send(mock, 2);
    const recall = (...MsgKeyList: string[]): Promise<unknown> =>
      askFor(mock, 'recallOfficialAccountMsg', { Official_Account: id, MsgKeyList, Reason: 'A wrong date' });
    expect(await recall(MsgKey, '1_1_7', 'x', '99_1_7')).toMatchObject({
      RecallRetList: [
        { MsgKey, RetCode: 0 },
        { MsgKey: '1_1_7', RetCode: 10030 },
        { MsgKey: 'x', RetCode: 10030 },
        { MsgKey: '99_1_7', RetCode: 10030 },
      ],
    });
    expect(await recall(MsgKey)).toMatchObject({ RecallRetList: [{ RetCode: 0 }] });
    expect(randoms(await read(mock))).toStrictEqual([2]);
    expect(await read(mock, { WithRecalledMsg: 1 })).toMatchObject({
      RspMsgList: [{ IsPlaceMsg: 0 }, { MsgKey, IsPlaceMsg: 2, MsgBody: [], MsgRandom: 1 }],
    });
    expect(await recall(...Array.from({ length: 11 }, () => MsgKey))).toMatchObject({ ErrorCode: 6017 });
  });

  it('finds no message that has expired', async () => {
    const messages = [{ IsPlaceMsg: 1 as const, MsgTimeStamp: 7 }];
    const mock = await start({ state: { channels: [{ id, messages }] } });
    const body = { Official_Account: id, MsgKeyList: ['1_1_7'] };
    expect(await askFor(mock, 'recallOfficialAccountMsg', body)).toMatchObject({ RecallRetList: [{ RetCode: 10030 }] });
    expect(await read(mock)).toMatchObject({ RspMsgList: [{ IsPlaceMsg: 1, MsgBody: [] }] });
  });
});

describe('the limits of a channel', () => {
  it('refuse the second broadcast in a second with a code of their own, and leave other channels alone', async () => {
    const mock = await start({ rateLimit: true });
    expect(await send(mock, 1)).toMatchObject({ ErrorCode: 0 });
    expect(await send(mock, 2)).toMatchObject({ ErrorCode: 10023, reason: 'rate' });
    expect(await send(mock, 3, { Official_Account: '@TOA#_other' })).toMatchObject({ ErrorCode: 0 });
    expect(randoms(await read(mock))).toStrictEqual([1]);
  });

  it('do not count what was not sent', async () => {
    const mock = await start({ rateLimit: true, strict: true, channels: [id] });
    expect(await send(mock, 1, { MsgBody: [] })).toMatchObject({ ErrorCode: 6017 });
    expect(await send(mock, 1, { MsgBody: [custom, custom] })).toMatchObject({ ErrorCode: 6017 });
    for (const outcome of [20005, 'reset', '502'] as const) {
      mock.enqueue('sendOfficialAccountMsg', outcome);
      await send(mock, 1).catch(() => {});
    }
    expect(await send(mock, 1, { Official_Account: '@TOA#_later' })).toMatchObject({ ErrorCode: 130004 });
    expect(await send(mock, 1)).toMatchObject({ ErrorCode: 0 });
    expect(await send(mock, 2)).toMatchObject({ ErrorCode: 10023 });
  });

  it('count what was sent although the client cannot know', async () => {
    const mock = await start({ rateLimit: true });
    mock.enqueue('sendOfficialAccountMsg', 'truncated');
    await send(mock, 1).catch(() => {});
    expect(await send(mock, 2)).toMatchObject({ ErrorCode: 10023 });
  });
});

describe('codes on demand', () => {
  it('have 0 for the example of the document, which changes nothing', async () => {
    const mock = await start();
    const body = { Owner_Account: 'user1', Name: 'Daily news' };
    const answer = await askFor(mock, 'createOfficialAccount', body, { headers: { prefer: 'example=0' } });
    expect(answer).toMatchObject({ ErrorCode: 0, OfficialAccountUserID: '@TOA#_test_id', reason: 'asked-by-prefer' });
    expect(mock.state()).toStrictEqual({ channels: [] });
  });

  it('are asked for by a channel in a list, too', async () => {
    const body = { OfficialAccountIdList: [{ Official_Account: id }, { Official_Account: '@TOA#_mock_20005' }] };
    const answer = await askFor(await start(), 'getOfficialAccountInfo', body);
    expect(answer).toMatchObject({ ErrorCode: 20005, reason: 'asked-by-id' });
  });

  it.each([10030, 130009, 131005])('may be one that no operation lists: %i', async (code) => {
    const mock = await start();
    const answer = { ErrorCode: code, ActionStatus: 'FAIL', ErrorInfo: expect.stringMatching(/\w\.$/) };
    expect(await ask(mock, { headers: { prefer: `example=${code}` } })).toMatchObject({
      ...answer,
      reason: 'asked-by-prefer',
    });
    expect(await ask(mock, { body: { Official_Account: `@TOA#_mock_${code}` } })).toMatchObject(answer);
  });
});
