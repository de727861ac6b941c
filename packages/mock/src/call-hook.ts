/** Calls a hook of the user's. What it throws, or rejects with, changes nothing and ends no process. */
export function callHook<Args extends unknown[]>(hook: (...args: Args) => unknown, ...args: Args): void {
  try {
    const returned = hook(...args);
    if (typeof returned === 'object' && returned !== null) Promise.resolve(returned).catch(() => {});
  } catch {}
}
