/** Checks what a mock is given to begin with, and puts it into the state. */
import type { ValidateFunction } from 'ajv/dist/2020.js';
import type { MockDocument } from '../operations.ts';
import { compileOwn } from '../validator.ts';
import { judge } from '../violation.ts';
import { type Channel, completeProfile, makeChannel } from './channel.ts';
import type { State } from './main.ts';
import { addMessage, keyOf } from './messages.ts';
import type { GivenCreatedChannel, GivenMessage, GivenSubscriber, MockState } from './snapshot.ts';

/** Compiling takes a tenth of a second, and tests start many mocks of one document. */
const compiled = new WeakMap<MockDocument, ValidateFunction<MockState>>();

/** @throws RangeError that says what is wrong with it, and where. */
export function checkState(document: MockDocument, state: unknown): MockState {
  const validate = compiled.get(document) ?? compileOwn<MockState>(document, stateSchema);
  compiled.set(document, validate);
  const judged = judge(document, validate, state, 'state');
  if ('violation' in judged) throw wrong(judged.violation.text);
  const ids = new Set<string>();
  for (const [index, channel] of (judged.value.channels ?? []).entries()) {
    const at = `channels[${index}]`;
    if (ids.has(channel.id)) throw wrong(`${at}.id must not be that of a channel before it.`);
    ids.add(channel.id);
    if (channel.state !== 'terminated') checkChannel(at, channel);
    else if (Object.keys(channel).length > 2)
      throw wrong(`${at} must have no more than id and state: it was terminated.`);
  }
  return judged.value;
}

function wrong(text: string): RangeError {
  return new RangeError(text.startsWith('state ') ? text : `state.${text}`);
}

function checkChannel(at: string, { subscribers = [], messages = [] }: GivenCreatedChannel): void {
  const accounts = new Set<string>();
  for (const [index, subscriber] of subscribers.entries()) {
    const { Subscriber_Account: account } = asSubscriber(subscriber);
    if (accounts.has(account)) throw wrong(`${at}.subscribers[${index}] must not be a subscriber before it.`);
    accounts.add(account);
  }
  let next = 1;
  for (const [index, message] of messages.entries()) {
    checkMessage(`${at}.messages[${index}]`, message, next);
    next = (message.MsgSeq ?? next) + 1;
  }
}

function checkMessage(at: string, message: GivenMessage, next: number): void {
  const { MsgSeq = next, MsgTimeStamp, MsgKey, IsPlaceMsg = 0, MsgBody = [] } = message;
  if (MsgSeq < next) throw wrong(`${at}.MsgSeq must be at least ${next}: the oldest comes first.`);
  if (MsgKey !== undefined && MsgKey !== keyOf(MsgSeq, MsgTimeStamp ?? Number.NaN)) {
    throw wrong(`${at}.MsgKey must be MsgSeq, 1 and MsgTimeStamp, joined by _; left out, it is.`);
  }
  if ((IsPlaceMsg === 0) !== MsgBody.length > 0) {
    throw wrong(
      `${at}.MsgBody must ${IsPlaceMsg === 0 ? 'have at least 1 item' : 'be empty'} when IsPlaceMsg is ${IsPlaceMsg}.`,
    );
  }
}

/** Puts into a state what was checked. @throws RangeError when it is more than a mock remembers. */
export function fillState(state: State, { channels = [] }: MockState): void {
  for (const given of channels) {
    if (given.state === 'terminated') state.channels.terminate(given.id);
    else fillChannel(state, given);
  }
  for (const { id } of channels) {
    const known = state.channels.get(id);
    if (known === undefined || (known !== 'terminated' && known.hasExpired)) throw tooMuch();
  }
}

const tooMuch = (): RangeError => new RangeError('state holds more than a mock remembers. Give less of it.');

function fillChannel(state: State, given: GivenCreatedChannel): void {
  const { startedAt: now } = state;
  const { id, Owner_Account = 'administrator', Name = id, CreateTime = now, LastMsgTime } = given;
  const channel = makeChannel(id, completeProfile({ ...given, Owner_Account, Name }), CreateTime);
  if (!state.channels.grow(channel, 0)) throw tooMuch();
  for (const subscriber of given.subscribers ?? []) {
    const { Subscriber_Account, SubscribeTime = now, ...more } = asSubscriber(subscriber);
    const { CustomString = '', MsgFlag = 'AcceptAndNotify', LastSendMsgTime = 0 } = more;
    const fields = { SubscribeTime, CustomString, MsgFlag, LastSendMsgTime };
    if (!state.subscriptions.add(channel, Subscriber_Account, fields)) throw tooMuch();
  }
  for (const message of given.messages ?? []) fillMessage(state, channel, message);
  channel.LastMsgTime = LastMsgTime ?? channel.LastMsgTime;
}

function fillMessage(state: State, channel: Channel, message: GivenMessage): void {
  const {
    MsgSeq = channel.messages.next,
    MsgTimeStamp = state.startedAt,
    MsgRandom = MsgSeq,
    IsPlaceMsg = 0,
  } = message;
  const { MsgBody = [], CloudCustomData } = message;
  const added = { MsgRandom, MsgTimeStamp, IsPlaceMsg, MsgBody, CloudCustomData };
  if (addMessage(state.channels, channel, added, MsgSeq) === undefined) throw tooMuch();
}

const asSubscriber = (given: string | GivenSubscriber): GivenSubscriber =>
  typeof given === 'string' ? { Subscriber_Account: given } : given;

const time = { type: 'integer', minimum: 0 };
const text = { type: 'string' };
const account = { type: 'string', minLength: 1 };
const unsigned = { type: 'integer', minimum: 0, maximum: 4_294_967_295 };
const component = (name: string): object => ({ $ref: `openapi#/components/schemas/${name}` });
const object = (required: string[], properties: object): object => ({
  type: 'object',
  required,
  properties,
  additionalProperties: false,
});

const subscriber = {
  ...object(['Subscriber_Account'], {
    Subscriber_Account: account,
    SubscribeTime: time,
    CustomString: component('CustomString'),
    MsgFlag: text,
    LastSendMsgTime: time,
  }),
  type: ['string', 'object'],
  minLength: 1,
};

const message = object([], {
  MsgKey: text,
  MsgSeq: { ...unsigned, minimum: 1 },
  MsgRandom: unsigned,
  MsgTimeStamp: time,
  IsPlaceMsg: { enum: [0, 1, 2] },
  MsgBody: { type: 'array', items: component('ReadMessageElement') },
  CloudCustomData: text,
});

const channel = object(['id'], {
  id: component('OfficialAccountId'),
  state: { enum: ['created', 'terminated'] },
  Owner_Account: account,
  Name: component('OfficialAccountName'),
  Introduction: component('OfficialAccountIntroduction'),
  FaceUrl: component('OfficialAccountFaceUrl'),
  Organization: component('OfficialAccountOrganization'),
  CustomString: component('CustomString'),
  MaxSubscriberNum: component('MaxSubscriberNum'),
  CreateTime: time,
  LastMsgTime: time,
  subscribers: { type: 'array', items: subscriber },
  messages: { type: 'array', items: message },
});

const stateSchema = object([], {
  accounts: { type: 'array', items: account },
  channels: { type: 'array', items: channel },
});
