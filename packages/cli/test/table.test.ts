import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asTable, fold, folded } from '../src/table.ts';

const terminal = (columns: number) => Object.assign(new PassThrough(), { isTTY: true, columns });
const rows = [
  ['one', 'a text that is long enough to be folded somewhere'],
  ['three', 'short'],
];

describe('asTable', () => {
  it('folds the last column to a terminal', () => {
    expect(asTable(rows, terminal(35))).toBe(
      'one    a text that is long enough\n       to be folded somewhere\nthree  short',
    );
  });

  it('puts the last column below where there is no room beside', () => {
    expect(asTable(rows, terminal(25))).toBe(
      'one\n    a text that is long\n    enough to be folded\n    somewhere\nthree\n    short',
    );
  });

  it('folds nothing in a pipe', () => {
    expect(asTable(rows, new PassThrough()).split('\n')).toHaveLength(2);
  });
});

describe('folded', () => {
  it('keeps lines and what they are indented by, and a long word whole', () => {
    const text = 'a line that is long\n  and one below it\nhttps://host.example/a/long/address';
    expect(folded(text, terminal(12))).toBe(
      'a line that\nis long\n  and one\n  below it\nhttps://host.example/a/long/address',
    );
    expect(folded(text, new PassThrough())).toBe(text);
  });
});

describe('fold', () => {
  it('loses no word, and makes no line longer than the room, but for a word that is', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(words, fc.integer({ min: 12, max: 60 }), (all, room) => {
        const lines = fold(all.join(' '), room);
        expect(lines.join(' ')).toBe(all.join(' '));
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(room);
      }),
    );
  });
});
