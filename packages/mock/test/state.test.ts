/** What a mock remembers: how much, what it begins with, and how it is shown. */
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { BoundedMap, QueueMap } from '../src/bounded-map.ts';
import { type MockState, startMock } from '../src/index.ts';
import { type Channel, completeProfile, makeChannel } from '../src/state/channel.ts';
import { createState, type State } from '../src/state/main.ts';
import { addMessage } from '../src/state/messages.ts';
import { askFor, start } from './ask.ts';

const fields = { SubscribeTime: 1, CustomString: '', MsgFlag: 'AcceptAndNotify', LastSendMsgTime: 0 };

const stateOf = (max: number): State => createState({ channels: [], accounts: undefined }, undefined, () => {}, max);

const channelOf = (id: string): Channel => makeChannel(id, completeProfile({ Owner_Account: 'a', Name: id }), 1);

const idsOf = (state: State): string[] => state.snapshot().channels.map(({ id }) => id);

const message = (Text: string) =>
  ({
    MsgBody: [{ MsgType: 'TIMTextElem', MsgContent: { Text } }],
    CloudCustomData: undefined,
    MsgRandom: 1,
    MsgTimeStamp: 1,
    IsPlaceMsg: 0,
  }) as const;

describe('a queue map', () => {
  it('gives back what was set longest ago, also after it was empty', () => {
    const map = new QueueMap<number>();
    expect(map.takeOldest()).toBeUndefined();
    map.set('a', 1).set('b', 2).set('c', 3).set('a', 4);
    map.delete('b');
    expect(map.takeOldest()).toStrictEqual(['c', 3]);
    expect(map.takeOldest()).toStrictEqual(['a', 4]);
    expect(map.takeOldest()).toBeUndefined();
    map.set('d', 5);
    expect(map.takeOldest()).toStrictEqual(['d', 5]);
    map.set('e', 6).clear();
    map.set('f', 7);
    expect(map.takeOldest()).toStrictEqual(['f', 7]);
  });

  it('forgets the oldest beyond a bound', () => {
    const map = new BoundedMap<number>(2);
    map.set('a', 1).set('b', 2).set('a', 3).set('c', 4).set('d', 5);
    expect([...map]).toStrictEqual([
      ['c', 4],
      ['d', 5],
    ]);
  });
});

describe('what is remembered', () => {
  it('is bounded: the channels that are known longest are forgotten first, with all that they had', () => {
    const state = stateOf(6000);
    const first = channelOf('@TOA#_0');
    state.subscriptions.add(first, 'user1', fields);
    for (let number = 1; number <= 20; number++) state.channels.grow(channelOf(`@TOA#_${number}`), 0);
    expect(idsOf(state).at(-1)).toBe('@TOA#_20');
    expect(idsOf(state).length).toBeLessThan(6);
    expect(state.channels.count).toBe(idsOf(state).length);
    expect(state.channels.get('@TOA#_0')).toBeUndefined();
    expect(state.subscriptions.of('user1')).toHaveLength(0);
    // Something is done with the oldest, so it is not the one to be forgotten.
    const [oldest = '', second = ''] = idsOf(state);
    const channel = state.channels.get(oldest);
    if (typeof channel !== 'object') throw new Error('There is no channel.');
    expect(state.channels.grow(channel, 1500)).toBe(true);
    expect(idsOf(state)).toContain(oldest);
    expect(idsOf(state)).not.toContain(second);
  });

  it('holds so many more terminated channels', () => {
    const state = stateOf(6000);
    for (let number = 0; number < 100; number++) state.channels.terminate(`@TOA#_${number}`);
    expect(idsOf(state)).toHaveLength(30);
    expect(state.channels.count).toBe(0);
    for (let number = 0; number < 100; number++) state.channels.terminate('@TOA#_99');
    expect(idsOf(state)).toHaveLength(30);
  });

  it('loses the oldest messages of a channel that is alone', () => {
    const state = stateOf(6000);
    const channel = channelOf('@TOA#_a');
    for (let number = 0; number < 50; number++) addMessage(state.channels, channel, message('x'));
    expect(channel.messages.length).toBeLessThan(10);
    expect(channel.messages.newest?.MsgSeq).toBe(50);
    expect(channel.hasExpired).toBe(true);
    // A text that has no room even so changes nothing.
    const before = channel.messages.length;
    expect(addMessage(state.channels, channel, message('x'.repeat(6000)))).toBeUndefined();
    expect(channel.messages.length).toBe(before);
  });

  it('takes no subscriber and no text for whom there is no room', () => {
    const state = stateOf(6000);
    const channel = channelOf('@TOA#_a');
    let added = 0;
    while (state.subscriptions.add(channel, `user${added}`, fields)) added++;
    expect(added).toBeGreaterThan(5);
    expect(channel.subscriptions).toHaveLength(added);
    const [subscription] = channel.subscriptions;
    if (subscription === undefined) throw new Error('There is no subscriber.');
    expect(state.subscriptions.change(subscription, 'x'.repeat(1000))).toBe(false);
    expect(subscription.CustomString).toBe('');
    expect(state.subscriptions.remove(channel, 'user0')).toBe(true);
    expect(state.subscriptions.remove(channel, 'user0')).toBe(false);
    expect(state.subscriptions.add(channel, 'again', fields)).toBe(true);
  });

  it('takes a full channel of the default size', () => {
    const state = createState({ channels: [], accounts: undefined });
    const channel = channelOf('@TOA#_a');
    for (let number = 0; number < 100_000; number++) {
      if (!state.subscriptions.add(channel, `a-user-with-a-long-id-${number}`, fields))
        throw new Error(`No room at ${number}.`);
    }
    expect(channel.subscriptions).toHaveLength(100_000);
  });
});

const text = { MsgType: 'TIMTextElem' as const, MsgContent: { Text: 'Hi' } };

describe('a state to begin with', () => {
  it('is completed, is what the mock goes back to, and goes into another mock as it comes out of one', async () => {
    const state: MockState = {
      accounts: ['user1'],
      channels: [
        { id: '@TOA#_gone', state: 'terminated' },
        { id: '@TOA#_a' },
        {
          id: '@TOA#_b',
          state: 'created',
          Name: 'B',
          // As after it was made fewer.
          MaxSubscriberNum: 1,
          CreateTime: 5,
          subscribers: ['user1', { Subscriber_Account: 'user2', MsgFlag: 'Discard' }],
          messages: [
            { MsgBody: [text], MsgSeq: 7, MsgTimeStamp: 9, CloudCustomData: 'x' },
            { IsPlaceMsg: 2, MsgKey: '12_1_10', MsgSeq: 12, MsgTimeStamp: 10 },
            { MsgBody: [{ MsgType: 'TIMNewElem' }] },
          ],
        },
      ],
    };
    const mock = await start({ state, channels: ['@TOA#_b', '@TOA#_c'] });
    const before = mock.state();
    expect(before).toMatchObject({
      accounts: ['user1'],
      channels: [
        { id: '@TOA#_c', state: 'created', Owner_Account: 'administrator', Name: '@TOA#_c' },
        { id: '@TOA#_gone', state: 'terminated' },
        { id: '@TOA#_a', subscribers: [], messages: [], LastMsgTime: 0 },
        {
          Name: 'B',
          subscribers: [{ SubscribeTime: expect.any(Number), MsgFlag: 'AcceptAndNotify' }, { MsgFlag: 'Discard' }],
          messages: [{ MsgKey: '7_1_9' }, { MsgKey: '12_1_10', MsgBody: [] }, { MsgSeq: 13 }],
        },
      ],
    });
    await askFor(mock, 'destroyOfficialAccount', { Official_Account: '@TOA#_b' });
    await askFor(mock, 'createOfficialAccount', { Owner_Account: 'user1', Name: 'Another' });
    // Times that were not given are those of the start.
    vi.setSystemTime(Date.now() + 10_000);
    onTestFinished(() => {
      vi.useRealTimers();
    });
    mock.reset();
    expect(mock.state()).toStrictEqual(before);
    const again = await start({ state: before });
    expect(again.state()).toStrictEqual(before);
    const send = { Official_Account: '@TOA#_b', Random: 1, MsgBody: [text] };
    expect(await askFor(again, 'sendOfficialAccountMsg', send)).toMatchObject({
      MsgKey: expect.stringMatching(/^14_1_/),
    });
  });

  it.each<[unknown, string]>([
    [7, 'state must be an object.'],
    [[], 'state must be an object.'],
    [{ chanels: [] }, 'state.chanels must not be given.'],
    [{ accounts: 'user1' }, 'state.accounts must be a list.'],
    [{ accounts: [''] }, 'state.accounts[0] must have at least 1 character.'],
    [{ channels: {} }, 'state.channels must be a list.'],
    [{ channels: [{}] }, 'state.channels[0].id must be given.'],
    [{ channels: [{ id: 'news' }] }, 'state.channels[0].id must match the pattern'],
    [
      { channels: [{ id: '@TOA#_a', state: 'gone' }] },
      'state.channels[0].state must be one of "created", "terminated".',
    ],
    [{ channels: [{ id: '@TOA#_a', Name: 7 }] }, 'state.channels[0].Name must be a string.'],
    [
      { channels: [{ id: '@TOA#_a', Name: '频'.repeat(51) }] },
      'state.channels[0].Name must have at most 150 bytes in UTF-8.',
    ],
    [{ channels: [{ id: '@TOA#_a', name: '' }] }, 'state.channels[0].name must not be given.'],
    [
      { channels: [{ id: '@TOA#_a' }, { id: '@TOA#_a' }] },
      'state.channels[1].id must not be that of a channel before it.',
    ],
    [
      { channels: [{ id: '@TOA#_a', state: 'terminated', Name: '' }] },
      'state.channels[0] must have no more than id and state',
    ],
    [
      { channels: [{ id: '@TOA#_a', subscribers: [7] }] },
      'state.channels[0].subscribers[0] must be a string or an object.',
    ],
    [
      { channels: [{ id: '@TOA#_a', subscribers: [{}] }] },
      'state.channels[0].subscribers[0].Subscriber_Account must be given.',
    ],
    [
      { channels: [{ id: '@TOA#_a', subscribers: ['a', 'a'] }] },
      'state.channels[0].subscribers[1] must not be a subscriber before it.',
    ],
    [
      { channels: [{ id: '@TOA#_a', messages: [{}] }] },
      'state.channels[0].messages[0].MsgBody must have at least 1 item when IsPlaceMsg is 0.',
    ],
    [
      { channels: [{ id: '@TOA#_a', messages: [{ IsPlaceMsg: 2, MsgBody: [text] }] }] },
      'state.channels[0].messages[0].MsgBody must be empty when IsPlaceMsg is 2.',
    ],
    [
      { channels: [{ id: '@TOA#_a', messages: [{ IsPlaceMsg: 3 }] }] },
      'state.channels[0].messages[0].IsPlaceMsg must be one of 0, 1, 2.',
    ],
    [
      { channels: [{ id: '@TOA#_a', messages: [{ MsgBody: [{ MsgType: 'TIMTextElem' }] }] }] },
      'state.channels[0].messages[0].MsgBody[0]',
    ],
    [
      {
        channels: [
          {
            id: '@TOA#_a',
            messages: [
              { IsPlaceMsg: 1, MsgSeq: 3 },
              { IsPlaceMsg: 1, MsgSeq: 3 },
            ],
          },
        ],
      },
      'state.channels[0].messages[1].MsgSeq must be at least 4: the oldest comes first.',
    ],
    [
      { channels: [{ id: '@TOA#_a', messages: [{ IsPlaceMsg: 1, MsgKey: '1_1_2', MsgTimeStamp: 3 }] }] },
      'state.channels[0].messages[0].MsgKey must be MsgSeq, 1 and MsgTimeStamp, joined by _',
    ],
  ])('that is wrong is refused: %j', async (state, sentence) => {
    const options = JSON.parse(JSON.stringify({ state }));
    await expect(startMock(options)).rejects.toThrow(RangeError);
    await expect(startMock(options)).rejects.toThrow(sentence);
  });

  it('is refused when it is more than a mock remembers', async () => {
    const CustomString = 'x'.repeat(3000);
    const subscribers = Array.from({ length: 23_000 }, (_, index) => ({
      Subscriber_Account: `${index}`,
      CustomString,
    }));
    const more = 'state holds more than a mock remembers. Give less of it.';
    await expect(startMock({ state: { channels: [{ id: '@TOA#_a', subscribers }] } })).rejects.toThrow(more);
    const channels = Array.from({ length: 16_000 }, (_, index) => ({
      id: `@TOA#_${index}`,
      CustomString,
      Introduction: 'x'.repeat(400),
    }));
    await expect(startMock({ state: { channels } })).rejects.toThrow(more);
  });

  it('has the types of the API', () => {
    const right: MockState[] = [
      { channels: [{ id: '@TOA#_a', Name: 'A', subscribers: ['a'], messages: [{ MsgBody: [text] }] }] },
      { channels: [{ id: '@TOA#_a', state: 'terminated' }] },
    ];
    // @ts-expect-error a field is misspelt
    const misspelt: MockState = { channels: [{ id: '@TOA#_a', name: 'A' }] };
    // @ts-expect-error a field has another type
    const mistyped: MockState = { channels: [{ id: '@TOA#_a', MaxSubscriberNum: '7' }] };
    // @ts-expect-error nothing is left of what was terminated
    const undead: MockState = { channels: [{ id: '@TOA#_a', state: 'terminated', Name: 'A' }] };
    expect([right, misspelt, mistyped, undead]).toHaveLength(4);
  });
});

describe('/_mock/state', () => {
  const shown = async (url: string): Promise<{ length: number; value: Record<string, unknown> }> => {
    const body = await (await fetch(`${url}/_mock/state`)).text();
    return { length: body.length, value: JSON.parse(body) };
  };

  it('shows all that state() does, as long as it is not too much', async () => {
    const subscribers = Array.from({ length: 250 }, (_, index) => `user${index}`);
    const channels = [{ id: '@TOA#_a', subscribers, messages: [{ MsgBody: [text] }, { MsgBody: [text] }] }];
    const mock = await start({
      accounts: ['user1'],
      state: { channels: [...channels, { id: '@TOA#_b', state: 'terminated' }] },
    });
    expect((await shown(mock.url)).value).toStrictEqual(mock.state());
  });

  it('shows the newest channels and messages, and counts what it leaves out', async () => {
    const subscribers = Array.from({ length: 20_000 }, (_, index) => `user${index}`);
    const messages = Array.from({ length: 200 }, () => ({ MsgBody: [text] }));
    const mock = await start({
      state: {
        channels: [
          ...Array.from({ length: 1000 }, (_, index) => ({ id: `@TOA#_${index}` })),
          { id: '@TOA#_large', subscribers, messages },
          { id: '@TOA#_gone', state: 'terminated' },
        ],
      },
    });
    const { length, value } = await shown(mock.url);
    expect(length).toBeLessThan(1.2 * 1024 * 1024);
    const [large, gone] = Object(value.channels);
    expect(gone).toStrictEqual({ id: '@TOA#_gone', state: 'terminated' });
    expect(large).toMatchObject({ id: '@TOA#_large', omitted: { subscribers: 20_000 - large.subscribers.length } });
    expect(large.messages).toHaveLength(200);
    expect(large.subscribers[0]).toMatchObject({ Subscriber_Account: 'user0' });
    expect(value.omitted).toStrictEqual({ channels: 1000 });
    // So nobody can take it for the whole.
    await expect(startMock({ state: Object(value) })).rejects.toThrow('omitted must not be given');
  });

  it('is bounded, also for one message and many accounts', async () => {
    const accounts = Array.from({ length: 100_000 }, (_, index) => `a-rather-long-user-id-${index}`);
    const mock = await start({ accounts, channels: ['@TOA#_a'] });
    const { length, value } = await shown(mock.url);
    expect(length).toBeLessThan(1.2 * 1024 * 1024);
    expect(value).toMatchObject({ channels: [], omitted: { channels: 1 } });
    expect(Object(value.accounts).length + Object(value.omitted).accounts).toBe(100_000);
  });
});
