/** The index of the search by itself: which entries it finds, and in which order. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Query, searchWords, WordTable } from '../../scripts/site/browser/search/word-index.ts';

function tableOf(texts: readonly string[]): WordTable {
  const table = new WordTable();
  for (const [entry, text] of texts.entries()) table.add(entry, text.split(' '));
  return table;
}

function entriesFor(query: Query, texts: readonly string[]): number[] {
  const factors = texts.map(() => 1);
  return searchWords([[tableOf(texts), 1]], query, factors).map(({ entry }) => entry);
}

const of = (word: string, also?: 'begun' | 'alike'): Query => ({ word, weight: 1, ...(also ? { also } : {}) });

describe('the index', () => {
  it('finds what holds all words, or any', () => {
    const texts = ['create group', 'create user', 'delete user', ''];
    expect(entriesFor({ all: [of('create'), of('user')] }, texts)).toStrictEqual([1]);
    expect(entriesFor({ any: [of('create'), of('user')] }, texts).toSorted()).toStrictEqual([0, 1, 2]);
    expect(entriesFor({ all: [] }, texts)).toStrictEqual([]);
    expect(entriesFor({ any: [] }, texts)).toStrictEqual([]);
  });

  it('puts first what has all words, has one more often, or has little else', () => {
    expect(entriesFor({ any: [of('create'), of('user')] }, ['create group', 'create user'])[0]).toBe(1);
    expect(entriesFor(of('user'), ['user of group', 'user of user'])[0]).toBe(1);
    expect(entriesFor(of('user'), ['user of any group', 'user'])[0]).toBe(1);
  });

  it('counts a word that few have for more', () => {
    const texts = ['user', 'user', 'user', 'quota', ''];
    expect(entriesFor({ any: [of('user'), of('quota')] }, texts)[0]).toBe(3);
  });

  it('finds words that begin so, those that go on longest last', () => {
    expect(entriesFor(of('member', 'begun'), ['membership', 'members', 'member', 'remember'])).toStrictEqual([2, 1, 0]);
    expect(entriesFor(of('签', 'begun'), ['签名', '名签'])).toStrictEqual([0]);
  });

  it('finds words that two letters are wrong in, and no others', () => {
    const letters = fc.constantFrom(...'abc');
    const word = fc.string({ unit: letters, minLength: 4, maxLength: 8 });
    fc.assert(
      fc.property(word, fc.array(fc.tuple(fc.nat(7), letters), { maxLength: 2 }), (right, slips) => {
        const wrong = slips.reduce((text, [at, letter]) => text.slice(0, at) + letter + text.slice(at + 1), right);
        expect(entriesFor(of(wrong, 'alike'), [right, 'xxxxxxxx'])).toStrictEqual([0]);
      }),
    );
    expect(entriesFor(of('administrator', 'alike'), ['administration', 'administrating', 'admin'])).toStrictEqual([0]);
  });

  it('names the words that it has found, and weighs fields and entries', () => {
    const [title, text] = [tableOf(['group', 'user']), tableOf(['user', 'group'])];
    const find = (factors: number[]): number[] =>
      searchWords(
        [
          [title, 5],
          [text, 0.5],
        ],
        of('gro', 'begun'),
        factors,
      ).map(({ entry, words }) => {
        expect(words).toStrictEqual(['group']);
        return entry;
      });
    expect(find([1, 1])).toStrictEqual([0, 1]);
    expect(find([0.01, 1])).toStrictEqual([1, 0]);
  });
});
