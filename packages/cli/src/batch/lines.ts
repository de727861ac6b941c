/** The lines of an input of any length, one by one, so that memory does not grow with it. */
import { isUtf16 } from '../decode.ts';

export interface Line {
  /** 1 for the first. */
  readonly number: number;
  /** Without white space around it; never empty. */
  readonly text: string;
}

export interface BadLine {
  readonly number: number;
  /** What is wrong with it, and what to do; the end of a sentence. */
  readonly problem: string;
}

/** Longer than any body that the service takes, in bytes. */
export const maxLineBytes = 1_048_576;

const newline = 10;
const byteOrderMark = '\uFEFF';

/**
 * Reads lines as UTF-8. A byte order mark, the line ends of Windows and empty lines are passed over.
 *
 * @returns The lines of each chunk together.
 */
export async function* readLines(input: AsyncIterable<Uint8Array | string>): AsyncGenerator<(Line | BadLine)[]> {
  const splitter = new Splitter();
  for await (const chunk of input) yield splitter.take(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  yield splitter.end();
}

class Splitter {
  /** What has come of the line that has not ended yet; not kept when it is too long. */
  #parts: Uint8Array[] = [];
  #bytes = 0;
  #number = 0;
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

  take(chunk: Uint8Array): (Line | BadLine)[] {
    const lines: (Line | BadLine)[] = [];
    let start = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      this.#keep(chunk.subarray(start, end));
      lines.push(...this.end());
      start = end + 1;
    }
    // A copy: the whole chunk would stay in memory with it, and its stream may use it again.
    this.#keep(new Uint8Array(chunk.subarray(start)));
    return lines;
  }

  /** The line that has come so far; none when it is empty. */
  end(): (Line | BadLine)[] {
    const [parts, bytes] = [this.#parts, this.#bytes];
    const [only = new Uint8Array()] = parts;
    this.#parts = [];
    this.#bytes = 0;
    this.#number++;
    const number = this.#number;
    if (bytes > maxLineBytes) return [{ number, problem: `has more than ${maxLineBytes} bytes` }];
    const whole = parts.length > 1 ? Buffer.concat(parts) : only;
    if (number === 1 && isUtf16(whole)) return [{ number, problem: 'is UTF-16; save the input as UTF-8' }];
    let text: string;
    try {
      text = this.#decoder.decode(whole);
    } catch {
      return [{ number, problem: 'is not UTF-8' }];
    }
    if (number === 1 && text.startsWith(byteOrderMark)) text = text.slice(1);
    text = text.trim();
    return text === '' ? [] : [{ number, text }];
  }

  #keep(part: Uint8Array): void {
    this.#bytes += part.length;
    if (this.#bytes > maxLineBytes) this.#parts = [];
    else if (part.length > 0) this.#parts.push(part);
  }
}
