/** Says how far a run has come: as a bar on a terminal, as lines now and then elsewhere. */
import type { Output } from '../context.ts';
import { Bar, type Piece } from './bar.ts';
import type { EndState } from './journal.ts';

export interface Progress {
  /** Notes that one more row has ended. */
  note(state: EndState): void;
  /** Writes a line that stays. */
  print(text: string): void;
  end(): void;
}

/** Milliseconds between two pictures of the bar, and between two lines. */
const barInterval = 100;
const lineInterval = 5000;
/** The rate is that of the last so many milliseconds. */
const rateTime = 5000;

/** @param total How many rows are to be sent. */
export function createProgress(
  stream: Output,
  total: number,
  env: Readonly<Record<string, string | undefined>>,
): Progress {
  const meter = new Meter(total);
  const isTerminal = stream.isTTY === true && env.TERM !== 'dumb';
  const bar = isTerminal ? new Bar(stream) : undefined;
  const tell = (): void => {
    if (bar === undefined)
      stream.write(
        `${meter
          .pieces()
          .flatMap((piece) => ('text' in piece ? [piece.text] : []))
          .join(', ')}\n`,
      );
    else bar.draw(meter.pieces());
  };
  if (bar !== undefined) tell();
  const timer = setInterval(tell, bar === undefined ? lineInterval : barInterval);
  return {
    note: (state) => meter.note(state),
    print: (text) => (bar === undefined ? stream.write(`${text}\n`) : bar.print(text)),
    end() {
      clearInterval(timer);
      tell();
      bar?.end();
    },
  };
}

class Meter {
  readonly #total: number;
  #ended = 0;
  #failed = 0;
  /** How many had ended at a time, now and then, the oldest first. */
  readonly #seen: { at: number; ended: number }[] = [{ at: performance.now(), ended: 0 }];

  constructor(total: number) {
    this.#total = total;
  }

  note(state: EndState): void {
    this.#ended++;
    if (state === 'failed' || state === 'inDoubt') this.#failed++;
  }

  /** The most important first. */
  pieces(): Piece[] {
    const rate = this.#rate();
    const left = this.#total - this.#ended;
    const pieces: Piece[] = [{ text: `${grouped(this.#ended)} of ${grouped(this.#total)}` }];
    if (this.#failed > 0) pieces.push({ text: `${grouped(this.#failed)} failed`, color: 'red' });
    if (left > 0 && rate > 0) pieces.push({ text: `${duration(left / rate)} left` });
    pieces.push({ text: `${Math.round(rate)}/s` }, { part: this.#total === 0 ? 1 : this.#ended / this.#total });
    return pieces;
  }

  #rate(): number {
    const at = performance.now();
    this.#seen.push({ at, ended: this.#ended });
    while (this.#seen.length > 2 && at - (this.#seen[1]?.at ?? at) > rateTime) this.#seen.shift();
    const [oldest] = this.#seen;
    if (oldest === undefined || at - oldest.at < 1) return 0;
    return ((this.#ended - oldest.ended) * 1000) / (at - oldest.at);
  }
}

/** 1,234,567 everywhere, whatever the language of the system. */
export const grouped = (count: number): string => count.toLocaleString('en-US');

/** Such as `2 h 5 min`, `3 min 20 s` and `9 s`. */
export function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
