import type { Limit } from './limits.ts';

/** The right to start one call, at a time of this process, in milliseconds. */
export interface Grant {
  /** From when on, and until when, by what is known at that moment of the server's clock. */
  opens(at: number): number;
  closes(at: number): number;
  /** Tells what came of it: the moment after the start, or undefined when nothing was started. */
  settle(after: number | undefined): void;
}

/** A call that waits. */
export interface Waiter {
  /** Counts up, in order of arrival. */
  readonly number: number;
  /** The end of its deadline. */
  readonly until: number;
  give(grant: Grant): void;
  fail(error: unknown): void;
  /** Fails because its turn comes at that time only. */
  late(limit: Limit, slotAt: number): void;
}

/** Why there is no slot yet. */
export interface Delay {
  /** When the next one comes, at the earliest. */
  readonly slotAt: number;
  readonly limit: Limit;
  /** Until when this is believed: others may give slots back. */
  readonly until: number;
}

/** Calls under the same limits: who waits, and what there is for them. */
export class Line {
  readonly limits: readonly Limit[];
  /** In the order in which they came. */
  readonly waiting: Waiter[] = [];
  /** In the order in which they open. */
  grants: Grant[] = [];
  delay: Delay | undefined;
  /** Not asked for before. */
  askAt = 0;
  /** Whether the last request was put off: then more is asked for at once. */
  isCrowded = false;

  /** The limit that is named when nothing is known of the others. */
  readonly first: Limit;

  /** @throws RangeError without limits. */
  constructor(limits: readonly Limit[]) {
    const [first] = limits;
    if (first === undefined) throw new RangeError('A line needs a limit.');
    this.limits = limits;
    this.first = first;
  }

  add(waiter: Waiter): void {
    const before = this.waiting.findLastIndex(({ number }) => number < waiter.number);
    this.waiting.splice(before + 1, 0, waiter);
  }

  remove(waiter: Waiter): void {
    const index = this.waiting.indexOf(waiter);
    if (index >= 0) this.waiting.splice(index, 1);
  }

  /** Gives what is open to who waits, and back what has closed. */
  serve(at: number): void {
    this.grants = this.grants.filter((grant) => {
      const isClosed = grant.closes(at) < at;
      if (isClosed) grant.settle(undefined);
      return !isClosed;
    });
    while (this.hasOpen(at)) {
      const waiter = this.waiting.shift();
      if (waiter === undefined) return;
      const grant = this.grants.shift();
      if (grant !== undefined) waiter.give(grant);
    }
  }

  hasOpen(at: number): boolean {
    const [first] = this.grants;
    return first !== undefined && first.opens(at) <= at;
  }

  /** Gives back everything: nothing of it can be trusted any more. */
  drop(): void {
    for (const grant of this.grants) grant.settle(undefined);
    this.grants = [];
  }

  failAll(error: unknown, isConcerned: (waiter: Waiter) => boolean = () => true): void {
    for (const waiter of this.waiting.filter(isConcerned)) waiter.fail(error);
  }

  /** Fails a call whose turn comes too late, by what was said a moment ago. Returns whether it did. */
  refuse(waiter: Waiter, at: number): boolean {
    const { delay } = this;
    if (delay === undefined || delay.until < at || delay.slotAt < waiter.until) return false;
    waiter.late(delay.limit, delay.slotAt);
    return true;
  }

  /** When to ask for slots; never when all who wait have one. */
  asksAt(at: number, lookAhead: number): number {
    if (this.waiting.length <= this.grants.length) return Number.POSITIVE_INFINITY;
    const last = this.grants.at(-1);
    return Math.max(this.askAt, last === undefined ? 0 : last.opens(at) - lookAhead);
  }

  isIdle(at: number): boolean {
    return this.waiting.length + this.grants.length === 0 && this.askAt <= at && (this.delay?.until ?? 0) <= at;
  }
}
