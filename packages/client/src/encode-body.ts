import type { OperationId } from '@chat-openapi/openapi';
import { ChatConfigError } from './errors.ts';

/** The JSON text of a body, checked by type only: the service knows its rules better. */
export function encodeBody(body: unknown, operation: OperationId): string {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new ChatConfigError('the body must be an object with the fields of the request.', operation);
  }
  const text = stringify(body);
  if (text === undefined) {
    throw new ChatConfigError('the body cannot be written as JSON: it holds itself, or a bigint.', operation);
  }
  return text;
}

function stringify(body: object): string | undefined {
  try {
    return JSON.stringify(body);
  } catch {
    return undefined;
  }
}
