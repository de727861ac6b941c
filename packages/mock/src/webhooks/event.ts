/** What has happened, or is about to, as the rules say it. */
import type { WebhookCommand, WebhookEvent } from '@chat-openapi/openapi/webhooks';

/** Every field of an event but those that the mock fills in. */
export type EventFields<C extends WebhookCommand> = Omit<WebhookEvent<C>, 'CallbackCommand' | 'EventTime'>;

export interface Event {
  /** Events about the same thing, such as a channel, are delivered in order. */
  readonly about: string;
  /** The vendor's name of the webhook. */
  readonly command: string;
  readonly fields: object;
}

/** @param about The id of what it is about; empty for what has none yet. */
export function eventOf<C extends WebhookCommand>(about: string, command: C, fields: EventFields<C>): Event {
  return { about, command, fields };
}

/** Whose call it was. */
export interface Origin {
  sdkAppId: number;
  /** The address that it came from. */
  clientIp: string;
}
