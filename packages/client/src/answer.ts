import type { OperationId, Success } from '@chat-openapi/openapi';
import type { AnswerBody } from './call-errors.ts';

/**
 * Reads the text of an answer. Success and failure are told apart by `ErrorCode` alone; `ActionStatus` and `ErrorInfo` may
 * be missing, as they are in some answers seen in reality.
 *
 * @returns Undefined when the text is no answer of the service.
 */
export function parseAnswer(text: string): AnswerBody | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isAnswer(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isAnswer(value: unknown): value is AnswerBody {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return 'ErrorCode' in value && Number.isInteger(value.ErrorCode);
}

/** The one place where the document is trusted for the shape of an answer. */
export function isSuccess<K extends OperationId>(body: unknown, _operation: K): body is Success<K> {
  return isAnswer(body) && body.ErrorCode === 0;
}
