/** One line of a terminal that is written again and again, and fits its width. */
import { styleText } from 'node:util';
import type { Output } from '../context.ts';

/** A part of the line. The bar takes what the others leave. */
export type Piece = { readonly text: string; readonly color?: 'red' } | { readonly part: number };

const hideCursor = '\x1b[?25l';
const showCursor = '\x1b[?25h';
/** A narrower bar says nothing. */
const minBar = 8;
const maxBar = 40;

export class Bar {
  readonly #stream: Output;
  /** How many columns the line takes that stands there. */
  #length = 0;
  #pieces: readonly Piece[] = [];
  #isShown = false;

  constructor(stream: Output) {
    this.#stream = stream;
  }

  /** @param pieces The most important first; what does not fit is left out. */
  draw(pieces: readonly Piece[]): void {
    this.#pieces = pieces;
    if (!this.#isShown) this.#show();
    const [text, length] = this.#fit(pieces);
    this.#stream.write(`${this.#eraser()}${text}`);
    this.#length = length;
  }

  /** Writes lines that stay, above the bar. */
  print(text: string): void {
    this.#stream.write(`${this.#eraser()}${text}\n`);
    this.#length = 0;
    if (this.#isShown) this.draw(this.#pieces);
  }

  /** Takes the line away, or leaves it, and gives the cursor back. */
  end(): void {
    if (!this.#isShown) return;
    this.#isShown = false;
    this.#stream.off('resize', this.#redraw);
    process.off('exit', this.#giveBack);
    this.#stream.write(`\n${showCursor}`);
  }

  #show(): void {
    this.#isShown = true;
    this.#stream.on('resize', this.#redraw);
    process.on('exit', this.#giveBack);
    this.#stream.write(hideCursor);
  }

  readonly #redraw = (): void => this.draw(this.#pieces);
  readonly #giveBack = (): void => {
    this.#stream.write(showCursor);
  };

  /** A terminal that has become narrower has broken the line into several. */
  #eraser(): string {
    const above = Math.ceil(this.#length / this.#columns) - 1;
    return `${above > 0 ? `\x1b[${above}A` : ''}\r\x1b[J`;
  }

  get #columns(): number {
    return Math.max(1, this.#stream.columns ?? 80);
  }

  #fit(pieces: readonly Piece[]): [text: string, length: number] {
    // The last column is left free: some terminals begin a new line with it.
    let left = this.#columns - 1;
    const fitting = new Set<Piece>();
    for (const piece of pieces) {
      const width = ('text' in piece ? piece.text.length : minBar) + (fitting.size > 0 ? 2 : 0);
      if (width > left) continue;
      left -= width;
      fitting.add(piece);
    }
    const shown = pieces.filter((piece) => fitting.has(piece));
    const width = Math.min(maxBar, minBar + left);
    // The bar stands first, and is not the most important.
    const texts = shown
      .toSorted((a, b) => Number('text' in a) - Number('text' in b))
      .map((piece) => {
        if ('part' in piece) return { plain: barOf(piece.part, width), color: 'cyan' as const };
        return { plain: piece.text, color: piece.color };
      });
    const length = texts.reduce((sum, { plain }) => sum + plain.length + 2, -2);
    return [texts.map(({ plain, color }) => this.#colored(plain, color)).join('  '), Math.max(0, length)];
  }

  #colored(text: string, color: 'red' | 'cyan' | undefined): string {
    return color === undefined ? text : styleText(color, text, { stream: this.#stream });
  }
}

/** In ASCII: other characters take two columns on terminals that are set to Chinese or Japanese. */
function barOf(part: number, width: number): string {
  const inside = width - 2;
  const filled = Math.floor(Math.min(1, Math.max(0, part)) * inside);
  return `[${'#'.repeat(filled)}${'.'.repeat(inside - filled)}]`;
}
