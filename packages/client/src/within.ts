/** What ended something before it was done. */
export type Ended = { readonly kind: 'timeout' } | { readonly kind: 'aborted' };

/**
 * Runs something for at most so many milliseconds, and no longer than the caller's signal lets it. What it was doing is
 * aborted then; whether it heeds that or not, nobody waits for it any more. Rejects as `run` does.
 */
export function within<T>(
  limit: number,
  signal: AbortSignal | undefined,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<{ readonly kind: 'done'; value: T } | Ended> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      resolve({ kind: 'aborted' });
      return;
    }
    const controller = new AbortController();
    const release = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    };
    const end = (kind: 'timeout' | 'aborted'): void => {
      release();
      resolve({ kind });
      controller.abort();
    };
    const onAbort = (): void => end('aborted');
    const timer = setTimeout(() => end('timeout'), limit);
    signal?.addEventListener('abort', onAbort);
    run(controller.signal)
      .then((value) => resolve({ kind: 'done', value }), reject)
      .finally(release);
  });
}

/** Resolves after so many milliseconds, or at once when the signal is aborted. */
export async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  await within(milliseconds, signal, () => new Promise<never>(() => {}));
}
