export {
  type ChunksResult,
  type FailedChunk,
  isMessageElement,
  type MessageElement,
  type Region,
} from '@chat-openapi/openapi';
export type { AnswerBody } from './answer-body.ts';
export { type ChatClient, createChatClient } from './client.ts';
export {
  ChatApiError,
  ChatConfigError,
  ChatConnectionError,
  ChatError,
  type ChatErrorContext,
  ChatHttpError,
  ChatPagingError,
  ChatQuotaError,
  ChatResponseError,
  ChatTimeoutError,
  isChatApiError,
  type Outcome,
} from './errors.ts';
export { type ErrorCodeText, explainErrorCode } from './explain-error-code.ts';
export { type AnswerWithoutItemResults, failedItems } from './failed-items.ts';
export type { AnswerKind, ForeignAnswer } from './foreign-answer.ts';
export { createChatClientFromEnv, type EnvOverrides } from './from-env.ts';
export { type AttemptLogger, type LogAttemptsOptions, logAttempts } from './log-attempts.ts';
export { customElement, textElement } from './message-elements.ts';
export type { AttemptEvent, AttemptResultName } from './on-attempt.ts';
export type { CallOptions, ChatClientOptions, Credentials, FetchLike, Target, UserSigProvider } from './options.ts';
export type { Quota, QuotaLimit, QuotaRequest } from './quota.ts';
export type { ResponseLike } from './read-body.ts';
