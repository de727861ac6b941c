/** The life of a channel that the live run goes through: its calls in their order, and what each needs from those before. */
import { randomInt } from 'node:crypto';
import { isObject } from '@chat-openapi/openapi/document';

/** The answers so far, by operation; none where a call was left out or had no JSON for an answer. */
export type Answers = ReadonlyMap<string, unknown>;

export interface LifeStep {
  readonly title: string;
  readonly operation: string;
  /** The body, or in words why the call has to be left out. */
  body(answers: Answers): object | string;
}

export interface LifePeople {
  readonly owner: string;
  /** The only one who gets anything. Without one nobody subscribes and nothing is sent. */
  readonly subscriber: string | undefined;
}

export const creation = 'createOfficialAccount';
export const termination = 'destroyOfficialAccount';

const sending = 'sendOfficialAccountMsg';
const listing = 'getSubscriberInfo';

/** From the creation up to the termination, which is not among them. */
export function lifeOf(channel: string, { owner, subscriber }: LifePeople): LifeStep[] {
  const id = { Official_Account: channel };
  const step = (title: string, operation: string, body: LifeStep['body']): LifeStep => ({ title, operation, body });
  /** A call that needs somebody who subscribes. */
  const withSubscriber = (
    title: string,
    operation: string,
    body: (account: string, answers: Answers) => object | string,
  ): LifeStep =>
    step(title, operation, (answers) =>
      subscriber === undefined ? '--subscriber is not given' : body(subscriber, answers),
    );
  return [
    step('create a channel', creation, () => ({
      Owner_Account: owner,
      OfficialAccountUserID: channel,
      Name: 'contract test',
    })),
    step('read the channel', 'getOfficialAccountInfo', () => ({ OfficialAccountIdList: [id] })),
    step('change the channel', 'modifyOfficialAccountBaseInfo', () => ({ ...id, Introduction: 'contract test' })),
    withSubscriber('subscribe', 'addSubscriber', (account) => ({
      ...id,
      SubscriberList: [{ Subscriber_Account: account }],
    })),
    withSubscriber('list the subscribers', listing, () => ({ ...id, Limit: 10, Next: '' })),
    withSubscriber('list the channels of the subscriber', 'getSubscribedOfficialAccountList', (account) => ({
      Subscriber_Account: account,
      Limit: 10,
    })),
    withSubscriber('change the subscriber', 'modifySubscriberInfo', (account) => ({
      ...id,
      Subscriber_Account: account,
      CustomString: 'contract test',
    })),
    withSubscriber('send a message', sending, (account, answers) => {
      if (!isOnly(answers.get(listing), account)) return 'the list of subscribers does not show that one alone';
      const MsgBody = [{ MsgType: 'TIMTextElem', MsgContent: { Text: 'contract test' } }];
      return { ...id, Random: randomInt(2 ** 32), MsgBody };
    }),
    withSubscriber('read the messages', 'getOfficialAccountHistory', () => ({ ...id, ReqMsgNumber: 10 })),
    withSubscriber('recall the message', 'recallOfficialAccountMsg', (_account, answers) => {
      const key = fieldOf(answers.get(sending), 'MsgKey');
      return typeof key === 'string' ? { ...id, MsgKeyList: [key] } : 'no answer has told its key';
    }),
    withSubscriber('unsubscribe', 'deleteSubscriber', (account) => ({ ...id, SubscriberToDel_Account: [account] })),
  ];
}

const fieldOf = (value: unknown, name: string): unknown => (isObject(value) ? value[name] : undefined);

/** Whether an answer lists one subscriber, and no other: a message goes to all of them. */
function isOnly(answer: unknown, account: string): boolean {
  const list = fieldOf(answer, 'SubscriberList');
  return Array.isArray(list) && list.length === 1 && fieldOf(list[0], 'Subscriber_Account') === account;
}
