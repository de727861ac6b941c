/**
 * Resolves when the process has to end: by a signal, or because the process that started it is gone, which is how an
 * `npm` that was killed shows. The number is the exit code that fits.
 */
export function untilStopped(): Promise<number> {
  return new Promise((resolve) => {
    const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
    // Ctrl-C comes twice under npm: from the terminal, and from npm.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(codes[signal]));
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) resolve(codes.SIGHUP);
    }, 200).unref();
  });
}
