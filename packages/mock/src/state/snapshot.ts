/** What a mock remembers, as its users see it and as they may give it. Fields of the API are called as on the wire. */
import type { Profile, ReadElement } from './channel.ts';

/** What the mock remembers. */
export interface StateSnapshot {
  /** The accounts that exist, where they were named. */
  accounts?: string[];
  /** The oldest first. */
  channels: ChannelSnapshot[];
}

export type ChannelSnapshot = CreatedChannel | TerminatedChannel;
export type ChannelState = ChannelSnapshot['state'];

/** A channel that is gone, with all that it had. */
export interface TerminatedChannel {
  id: string;
  state: 'terminated';
}

/** Times are Unix time in seconds. */
export interface CreatedChannel extends Profile {
  id: string;
  state: 'created';
  CreateTime: number;
  /** 0 before the first broadcast. */
  LastMsgTime: number;
  /** In the order in which they have subscribed. */
  subscribers: SubscriberSnapshot[];
  /** The oldest first. */
  messages: MessageSnapshot[];
}

export interface SubscriberSnapshot {
  Subscriber_Account: string;
  SubscribeTime: number;
  CustomString: string;
  MsgFlag: string;
  LastSendMsgTime: number;
}

export interface MessageSnapshot {
  MsgKey: string;
  MsgSeq: number;
  MsgRandom: number;
  MsgTimeStamp: number;
  /** 0: as it was sent. 1: expired. 2: recalled. */
  IsPlaceMsg: 0 | 1 | 2;
  /** Empty when `IsPlaceMsg` is not 0. */
  MsgBody: readonly ReadElement[];
  CloudCustomData?: string;
}

/** What a mock begins with: what `state()` returns, or less of it. */
export interface MockState {
  /** The accounts that exist. Left out: every account does, unless the mock is strict. */
  accounts?: readonly string[] | undefined;
  /** The oldest first. */
  channels?: readonly GivenChannel[] | undefined;
}

export type GivenChannel = GivenCreatedChannel | TerminatedChannel;

/** What is left out is as creation without it makes it; owner is `administrator`, and the name is the id. */
export type GivenCreatedChannel = { id: string } & Optional<
  Omit<CreatedChannel, 'id' | 'subscribers' | 'messages'> & {
    /** Users who subscribe, or more of each. Left out: now, with nothing of their own, `AcceptAndNotify`. */
    subscribers: readonly (string | GivenSubscriber)[];
    /** Broadcasts, the oldest first. Left out: numbered from 1, sent now. */
    messages: readonly GivenMessage[];
  }
>;

export type GivenSubscriber = { Subscriber_Account: string } & Optional<SubscriberSnapshot>;
export type GivenMessage = Optional<MessageSnapshot>;

type Optional<Whole> = { [F in keyof Whole]?: Whole[F] | undefined };
