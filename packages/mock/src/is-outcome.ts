import { type OperationId, operations } from '@chat-openapi/openapi';
import { operationsByPath, readDocument } from './operations.ts';
import { type Outcome, parseOutcome } from './outcome.ts';

/** Whether a mock can be asked to end a call so: for codes that are only known when the program runs. */
export function isOutcome<K extends OperationId>(operation: K, value: unknown): value is Outcome<K> {
  const { path } = operations[operation];
  const examples = operationsByPath(readDocument()).get(path)?.examples ?? {};
  // The example of a success is no outcome that a test would wait for.
  if (value === 0) return false;
  return (typeof value === 'string' || typeof value === 'number') && parseOutcome(String(value), examples) === value;
}
