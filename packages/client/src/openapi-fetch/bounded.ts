/** An end for calls in which other code has a part: a middleware, or the body of a request or response that it made, may hang. */
import type { OperationId } from '@chat-openapi/openapi';
import { CallersOwn } from '../callers-own.ts';
import { ChatTimeoutError } from '../errors.ts';
import { within } from '../time.ts';
import type { Progress } from './send.ts';

/**
 * Runs a call for at most `deadline` milliseconds, and until its signal ends it.
 *
 * @throws ChatTimeoutError at the deadline, the reason of the signal as `CallersOwn`, and what `run` throws.
 */
export async function bounded<T extends object>(
  operation: OperationId | undefined,
  { deadline, signal }: { deadline: number; signal: AbortSignal | undefined },
  progress: Progress,
  run: () => Promise<T>,
): Promise<T> {
  const result = await within(deadline, signal, run);
  if (!('kind' in result)) return result;
  if (result.kind === 'aborted') throw new CallersOwn(signal?.reason);
  // The engine's own deadline comes in the same moment, and its error says more.
  await progress.pending;
  const { isAsked } = progress;
  const outcome = isAsked ? 'unknown' : 'notApplied';
  throw new ChatTimeoutError('deadline', deadline, { operation, attempts: isAsked ? 1 : 0, outcome });
}
