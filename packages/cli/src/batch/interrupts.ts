/** Ctrl-C while a run is going: once to end it in order, twice to end it at once. */
import { exitCodes } from '../exit-codes.ts';

const codes = { SIGINT: exitCodes.interrupted, SIGTERM: 143 } as const;

/**
 * Under `npx` one Ctrl-C comes twice, from the terminal and from npm. What comes within so many milliseconds of the first is taken for
 * the same.
 */
const sameTime = 500;

/**
 * Listens until it is disposed of. SIGHUP is left alone: under `nohup` a run outlives its terminal, and otherwise it is killed, which
 * harms nothing.
 *
 * @param onFirst Called once, with the exit code that is due then. The second one ends the process.
 */
export function listenForInterrupts(onFirst: (code: number) => void): Disposable {
  let first: number | undefined;
  const listeners = Object.entries(codes).map(([name, code]) => {
    const listener = (): void => {
      if (first === undefined) {
        first = performance.now();
        onFirst(code);
      } else if (performance.now() - first > sameTime) process.exit(code);
    };
    return [name, listener] as const;
  });
  for (const [name, listener] of listeners) process.on(name, listener);
  return {
    [Symbol.dispose]() {
      for (const [name, listener] of listeners) process.off(name, listener);
    },
  };
}
