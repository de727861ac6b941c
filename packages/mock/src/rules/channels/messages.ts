/** What a channel sends to its subscribers: broadcast, recall, read back. */
import { hash } from 'node:crypto';
import type { Body, Success } from '@chat-openapi/openapi';
import { Refusal } from '../../refusal.ts';
import type { Channel, Message } from '../../state/channel.ts';
import { addMessage, findMessage, keyOf, recallMessage, seqOf } from '../../state/messages.ts';
import { eventOf } from '../../webhooks/event.ts';
import type { ContextOf, Rules } from '../rule.ts';
import { findChannel, full, seconds } from './find.ts';

/** Of a message, 12K, with its elements and what is kept with it. */
const maxMessageBytes = 12 * 1024;
/** How long the same request is taken for a repeat, in seconds. */
const repeatSeconds = 5 * 60;
/** How many messages an answer has at most. */
const maxHistory = 20;
const noSuchMessage = 10030;

export const historyRules = {
  sendOfficialAccountMsg(body, context) {
    const channel = findChannel(body.Official_Account, context);
    if (channel instanceof Refusal) return channel;
    const heard = context.heard('OfficialAccount.CallbackBeforeSendMsg');
    const { MsgBody = body.MsgBody, CloudCustomData = body.CloudCustomData } = heard?.answer ?? {};
    const refusal = refuseMessage(body, MsgBody, CloudCustomData, context);
    if (refusal !== undefined) return refusal;
    const { state, now } = context;
    // The pages word in four ways which message is the same. That the whole request is, fits all of them.
    const packet = hash('sha256', JSON.stringify(body), 'base64');
    const repeated = state.repeats.find(channel, packet, seconds(now) - repeatSeconds);
    if (repeated !== undefined) {
      context.because('repeated');
      return { MsgTime: repeated.MsgTimeStamp, MsgKey: repeated.MsgKey };
    }
    if (heard?.name === 'drop') return dropMessage(channel, context);
    const fresh = {
      MsgBody,
      CloudCustomData,
      MsgRandom: body.Random,
      MsgTimeStamp: seconds(now),
      IsPlaceMsg: 0,
    } as const;
    const message = addMessage(state.channels, channel, fresh);
    if (message === undefined) return full;
    state.repeats.note(channel, packet, message);
    tellSent(body, channel, message, context);
    return { MsgTime: message.MsgTimeStamp, MsgKey: message.MsgKey };
  },

  recallOfficialAccountMsg({ Official_Account: id, MsgKeyList }, context) {
    const channel = findChannel(id, context);
    // The page of this operation has a code of its own for it.
    if (channel instanceof Refusal) return context.refuse(10010, channel.info ?? '', channel.reason);
    const recalled: { MsgKey: string }[] = [];
    const RecallRetList = MsgKeyList.map((MsgKey) => {
      const message = findMessage(channel, MsgKey);
      if (message === undefined || message.IsPlaceMsg === 1) return { MsgKey, RetCode: noSuchMessage };
      if (message.IsPlaceMsg === 0) recalled.push({ MsgKey });
      recallMessage(message);
      return { MsgKey, RetCode: 0 };
    });
    if (recalled.length > 0) {
      const fields = { Official_Account: id, WithdrawMsgList: recalled };
      context.tell(eventOf(id, 'OfficialAccount.CallbackAfterMsgWithDraw', fields));
    }
    return { RecallRetList };
  },

  getOfficialAccountHistory({ Official_Account: id, ReqMsgNumber, LastMsgKey, WithRecalledMsg = 0 }, context) {
    const channel = findChannel(id, context);
    if (channel instanceof Refusal) return channel;
    const below = LastMsgKey === undefined ? channel.messages.next : seqOf(LastMsgKey);
    if (below === undefined) {
      return context.refuse(
        6017,
        'LastMsgKey must be that of the answer before, such as 71_1_1718700000.',
        'LastMsgKey',
      );
    }
    const count = Math.min(ReqMsgNumber, maxHistory);
    const { page, isLast } = readBack(channel, below, count, WithRecalledMsg === 1);
    return {
      Official_Account: id,
      IsFinished: isLast && channel.hasExpired ? 2 : isLast || count === ReqMsgNumber ? 1 : 0,
      LastMsgKey: page.at(-1)?.MsgKey ?? '',
      RspMsgList: page.map((message) => showMessage(channel, message)),
    };
  },
} satisfies Rules;

type Sending = Body<'sendOfficialAccountMsg'>;

/** What is wrong with a message and cannot be said in its schema. */
function refuseMessage(
  { OnlineOnlyFlag, SendMsgControl = [] }: Sending,
  MsgBody: Sending['MsgBody'],
  CloudCustomData: string | undefined,
  { refuse }: ContextOf<6017 | 80002>,
): Refusal<6017 | 80002> | undefined {
  if (MsgBody.filter(({ MsgType }) => MsgType === 'TIMCustomElem').length > 1) {
    return refuse(6017, 'MsgBody must have at most one TIMCustomElem. Send another message for the second.', 'MsgBody');
  }
  if (OnlineOnlyFlag === 1 && SendMsgControl.length > 0) {
    return refuse(6017, 'SendMsgControl must be left out when OnlineOnlyFlag is 1.', 'SendMsgControl');
  }
  const bytes = Buffer.byteLength(JSON.stringify(MsgBody)) + Buffer.byteLength(CloudCustomData ?? '');
  if (bytes > maxMessageBytes) {
    return refuse(80002, `MsgBody and CloudCustomData have ${bytes} bytes, more than ${maxMessageBytes}.`, 'too-long');
  }
  return undefined;
}

/** The sender is told that all is well, with a number that no other message gets. */
function dropMessage(
  channel: Channel,
  { state, now, because }: ContextOf<never>,
): Pick<Success<'sendOfficialAccountMsg'>, 'MsgKey' | 'MsgTime'> | typeof full {
  if (!state.channels.grow(channel, 0)) return full;
  because('webhook-dropped');
  const MsgTime = seconds(now);
  return { MsgTime, MsgKey: keyOf(channel.messages.skip(), MsgTime) };
}

function tellSent(
  { OnlineOnlyFlag = 0, ForbidCallbackControl = [] }: Sending,
  { id }: Channel,
  { MsgKey, MsgTimeStamp: MsgTime, MsgBody, CloudCustomData }: Message,
  { tell }: ContextOf<never>,
): void {
  if (ForbidCallbackControl.includes('ForbidAfterSendMsgCallback')) return;
  const custom = CloudCustomData === undefined ? {} : { CloudCustomData };
  const fields = { Official_Account: id, MsgKey, MsgTime, OnlineOnlyFlag, MsgBody: [...MsgBody], ...custom };
  tell(eventOf(id, 'OfficialAccount.CallbackAfterSendMsg', fields));
}

/** So many messages below a number, the newest first, and whether there are no more. */
function readBack(
  { messages }: Channel,
  below: number,
  count: number,
  withRecalled: boolean,
): { page: Message[]; isLast: boolean } {
  const page: Message[] = [];
  for (const message of messages.before(below)) {
    if (message.IsPlaceMsg === 2 && !withRecalled) continue;
    if (page.length === count) return { page, isLast: false };
    page.push(message);
  }
  return { page, isLast: true };
}

function showMessage({ id }: Channel, message: Message): Success<'getOfficialAccountHistory'>['RspMsgList'][number] {
  const { IsPlaceMsg, MsgBody, MsgKey, MsgSeq, MsgRandom, MsgTimeStamp } = message;
  const sent = { MsgKey, MsgSeq, MsgRandom, MsgTimeStamp, MsgPriority: 2 };
  return { From_Account: id, IsPlaceMsg, MsgBody: [...MsgBody], ...sent };
}
