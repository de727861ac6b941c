import {
  type AnswerBody,
  ChatApiError,
  ChatConnectionError,
  ChatHttpError,
  ChatResponseError,
  ChatTimeoutError,
} from './call-errors.ts';
import type { ChatError, ChatErrorContext } from './errors.ts';
import type { AttemptResult } from './failure.ts';
import { describeCode } from './judge.ts';
import { createRedact, type Redact, redactDeep } from './redact.ts';

export interface ErrorCircumstances {
  context: ChatErrorContext;
  /** The limits of the client or call, in milliseconds. */
  call: { timeout: number; deadline: number };
  sent: { signature: { secrets: readonly string[] }; limit: number };
}

/** The error for a call whose time was over before its next request could go out. */
export function lateError(deadline: number, context: ChatErrorContext): ChatError {
  return new ChatTimeoutError('deadline', deadline, context);
}

/** The error for the attempt that was the last one of its call. */
export function errorOf(
  result: Exclude<AttemptResult, { kind: 'aborted' }>,
  { context, call, sent }: ErrorCircumstances,
): ChatError {
  switch (result.kind) {
    case 'connection':
      return new ChatConnectionError(result.code, context);
    case 'timeout':
      return sent.limit < call.timeout
        ? new ChatTimeoutError('deadline', call.deadline, context)
        : new ChatTimeoutError('timeout', call.timeout, context);
    case 'http':
      return new ChatHttpError(result.status, result.contentType, result.excerpt, context);
    case 'response':
      return new ChatResponseError(result.reason, 200, result.contentType, result.excerpt, context);
    case 'answer': {
      const code = result.body.ErrorCode;
      const [codeName, retry] =
        context.operation === undefined ? [undefined, 'never' as const] : describeCode(context.operation, code);
      const body = redactedBody(result.body, createRedact(sent.signature.secrets));
      const info = typeof body.ErrorInfo === 'string' ? body.ErrorInfo : '';
      return new ChatApiError({ code, codeName, info, body, retry }, context);
    }
  }
}

function redactedBody(body: AnswerBody, redact: Redact): AnswerBody {
  const fields = redactDeep(body, redact);
  return { ...(typeof fields === 'object' ? fields : {}), ErrorCode: body.ErrorCode };
}
