/** What is looked at to tell runtimes apart. */
interface Globals {
  process?: { versions?: { node?: string }; type?: string };
  Deno?: unknown;
  Bun?: unknown;
  navigator?: { userAgent?: string };
  window?: unknown;
  document?: unknown;
  WorkerGlobalScope?: unknown;
}

const globals: Globals = globalThis;

/**
 * Whether this runs in a browser, its workers included. A DOM alone does not tell: test runners put one into Node. The
 * windows of Electron are browsers although they may know Node.
 */
export function isBrowser(): boolean {
  const { process, Deno, Bun, navigator, window, document, WorkerGlobalScope } = globals;
  if (process?.type === 'renderer') return true;
  if (process?.versions?.node !== undefined || Deno !== undefined || Bun !== undefined) return false;
  if (navigator?.userAgent === 'Cloudflare-Workers') return false;
  return (window !== undefined && document !== undefined) || WorkerGlobalScope !== undefined;
}

/**
 * Deno sends a POST a second time, by itself, when a connection that it reuses breaks. A connection for each request is the
 * one way to keep it from that without changing the form of the request.
 */
export function mustCloseConnections(): boolean {
  return globals.Deno !== undefined;
}

/**
 * Whether a timer that one call has set may serve another. On Workers it may not: there a timer belongs to the request
 * during which it was set, and ends with it.
 */
export function mayShareTimers(): boolean {
  return globals.process?.versions?.node !== undefined && globals.navigator?.userAgent !== 'Cloudflare-Workers';
}
