export type { WebhookAnswer, WebhookCommand, WebhookEvent } from '@chat-openapi/openapi/webhooks';
export { WebhookError } from './errors.ts';
export { eventKey } from './event-key.ts';
export type {
  AfterHandler,
  BeforeHandler,
  OtherWebhookEvent,
  WebhookAnswers,
  WebhookHandler,
  WebhookHandlers,
  WebhookQuery,
} from './handlers.ts';
export { type NodeRequest, type NodeResponse, toNodeHandler } from './node.ts';
export type { Apps, Signing, WebhookReceiverOptions } from './options.ts';
export { createWebhookReceiver, type WebhookReceiver } from './receiver.ts';
export type { Refusal, RefusalReason } from './refusal.ts';
export { type SignWebhookOptions, signWebhook } from './signature.ts';
export { type WebhookRequestBody, type WebhookRequestOptions, webhookRequest } from './webhook-request.ts';
