/** A limit of the quota of this process, with what counts for it at the moment. */
import { now } from './clock.ts';
import type { QuotaLimit } from './quota.ts';

export interface Window {
  readonly limit: QuotaLimit;
  /** In milliseconds. */
  readonly length: number;
  /** Milliseconds between calls when more than half of them have started; 0 where they come one by one anyway. */
  readonly pace: number;
  /** When the calls of the last `length` have reached the service at the latest, in order, and the index of the first that counts. */
  readonly times: number[];
  first: number;
  /** Calls that have a place and are about to start. */
  reserved: number;
  /** When the next call may start that is paced. */
  next: number;
  /** How long the fastest call took in the last period, and in the one that began at `since`, in milliseconds. */
  usual: number;
  fastest: number;
  since: number;
}

/** Few calls do not get into each other's way: they start together, as far as the limit goes. */
const maxPace = 50;
/** How much of a pause a timer that has fired late may make good, in milliseconds. */
const slack = 10;
/** How long it takes to learn that the way has become longer, in milliseconds. */
const period = 5000;

export function createWindow(limit: QuotaLimit): Window {
  // A timer may fire a little early; one millisecond more keeps the promise.
  const length = limit.seconds * 1000 + 1;
  const pace = length / limit.calls;
  return {
    limit: { ...limit },
    length,
    pace: pace > maxPace ? 0 : pace,
    times: [],
    first: 0,
    reserved: 0,
    next: 0,
    usual: 0,
    fastest: Number.POSITIVE_INFINITY,
    since: now(),
  };
}

/** How many calls count at a time. */
export function usedOf(window: Window, at: number): number {
  const { times, length } = window;
  const begin = at - length;
  while ((times[window.first] ?? Number.POSITIVE_INFINITY) <= begin) window.first++;
  // Now and then, because it moves all that follow.
  if (window.first * 2 > times.length) {
    times.splice(0, window.first);
    window.first = 0;
  }
  return times.length - window.first + window.reserved;
}

/**
 * Milliseconds until a call can start: not less, and not more unless a call is slower than usual.
 *
 * @param ahead How many go before it.
 */
export function untilFree(window: Window, at = now(), ahead = 0): number {
  const { length, pace, times, next } = window;
  const { calls } = window.limit;
  const used = usedOf(window, at);
  const { first } = window;
  const timeOf = (index: number): number => times[first + index] ?? at;
  const over = used + ahead - calls;
  const place = over < 0 ? at : timeOf(over % calls) + (1 + Math.floor(over / calls)) * length;
  const half = Math.floor(calls / 2);
  // Until then more than half is used.
  const paced = used > half ? Math.min(next + ahead * pace, timeOf(used - half - 1) + length) : at;
  return Math.max(0, place - at, pace === 0 ? 0 : paced - at);
}

export function reserve(window: Window, at: number): void {
  window.reserved++;
  window.next = Math.min(at, Math.max(window.next, at - slack)) + window.pace;
}

/** Counts a call from a time on. */
export function count({ times }: Window, at: number): void {
  const before = times.findLastIndex((time) => time <= at) + 1;
  if (before === times.length) times.push(at);
  else times.splice(before, 0, at);
}

/** Counts a call no more. False when it did not count any longer. */
export function discount({ times, first }: Window, at: number): boolean {
  const index = times.lastIndexOf(at);
  return index >= first && times.splice(index, 1).length > 0;
}

/**
 * Notes when a call has ended. What it took longer than usual it may have been on its way, so that the service has counted it
 * so much later.
 */
export function noteEnd(window: Window, start: number, at: number): void {
  const took = at - start;
  window.fastest = Math.min(window.fastest, took);
  if (at - window.since > period) {
    window.usual = window.fastest;
    window.fastest = Number.POSITIVE_INFINITY;
    window.since = at;
  }
  window.usual = Math.min(window.usual, took);
  const late = took - window.usual;
  if (late >= 1 && discount(window, start)) count(window, start + late);
}
