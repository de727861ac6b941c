import { mostWider } from './times.ts';

/** How many of the last slots count, about. */
const memory = 30;
/** So many may be missed: the others are close enough to each other to make it good. */
const bearable = 0.08;
/** How much wider the margin gets for each part that is missed beyond that. */
const steepness = 12;

/**
 * How long after its slot a call may start. A process that does not get the processor in time misses slots; then the margin gets
 * wider, which costs less of the rate than the slots do.
 */
export class Margin {
  readonly #least: number;
  #missed = 0;

  /** @param least In milliseconds. */
  constructor(least: number) {
    this.#least = least;
  }

  /** In whole milliseconds. */
  get current(): number {
    const wider = 1 + steepness * Math.max(0, this.#missed - bearable);
    return Math.round(this.#least * Math.min(mostWider, wider));
  }

  /** Notes what has become of a slot. */
  note(isMissed: boolean): void {
    this.#missed += (Number(isMissed) - this.#missed) / memory;
  }
}
