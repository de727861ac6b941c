/** What is known of the difference between the server's clock and that of this process. */

/** Milliseconds to add to the process's time: the server's is at least the one and at most the other. */
export interface Difference {
  readonly low: number;
  readonly high: number;
}

interface Bucket extends Difference {
  /** When it began, in the process's time. */
  readonly at: number;
}

/** How long an answer is believed, in milliseconds, and how long those are that are kept as one. */
const memory = 10_000;
const step = 1000;
/** How far two clocks drift apart: 100 millionths. */
const drift = 1e-4;

/** Two answers that differ by more than this many milliseconds prove that one of the clocks has jumped. */
const jump = 10;

export class ClockDifference {
  #buckets: Bucket[] = [];

  /**
   * Learns from one answer. Returns whether a clock has jumped since the one before.
   *
   * @param server The server's time, somewhere between the other two, all in milliseconds.
   */
  learn(server: number, sent: number, received: number): boolean {
    const seen = { low: server - received, high: server - sent };
    const known = this.at(received);
    const apart = known === undefined ? 0 : Math.max(known.low - seen.high, seen.low - known.high);
    if (apart > 0) this.#buckets = [];
    this.#buckets = this.#buckets.filter(({ at }) => received - at < memory);
    const last = this.#buckets.at(-1);
    if (last === undefined || received - last.at >= step) this.#buckets.push({ ...seen, at: received });
    else this.#buckets[this.#buckets.length - 1] = { ...meet(last, widen(seen, received - last.at)), at: last.at };
    return apart > jump;
  }

  /** Undefined before the first answer, and when all are too old. */
  at(time: number): Difference | undefined {
    const fresh = this.#buckets.filter(({ at }) => time - at < memory + step);
    if (fresh.length === 0) return undefined;
    return fresh.map((bucket) => widen(bucket, time - bucket.at)).reduce(meet);
  }
}

const widen = ({ low, high }: Difference, age: number): Difference => ({
  low: low - age * drift,
  high: high + age * drift,
});

const meet = (one: Difference, other: Difference): Difference => ({
  low: Math.max(one.low, other.low),
  high: Math.min(one.high, other.high),
});
