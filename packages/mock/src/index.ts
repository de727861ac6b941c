export type { MockCall, OperationCall } from './calls.ts';
export type { MockSettings, MockWebhookSettings } from './changes.ts';
export { isOutcome } from './is-outcome.ts';
export type { Mock } from './mock.ts';
export type { MockOptions } from './options.ts';
export type { Fault, Outcome } from './outcome.ts';
export { startMock } from './start-mock.ts';
export type {
  ChannelSnapshot,
  ChannelState,
  CreatedChannel,
  GivenChannel,
  GivenCreatedChannel,
  GivenMessage,
  GivenSubscriber,
  MessageSnapshot,
  MockState,
  StateSnapshot,
  SubscriberSnapshot,
  TerminatedChannel,
} from './state/snapshot.ts';
export type { MockWebhookOptions } from './webhooks/options.ts';
export type { MockWebhook, WebhookCounts, WebhookFailure, WebhookOf } from './webhooks/webhook.ts';
