import type { Copy } from '../../generate/copy.ts';
import type { Target } from '../targets.ts';

/** A copy of the repository, and how many operations its document has. */
export interface Sized {
  operations: number;
  copy: Copy;
}

/** One line of the table: what is measured, in which unit, and the figure for each number of operations. */
export interface Row {
  what: string;
  figures: ReadonlyMap<number, number>;
  /** Digits behind the point. */
  digits: number;
  /** What limits it, or what it is made of. */
  limit?: string;
  /** What is to be reached, in words, and whether it is. A row without one is there to explain another. */
  target?: Target;
}

/** Rows about one thing, under a heading that says how they are measured. */
export interface Group {
  heading: string;
  rows: Row[];
}

/** Figures of several rounds, by number of operations. */
export class Rounds {
  readonly #figures = new Map<number, number[]>();

  add(operations: number, figure: number): void {
    this.#figures.set(operations, [...(this.#figures.get(operations) ?? []), figure]);
  }

  /** The middle of the figures of each number of operations. */
  medians(): Map<number, number> {
    return this.#pick((sorted) => sorted[Math.floor((sorted.length - 1) / 2)]);
  }

  /** The least of them: of few long runs, the one that the machine has disturbed least. */
  least(): Map<number, number> {
    return this.#pick((sorted) => sorted[0]);
  }

  /** How many times as much it is with the most operations as with the fewest: the middle of all rounds. */
  factor(): number {
    const all = [...this.#figures].sort(([a], [b]) => a - b).map(([, figures]) => figures);
    const [fewest = [], most = []] = [all.at(0), all.at(-1)];
    const factors = most.map((figure, round) => figure / (fewest[round] ?? Number.NaN)).sort((a, b) => a - b);
    return factors[Math.floor((factors.length - 1) / 2)] ?? Number.NaN;
  }

  #pick(from: (sorted: readonly number[]) => number | undefined): Map<number, number> {
    const entries = [...this.#figures].sort(([a], [b]) => a - b);
    return new Map(
      entries.map(([operations, figures]) => [operations, from(figures.toSorted((a, b) => a - b)) ?? Number.NaN]),
    );
  }
}

/** The figure of the fewest, and of the most operations. */
export const first = (figures: ReadonlyMap<number, number>): number => [...figures.values()].at(0) ?? Number.NaN;
export const last = (figures: ReadonlyMap<number, number>): number => [...figures.values()].at(-1) ?? Number.NaN;

/** A target for the most operations: at most so many, in the unit of the row. */
export function atMost(figures: ReadonlyMap<number, number>, max: number, text: string): Target {
  return { text, isReached: last(figures) <= max };
}
