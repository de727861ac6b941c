/**
 * Resolves when a signal asks the process to end, or when its parent is gone, because a killed `npm` sends no signal.
 *
 * @returns The exit code for it: 130, 143 or 129.
 */
export function untilStopped(): Promise<number> {
  return new Promise((resolve) => {
    const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve(codes[signal]));
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) resolve(codes.SIGHUP);
    }, 200).unref();
  });
}
