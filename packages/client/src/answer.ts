import type { OperationId, Success } from '@chat-openapi/openapi';
import type { AnswerBody } from './errors.ts';

/**
 * Reads the text of an answer. Success and failure are told apart by `ErrorCode` alone; `ActionStatus` and `ErrorInfo` may
 * be missing, as they are in some answers seen in reality.
 *
 * @returns The body, or a sentence that says why the text is none.
 */
export function decodeAnswer(text: string): AnswerBody | string {
  if (text === '') return 'the body is empty';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'the body is not JSON';
  }
  if (isAnswer(value)) return value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'the body is not a JSON object';
  return 'ErrorCode' in value ? 'ErrorCode is not a whole number' : 'the body has no ErrorCode';
}

function isAnswer(value: unknown): value is AnswerBody {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return 'ErrorCode' in value && Number.isInteger(value.ErrorCode);
}

/** The one place where the document is trusted for the shape of an answer. */
export function isSuccess<K extends OperationId>(body: unknown, _operation: K): body is Success<K> {
  return isAnswer(body) && body.ErrorCode === 0;
}
