interface Tracing {
  readonly prototype: Error;
  stackTraceLimit?: number;
}

const tracing: Tracing = Error;

/**
 * Makes the stacks of errors so short for a moment, and returns how long they were. What a stack costs goes by its length: two
 * places take half a microsecond.
 */
export function limitTraces(limit: number | undefined): number | undefined {
  const { stackTraceLimit } = tracing;
  if (stackTraceLimit !== undefined) Reflect.set(tracing, 'stackTraceLimit', limit);
  return stackTraceLimit;
}

/**
 * Lets the stack of an error begin at the caller's own line. When the error is made nothing of the caller may be left on the
 * stack any more, because nobody waits for the call yet.
 *
 * @param place An error that was made in the function which was called.
 */
export function blame(error: Error, place: Error): void {
  const [, line] = placesOf(place);
  if (line === undefined) return;
  error.stack = [`${error.name}: ${error.message}`, line, ...placesOf(error)].join('\n');
}

/** The lines of a stack that name a place, in the form of V8 and Bun or that of other engines. */
const placesOf = ({ stack = '' }: Error): string[] => stack.split('\n').filter((line) => /^ +at |^[^ ]*@/.test(line));
