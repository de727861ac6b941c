/** A plain model of channels, subscribers and broadcasts: lists that are searched from their beginning, and no cursors. */
import type { Body } from '@chat-openapi/openapi';

/** What a call has to come to: a refusal with a code, or an answer with these fields. */
export type Expected = { code: number } | { answer: Record<string, unknown> };

interface Join {
  channel: string;
  account: string;
  text: string;
}

interface Sent {
  channel: string;
  key: string;
  request: string;
  random: number;
  body: unknown;
  isRecalled: boolean;
}

type Profile = Required<Omit<Body<'createOfficialAccount'>, 'OfficialAccountUserID'>>;

const plain = { Introduction: '', FaceUrl: '', Organization: '', CustomString: '', MaxSubscriberNum: 100_000 };

export class Model {
  /** Of every channel that was made, or that something was done with, its profile; undefined for one that was terminated. */
  readonly channels = new Map<string, Profile | undefined>();
  /** In the order in which users have subscribed. */
  joins: Join[] = [];
  /** In the order in which they were sent. */
  sent: Sent[] = [];
  /** The only accounts, and then channels have to be created first; without them all are there. */
  readonly #accounts: readonly string[] | undefined;

  /** @param channels Those that are there from the start. */
  constructor(accounts: readonly string[] | undefined, channels: readonly string[]) {
    this.#accounts = accounts;
    for (const id of channels) this.touch(id);
  }

  /** Undefined when it may be used. */
  refusal(id: string): { code: number } | undefined {
    const isThere = this.channels.has(id) ? this.channels.get(id) !== undefined : this.#accounts === undefined;
    return isThere ? undefined : { code: 130004 };
  }

  isAccount(id: string): boolean {
    return this.#accounts === undefined || this.#accounts.includes(id);
  }

  profileOf(id: string): Profile {
    return this.channels.get(id) ?? { Owner_Account: 'administrator', Name: id, ...plain };
  }

  /** Something is done with it, and it is known from then on. */
  touch(id: string): void {
    if (!this.channels.has(id)) this.channels.set(id, this.profileOf(id));
  }

  joinsOf(channel: string): Join[] {
    return this.joins.filter((join) => join.channel === channel);
  }

  sentOf(channel: string): Sent[] {
    return this.sent.filter((message) => message.channel === channel);
  }

  create({ OfficialAccountUserID: id, ...profile }: Body<'createOfficialAccount'>): Expected {
    if (!this.isAccount(profile.Owner_Account)) return { code: 70107 };
    if (id === undefined) return { answer: {} };
    if (this.channels.get(id) !== undefined) return { code: 130008 };
    this.channels.set(id, { ...plain, ...profile });
    return { answer: { OfficialAccountUserID: id } };
  }

  modify({ Official_Account: id, ...changes }: Body<'modifyOfficialAccountBaseInfo'>): Expected {
    const refusal = this.refusal(id);
    if (refusal !== undefined) return refusal;
    this.channels.set(id, { ...this.profileOf(id), ...changes });
    return { answer: {} };
  }

  read(ids: string[], filter: readonly string[] | undefined): Expected {
    const items = ids.map((Official_Account) => {
      const refusal = this.refusal(Official_Account);
      if (refusal !== undefined) return { Official_Account, ErrorCode: 130004 };
      return { Official_Account, ErrorCode: 0, ErrorInfo: '', ...this.#infoOf(Official_Account, filter) };
    });
    return { answer: { OfficialAccountInfoList: items } };
  }

  #infoOf(id: string, filter: readonly string[] | undefined): object {
    const { MaxSubscriberNum: _, ...profile } = this.profileOf(id);
    const all = { ...profile, SubscriberNum: this.joinsOf(id).length };
    return Object.fromEntries(Object.entries(all).filter(([name]) => filter === undefined || filter.includes(name)));
  }

  subscribe(id: string, accounts: string[]): Expected {
    const refusal = this.refusal(id);
    if (refusal !== undefined) return refusal;
    const isFull = (): boolean => this.joinsOf(id).length >= this.profileOf(id).MaxSubscriberNum;
    const results = accounts.map((account) => {
      if (this.joinsOf(id).some((join) => join.account === account)) return 2;
      if (!this.isAccount(account) || isFull()) return 0;
      this.touch(id);
      this.joins.push({ channel: id, account, text: '' });
      return 1;
    });
    if (isFull() && accounts.length > 0 && results.every((result) => result === 0)) return { code: 130006 };
    return { answer: { SubscriberList: resultsOf(accounts, results) } };
  }

  unsubscribe(id: string, accounts: string[]): Expected {
    const refusal = this.refusal(id);
    if (refusal !== undefined) return refusal;
    const results = accounts.map((account) => {
      const before = this.joins.length;
      this.joins = this.joins.filter((join) => join.channel !== id || join.account !== account);
      return this.joins.length < before ? 1 : 2;
    });
    return { answer: { SubscriberList: resultsOf(accounts, results) } };
  }

  modifySubscriber(id: string, account: string, text: string): Expected {
    const refusal = this.refusal(id);
    if (refusal !== undefined) return refusal;
    if (!this.channels.has(id)) this.subscribe(id, [account]);
    const join = this.joinsOf(id).find((one) => one.account === account);
    if (join === undefined) return { code: 131003 };
    join.text = text;
    return { answer: {} };
  }

  /** The channels of a user, as they are read with these filters. */
  subscribed(account: string, filter: readonly string[] | undefined): object[] {
    return this.joins
      .filter((join) => join.account === account)
      .map(({ channel, text }) => ({
        Official_Account: channel,
        ...this.#infoOf(channel, filter),
        SelfInfo: { CustomString: text },
      }));
  }

  /** Which message the same request has sent before. */
  send(body: Body<'sendOfficialAccountMsg'>): Expected | Sent | undefined {
    const refusal = this.refusal(body.Official_Account);
    if (refusal !== undefined) return refusal;
    const customs = body.MsgBody.filter(({ MsgType }) => MsgType === 'TIMCustomElem');
    if (customs.length > 1) return { code: 6017 };
    return this.sentOf(body.Official_Account).find(({ request }) => request === JSON.stringify(body));
  }

  noteSent(body: Body<'sendOfficialAccountMsg'>, key: string): void {
    const { Official_Account: channel, Random: random, MsgBody } = body;
    this.touch(channel);
    this.sent.push({ channel, key, request: JSON.stringify(body), random, body: MsgBody, isRecalled: false });
  }

  recall(id: string, keys: string[]): Expected {
    if (this.refusal(id) !== undefined) return { code: 10010 };
    const RecallRetList = keys.map((MsgKey) => {
      const message = this.sentOf(id).find(({ key }) => key === MsgKey);
      if (message !== undefined) message.isRecalled = true;
      return { MsgKey, RetCode: message === undefined ? 10030 : 0 };
    });
    return { answer: { RecallRetList } };
  }

  /** The messages of a channel as they are read back, the newest first. */
  history(id: string, withRecalled: boolean): object[] {
    return this.sentOf(id)
      .filter(({ isRecalled }) => withRecalled || !isRecalled)
      .map(({ key, random, body, isRecalled }) => ({
        From_Account: id,
        MsgKey: key,
        MsgRandom: random,
        IsPlaceMsg: isRecalled ? 2 : 0,
        MsgBody: isRecalled ? [] : body,
      }))
      .reverse();
  }

  terminate(id: string): Expected {
    const refusal = this.refusal(id);
    if (refusal !== undefined) return refusal;
    this.channels.set(id, undefined);
    this.joins = this.joins.filter(({ channel }) => channel !== id);
    this.sent = this.sent.filter(({ channel }) => channel !== id);
    return { answer: {} };
  }

  /** What `state()` of the mock has to hold for each channel. */
  state(): Map<string, object> {
    return new Map(
      Array.from(this.channels, ([id, profile]) => [
        id,
        profile === undefined
          ? { id, state: 'terminated' }
          : {
              ...{ id, state: 'created', ...profile },
              subscribers: this.joinsOf(id).map(({ account, text }) => ({
                Subscriber_Account: account,
                CustomString: text,
              })),
              messages: this.sentOf(id).map(({ key, isRecalled }) => ({ MsgKey: key, IsPlaceMsg: isRecalled ? 2 : 0 })),
            },
      ]),
    );
  }
}

const resultsOf = (accounts: string[], results: number[]): object[] =>
  accounts.map((Subscriber_Account, index) => ({ Subscriber_Account, Result: results[index] }));
