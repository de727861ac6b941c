/** Channels in the mock: created, read back, modified, terminated. */
import { describe, expect, it } from 'vitest';
import { askFor, start } from './ask.ts';

const id = '@TOA#_news';
const owner = { Owner_Account: 'user1', Name: 'Daily news' };
const read = { OfficialAccountIdList: [{ Official_Account: id }] };
const create = { ...owner, OfficialAccountUserID: id };

describe('creation', () => {
  it('takes a chosen id, with the documented defaults for what is not given', async () => {
    const mock = await start();
    const before = Math.floor(Date.now() / 1000);
    expect(await askFor(mock, 'createOfficialAccount', create)).toStrictEqual({
      ActionStatus: 'OK',
      ErrorInfo: '',
      ErrorCode: 0,
      OfficialAccountUserID: id,
      reason: 'ok',
    });
    const { channels } = mock.state();
    expect(channels).toStrictEqual([
      {
        id,
        state: 'created',
        ...owner,
        Introduction: '',
        FaceUrl: '',
        Organization: '',
        CustomString: '',
        MaxSubscriberNum: 100_000,
        CreateTime: expect.any(Number),
        LastMsgTime: 0,
        subscribers: [],
        messages: [],
      },
    ]);
    expect(Object(channels[0]).CreateTime).toBeGreaterThanOrEqual(before);
  });

  it('makes ids that no app can choose, the same ones with the same seed', async () => {
    const made = async (seed: number): Promise<unknown[]> => {
      const mock = await start({ seed });
      const answers = [
        await askFor(mock, 'createOfficialAccount', owner),
        await askFor(mock, 'createOfficialAccount', owner),
      ];
      return answers.map((answer) => Object(answer).OfficialAccountUserID);
    };
    const [first, second] = await made(1);
    expect(first).toMatch(/^@TOA#_@TOA#[A-Za-z0-9]+$/);
    expect(second).not.toBe(first);
    expect(await made(1)).toStrictEqual([first, second]);
    const reserved = { ...owner, OfficialAccountUserID: '@TOA#_@TOA#mine' };
    expect(await askFor(await start(), 'createOfficialAccount', reserved)).toMatchObject({
      ErrorCode: 130007,
      reason: 'OfficialAccountUserID',
    });
  });

  it('refuses an id that is in use, and takes that of a channel that was terminated', async () => {
    const mock = await start();
    await askFor(mock, 'createOfficialAccount', create);
    expect(await askFor(mock, 'createOfficialAccount', create)).toMatchObject({
      ErrorCode: 130008,
      reason: 'id-in-use',
    });
    await askFor(mock, 'destroyOfficialAccount', { Official_Account: id });
    expect(await askFor(mock, 'createOfficialAccount', create)).toMatchObject({ ErrorCode: 0 });
  });

  it('wants an owner who is an account', async () => {
    const named = await start({ accounts: ['user2'] });
    const refused = {
      ErrorCode: 70107,
      reason: 'account-unknown',
      ErrorInfo: expect.stringMatching(/^Owner_Account is no account/),
    };
    expect(await askFor(named, 'createOfficialAccount', create)).toMatchObject(refused);
    expect(await askFor(named, 'createOfficialAccount', { ...create, Owner_Account: 'user2' })).toMatchObject({
      ErrorCode: 0,
    });
    expect(named.state().accounts).toStrictEqual(['user2']);
    const strict = await start({ strict: true });
    expect(await askFor(strict, 'createOfficialAccount', create)).toMatchObject(refused);
    const lenient = await start();
    for (const Owner_Account of ['', 'x'.repeat(33), '频'.repeat(11)]) {
      expect(await askFor(lenient, 'createOfficialAccount', { ...create, Owner_Account })).toMatchObject({
        ErrorCode: 70107,
      });
    }
    const longest = { ...create, Owner_Account: 'x'.repeat(32) };
    expect(await askFor(lenient, 'createOfficialAccount', longest)).toMatchObject({ ErrorCode: 0 });
  });

  it('refuses the sixth channel of an app on trial, until one is terminated', async () => {
    const mock = await start({ trial: true, channels: [id, '@TOA#_2', '@TOA#_3', '@TOA#_4'] });
    expect(await askFor(mock, 'createOfficialAccount', owner)).toMatchObject({ ErrorCode: 0 });
    expect(await askFor(mock, 'createOfficialAccount', owner)).toMatchObject({ ErrorCode: 130010, reason: 'trial' });
    await askFor(mock, 'destroyOfficialAccount', { Official_Account: id });
    expect(await askFor(mock, 'createOfficialAccount', owner)).toMatchObject({ ErrorCode: 0 });
  });

  it.each([
    ['Name', 150],
    ['Introduction', 400],
    ['FaceUrl', 500],
    ['Organization', 500],
    ['CustomString', 3000],
  ])('takes a %s of %i bytes, and not of one more', async (field, bytes) => {
    const mock = await start();
    const most = `${'频'.repeat(Math.floor(bytes / 3))}${'x'.repeat(bytes % 3)}`;
    expect(await askFor(mock, 'createOfficialAccount', { ...create, [field]: most })).toMatchObject({ ErrorCode: 0 });
    const more = { ...owner, [field]: `${most}x` };
    expect(await askFor(mock, 'createOfficialAccount', more)).toMatchObject({ ErrorCode: 6017, reason: field });
  });
});

describe('reading channels', () => {
  it('answers with all fields, or with those of the filter', async () => {
    const mock = await start();
    await askFor(mock, 'createOfficialAccount', { ...create, Introduction: 'All that is new' });
    await askFor(mock, 'addSubscriber', { Official_Account: id, SubscriberList: [{ Subscriber_Account: 'user1' }] });
    expect(await askFor(mock, 'getOfficialAccountInfo', read)).toMatchObject({
      OfficialAccountInfoList: [
        {
          Official_Account: id,
          ErrorCode: 0,
          ErrorInfo: '',
          ...owner,
          Introduction: 'All that is new',
          FaceUrl: '',
          Organization: '',
          CustomString: '',
          SubscriberNum: 1,
          LastMsgTime: 0,
          CreateTime: expect.any(Number),
        },
      ],
    });
    const filtered = async (...names: string[]): Promise<unknown> => {
      const ResponseFilter = { OfficialAccountBaseInfoFilter: names };
      return Object(await askFor(mock, 'getOfficialAccountInfo', { ...read, ResponseFilter })).OfficialAccountInfoList;
    };
    const always = { Official_Account: id, ErrorCode: 0, ErrorInfo: '' };
    expect(await filtered('Name', 'SubscriberNum')).toStrictEqual([
      { ...always, Name: 'Daily news', SubscriberNum: 1 },
    ]);
    expect(await filtered()).toStrictEqual([always]);
  });

  it('has a code for each channel that does not exist', async () => {
    const mock = await start({ strict: true, channels: ['@TOA#_a', '@TOA#_gone'] });
    await askFor(mock, 'destroyOfficialAccount', { Official_Account: '@TOA#_gone' });
    const ids = ['@TOA#_gone', '@TOA#_a', '@TOA#_never', '@TOA#_a'];
    const body = { OfficialAccountIdList: ids.map((Official_Account) => ({ Official_Account })) };
    const answer = Object(await askFor(mock, 'getOfficialAccountInfo', body));
    expect(answer).toMatchObject({
      ErrorCode: 0,
      OfficialAccountInfoList: ids.map((Official_Account) => ({ Official_Account })),
    });
    const codes = answer.OfficialAccountInfoList.map(({ ErrorCode }: { ErrorCode: number }) => ErrorCode);
    expect(codes).toStrictEqual([130004, 0, 130004, 0]);
  });

  it('changes nothing', async () => {
    const mock = await start();
    expect(await askFor(mock, 'getOfficialAccountInfo', read)).toMatchObject({
      OfficialAccountInfoList: [{ Name: id }],
    });
    expect(mock.state()).toStrictEqual({ channels: [] });
  });
});

describe('modification', () => {
  it('changes what is sent, and nothing else', async () => {
    const mock = await start();
    await askFor(mock, 'createOfficialAccount', { ...create, Introduction: 'Before', CustomString: 'kept' });
    const change = { Official_Account: id, Name: 'Weekly news', Introduction: '', MaxSubscriberNum: 7 };
    expect(await askFor(mock, 'modifyOfficialAccountBaseInfo', change)).toMatchObject({ ErrorCode: 0, reason: 'ok' });
    expect(mock.state().channels).toMatchObject([
      { ...owner, Name: 'Weekly news', Introduction: '', CustomString: 'kept', MaxSubscriberNum: 7 },
    ]);
    const tooLong = { Official_Account: id, Name: '频'.repeat(51) };
    expect(await askFor(mock, 'modifyOfficialAccountBaseInfo', tooLong)).toMatchObject({ ErrorCode: 6017 });
    expect(mock.state().channels).toMatchObject([{ Name: 'Weekly news' }]);
  });
});

describe('termination', () => {
  it('leaves nothing: every operation on the channel is refused', async () => {
    const mock = await start();
    await askFor(mock, 'createOfficialAccount', create);
    const list = { Official_Account: id, SubscriberList: [{ Subscriber_Account: 'user1' }] };
    await askFor(mock, 'addSubscriber', list);
    const text = { MsgType: 'TIMTextElem', MsgContent: { Text: 'Hi' } };
    const message = { Official_Account: id, Random: 1, MsgBody: [text] };
    await askFor(mock, 'sendOfficialAccountMsg', message);
    await askFor(mock, 'destroyOfficialAccount', { Official_Account: id });

    const gone = { ErrorCode: 130004, reason: 'channel-terminated' };
    expect(await askFor(mock, 'modifyOfficialAccountBaseInfo', { Official_Account: id })).toMatchObject(gone);
    expect(await askFor(mock, 'addSubscriber', list)).toMatchObject(gone);
    const toDelete = { Official_Account: id, SubscriberToDel_Account: ['user1'] };
    expect(await askFor(mock, 'deleteSubscriber', toDelete)).toMatchObject(gone);
    expect(await askFor(mock, 'getSubscriberInfo', { Official_Account: id, Next: '' })).toMatchObject(gone);
    const custom = { Official_Account: id, Subscriber_Account: 'user1', CustomString: '' };
    expect(await askFor(mock, 'modifySubscriberInfo', custom)).toMatchObject(gone);
    expect(await askFor(mock, 'sendOfficialAccountMsg', message)).toMatchObject(gone);
    expect(await askFor(mock, 'getOfficialAccountHistory', { Official_Account: id, ReqMsgNumber: 1 })).toMatchObject(
      gone,
    );
    expect(await askFor(mock, 'destroyOfficialAccount', { Official_Account: id })).toMatchObject(gone);
    const recall = { Official_Account: id, MsgKeyList: ['1_1_1'] };
    expect(await askFor(mock, 'recallOfficialAccountMsg', recall)).toMatchObject({ ...gone, ErrorCode: 10010 });
    expect(await askFor(mock, 'getOfficialAccountInfo', read)).toMatchObject({
      ErrorCode: 0,
      OfficialAccountInfoList: [{ Official_Account: id, ErrorCode: 130004 }],
    });
    expect(await askFor(mock, 'getSubscribedOfficialAccountList', { Subscriber_Account: 'user1' })).toMatchObject({
      TotalCount: 0,
      OfficialAccountInfoList: [],
    });
    await askFor(mock, 'createOfficialAccount', create);
    expect(mock.state().channels).toMatchObject([{ id, subscribers: [], messages: [] }]);
    // The same message as before, and yet a new one.
    expect(await askFor(mock, 'sendOfficialAccountMsg', message)).toMatchObject({ ErrorCode: 0, reason: 'ok' });
  });
});
