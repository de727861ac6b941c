/** A limit of the quota of this process, with what counts for it at the moment. */
import { now } from './clock.ts';
import type { QuotaLimit } from './quota.ts';

/** A call that counts. */
export interface Counted {
  readonly start: number;
  /** From when on it counts: when it has come to the service at the latest, as far as is known. */
  time: number;
  /** Its answer is not there yet. */
  isOpen: boolean;
}

export interface Window {
  readonly limit: QuotaLimit;
  /** In milliseconds. */
  readonly length: number;
  /** Milliseconds between calls when more than half of them have started; 0 where they come one by one anyway. */
  readonly pace: number;
  /** The calls of the last `length`, nearly in the order of their times, and the index of the first that counts. */
  readonly counted: Counted[];
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
/** How long a call counts at least that has no answer at the end of its window, in milliseconds. */
const look = 20;
/** How far calls may stand from the order of their times, in milliseconds. */
const maxDisorder = 20;
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
    counted: [],
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
  const { counted, length } = window;
  const begin = at - length;
  for (let call = counted[window.first]; call !== undefined && call.time <= begin; call = counted[window.first]) {
    window.first++;
    // It may not have come to the service yet. What takes longer still is not waited for.
    if (call.isOpen && call.start > begin - length) {
      call.time = begin + look;
      count(window, call);
    }
  }
  // Now and then, because it moves all that follow.
  if (window.first * 2 > counted.length) {
    counted.splice(0, window.first);
    window.first = 0;
  }
  return counted.length - window.first + window.reserved;
}

/**
 * Milliseconds until a call can start: not less, and not more unless a call is slower than usual.
 *
 * @param ahead How many go before it.
 */
export function untilFree(window: Window, at = now(), ahead = 0): number {
  const { length, pace, counted, next } = window;
  const { calls } = window.limit;
  const used = usedOf(window, at);
  const { first } = window;
  const timeOf = (index: number): number => counted[first + index]?.time ?? at;
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

/** Counts a call from its time on. */
export function count({ counted, first }: Window, call: Counted): void {
  const before = Math.max(first, counted.findLastIndex(({ time }) => time <= call.time) + 1);
  if (before === counted.length) counted.push(call);
  else counted.splice(before, 0, call);
}

/** Counts a call no more. False when it did not count any longer. */
export function discount({ counted, first }: Window, call: Counted): boolean {
  const index = counted.lastIndexOf(call);
  return index >= first && counted.splice(index, 1).length > 0;
}

/**
 * Notes when a call has ended. What it took longer than usual it may have been on its way, so that the service has counted it
 * so much later.
 */
export function noteEnd(window: Window, call: Counted, at: number): void {
  call.isOpen = false;
  const took = at - call.start;
  window.fastest = Math.min(window.fastest, took);
  if (at - window.since > period) {
    window.usual = window.fastest;
    window.fastest = Number.POSITIVE_INFINITY;
    window.since = at;
  }
  window.usual = Math.min(window.usual, took);
  const late = took - window.usual;
  if (late < 1) return;
  // So little out of order keeps those behind it a little longer, which costs less than to put it in its place.
  const isMoved = late > maxDisorder && discount(window, call);
  call.time = call.start + late;
  if (isMoved) count(window, call);
}
