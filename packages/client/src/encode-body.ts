import { type Operation, type OperationId, operations } from '@chat-openapi/openapi';
import { randomUint32 } from './attempt.ts';
import { ChatConfigError } from './errors.ts';

/** The JSON text of a body, checked by type only: the service knows its rules better. */
export function encodeBody(body: unknown, operation: OperationId): string {
  const { bodyOptional, filled = [] }: Operation = operations[operation];
  if (body === undefined && bodyOptional) return '{}';
  let text: unknown;
  try {
    text = JSON.stringify(body);
  } catch {}
  // What is no object is another text, or none.
  if (typeof text === 'string' && text.startsWith('{')) return filled.length === 0 ? text : fill(text, filled);
  throw new ChatConfigError(
    'the body must be an object with the fields of the request, which JSON.stringify can write.',
    operation,
  );
}

/** Puts a random number where a field is missing. It stays the same in all attempts, so that the service knows a repeat. */
function fill(text: string, names: readonly string[]): string {
  const given: object = JSON.parse(text);
  const fields = names.filter((name) => !(name in given)).map((name) => `${JSON.stringify(name)}:${randomUint32()}`);
  const rest = text.slice(1);
  return `{${fields.join(',')}${fields.length > 0 && rest !== '}' ? ',' : ''}${rest}`;
}
