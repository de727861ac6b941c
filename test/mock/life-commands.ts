/** Random calls for the model-based test: each is made through the client, and on the model, and both have to agree. */
import { type ChatClient, isChatApiError } from '@chat-openapi/client';
import type { Body, OperationId } from '@chat-openapi/openapi';
import fc, { type Arbitrary, type AsyncCommand } from 'fast-check';
import { expect } from 'vitest';
import type { Expected, Model } from './life-model.ts';

/** What the commands act on. */
export interface World {
  chat: ChatClient;
  /** Ids that the mock has made. */
  made: string[];
  /** The keys of all broadcasts, also of those that are gone. */
  keys: string[];
}

type Command = AsyncCommand<Model, World>;

/** Chosen ids; those that the mock has made come after them. */
export const ids = ['@TOA#_a', '@TOA#_b', '@TOA#_c d~'] as const;
const idOf = (number: number, { made }: World): string => [...ids, ...made][number % (ids.length + made.length)] ?? '';
const keyOf = (number: number, { keys }: World): string =>
  [...keys, '1_1_1', 'no key'][number % (keys.length + 2)] ?? '';

const channel = fc.nat(7);
export const accounts = ['user0', 'user1', 'user2', 'user3'];
const account = fc.constantFrom(...accounts, 'user4', 'user5');
const someAccounts = fc.array(account, { maxLength: 5, size: 'max' });
const text = fc.constantFrom('', 'x', '频道', '"\\\u0000');
const filter = fc.option(
  fc.subarray([
    ...(['Name', 'Owner_Account', 'Introduction', 'FaceUrl', 'Organization', 'CustomString', 'SubscriberNum'] as const),
  ]),
  { nil: undefined },
);
const changes = fc.record(
  {
    Name: text,
    Introduction: text,
    FaceUrl: text,
    Organization: text,
    CustomString: text,
    MaxSubscriberNum: fc.integer({ min: 1, max: 4 }),
  },
  { requiredKeys: [] },
);
/** Few, so that the same message is sent again. */
const element = fc.constantFrom(
  { MsgType: 'TIMTextElem' as const, MsgContent: { Text: '"频道\u0000' } },
  { MsgType: 'TIMFaceElem' as const, MsgContent: { Index: 1, Data: 'x' } },
  { MsgType: 'TIMCustomElem' as const, MsgContent: { Data: '' } },
);

/** Holds what a call comes to against what it should. */
async function hold(call: Promise<object>, expected: Expected): Promise<void> {
  if ('code' in expected) {
    const error = await call.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error, 'a refusal').toMatchObject({ code: expected.code, outcome: 'notApplied' });
    expect(isChatApiError(error)).toBe(true);
  } else {
    expect(await call).toMatchObject({ ActionStatus: 'OK', ErrorCode: 0, ...expected.answer });
  }
}

const command = <Args>(
  name: OperationId,
  args: Arbitrary<Args>,
  run: (args: Args, model: Model, world: World) => Promise<void>,
): Arbitrary<Command> =>
  args.map((one) => ({
    check: () => true,
    run: (model, world) => run(one, model, world),
    toString: () => `${name}(${JSON.stringify(one)})`,
  }));

const create = command(
  'createOfficialAccount',
  fc.record({ id: fc.option(channel), owner: account, Name: text, changes }),
  async ({ id, owner, Name, changes }, model, world) => {
    const chosen = id === null ? {} : { OfficialAccountUserID: ids[id % ids.length] ?? '' };
    const body = { Owner_Account: owner, ...changes, Name, ...chosen };
    const expected = model.create(body);
    if (id !== null || 'code' in expected) return hold(world.chat.createOfficialAccount(body), expected);
    const { OfficialAccountUserID } = await world.chat.createOfficialAccount(body);
    expect(OfficialAccountUserID).toMatch(/^@TOA#_@TOA#./);
    expect(model.channels.has(OfficialAccountUserID)).toBe(false);
    world.made.push(OfficialAccountUserID);
    model.create({ ...body, OfficialAccountUserID });
  },
);

const modify = command('modifyOfficialAccountBaseInfo', fc.record({ channel, changes }), async (args, model, world) => {
  const body = { Official_Account: idOf(args.channel, world), ...args.changes };
  await hold(world.chat.modifyOfficialAccountBaseInfo(body), model.modify(body));
});

const read = command(
  'getOfficialAccountInfo',
  fc.record({ channels: fc.array(channel, { minLength: 1, maxLength: 4 }), filter }),
  async ({ channels, filter }, model, world) => {
    const names = channels.map((number) => idOf(number, world));
    const body: Body<'getOfficialAccountInfo'> = {
      OfficialAccountIdList: names.map((Official_Account) => ({ Official_Account })),
      ...(filter && { ResponseFilter: { OfficialAccountBaseInfoFilter: filter } }),
    };
    await hold(world.chat.getOfficialAccountInfo(body), model.read(names, filter));
  },
);

const subscribe = command('addSubscriber', fc.record({ channel, users: someAccounts }), async (args, model, world) => {
  const id = idOf(args.channel, world);
  const SubscriberList = args.users.map((Subscriber_Account) => ({ Subscriber_Account }));
  await hold(world.chat.addSubscriber({ Official_Account: id, SubscriberList }), model.subscribe(id, args.users));
});

const unsubscribe = command(
  'deleteSubscriber',
  fc.record({ channel, users: someAccounts }),
  async ({ channel, users }, model, world) => {
    const id = idOf(channel, world);
    const body = { Official_Account: id, SubscriberToDel_Account: users };
    await hold(world.chat.deleteSubscriber(body), model.unsubscribe(id, users));
  },
);

const modifySubscriber = command(
  'modifySubscriberInfo',
  fc.record({ channel, account, text }),
  async ({ channel, account, text }, model, world) => {
    const id = idOf(channel, world);
    const body = { Official_Account: id, Subscriber_Account: account, CustomString: text };
    await hold(world.chat.modifySubscriberInfo(body), model.modifySubscriber(id, account, text));
  },
);

/** Whoever stands behind the first page comes on a later one, unless he leaves meanwhile. */
const listSubscribers = command(
  'getSubscriberInfo',
  fc.record({ channel, Limit: fc.integer({ min: 1, max: 3 }), leavers: someAccounts }),
  async ({ channel, Limit, leavers }, model, world) => {
    const id = idOf(channel, world);
    const refusal = model.refusal(id);
    const page = (Next: string) => world.chat.getSubscriberInfo({ Official_Account: id, Limit, Next });
    if (refusal !== undefined) return hold(page(''), refusal);
    const shown = (joins: Model['joins']) =>
      joins.map(({ account, text }) => ({ Subscriber_Account: account, CustomString: text }));
    const before = model.joinsOf(id);
    const first = await page('');
    expect(first).toMatchObject({ SubscriberNum: before.length, SubscriberList: shown(before.slice(0, Limit)) });
    expect(first.Next === '').toBe(before.length <= Limit);
    await hold(
      world.chat.deleteSubscriber({ Official_Account: id, SubscriberToDel_Account: leavers }),
      model.unsubscribe(id, leavers),
    );
    const left = before.slice(Limit).filter(({ account }) => !leavers.includes(account));
    const later: object[] = [];
    for (let { Next } = first; Next !== ''; ) {
      const next = await page(Next);
      later.push(...next.SubscriberList);
      ({ Next } = next);
    }
    expect(later).toMatchObject(shown(left));
  },
);

const listChannels = command(
  'getSubscribedOfficialAccountList',
  fc.record({ account, Limit: fc.integer({ min: 1, max: 2 }), filter, leaves: fc.option(channel) }),
  async ({ account, Limit, filter, leaves }, model, world) => {
    const page = (Offset: number) =>
      world.chat.getSubscribedOfficialAccountList({
        Subscriber_Account: account,
        Limit,
        Offset,
        ResponseFilter: { SelfInfoFilter: ['CustomString'], ...(filter && { OfficialAccountBaseInfoFilter: filter }) },
      });
    if (!model.isAccount(account)) return hold(page(0), { code: 70107 });
    const before = model.subscribed(account, filter);
    const first = await page(0);
    const flag = before.length <= Limit ? 1 : 0;
    expect(first).toMatchObject({
      TotalCount: before.length,
      CompleteFlag: flag,
      OfficialAccountInfoList: before.slice(0, Limit),
    });
    const left = leaves === null ? undefined : idOf(leaves, world);
    if (left !== undefined) {
      const body = { Official_Account: left, SubscriberToDel_Account: [account] };
      await hold(world.chat.deleteSubscriber(body), model.unsubscribe(left, [account]));
    }
    const later: object[] = [];
    for (let last: { CompleteFlag?: number; Next?: number } = first; last.CompleteFlag === 0; ) {
      const next = await page(last.Next ?? Number.NaN);
      later.push(...next.OfficialAccountInfoList);
      last = next;
    }
    const behind = new Set(before.slice(Limit).map((item) => Object(item).Official_Account));
    const expected = model.subscribed(account, filter).filter((item) => behind.has(Object(item).Official_Account));
    expect(later).toMatchObject(expected);
  },
);

const send = command(
  'sendOfficialAccountMsg',
  fc.record({
    channel,
    Random: fc.constantFrom(0, 4294967295),
    MsgBody: fc.array(element, { minLength: 1, maxLength: 2 }),
  }),
  async ({ channel, ...message }, model, world) => {
    const body = { Official_Account: idOf(channel, world), ...message };
    const expected = model.send(body);
    if (expected !== undefined && !('key' in expected)) {
      return hold(world.chat.sendOfficialAccountMsg(body), expected);
    }
    const before = Math.floor(Date.now() / 1000);
    const { MsgKey, MsgTime } = await world.chat.sendOfficialAccountMsg(body);
    if (expected !== undefined) {
      expect(MsgKey).toBe(expected.key);
      return;
    }
    expect(MsgTime).toBeGreaterThanOrEqual(before);
    expect(MsgTime).toBeLessThanOrEqual(Date.now() / 1000);
    expect(MsgKey).toBe(`${model.sentOf(body.Official_Account).length + 1}_1_${MsgTime}`);
    world.keys.push(MsgKey);
    model.noteSent(body, MsgKey);
  },
);

const recall = command(
  'recallOfficialAccountMsg',
  fc.record({ channel, messages: fc.array(fc.nat(30), { maxLength: 4 }) }),
  async ({ channel, messages }, model, world) => {
    const id = idOf(channel, world);
    const MsgKeyList = messages.map((number) => keyOf(number, world));
    const expected = model.recall(id, MsgKeyList);
    await hold(world.chat.recallOfficialAccountMsg({ Official_Account: id, MsgKeyList }), expected);
  },
);

const history = command(
  'getOfficialAccountHistory',
  fc.record({ channel, ReqMsgNumber: fc.integer({ min: 1, max: 4 }), WithRecalledMsg: fc.constantFrom(0, 1) }),
  async ({ channel, ReqMsgNumber, WithRecalledMsg }, model, world) => {
    const id = idOf(channel, world);
    const page = (LastMsgKey: string | undefined) =>
      world.chat.getOfficialAccountHistory({
        ...{ Official_Account: id, ReqMsgNumber, WithRecalledMsg },
        ...(LastMsgKey === undefined ? {} : { LastMsgKey }),
      });
    const refusal = model.refusal(id);
    if (refusal !== undefined) return hold(page(undefined), refusal);
    const read: object[] = [];
    for (let key: string | undefined; ; ) {
      const { RspMsgList, LastMsgKey, IsFinished } = await page(key);
      expect(IsFinished).toBe(1);
      expect(RspMsgList.length).toBeLessThanOrEqual(ReqMsgNumber);
      if (RspMsgList.length === 0) break;
      read.push(...RspMsgList);
      key = LastMsgKey;
    }
    expect(read).toMatchObject(model.history(id, WithRecalledMsg === 1));
  },
);

const terminate = command('destroyOfficialAccount', fc.record({ channel }), async ({ channel }, model, world) => {
  const id = idOf(channel, world);
  await hold(world.chat.destroyOfficialAccount({ Official_Account: id }), model.terminate(id));
});

/** One for each operation. */
export const commands = [
  ...[create, modify, read, subscribe, unsubscribe, modifySubscriber, listSubscribers, listChannels],
  ...[send, recall, history, terminate],
];
