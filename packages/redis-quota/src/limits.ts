import { createHash } from 'node:crypto';
import type { QuotaLimit } from '@chat-openapi/client';
import type { Settings } from './options.ts';

/** A limit, with its key in Redis and times in milliseconds. */
export interface Limit {
  readonly key: string;
  /** As the client knows it, with what the options put in its place. */
  readonly shown: QuotaLimit;
  readonly length: number;
}

/** From here on windows are not waited for when the past is unknown: an hour of silence is worse than a refusal. In milliseconds. */
export const longestWait = 10_000;

/** Few calls do not get into each other's way: they start together, as far as the limit goes. In milliseconds. */
const maxPace = 50;
/** A little faster than the limit, so that what was missed can be made good. */
const hurry = 0.9;
/** Values of a body's fields stand in keys. */
const maxName = 200;

/**
 * The least distance of two starts, in the unit of the window; it bounds what an accident can do, and smooths arrivals.
 *
 * @param processes Among how many the calls are divided.
 */
export function gapOf({ shown, length }: Limit, processes = 1): number {
  const pace = length / shown.calls;
  return pace > maxPace ? 0 : hurry * pace * processes;
}

/** The limits of a call. What the options say of calls and window is about the first: that of the operation as a whole. */
export function toLimits(given: readonly QuotaLimit[], prefix: string, { calls, seconds }: Settings): readonly Limit[] {
  return given.map((limit, index) => {
    const shown =
      index > 0 ? { ...limit } : { key: limit.key, calls: calls ?? limit.calls, seconds: seconds ?? limit.seconds };
    // Windows of different length are not counted together.
    const name = shown.seconds === limit.seconds ? limit.key : `${limit.key}:${shown.seconds}s`;
    return { key: `${prefix}:${shorten(name)}`, shown, length: shown.seconds * 1000 };
  });
}

const shorten = (name: string): string =>
  name.length > maxName ? createHash('sha256').update(name).digest('base64url') : name;
