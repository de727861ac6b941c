/** Where a call was made. An error is made long after that, when nothing of the caller is left on the stack. */
export interface Caller {
  readonly stack?: string;
}

type Below = (...args: never[]) => unknown;

interface Tracing {
  readonly prototype: Error;
  captureStackTrace?: (target: object, below: Below) => void;
}

const { captureStackTrace }: Tracing = Error;

/**
 * Notes who calls. It is written out only when an error needs it, so it costs about 1 us.
 *
 * @param method The function that is called; it and what it calls are left out.
 */
export function noteCaller(method: Below): Caller {
  if (captureStackTrace === undefined) return new Error();
  const caller: Caller = {};
  captureStackTrace(caller, method);
  return caller;
}

/** Lets the stack of an error begin at the caller's own line. */
export function blame(error: Error, { stack = '' }: Caller): void {
  // The first line is no place but a title, except in engines that write none.
  const places = /^\s+at /.test(stack) || stack.includes('@') ? stack : stack.slice(stack.indexOf('\n') + 1);
  if (places !== '') error.stack = `${error.name}: ${error.message}\n${places}`;
}
