/**
 * How many calls may be under way at once: as many as it takes to keep the rate, given how long an answer takes. It becomes one more with
 * an answer, and half of it when none comes, so that a service which is slow because it has too much to do does not get more.
 */

const min = 8;
const max = 512;
/** Answers do not all take the same time. */
const spare = 1.5;
/** Milliseconds that an answer is taken to need before the first has come. */
const assumed = 50;
/** How much one answer changes what is expected of the next; the first ones more. */
const weight = 0.05;

export class InFlight {
  readonly #perSecond: number;
  #usual = assumed;
  #answers = 0;
  #limit: number;
  #count = 0;
  #left: () => void = () => {};

  /** @param perSecond The rate that is to be kept. */
  constructor(perSecond: number) {
    this.#perSecond = perSecond;
    this.#limit = this.#wanted;
  }

  get count(): number {
    return this.#count;
  }

  get limit(): number {
    return this.#limit;
  }

  get #wanted(): number {
    return Math.min(max, Math.max(min, Math.ceil((this.#perSecond * this.#usual * spare) / 1000)));
  }

  /** Notes how long an answer has taken, in milliseconds. */
  note(duration: number): void {
    this.#answers++;
    this.#usual += Math.max(weight, 1 / this.#answers) * (duration - this.#usual);
    this.#limit = Math.min(this.#wanted, this.#limit + 1);
  }

  /** Notes that an attempt had no answer of the service. */
  noteFailure(): void {
    this.#limit = Math.max(min, Math.floor(this.#limit / 2));
  }

  enter(): void {
    this.#count++;
  }

  leave(): void {
    this.#count--;
    this.#left();
  }

  /** Waits until there is room for one more. */
  async room(): Promise<void> {
    while (this.#count >= this.limit) await this.#change();
  }

  /** Waits until none is under way. */
  async empty(): Promise<void> {
    while (this.#count > 0) await this.#change();
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#left = resolve;
    });
  }
}
