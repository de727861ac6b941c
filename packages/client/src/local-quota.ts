/** The quota of one process. First come, first served, for each limit on its own. */
import { now } from './clock.ts';
import type { Quota, QuotaLimit, QuotaRequest } from './quota.ts';
import { mayShareTimers } from './runtime.ts';
import { pause, setTimer, type Timer } from './time.ts';

/** A limit, with what has started in its last `seconds`. */
interface Window {
  readonly calls: number;
  /** In milliseconds. */
  readonly length: number;
  /** When the last calls started, in order, and the index of the first that still counts. */
  readonly starts: number[];
  first: number;
  /** Calls that have a place and are about to start. */
  reserved: number;
  /** In the order in which they came. */
  readonly waiting: Waiter[];
  timer: Timer | undefined;
}

/** A call that waits until none of its windows is full. It stands in line at one that is. */
interface Waiter {
  /** Counts up, in order of arrival. */
  readonly number: number;
  readonly windows: readonly Window[];
  at: Window;
  readonly go: () => void;
}

/** A limit by a field has a window for each value, so windows without a recent start are dropped when there are more. */
const minKeptWindows = 1000;

export class LocalQuota implements Quota {
  readonly #windows = new Map<string, Window>();
  #maxKept = minKeptWindows;

  /** Starts something, and returns what that gives, unless others wait or a window is full. */
  startAtOnce<T extends object>(limits: readonly QuotaLimit[], start: () => T): T | undefined {
    const own = this.#windowsOf(limits);
    if (own.some(isBlocking)) return undefined;
    reserve(own);
    return begin(own, start);
  }

  async start({ limits, signal }: QuotaRequest, start: () => void): Promise<void> {
    let own = this.#windowsOf(limits);
    const at = own.find(isBlocking);
    if (at === undefined) reserve(own);
    else if (mayShareTimers()) await waitInLine(own, at, signal);
    // On Workers a timer belongs to its request, so each call polls for itself.
    else own = await poll(() => this.#windowsOf(limits), signal);
    begin(own, start);
  }

  #windowsOf(limits: readonly QuotaLimit[]): readonly Window[] {
    return limits.map(({ key, calls, seconds }) => {
      const known = this.#windows.get(key);
      if (known !== undefined) return known;
      if (this.#windows.size >= this.#maxKept) {
        for (const [name, window] of this.#windows) if (isIdle(window)) this.#windows.delete(name);
        this.#maxKept = Math.max(minKeptWindows, 2 * this.#windows.size);
      }
      const window = createWindow(calls, seconds);
      this.#windows.set(key, window);
      return window;
    });
  }
}

/** The quota of all clients of this process that were not given another. */
let shared: LocalQuota | undefined;

export function sharedQuota(): LocalQuota {
  shared ??= new LocalQuota();
  return shared;
}

const createWindow = (calls: number, seconds: number): Window => ({
  calls,
  // A timer may fire a little early; one millisecond more keeps the promise.
  length: seconds * 1000 + 1,
  starts: [],
  first: 0,
  reserved: 0,
  waiting: [],
  timer: undefined,
});

function isFull(window: Window): boolean {
  forgetOld(window);
  return window.starts.length - window.first + window.reserved >= window.calls;
}

const isBlocking = (window: Window): boolean => window.waiting.length > 0 || isFull(window);

function isIdle(window: Window): boolean {
  forgetOld(window);
  return window.starts.length + window.reserved + window.waiting.length === 0;
}

function forgetOld(window: Window): void {
  const { starts, length } = window;
  const begin = now() - length;
  while ((starts[window.first] ?? Number.POSITIVE_INFINITY) <= begin) window.first++;
  // Now and then, because it moves all that follow.
  if (window.first * 2 > starts.length) {
    starts.splice(0, window.first);
    window.first = 0;
  }
}

/** Takes a place in each window, none of which may be full. */
function reserve(windows: readonly Window[]): void {
  for (const window of windows) window.reserved++;
}

/** Starts a call that has its places. */
function begin<T>(windows: readonly Window[], start: () => T): T {
  try {
    return start();
  } finally {
    const at = now();
    for (const window of windows) {
      window.reserved--;
      window.starts.push(at);
    }
  }
}

/** Milliseconds until the window has a place. */
function untilFree(window: Window): number {
  if (!isFull(window)) return 0;
  const at = now();
  return Math.max(0, (window.starts[window.first] ?? at) + window.length - at);
}

let arrivals = 0;

/**
 * Resolves when the call has a place in all of its windows. By a promise, so that the call goes on in its own asynchronous context.
 *
 * @param at The window that does not let it go at once.
 */
function waitInLine(windows: readonly Window[], at: Window, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      waiter.at.waiting.splice(waiter.at.waiting.indexOf(waiter), 1);
      if (waiter.at.waiting.length === 0) {
        waiter.at.timer?.cancel();
        waiter.at.timer = undefined;
      }
      reject(signal.reason);
    };
    const go = (): void => {
      signal.removeEventListener('abort', leave);
      resolve();
    };
    const waiter: Waiter = { number: arrivals++, windows, at, go };
    signal.addEventListener('abort', leave);
    lineUp(waiter, at);
  });
}

/** Puts a call in line in order of arrival: at the end, unless it has waited in another line before. */
function lineUp(waiter: Waiter, window: Window): void {
  const before = window.waiting.findLastIndex(({ number }) => number < waiter.number);
  window.waiting.splice(before + 1, 0, waiter);
  waiter.at = window;
  serveLater(window);
}

function serveLater(window: Window): void {
  window.timer ??= setTimer(() => serve(window), untilFree(window));
}

/** Lets calls go that wait for a window, until it is full again. */
function serve(window: Window): void {
  window.timer = undefined;
  for (let waiter = window.waiting[0]; waiter !== undefined; waiter = window.waiting[0]) {
    if (isFull(window)) {
      serveLater(window);
      return;
    }
    window.waiting.shift();
    const blocking = waiter.windows.find(isFull);
    if (blocking !== undefined) lineUp(waiter, blocking);
    else {
      reserve(waiter.windows);
      waiter.go();
    }
  }
}

/** Returns the windows in which the call has a place. */
async function poll(windowsOf: () => readonly Window[], signal: AbortSignal): Promise<readonly Window[]> {
  for (;;) {
    const windows = windowsOf();
    const blocking = windows.find(isFull);
    if (blocking === undefined) {
      reserve(windows);
      return windows;
    }
    await pause(untilFree(blocking), signal);
    if (signal.aborted) throw signal.reason;
  }
}
