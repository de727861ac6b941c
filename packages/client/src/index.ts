export {
  type AnswerBody,
  ChatApiError,
  ChatConnectionError,
  ChatHttpError,
  ChatResponseError,
  ChatTimeoutError,
  isChatApiError,
} from './call-errors.ts';
export { type ChatClient, createChatClient } from './client.ts';
export { ChatConfigError, ChatError, type ChatErrorContext, type Outcome } from './errors.ts';
export { type ErrorCodeText, explainErrorCode } from './explain-error-code.ts';
export type { AttemptEvent, AttemptResultName } from './on-attempt.ts';
export type { CallOptions, ChatClientOptions, Credentials, FetchLike, Target, UserSigProvider } from './options.ts';
export type { Quota, QuotaRequest } from './quota.ts';
