/** The quota of one process. First come, first served, for each limit on its own. */
import { now } from './clock.ts';
import type { Quota, QuotaLimit, QuotaRequest } from './quota.ts';
import { mayShareTimers } from './runtime.ts';
import { pause, setTimer, type Timer } from './time.ts';
import {
  type Counted,
  count,
  createWindow,
  discount,
  noteEnd,
  reserve,
  untilFree,
  usedOf,
  type Window,
} from './window.ts';

/** A window, and who waits for it. */
interface Line extends Window {
  /** How many calls wait that will count in it, wherever they stand. */
  awaited: number;
  /** In the order in which they came. */
  readonly waiting: Waiter[];
  timer: Timer | undefined;
}

/** A call that waits until none of its windows is full. It stands in line at one that is. */
interface Waiter {
  /** Counts up, in order of arrival. */
  readonly number: number;
  readonly lines: readonly Line[];
  at: Line;
  readonly go: () => void;
}

/** What a call has in each of its windows. */
export interface Place {
  /** Tells that its request is on its way until `end`. */
  hold(): void;
  /** Tells that its request has ended. When nothing was sent the place is given back. */
  end(isSent: boolean): void;
}

/** Why a call does not even wait: its turn cannot come in time. */
export class NoTurn {
  readonly limit: QuotaLimit;
  /** Milliseconds until its turn, if all come that wait before it. */
  readonly wait: number;

  constructor(limit: QuotaLimit, wait: number) {
    this.limit = limit;
    this.wait = wait;
  }
}

export class LocalQuota implements Quota {
  readonly #lines = new Map<string, Line>();
  /** Goes round and round, to find what nothing counts in any more: a limit by a field has a window for each value. */
  #round = this.#lines.values();

  /** Starts something, and returns what that gives, unless others wait or a window is full. */
  startAtOnce<T extends object>(limits: readonly QuotaLimit[], start: (place: Place) => T): T | undefined {
    const lines = this.#linesOf(limits);
    const at = now();
    if (lines.some((line) => isClosed(line, at))) return undefined;
    take(lines, at);
    return begin(lines, start);
  }

  /** @throws NoTurn when the turn of a call cannot come in time; the reason of its signal. */
  async start<T>(
    { limits, remaining, signal }: Pick<QuotaRequest, 'limits' | 'remaining' | 'signal'>,
    start: (place: Place) => T,
  ): Promise<T> {
    const lines = this.#linesOf(limits);
    const closed = lines.find((line) => isClosed(line));
    if (closed === undefined) take(lines);
    else {
      const refusal = this.refusalOf(limits, remaining);
      if (refusal !== undefined) throw refusal;
      await waitFor(lines, closed, signal);
    }
    if (signal.aborted) {
      giveBack(lines, (line) => line.reserved--);
      throw signal.reason;
    }
    return begin(lines, start);
  }

  /** Why a call cannot start within so many milliseconds; undefined when it can. */
  refusalOf(limits: readonly QuotaLimit[], remaining: number): NoTurn | undefined {
    const at = now();
    const refusals = this.#linesOf(limits).map(
      (line) => new NoTurn(line.limit, Math.ceil(untilFree(line, at, line.waiting.length))),
    );
    const wait = Math.max(...refusals.map((refusal) => refusal.wait));
    return wait < remaining ? undefined : refusals.find((refusal) => refusal.wait === wait);
  }

  #linesOf(limits: readonly QuotaLimit[]): readonly Line[] {
    const news = limits.filter(({ key }) => !this.#lines.has(key));
    if (news.length > 0) this.#sweep(2 * news.length);
    return limits.map((limit) => {
      const known = this.#lines.get(limit.key);
      if (known !== undefined) return known;
      const line: Line = { ...createWindow(limit), awaited: 0, waiting: [], timer: undefined };
      this.#lines.set(limit.key, line);
      return line;
    });
  }

  /** Looks at as many as this, so that no call has to look at all of them. */
  #sweep(times: number): void {
    const at = now();
    for (let seen = 0; seen < times; seen++) {
      const { value: line, done } = this.#round.next();
      if (done) this.#round = this.#lines.values();
      else if (usedOf(line, at) + line.awaited === 0) this.#lines.delete(line.limit.key);
    }
  }
}

/** The quota of all clients of this process that were not given another. */
let shared: LocalQuota | undefined;

export function sharedQuota(): LocalQuota {
  shared ??= new LocalQuota();
  return shared;
}

const isFull = (line: Line): boolean => untilFree(line) > 0;

const isClosed = (line: Line, at = now()): boolean => line.waiting.length > 0 || untilFree(line, at) > 0;

/** Takes a place in each window, none of which may be full. */
function take(lines: readonly Line[], at = now()): void {
  for (const line of lines) reserve(line, at);
}

/** Starts a call that has its places. */
function begin<T>(lines: readonly Line[], start: (place: Place) => T): T {
  const calls: [Line, Counted][] = [];
  let isOpen = false;
  const place: Place = {
    hold() {
      isOpen = true;
    },
    end(isSent) {
      const at = now();
      for (const [line, call] of calls) {
        if (isSent) noteEnd(line, call, at);
        else giveBack([line], () => discount(line, call));
      }
    },
  };
  try {
    return start(place);
  } finally {
    const at = now();
    for (const line of lines) {
      const call = { start: at, time: at, isOpen };
      calls.push([line, call]);
      line.reserved--;
      count(line, call);
    }
  }
}

/** Gives places back, and lets those who wait for them go before their time. */
function giveBack(lines: readonly Line[], give: (line: Line) => unknown): void {
  for (const line of lines) {
    give(line);
    if (line.timer === undefined) continue;
    line.timer.cancel();
    line.timer = undefined;
    serveLater(line);
  }
}

async function waitFor(lines: readonly Line[], at: Line, signal: AbortSignal): Promise<void> {
  for (const line of lines) line.awaited++;
  try {
    // On Workers a timer belongs to its request, so each call polls for itself.
    await (mayShareTimers() ? waitInLine(lines, at, signal) : poll(lines, signal));
  } finally {
    for (const line of lines) line.awaited--;
  }
}

let arrivals = 0;

/**
 * Resolves when the call has a place in all of its windows. By a promise, so that the call goes on in its own asynchronous context.
 *
 * @param at The window that does not let it go at once.
 */
function waitInLine(lines: readonly Line[], at: Line, signal: AbortSignal): Promise<void> {
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
    const waiter: Waiter = { number: arrivals++, lines, at, go };
    signal.addEventListener('abort', leave);
    lineUp(waiter, at);
  });
}

/** Puts a call in line in order of arrival: at the end, unless it has waited in another line before. */
function lineUp(waiter: Waiter, line: Line): void {
  const before = line.waiting.findLastIndex(({ number }) => number < waiter.number);
  line.waiting.splice(before + 1, 0, waiter);
  waiter.at = line;
  serveLater(line);
}

function serveLater(line: Line): void {
  line.timer ??= setTimer(() => serve(line), untilFree(line));
}

/** Lets calls go that wait for a window, until it is full again. */
function serve(line: Line): void {
  line.timer = undefined;
  for (let waiter = line.waiting[0]; waiter !== undefined; waiter = line.waiting[0]) {
    if (isFull(line)) {
      serveLater(line);
      return;
    }
    line.waiting.shift();
    const blocking = waiter.lines.find(isFull);
    if (blocking !== undefined) lineUp(waiter, blocking);
    else {
      take(waiter.lines);
      waiter.go();
    }
  }
}

/** Takes the call's places when all of its windows have one. */
async function poll(lines: readonly Line[], signal: AbortSignal): Promise<void> {
  for (;;) {
    const blocking = lines.find(isFull);
    if (blocking === undefined) return take(lines);
    await pause(untilFree(blocking), signal);
    if (signal.aborted) throw signal.reason;
  }
}
