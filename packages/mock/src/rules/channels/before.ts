/** What the app is asked before something happens to a channel. */
import { eventOf } from '../../webhooks/event.ts';
import type { BeforeEvents } from '../rule.ts';

export const beforeChannelEvents = {
  createOfficialAccount({ Owner_Account, Name }, { identifier }) {
    const fields = { Operator_Account: identifier, Owner_Account, Name };
    return eventOf('', 'OfficialAccount.CallbackBeforeCreateOfficialAccount', fields);
  },

  addSubscriber({ Official_Account: id, SubscriberList }, { identifier }) {
    const SubscribeAccountList = SubscriberList.map(({ Subscriber_Account }) => ({ Subscriber_Account }));
    const fields = { Official_Account: id, Operator_Account: identifier, SubscribeAccountList };
    return eventOf(id, 'OfficialAccount.CallbackBeforeAddSubscriber', fields);
  },

  sendOfficialAccountMsg({ Official_Account: id, OnlineOnlyFlag = 0, ForbidCallbackControl = [], ...message }) {
    if (ForbidCallbackControl.includes('ForbidBeforeSendMsgCallback')) return undefined;
    const { MsgBody, CloudCustomData } = message;
    const custom = CloudCustomData === undefined ? {} : { CloudCustomData };
    const fields = { Official_Account: id, OnlineOnlyFlag, MsgBody, ...custom };
    return eventOf(id, 'OfficialAccount.CallbackBeforeSendMsg', fields);
  },
} satisfies BeforeEvents;
