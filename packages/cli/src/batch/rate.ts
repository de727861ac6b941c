import { type Operation, type OperationId, operations } from '@chat-openapi/openapi';
import { partOfRate } from './pace.ts';

/** Calls a second at which an operation is called, whatever the body; undefined where the document has no limit for that. */
export function rateOf(operation: OperationId): number | undefined {
  const { rateLimits }: Operation = operations[operation];
  const rates = rateLimits.filter(({ by }) => by === undefined).map(({ calls, seconds }) => calls / seconds);
  return rates.length === 0 ? undefined : Math.min(...rates) * partOfRate;
}

/** The longest window in which calls are counted whatever their body, in milliseconds. */
export function windowOf(operation: OperationId): number {
  const { rateLimits }: Operation = operations[operation];
  return 1000 * Math.max(0, ...rateLimits.filter(({ by }) => by === undefined).map(({ seconds }) => seconds));
}
