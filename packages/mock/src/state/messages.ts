import { BoundedMap } from '../bounded-map.ts';
import type { Channel, Message } from './channel.ts';
import { type Channels, weights } from './channels.ts';

/** A message before it has a number. */
export type NewMessage = Omit<Message, 'MsgSeq' | 'MsgKey' | 'weight'>;

/** The key of a message: its number, 1, and when it was sent. */
export const keyOf = (MsgSeq: number, MsgTimeStamp: number): string => `${MsgSeq}_1_${MsgTimeStamp}`;

/** The number in a key; undefined when it is none. */
export function seqOf(key: string): number | undefined {
  const [, seq] = /^(\d{1,10})_1_\d{1,10}$/.exec(key) ?? [];
  return seq === undefined ? undefined : Number(seq);
}

/** Keeps a message as the newest of its channel. Undefined when there is no room. */
export function addMessage(
  channels: Channels,
  channel: Channel,
  message: NewMessage,
  MsgSeq = channel.messages.next,
): Message | undefined {
  const { MsgBody, CloudCustomData = '', MsgTimeStamp } = message;
  const weight = weights.message + JSON.stringify(MsgBody).length + CloudCustomData.length;
  if (!channels.grow(channel, weight)) return undefined;
  const added = { ...message, MsgSeq, MsgKey: keyOf(MsgSeq, MsgTimeStamp), weight };
  channel.messages.add(added);
  channel.LastMsgTime = MsgTimeStamp;
  return added;
}

/** The message with a key; undefined when there is none. */
export function findMessage({ messages }: Channel, key: string): Message | undefined {
  const seq = seqOf(key);
  const message = seq === undefined ? undefined : messages.find(seq);
  return message?.MsgKey === key ? message : undefined;
}

export function recallMessage(message: Message): void {
  message.IsPlaceMsg = 2;
  message.MsgBody = [];
}

/** Which messages were sent not long ago, by a digest of the request. */
export interface Repeats {
  /** The message that the same request has sent since then. */
  find(channel: Channel, packet: string, since: number): Message | undefined;
  note(channel: Channel, packet: string, message: Message): void;
}

const maxRepeats = 10_000;

export function createRepeats(): Repeats {
  const sent = new BoundedMap<Message>(maxRepeats);
  return {
    find(channel, packet, since) {
      const message = sent.get(`${channel.id} ${packet}`);
      if (message === undefined || message.MsgTimeStamp < since) return undefined;
      // A channel of the same id may have been there before.
      return channel.messages.find(message.MsgSeq) === message ? message : undefined;
    },
    note: (channel, packet, message) => sent.set(`${channel.id} ${packet}`, message),
  };
}
