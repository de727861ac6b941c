/** What the mock remembers, for its users: as a whole, or as JSON within a bound. */
import type { Channel, Message, Subscription } from './channel.ts';
import type { Channels } from './channels.ts';
import type {
  ChannelSnapshot,
  ChannelState,
  CreatedChannel,
  MessageSnapshot,
  StateSnapshot,
  SubscriberSnapshot,
} from './snapshot.ts';

/** What is shown of a state. */
interface Shown {
  channels: Pick<Channels, 'all'>;
  accounts: ReadonlySet<string> | undefined;
}

export function snapshotOf({ channels, accounts }: Shown): StateSnapshot {
  return {
    ...(accounts === undefined ? {} : { accounts: [...accounts] }),
    channels: Array.from(channels.all(), ([id, known]) => snapshotOfChannel(id, known)),
  };
}

function snapshotOfChannel(id: string, known: Channel | 'terminated'): ChannelSnapshot {
  if (known === 'terminated') return { id, state: 'terminated' };
  return {
    ...headOf(known),
    subscribers: Array.from(known.subscriptions, showSubscriber),
    messages: Array.from(known.messages, showMessage),
  };
}

function headOf({ id, profile, CreateTime, LastMsgTime }: Channel): Omit<CreatedChannel, 'subscribers' | 'messages'> {
  return { id, state: 'created', ...profile, CreateTime, LastMsgTime };
}

function showSubscriber(subscription: Subscription): SubscriberSnapshot {
  const { Subscriber_Account, SubscribeTime, CustomString, MsgFlag, LastSendMsgTime } = subscription;
  return { Subscriber_Account, SubscribeTime, CustomString, MsgFlag, LastSendMsgTime };
}

function showMessage(message: Message): MessageSnapshot {
  const { MsgKey, MsgSeq, MsgRandom, MsgTimeStamp, IsPlaceMsg, MsgBody, CloudCustomData } = message;
  const shown = { MsgKey, MsgSeq, MsgRandom, MsgTimeStamp, IsPlaceMsg, MsgBody };
  return CloudCustomData === undefined ? shown : { ...shown, CloudCustomData };
}

/** A glance at the newest channels, the newest first. */
export interface LatestChannels {
  channels: { id: string; state: ChannelState; name?: string; subscribers?: number; messages?: number }[];
  /** How many more there are. */
  left: number;
}

export function latestOf({ channels }: Shown, count: number): LatestChannels {
  const all = [...channels.all()];
  const latest = all.slice(-count).reverse();
  return {
    channels: latest.map(([id, known]) => {
      if (known === 'terminated') return { id, state: 'terminated' };
      const { profile, subscriptions, messages } = known;
      return { id, state: 'created', name: profile.Name, subscribers: subscriptions.length, messages: messages.length };
    }),
    left: all.length - latest.length,
  };
}

/** What is left out, in numbers. */
interface Omitted {
  accounts?: number;
  channels?: number;
  subscribers?: number;
  messages?: number;
}

/**
 * As JSON, in about so many characters. Lists are cut where there is no more room, and `omitted` counts what they lack: of
 * the channels, and of the messages of each, the newest are shown, of its subscribers the first.
 */
export function showState({ channels, accounts }: Shown, maxLength: number): string {
  const room = { left: maxLength };
  const named = accounts === undefined ? undefined : takeWhileRoom(accounts, accounts.size, room, (account) => account);
  const known = [...channels.all()].reverse();
  const shown = takeWhileRoom(known, known.length, room, ([id, one]) =>
    one === 'terminated' ? snapshotOfChannel(id, one) : showChannel(one, room),
  );
  return JSON.stringify({
    ...(named === undefined ? {} : { accounts: named.items }),
    channels: shown.items.reverse(),
    ...tellOmitted({ accounts: named?.omitted ?? 0, channels: shown.omitted }),
  });
}

function showChannel(channel: Channel, room: Room): object {
  const { messages, subscriptions } = channel;
  const head = headOf(channel);
  room.left -= JSON.stringify(head).length;
  const sent = takeWhileRoom(messages.before(messages.next), messages.length, room, measured(room, showMessage));
  const subscribers = takeWhileRoom(subscriptions, subscriptions.length, room, measured(room, showSubscriber));
  return {
    ...head,
    subscribers: subscribers.items,
    messages: sent.items.reverse(),
    ...tellOmitted({ subscribers: subscribers.omitted, messages: sent.omitted }),
  };
}

/** How many more characters there is room for. */
interface Room {
  left: number;
}

/** Shows items until there is no more room. */
function takeWhileRoom<Item, Shown>(
  items: Iterable<Item>,
  count: number,
  room: Room,
  show: (item: Item) => Shown,
): { items: Shown[]; omitted: number } {
  const shown: Shown[] = [];
  for (const item of items) {
    if (room.left <= 0) break;
    // What an item takes besides what it says of itself.
    room.left -= 50;
    shown.push(show(item));
  }
  return { items: shown, omitted: count - shown.length };
}

const measured =
  <Item>(room: Room, show: (item: Item) => object) =>
  (item: Item): object => {
    const shown = show(item);
    room.left -= JSON.stringify(shown).length;
    return shown;
  };

function tellOmitted(counts: Omitted): { omitted?: Omitted } {
  const some = Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
  return Object.keys(some).length === 0 ? {} : { omitted: some };
}
