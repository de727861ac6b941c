/** What an attempt came to, without anything secret, and the error for the one that was the last of its call. */
import { describeCode } from '@chat-openapi/openapi';
import type { RawResult } from './attempt.ts';
import { readConnectionFailure } from './connection.ts';
import {
  type AnswerBody,
  ChatApiError,
  ChatConnectionError,
  type ChatError,
  type ChatErrorContext,
  ChatHttpError,
  ChatResponseError,
  ChatTimeoutError,
} from './errors.ts';
import { createRedact, excerptOf, redactDeep } from './redact.ts';
import type { Ended } from './time.ts';

/** How one request ended. Nothing in it needs to be kept secret, except the body of an answer. */
export type AttemptResult =
  | { readonly kind: 'answer'; readonly body: AnswerBody }
  | { readonly kind: 'connection'; readonly code: string | undefined; readonly nothingSent: boolean }
  | {
      readonly kind: 'http';
      readonly status: number;
      readonly contentType: string | undefined;
      readonly excerpt: string;
    }
  | {
      readonly kind: 'response';
      readonly reason: string;
      readonly contentType: string | undefined;
      readonly excerpt: string;
    }
  | Ended;

/** Takes from the end of an attempt what may be shown. */
export function digest(raw: RawResult, secrets: readonly string[]): AttemptResult {
  if (raw.kind === 'thrown') return { kind: 'connection', ...readConnectionFailure(raw.error) };
  if (raw.kind !== 'stray') return raw;
  const { status, text } = raw;
  const redact = createRedact(secrets);
  const contentType = raw.contentType === null ? undefined : redact(raw.contentType).slice(0, 100);
  const excerpt = text === undefined ? '' : excerptOf(text, redact);
  return status === 200
    ? { kind: 'response', reason: reasonOf(text), contentType, excerpt }
    : { kind: 'http', status, contentType, excerpt };
}

/** Whether the request certainly never left. */
export const isUnsent = (raw: RawResult): boolean =>
  raw.kind === 'thrown' && readConnectionFailure(raw.error).nothingSent;

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

/** What else goes into the error of an attempt. */
export interface ErrorCircumstances {
  readonly context: ChatErrorContext;
  /** The limit of an attempt, that of the whole call, and how long this attempt could take, in milliseconds. */
  readonly timeout: number;
  readonly deadline: number;
  readonly limit: number;
  readonly secrets: readonly string[];
}

/** The error for the attempt that was the last one of its call. */
export function errorOf(
  result: Exclude<AttemptResult, { kind: 'aborted' }>,
  { context, timeout, deadline, limit, secrets }: ErrorCircumstances,
): ChatError {
  switch (result.kind) {
    case 'connection':
      return new ChatConnectionError(result.code, context);
    case 'timeout':
      return limit < timeout
        ? new ChatTimeoutError('deadline', deadline, context)
        : new ChatTimeoutError('timeout', timeout, context);
    case 'http':
      return new ChatHttpError(result.status, result.contentType, result.excerpt, context);
    case 'response':
      return new ChatResponseError(result.reason, 200, result.contentType, result.excerpt, context);
    case 'answer': {
      const code = result.body.ErrorCode;
      const { name: codeName, retry = 'never' } = describeCode(code, context.operation) ?? {};
      const body = redactBody(result.body, secrets);
      const info = typeof body.ErrorInfo === 'string' ? body.ErrorInfo : '';
      return new ChatApiError({ code, codeName, info, body, retry }, context);
    }
  }
}

function redactBody(body: AnswerBody, secrets: readonly string[]): AnswerBody {
  const redacted = redactDeep(body, createRedact(secrets));
  return { ...(typeof redacted === 'object' ? redacted : {}), ErrorCode: body.ErrorCode };
}
