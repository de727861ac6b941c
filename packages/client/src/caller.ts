/** Lets the stack of an error begin at the line of the app that has made the call. */
import { CallersOwn } from './callers-own.ts';
import { now } from './clock.ts';
import { ChatError } from './errors.ts';

interface Tracing {
  readonly prototype: Error;
  stackTraceLimit?: number;
}

const tracing: Tracing = Error;

/** Where a call was made: a stack, and the number of the line in it that is the caller's; without it, who waits for the call. */
export interface Place {
  readonly trace: Error;
  readonly line?: number;
}

/**
 * Milliseconds between calls that note where they were made: the service takes no more of an operation. A stack costs 10 us, which
 * must not hold up who sends more to something faster.
 */
const noteEvery = 5;
/** How many may do so at once. */
const maxAtOnce = 20;
let nextNote = 0;

/** Whether a call may note where it was made. */
export function mayNote(): boolean {
  const at = now();
  if (nextNote > at) return false;
  nextNote = Math.max(nextNote, at - noteEvery * maxAtOnce) + noteEvery;
  return true;
}

/**
 * Notes who has called the function that calls this. What a stack costs goes by its length, so it is made as short as can be:
 * three places.
 */
export function noteCaller(): Place {
  const { stackTraceLimit } = tracing;
  limitTraces(stackTraceLimit, 3);
  const trace = new Error();
  limitTraces(stackTraceLimit, stackTraceLimit);
  return { trace, line: 2 };
}

/** Engines that do not know the limit keep what they have. */
function limitTraces(known: number | undefined, limit: number | undefined): void {
  if (known !== undefined) Reflect.set(tracing, 'stackTraceLimit', limit);
}

/**
 * Lets the stack of an error that was made here begin at the caller's own line. When the error is made nothing of the caller may
 * be left on the stack any more, because nobody waits for the call yet. Gives the error.
 */
export function blame(error: unknown, { trace, line }: Place): unknown {
  // The app may make anything of a stack, with `Error.prepareStackTrace`.
  try {
    const places = placesOf(trace);
    const place = line === undefined ? places.slice(1).find((text) => !turn.test(text)) : places[line];
    if (place !== undefined && error instanceof ChatError) {
      error.stack = [`${error.name}: ${error.message}`, place, ...placesOf(error)].join('\n');
    }
  } catch {}
  return error;
}

/**
 * The outermost function of a call.
 *
 * @param run Rejects with what the caller's own code threw as `CallersOwn`, with which nothing is done.
 */
export async function called<T>(place: Place | undefined, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof CallersOwn) throw error.value;
    // Who waits for the call does so by now, and stands in the stack.
    if (place === undefined) await undefined;
    throw blame(error, place ?? { trace: new Error() });
  }
}

/** Does something now, and gives a function that gives its result, or throws what it threw. */
export function done<T>(place: Place, run: () => T): () => T {
  try {
    const value = run();
    return () => value;
  } catch (error) {
    blame(error, place);
    return () => {
      throw error;
    };
  }
}

/** The runtime's own functions, and promises of several, which stand between two that wait for each other. */
const turn = /\((node|ext|native):|at async Promise\./;

/** The lines of a stack that name a place, in the form of V8 and Bun or that of other engines. */
const placesOf = ({ stack = '' }: Error): string[] => stack.split('\n').filter((line) => /^ +at |^[^ ]*@/.test(line));
