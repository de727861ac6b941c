/** Slots at even distances, for starts that would otherwise come in bursts. */
import { setTimeout } from 'node:timers/promises';

/** Which part of what the service allows is used, so that calls which arrive a little close together are not refused. */
export const partOfRate = 0.95;

/** How much of a slot that was missed may be made good, in milliseconds: timers fire late. */
const slack = 10;

export class Pace {
  readonly #distance: number;
  readonly #now: () => number;
  #next: number;

  /** @param now The time in milliseconds. */
  constructor(perSecond: number, now: () => number = () => performance.now()) {
    this.#distance = 1000 / perSecond;
    this.#now = now;
    this.#next = now();
  }

  /** Milliseconds until the next slot. */
  untilNext(): number {
    return Math.max(0, this.#next - this.#now());
  }

  /** Takes the next slot, which has come. */
  take(): void {
    this.#next = Math.max(this.#next, this.#now() - slack) + this.#distance;
  }

  /** Waits for the next slot and takes it. Returns without it when the signal is aborted. */
  async turn(signal: AbortSignal): Promise<void> {
    for (let wait = this.untilNext(); wait > 0 && !signal.aborted; wait = this.untilNext()) await pause(wait, signal);
    if (!signal.aborted) this.take();
  }
}

/** Waits; not any longer when the signal is aborted. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await setTimeout(milliseconds, undefined, { signal });
  } catch {}
}
