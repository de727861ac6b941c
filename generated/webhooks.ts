/* Made from spec/ by `npm run generate`. Do not edit: change spec/ and run the command again. */

import type { WebhookTime } from './document.ts';
import type { webhooks as SchemaWebhooks } from './schema.js';

/** One of the answers that bring something about. */
export interface WebhookAnswerRules {
  /** Its `ErrorCode`. */
  readonly code: number;
  /** The code that the caller of the operation gets then. */
  readonly given?: number;
  /** Codes that the app may answer in place of `code`, to say why. */
  readonly own?: { readonly from: number; readonly to: number };
  /** Fields of the answer that say more. At least one of them is there. */
  readonly fields?: readonly string[];
}

/** What the document says of a webhook, as far as a receiver needs it at run time. */
export interface Webhook {
  /** Whether the service waits for the answer before the event happens, or tells of an event that has happened. */
  readonly when: WebhookTime;
  /** Seconds until the service no longer waits for the answer. */
  readonly timeout: number;
  /** Fields of the event that tell it from others of its kind. Without them only the whole event does. */
  readonly key?: readonly string[];
  /** Left out where the answer is ignored. */
  readonly answers?: { readonly [name: string]: WebhookAnswerRules };
}

/** Every webhook of the document, by the vendor's command. */
export const webhooks = {
  /**
   * A channel is about to be created.
   *
   * Sent before a channel is made by a call of `create_official_account`, which waits for the answer. It has no id yet.
   *
   * The answer decides: with 0 the channel is made, with 1 it is not, and the caller gets 20006. A code of the app's own, from
   * 120001 to 130000, refuses it as well. When no answer comes within 2 seconds, the channel is made, unless the console says
   * otherwise; a request is not repeated.
   *
   * @see https://www.tencentcloud.com/document/product/1047/60795
   */
  "OfficialAccount.CallbackBeforeCreateOfficialAccount": {
    when: "before",
    timeout: 2,
    answers: {
      allow: { code: 0 },
      refuse: { code: 1, given: 20006, own: { from: 120001, to: 130000 } },
    },
  },
  /**
   * A channel was created.
   *
   * Sent after a channel was made by a call of `create_official_account`.
   *
   * The event has happened, so the answer changes nothing. When none comes within 2 seconds, the request is repeated only where that was
   * switched on in the console; how often, and after which time, is not documented.
   *
   * @see https://www.tencentcloud.com/document/product/1047/60796
   */
  "OfficialAccount.CallbackAfterCreateOfficialAccount": {
    when: "after",
    timeout: 2,
  },
  /**
   * The profile of a channel was changed.
   *
   * Sent after a call of `modify_official_account_base_info` has changed the profile of a channel. Whether fields that were not changed are there is not
   * documented.
   *
   * The event has happened, so the answer changes nothing. When none comes within 2 seconds, the request is repeated only where that was
   * switched on in the console; how often, and after which time, is not documented.
   *
   * @see https://www.tencentcloud.com/document/product/1047/60797
   */
  "OfficialAccount.CallbackAfterOfficialAccountInfoChanged": {
    when: "after",
    timeout: 2,
  },
  /**
   * A channel was terminated.
   *
   * Sent after a channel was terminated by a call of `destroy_official_account`. Who called is not told.
   *
   * The event has happened, so the answer changes nothing. When none comes within 2 seconds, the request is repeated only where that was
   * switched on in the console; how often, and after which time, is not documented.
   *
   * @see https://www.tencentcloud.com/document/product/1047/60798
   */
  "OfficialAccount.CallbackAfterOfficialAccountDestroyed": {
    when: "after",
    timeout: 2,
  },
  /**
   * Users are about to subscribe to a channel.
   *
   * Sent before users subscribe to a channel, by a client or by a call of `add_subscriber`, which waits for the answer.
   *
   * The answer decides: with 0 they subscribe, but for those that `RefusedSubscribers_Account` names; with 1 none of them does. What
   * the caller gets then is not documented. When no answer comes within 2 seconds, they subscribe, unless the console says
   * otherwise; a request is not repeated.
   *
   * @see https://www.tencentcloud.com/document/product/1047/60799
   */
  "OfficialAccount.CallbackBeforeAddSubscriber": {
    when: "before",
    timeout: 2,
    answers: {
      allow: { code: 0 },
      refuse: { code: 1 },
      refuseSubscribers: { code: 0, fields: ["RefusedSubscribers_Account"] },
    },
  },
  /**
   * Users have subscribed to a channel.
   *
   * Sent after users have subscribed to a channel, by a client or by a call of `add_subscriber`.
   *
   * The event has happened, so the answer changes nothing. When none comes within 2 seconds, the request is repeated only where that was
   * switched on in the console; how often, and after which time, is not documented.
   *
   * @see https://www.tencentcloud.com/document/product/1047/60800
   */
  "OfficialAccount.CallbackAfterAddSubscriber": {
    when: "after",
    timeout: 2,
  },
  /**
   * A channel has as many subscribers as it may have.
   *
   * Sent after a subscription with which a channel reaches its limit.
   *
   * The event has happened, so the answer changes nothing. When none comes within 2 seconds, the request is repeated only where that was
   * switched on in the console; how often, and after which time, is not documented.
   *
   * @see https://www.tencentcloud.com/document/product/1047/60801
   */
  "OfficialAccount.CallbackAfterOfficialAccountFull": {
    when: "after",
    timeout: 2,
  },
  /**
   * Users have unsubscribed from a channel.
   *
   * Sent after users have unsubscribed from a channel, by a client or by a call of `delete_subscriber`.
   *
   * The event has happened, so the answer changes nothing. When none comes within 2 seconds, the request is repeated only where that was
   * switched on in the console; how often, and after which time, is not documented.
   *
   * @see https://www.tencentcloud.com/document/product/1047/60802
   */
  "OfficialAccount.CallbackAfterDeleteSubscriber": {
    when: "after",
    timeout: 2,
  },
  /**
   * A channel is about to send a message.
   *
   * Sent before a message of a channel is delivered, which a client or a call of `send_official_account_msg` has sent. The
   * sender waits for the answer.
   *
   * The answer decides: with 0 the message is delivered, with the `MsgBody` and the `CloudCustomData` of the answer where it has
   * them; with 1 it is not, and the sender gets 10016; with 2 it is dropped, and the sender is told that all is well. With a code
   * of the app's own, from 120001 to 130000, it is not delivered, and the sender gets that code and its `ErrorInfo`. When no answer
   * comes within 2 seconds, the message is delivered, unless the console says otherwise; a request is not repeated.
   *
   * @see https://www.tencentcloud.com/document/product/1047/60803
   */
  "OfficialAccount.CallbackBeforeSendMsg": {
    when: "before",
    timeout: 2,
    answers: {
      allow: { code: 0 },
      refuse: { code: 1, given: 10016, own: { from: 120001, to: 130000 } },
      drop: { code: 2 },
      replace: { code: 0, fields: ["MsgBody","CloudCustomData"] },
    },
  },
  /**
   * A channel has sent a message.
   *
   * Sent after a message of a channel was delivered.
   *
   * The event has happened, so the answer changes nothing. When none comes within 2 seconds, the request is repeated only where that was
   * switched on in the console; how often, and after which time, is not documented.
   *
   * @see https://www.tencentcloud.com/document/product/1047/60804
   */
  "OfficialAccount.CallbackAfterSendMsg": {
    when: "after",
    timeout: 2,
    key: ["Official_Account","MsgKey"],
  },
  /**
   * Messages of a channel were recalled.
   *
   * Sent after messages of a channel were recalled, by a client or by a call of `official_account_msg_recall`.
   *
   * The event has happened, so the answer changes nothing. When none comes within 2 seconds, the request is repeated only where that was
   * switched on in the console; how often, and after which time, is not documented.
   *
   * @see https://www.tencentcloud.com/document/product/1047/60805
   */
  "OfficialAccount.CallbackAfterMsgWithDraw": {
    when: "after",
    timeout: 2,
    key: ["Official_Account","WithdrawMsgList"],
  },
} as const satisfies { [K in keyof SchemaWebhooks]: Webhook };

/** The vendor's name of a webhook. */
export type WebhookCommand = keyof typeof webhooks;

/** True for a webhook of the document. */
export function isWebhookCommand(value: unknown): value is WebhookCommand {
  return typeof value === 'string' && Object.hasOwn(webhooks, value);
}

/** The commands of all webhooks, in the order of the document. */
export const webhookCommands: readonly WebhookCommand[] = /* @__PURE__ */ Object.keys(webhooks).filter(isWebhookCommand);

type Post<C extends WebhookCommand> = SchemaWebhooks[C]['post'];

/** What the service sends. That of several commands is a union, which `CallbackCommand` tells apart. */
export type WebhookEvent<C extends WebhookCommand = WebhookCommand> = {
  [K in C]: Post<K>['requestBody']['content']['application/json'];
}[C];

/** What the app answers. */
export type WebhookAnswer<C extends WebhookCommand = WebhookCommand> = {
  [K in C]: Post<K>['responses'][200]['content']['application/json'];
}[C];
