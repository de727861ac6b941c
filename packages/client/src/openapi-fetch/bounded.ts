/** An end for calls in which other code has a part: a middleware, or the body of a request or response that it made, may hang. */
import type { OperationId } from '@chat-openapi/openapi';
import { CallersOwn } from '../callers-own.ts';
import type { Engine } from '../engine.ts';
import { ChatTimeoutError } from '../errors.ts';
import { checkCallOptions } from '../settings.ts';
import { within } from '../time.ts';
import type { CallInit } from './call-init.ts';
import type { Progress } from './send.ts';

/**
 * Runs a call until its deadline, and until its signal ends it.
 *
 * @throws ChatTimeoutError at the deadline, the reason of the signal as `CallersOwn`, what `run` throws, and ChatConfigError.
 */
export async function bounded<T extends object>(
  operation: OperationId | undefined,
  engine: Engine,
  init: CallInit,
  progress: Progress,
  run: () => Promise<T>,
): Promise<T> {
  const { deadline = engine.deadline } = checkCallOptions({ deadline: init.deadline }, operation);
  const result = await within(deadline, init.signal, run);
  if (!('kind' in result)) return result;
  if (result.kind === 'aborted') throw new CallersOwn(init.signal?.reason);
  // The engine's own deadline comes in the same moment, and its error says more.
  await progress.pending;
  const { isAsked } = progress;
  const outcome = isAsked ? 'unknown' : 'notApplied';
  throw new ChatTimeoutError('deadline', deadline, { operation, attempts: isAsked ? 1 : 0, outcome });
}
