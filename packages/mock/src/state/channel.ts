import type { Body, components } from '@chat-openapi/openapi';
import { NumberedList } from './numbered-list.ts';

/** An element of a message as it is read. */
export type ReadElement = components['schemas']['ReadMessageElement'];

/** What can be said of a channel, and changed. */
export type Profile = Required<Omit<Body<'createOfficialAccount'>, 'OfficialAccountUserID'>>;

/** What the mock remembers of a channel. Times are Unix time in seconds. */
export interface Channel {
  readonly id: string;
  profile: Profile;
  readonly CreateTime: number;
  /** 0 before the first broadcast. */
  LastMsgTime: number;
  /** By the number of each. */
  readonly subscriptions: NumberedList<Subscription>;
  readonly bySubscriber: Map<string, Subscription>;
  /** By the `MsgSeq` of each. */
  readonly messages: NumberedList<Message>;
  /** Whether its oldest messages are gone, because there were too many. */
  hasExpired: boolean;
  /** In characters, with an allowance for each thing; 0 while the channel is not kept. */
  weight: number;
}

export interface Subscription {
  readonly Subscriber_Account: string;
  readonly channel: Channel;
  /** Among the subscriptions of the channel. */
  readonly number: number;
  /** Among those of the user. */
  readonly place: number;
  readonly SubscribeTime: number;
  readonly MsgFlag: string;
  readonly LastSendMsgTime: number;
  CustomString: string;
}

export interface Message {
  readonly MsgSeq: number;
  readonly MsgKey: string;
  readonly MsgRandom: number;
  readonly MsgTimeStamp: number;
  readonly CloudCustomData: string | undefined;
  readonly weight: number;
  /** 0: as it was sent. 1: expired. 2: recalled. Of the last two nothing is left. */
  IsPlaceMsg: 0 | 1 | 2;
  MsgBody: readonly ReadElement[];
}

/** @param CreateTime Unix time in seconds. */
export function makeChannel(id: string, profile: Profile, CreateTime: number): Channel {
  return {
    id,
    profile,
    CreateTime,
    LastMsgTime: 0,
    subscriptions: new NumberedList(({ number }) => number),
    bySubscriber: new Map(),
    messages: new NumberedList(({ MsgSeq }) => MsgSeq, 1),
    hasExpired: false,
    weight: 0,
  };
}

/** With the documented defaults for what is not given. */
export function completeProfile(profile: GivenProfile): Profile {
  const { Owner_Account, Name, Introduction = '', FaceUrl = '', Organization = '', CustomString = '' } = profile;
  const { MaxSubscriberNum = 100_000 } = profile;
  return { Owner_Account, Name, Introduction, FaceUrl, Organization, CustomString, MaxSubscriberNum };
}

type GivenProfile = Pick<Profile, 'Owner_Account' | 'Name'> & { [F in keyof Profile]?: Profile[F] | undefined };
