import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BadLine, type Line, maxLineBytes, readLines } from '../../src/batch/lines.ts';

async function read(chunks: readonly (Uint8Array | string)[]): Promise<(Line | BadLine)[]> {
  const lines: (Line | BadLine)[] = [];
  async function* input() {
    yield* chunks;
  }
  for await (const some of readLines(input())) lines.push(...some);
  return lines;
}

/** Cuts bytes at any places, also within a character. */
function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const at = [0, ...places.map((place) => place % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length];
  return at.slice(1).map((end, index) => bytes.subarray(at[index], end));
}

const lineText = fc.oneof(
  fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll(/[\r\n]/g, '')),
  fc.constant(''),
  fc.constant('  \t'),
);

describe('the lines of an input', () => {
  it('are the same however they come in chunks, with any line ends and a byte order mark', async () => {
    const whole = fc.record({
      texts: fc.array(fc.tuple(lineText, fc.constantFrom('\n', '\r\n'))),
      last: lineText,
      mark: fc.constantFrom('', '\uFEFF'),
      places: fc.array(fc.nat()),
    });
    await fc.assert(
      fc.asyncProperty(whole, async ({ texts, last, mark, places }) => {
        const bytes = Buffer.from(mark + texts.map(([text, end]) => text + end).join('') + last);
        const all = [...texts.map(([text]) => text), last];
        // A mark of its own in the first line is taken for that of the file.
        const [first = '', ...others] = all;
        const own = mark === '' && first.startsWith('\uFEFF') ? first.slice(1) : first;
        const expected = [own, ...others]
          .map((text, index) => ({ number: index + 1, text: text.trim() }))
          .filter(({ text }) => text !== '');
        expect(await read(cut(bytes, places))).toStrictEqual(expected);
      }),
    );
  });

  it('are whole where a stream uses the memory of a chunk again', async () => {
    const memory = Buffer.from('a\nb');
    async function* input() {
      yield memory;
      memory.fill('c\n', 1);
      yield memory.subarray(1);
    }
    const lines = [];
    for await (const some of readLines(input())) lines.push(...some);
    expect(lines).toStrictEqual([
      { number: 1, text: 'a' },
      { number: 2, text: 'bc' },
    ]);
  });

  it('come from a stream of strings as well', async () => {
    expect(await read(['a\nb', 'c\n'])).toStrictEqual([
      { number: 1, text: 'a' },
      { number: 2, text: 'bc' },
    ]);
  });

  it('are named where they are not UTF-8, or too long, and do not hide the others', async () => {
    const long = Buffer.alloc(maxLineBytes + 1, 'x');
    const chunks = [
      Buffer.from('a\n'),
      Buffer.from([0xc3, 10]),
      long.subarray(0, 9),
      long.subarray(9),
      Buffer.from('\nb'),
    ];
    expect(await read(chunks)).toStrictEqual([
      { number: 1, text: 'a' },
      { number: 2, problem: 'is not UTF-8' },
      { number: 3, problem: 'has more than 1048576 bytes' },
      { number: 4, text: 'b' },
    ]);
  });

  it('say so when they are UTF-16, as Windows PowerShell writes them', async () => {
    const [line] = await read([Buffer.from('\uFEFFa\n', 'utf16le')]);
    expect(line).toStrictEqual({ number: 1, problem: 'is UTF-16; save the input as UTF-8' });
  });
});
