/** The error for the attempt that was the last one of its call. Nothing secret is in it. */
import { describeCode, type OperationId } from '@chat-openapi/openapi';
import type { AttemptResult } from './attempt.ts';
import { type Call, contextOf } from './call.ts';
import {
  ChatApiError,
  ChatConnectionError,
  type ChatError,
  ChatHttpError,
  ChatResponseError,
  ChatTimeoutError,
} from './errors.ts';
import { describeForeign } from './foreign-answer.ts';
import { redactBody } from './redact.ts';

interface Circumstances {
  readonly call: Call<OperationId>;
  /** How long this attempt could take, in milliseconds. */
  readonly limit: number;
  /** What must not stand in the error. */
  readonly secrets: readonly string[];
  /** Whether the user wants the beginning of an answer that is not one of the service. */
  readonly quotes: boolean;
}

/** The error for the attempt that was the last one of its call. */
export function errorOf(
  result: Exclude<AttemptResult, { kind: 'aborted' }>,
  { call, limit, secrets, quotes }: Circumstances,
): ChatError {
  const context = contextOf(call);
  switch (result.kind) {
    case 'connection':
      return new ChatConnectionError(result.code, context, result.unsent);
    case 'timeout': {
      const which = limit < call.timeout ? 'deadline' : 'timeout';
      return new ChatTimeoutError(which, call[which], context);
    }
    case 'http':
      return new ChatHttpError(describeForeign(result, secrets, quotes), context, result.retryAfter);
    case 'response':
      return new ChatResponseError(
        result.reason,
        describeForeign({ status: 200, ...result }, secrets, quotes),
        context,
      );
    case 'answer': {
      const code = result.body.ErrorCode;
      const { name: codeName, retry = 'never' } = describeCode(code, call.id) ?? {};
      const body = redactBody(result.body, secrets);
      const info = typeof body.ErrorInfo === 'string' ? body.ErrorInfo : '';
      return new ChatApiError({ code, codeName, info, body, retry }, context);
    }
  }
}
