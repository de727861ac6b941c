import { gapOf, type Limit } from './limits.ts';
import type { Grant } from './line.ts';

/** What this process may start while Redis cannot be asked. */
export class Share {
  readonly #processes: number;
  /** How long after it was granted a call may start, in milliseconds. */
  readonly #margin: number;
  /** The latest possible moments of the last starts, in order, by the limit's key. */
  readonly #starts = new Map<string, number[]>();
  #untilSweep = 1000;

  constructor(processes: number, margin: number) {
    this.#processes = processes;
    this.#margin = margin;
  }

  /** When the next call may start; never when a share has no whole call. */
  nextAt(limits: readonly Limit[]): number {
    return Math.max(0, ...limits.map((limit) => this.#nextOf(limit)));
  }

  #nextOf(limit: Limit): number {
    const calls = this.#callsOf(limit);
    if (calls === 0) return Number.POSITIVE_INFINITY;
    const starts = this.#starts.get(limit.key) ?? [];
    const gap = gapOf(limit, this.#processes);
    return Math.max(
      (starts.at(-calls) ?? Number.NEGATIVE_INFINITY) + limit.length,
      gap > 0 ? (starts.at(-1) ?? 0) + gap : 0,
    );
  }

  #callsOf({ shown }: Limit): number {
    return Math.floor(shown.calls / this.#processes);
  }

  /** The right to start a call now. */
  take(limits: readonly Limit[], at: number): Grant {
    const closes = at + this.#margin;
    this.#sweep(at);
    for (const limit of limits) {
      const starts = this.#starts.get(limit.key) ?? [];
      this.#starts.set(limit.key, [...starts.filter((start) => start + limit.length > at), closes]);
    }
    const settle = (after: number | undefined): void => {
      for (const { key } of limits) {
        const starts = this.#starts.get(key) ?? [];
        const index = starts.lastIndexOf(closes);
        if (index < 0) continue;
        starts.splice(index, 1);
        if (after !== undefined) starts.splice(starts.findLastIndex((start) => start <= after) + 1, 0, after);
      }
    };
    return { opens: () => at, closes: () => closes, settle };
  }

  /** Forgets now and then what counts no more: a limit by a field has a key for each value. */
  #sweep(at: number): void {
    if (--this.#untilSweep > 0) return;
    const day = 86_400_000;
    for (const [key, starts] of this.#starts) {
      if ((starts.at(-1) ?? 0) + day < at) this.#starts.delete(key);
    }
    this.#untilSweep = Math.max(1000, this.#starts.size);
  }
}
