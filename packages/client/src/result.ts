/** What an attempt came to, without anything secret, and the error for the one that was the last of its call. */

import { describeCode } from '@chat-openapi/openapi';
import type { AnswerBody } from './answer-body.ts';
import type { RawResult } from './attempt.ts';
import type { ConnectionFailure } from './connection.ts';
import {
  ChatApiError,
  ChatConnectionError,
  type ChatError,
  type ChatErrorContext,
  ChatHttpError,
  ChatResponseError,
  ChatTimeoutError,
} from './errors.ts';
import { describeForeign, type ForeignAnswer } from './foreign-answer.ts';
import { redactBody } from './redact.ts';

/** How one request ended. Nothing in it needs to be kept secret, except the texts of an answer. */
export type AttemptResult =
  | { readonly kind: 'answer'; readonly body: AnswerBody }
  | ({ readonly kind: 'connection' } & ConnectionFailure)
  | {
      readonly kind: 'http';
      readonly status: number;
      readonly retryAfter: number | undefined;
      readonly contentType: string | null;
      readonly text: string | undefined;
    }
  | {
      readonly kind: 'response';
      readonly reason: string;
      readonly contentType: string | null;
      readonly text: string | undefined;
    }
  /** What the user's `fetch` gave cannot be read. */
  | { readonly kind: 'unreadable'; readonly reason: string }
  | { readonly kind: 'timeout'; readonly isSilent: boolean }
  | { readonly kind: 'aborted' };

/** Takes from the end of an attempt what is needed of it. */
export function digest(raw: RawResult): AttemptResult {
  if (raw.kind !== 'stray') return raw;
  const { status, contentType, text, retryAfter } = raw;
  return status === 200
    ? { kind: 'response', reason: reasonOf(text), contentType, text }
    : { kind: 'http', status, contentType, text, retryAfter };
}

/** Whether the request certainly never left, so that it may be tried elsewhere. */
export const isUnsent = (raw: RawResult): boolean => raw.kind === 'connection' && raw.nothingSent && !raw.isFinal;

/** Why a text is no answer of the service. */
function reasonOf(text: string | undefined): string {
  if (text === undefined) return 'the body is too large';
  if (text === '') return 'the body is empty';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'the body is not JSON';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'the body is not a JSON object';
  return 'ErrorCode' in value ? 'ErrorCode is not a whole number' : 'the body has no ErrorCode';
}

/** What is known of the answer behind a response that cannot be read. */
export const unreadAnswer: ForeignAnswer = {
  status: 200,
  contentType: undefined,
  kind: 'cut',
  size: undefined,
  excerpt: undefined,
};

/** What else goes into the error of an attempt. */
export interface ErrorCircumstances {
  readonly context: ChatErrorContext;
  /** The limit of an attempt, that of the whole call, and how long this attempt could take, in milliseconds. */
  readonly timeout: number;
  readonly deadline: number;
  readonly limit: number;
  /** What must not stand in the error. */
  readonly secrets: readonly string[];
  /** Whether the user wants the beginning of an answer that is not one of the service. */
  readonly quotes: boolean;
}

/** The error for the attempt that was the last one of its call. */
export function errorOf(
  result: Exclude<AttemptResult, { kind: 'aborted' }>,
  { context, timeout, deadline, limit, secrets, quotes }: ErrorCircumstances,
): ChatError {
  switch (result.kind) {
    case 'connection':
      return new ChatConnectionError(result.code, context, result.reason);
    case 'timeout':
      return limit < timeout
        ? new ChatTimeoutError('deadline', deadline, context)
        : new ChatTimeoutError('timeout', timeout, context);
    case 'http':
      return new ChatHttpError(describeForeign(result, secrets, quotes), context, result.retryAfter);
    case 'response':
      return new ChatResponseError(
        result.reason,
        describeForeign({ ...result, status: 200 }, secrets, quotes),
        context,
      );
    case 'unreadable':
      return new ChatResponseError(`what fetch gave cannot be read, ${result.reason}`, unreadAnswer, context);
    case 'answer': {
      const code = result.body.ErrorCode;
      const { name: codeName, retry = 'never' } = describeCode(code, context.operation) ?? {};
      const body = redactBody(result.body, secrets);
      const info = typeof body.ErrorInfo === 'string' ? body.ErrorInfo : '';
      return new ChatApiError({ code, codeName, info, body, retry }, context);
    }
  }
}
