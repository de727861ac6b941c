import type { Channel, Subscription } from './channel.ts';
import { type Channels, weights } from './channels.ts';
import { NumberedList } from './numbered-list.ts';

/** Who subscribes to what, found from both sides. */
export interface Subscriptions {
  /** Those of a user, by the place of each, the earliest first. */
  of(account: string): NumberedList<Subscription>;
  /** False when there is no room for one more. The user must be no subscriber yet. */
  add(channel: Channel, account: string, more: SubscriptionFields): boolean;
  /** False for a user who is no subscriber. */
  remove(channel: Channel, account: string): boolean;
  /** False when there is no room for the text. */
  change(subscription: Subscription, CustomString: string): boolean;
  /** Ends all subscriptions of a channel that is gone. */
  endAll(channel: Channel): void;
}

export type SubscriptionFields = Pick<Subscription, 'SubscribeTime' | 'CustomString' | 'MsgFlag' | 'LastSendMsgTime'>;

export function createSubscriptions(channels: () => Channels): Subscriptions {
  const byUser = new Map<string, NumberedList<Subscription>>();
  const leave = (subscription: Subscription): void => {
    const list = byUser.get(subscription.Subscriber_Account);
    list?.delete(subscription);
    if (list?.length === 0) byUser.delete(subscription.Subscriber_Account);
  };
  return {
    of: (account) => byUser.get(account) ?? createList(),
    add(channel, account, more) {
      if (!channels().grow(channel, weightOf(account, more))) return false;
      const list = byUser.get(account) ?? createList();
      byUser.set(account, list);
      const number = channel.subscriptions.next;
      const subscription = { ...more, Subscriber_Account: account, channel, number, place: list.next };
      list.add(subscription);
      channel.subscriptions.add(subscription);
      channel.bySubscriber.set(account, subscription);
      return true;
    },
    remove(channel, account) {
      const subscription = channel.bySubscriber.get(account);
      if (subscription === undefined) return false;
      channel.bySubscriber.delete(account);
      channel.subscriptions.delete(subscription);
      leave(subscription);
      channels().grow(channel, -weightOf(account, subscription));
      return true;
    },
    change(subscription, CustomString) {
      const { channel } = subscription;
      if (!channels().grow(channel, CustomString.length - subscription.CustomString.length)) return false;
      subscription.CustomString = CustomString;
      return true;
    },
    endAll(channel) {
      for (const subscription of channel.subscriptions) leave(subscription);
    },
  };
}

const createList = (): NumberedList<Subscription> => new NumberedList(({ place }) => place);

const weightOf = (account: string, { CustomString, MsgFlag }: Pick<Subscription, 'CustomString' | 'MsgFlag'>): number =>
  weights.subscription + account.length + CustomString.length + MsgFlag.length;
