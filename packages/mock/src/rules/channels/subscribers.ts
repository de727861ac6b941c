/** Who subscribes to what: subscribe, unsubscribe, list from both sides, modify. */
import type { Success } from '@chat-openapi/openapi';
import { isObject } from '@chat-openapi/openapi/document';
import { Refusal } from '../../refusal.ts';
import type { Channel, Subscription } from '../../state/channel.ts';
import { eventOf } from '../../webhooks/event.ts';
import type { ContextOf, OtherForms, Rules } from '../rule.ts';
import { findChannel, full, isAccount, refuseAccount, seconds } from './find.ts';
import { infoOf, only } from './info.ts';

/** What is said of each user. */
const failed = 0;
const done = 1;
const doneBefore = 2;

export const subscriberRules = {
  addSubscriber({ Official_Account: id, SubscriberList }, context) {
    const channel = findChannel(id, context);
    if (channel instanceof Refusal) return channel;
    const { MaxSubscriberNum } = channel.profile;
    const hadRoom = channel.subscriptions.length < MaxSubscriberNum;
    const isRefused = refusedBy(context);
    const results = SubscriberList.map(({ Subscriber_Account }) => {
      const isKnown = channel.bySubscriber.has(Subscriber_Account) || isAccount(Subscriber_Account, context);
      const may = isKnown && !isRefused(Subscriber_Account);
      return { Subscriber_Account, Result: may ? subscribe(channel, Subscriber_Account, context) : failed };
    });
    const isFull = channel.subscriptions.length >= MaxSubscriberNum;
    if (isFull && results.length > 0 && results.every(({ Result }) => Result === failed)) {
      const info = `The channel ${id} has ${MaxSubscriberNum} subscribers, as many as it may have. Raise MaxSubscriberNum.`;
      return context.refuse(130006, info, 'channel-full');
    }
    tellSubscribers(id, 'OfficialAccount.CallbackAfterAddSubscriber', results, context);
    if (hadRoom && isFull)
      context.tell(eventOf(id, 'OfficialAccount.CallbackAfterOfficialAccountFull', { Official_Account: id }));
    return { SubscriberList: results };
  },

  deleteSubscriber({ Official_Account: id, SubscriberToDel_Account }, context) {
    const channel = findChannel(id, context);
    if (channel instanceof Refusal) return channel;
    if (context.isOtherForm) context.because('SubscriberList');
    else context.because('SubscriberToDel_Account');
    const results = SubscriberToDel_Account.map((Subscriber_Account) => ({
      Subscriber_Account,
      Result: context.state.subscriptions.remove(channel, Subscriber_Account) ? done : doneBefore,
    }));
    tellSubscribers(id, 'OfficialAccount.CallbackAfterDeleteSubscriber', results, context);
    return { SubscriberList: results };
  },

  getSubscriberInfo({ Official_Account: id, Limit = Number.POSITIVE_INFINITY, Next }, context) {
    const channel = findChannel(id, context);
    if (channel instanceof Refusal) return channel;
    // A number that grows, so that the next page begins where it would have begun before somebody left.
    const first = Next === '' ? 0 : /^\d{1,15}$/.test(Next) ? Number(Next) : undefined;
    if (first === undefined) {
      return context.refuse(6017, 'Next must be empty, or the Next of the answer before.', 'Next');
    }
    const { page, next } = pageOf(channel.subscriptions.from(first, Limit + 1), Limit);
    return {
      Next: next === undefined ? '' : String(next.number),
      SubscriberNum: channel.subscriptions.length,
      SubscriberList: page.map(showSubscriber),
    };
  },

  modifySubscriberInfo({ Official_Account: id, Subscriber_Account: account, CustomString }, context) {
    const channel = findChannel(id, context);
    if (channel instanceof Refusal) return channel;
    // Of a channel that nothing is known of, nothing is known of the subscribers either.
    if (context.state.channels.get(id) === undefined) subscribe(channel, account, context);
    const subscription = channel.bySubscriber.get(account);
    if (subscription === undefined) {
      return context.refuse(
        131003,
        `The user does not subscribe to ${id}. Subscribe the user first.`,
        'no-subscription',
      );
    }
    return context.state.subscriptions.change(subscription, CustomString) ? {} : full;
  },

  getSubscribedOfficialAccountList({ Subscriber_Account: account, Limit = 200, Offset = 0, ResponseFilter }, context) {
    const subscriptions = context.state.subscriptions.of(account);
    if (subscriptions.length === 0 && !isAccount(account, context)) {
      return refuseAccount('Subscriber_Account');
    }
    const { page, next } = pageOf(subscriptions.from(Offset, Limit + 1), Limit);
    return {
      TotalCount: subscriptions.length,
      CompleteFlag: next === undefined ? 1 : 0,
      Next: next?.place ?? subscriptions.next,
      OfficialAccountInfoList: page.map(({ channel, SubscribeTime, CustomString }) => ({
        ...infoOf(channel, ResponseFilter?.OfficialAccountBaseInfoFilter),
        SelfInfo: only({ SubscribeTime, CustomString }, ResponseFilter?.SelfInfoFilter),
      })),
    };
  },
} satisfies Rules;

/** The table of the page has the list of subscribing in place of the sample's. */
export const subscriberForms = {
  deleteSubscriber(body) {
    if (!isObject(body) || !Array.isArray(body.SubscriberList) || Object.hasOwn(body, 'SubscriberToDel_Account')) {
      return undefined;
    }
    const { SubscriberList, ...more } = body;
    return {
      ...more,
      SubscriberToDel_Account: SubscriberList.map((one: unknown) => (isObject(one) ? one.Subscriber_Account : one)),
    };
  },
} satisfies OtherForms;

/** Whom the app does not let subscribe. What the caller gets then is not documented: 0, as for everybody who could not be subscribed. */
function refusedBy({ heard }: ContextOf<never>): (account: string) => boolean {
  const { name, answer } = heard('OfficialAccount.CallbackBeforeAddSubscriber') ?? {};
  if (name === 'refuse') return () => true;
  const refused = new Set(answer?.RefusedSubscribers_Account);
  return (account) => refused.has(account);
}

/** Tells of those for whom something has changed, if there are any. */
function tellSubscribers(
  id: string,
  command: 'OfficialAccount.CallbackAfterAddSubscriber' | 'OfficialAccount.CallbackAfterDeleteSubscriber',
  results: readonly { Subscriber_Account: string; Result: number }[],
  { identifier, tell }: ContextOf<never>,
): void {
  const changed = results.filter(({ Result }) => Result === done);
  if (changed.length === 0) return;
  const SubscribeAccountList = changed.map(({ Subscriber_Account }) => ({ Subscriber_Account }));
  tell(eventOf(id, command, { Official_Account: id, Operator_Account: identifier, SubscribeAccountList }));
}

function subscribe(channel: Channel, account: string, { state, now }: ContextOf<never>): number {
  if (channel.bySubscriber.has(account)) return doneBefore;
  if (channel.subscriptions.length >= channel.profile.MaxSubscriberNum) return failed;
  const fields = { SubscribeTime: seconds(now), CustomString: '', MsgFlag: 'AcceptAndNotify', LastSendMsgTime: 0 };
  return state.subscriptions.add(channel, account, fields) ? done : failed;
}

/** @param items One more than the page may have, where there is one. */
function pageOf<Item>(items: Item[], limit: number): { page: Item[]; next: Item | undefined } {
  return { page: items.slice(0, limit), next: items[limit] };
}

function showSubscriber(subscription: Subscription): Success<'getSubscriberInfo'>['SubscriberList'][number] {
  const { Subscriber_Account, SubscribeTime, CustomString, MsgFlag, LastSendMsgTime } = subscription;
  return { Subscriber_Account, SubscribeTime, CustomString, MsgFlag, LastSendMsgTime };
}
