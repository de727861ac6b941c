/** The globals by which runtimes are told apart. */
interface Globals {
  process?: {
    versions?: { node?: string };
    type?: string;
    getBuiltinModule?: (name: string) => unknown;
  };
  Deno?: unknown;
  Bun?: unknown;
  navigator?: { userAgent?: string };
  window?: unknown;
  document?: unknown;
  WorkerGlobalScope?: unknown;
  performance: { clearResourceTimings?: (name?: string) => void };
}

const globals: Globals = globalThis;

/** Workers know Node's modules, and name its versions. */
const isWorkers = (): boolean => globals.navigator?.userAgent === 'Cloudflare-Workers';

/**
 * Whether this runs in a browser, its workers included. A DOM alone proves nothing: test runners put one into Node. The
 * windows of Electron are browsers although they may know Node.
 */
export function isBrowser(): boolean {
  const { process, Deno, Bun, window, document, WorkerGlobalScope } = globals;
  if (process?.type === 'renderer') return true;
  if (process?.versions?.node !== undefined || Deno !== undefined || Bun !== undefined) return false;
  if (isWorkers()) return false;
  return (window !== undefined && document !== undefined) || WorkerGlobalScope !== undefined;
}

/**
 * Deno sends a POST again, by itself, when a connection that it reuses breaks. A new connection for each request prevents that
 * without changing the form of the request.
 */
export function mustCloseConnections(): boolean {
  return globals.Deno !== undefined;
}

/**
 * Whether calls may share a timer or a promise. Not on Workers: there both belong to the request during which they were made,
 * and end with it.
 */
export function mayShareTimers(): boolean {
  return globals.process?.versions?.node !== undefined && !isWorkers();
}

/** Whether this is Node itself, not a runtime that gives itself out for it. */
export function isNode(): boolean {
  return mayShareTimers() && globals.Deno === undefined && globals.Bun === undefined;
}

/** A module of Node's own; undefined where there is none. */
export const builtinModule = (name: string): unknown => globals.process?.getBuiltinModule?.(name);

/**
 * Removes an entry of `performance`. Node, and only Node, writes the URL of each answer that was read to its end, signature and all,
 * into them, and can clear one by its name.
 */
export function forgetUrl(url: string): void {
  globals.performance.clearResourceTimings?.(url);
}
