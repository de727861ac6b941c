/** Reads a question: its words with what else they may stand for, and what it says as a whole. */
import type { SearchWords } from './data.ts';
import type { Vocabulary } from './vocabulary.ts';
import { formsOf, normalize, pairsOf, plainName, type Stretch, stem, stretchesOf } from './words.ts';

/** Words of the index that have to be there together. */
export interface Reading {
  words: string[];
  /** Between 0 and 1: how likely it is meant. */
  weight: number;
  /** What a word of the index may begin with. */
  prefix?: string;
  /** How many letters may differ. */
  fuzzy?: number;
}

/** Something that was asked for, with all that it may be called. One of them has to be there. */
export type Concept = Reading[];

/** What is said in whatever words, the same for all that mean the same, with how much that is. */
export type Meaning = Map<string, number>;

export interface Question {
  concepts: Concept[];
  /** The words in the index's own form, without slips and without what says nothing. */
  words: string[];
  /** The same, but names that were typed as several words are several. */
  apart: string[];
  /** Chinese and Japanese as it was typed. */
  paired: string[];
  /** Words as they were typed, with whether there are such words. */
  typed: { text: string; isKnown: boolean }[];
  meaning: Meaning;
  /** Whether it is too long to have been typed. */
  isPasted: boolean;
  /** Its pairs, for finding something where nothing has all of it. */
  pairs: string[];
}

/** Beyond this it was pasted, not typed. */
const longest = 60;
const mostWords = 12;

interface Synonym {
  text: string;
  set: readonly string[];
  /** One for all that mean the same. */
  meaning: string;
}

export class QuestionReader {
  readonly #synonyms = new Map<string, string[]>();
  /** Chinese and Japanese ones by their first character, the longest first. */
  readonly #pairedByFirst = new Map<string, Synonym[]>();
  /** The number of its first set for each word that has others. */
  readonly #meanings = new Map<string, string>();
  readonly #ignored: Set<string>;
  readonly #ignoredPaired: RegExp | undefined;
  readonly #kept: ReadonlySet<string>;
  readonly #known: Vocabulary;

  constructor(words: Pick<SearchWords, 'synonyms' | 'ignored'>, known: Vocabulary) {
    this.#known = known;
    const paired: Synonym[] = [];
    for (const set of words.synonyms) {
      // A set of another language that has a word of this one goes on with it.
      const known = set.flatMap((text) => this.#meanings.get(keyOf(text)) ?? [])[0];
      const meaning = known ?? `=${keyOf(set[0] ?? '')}`;
      for (const text of set) {
        const [first, ...more] = stretchesOf(text);
        if (!this.#meanings.has(keyOf(text))) this.#meanings.set(keyOf(text), meaning);
        if (first?.isPaired && more.length === 0) paired.push({ text: first.text, set, meaning });
        else this.#synonyms.set(keyOf(text), [...(this.#synonyms.get(keyOf(text)) ?? []), ...set]);
      }
    }
    for (const synonym of paired.toSorted((a, b) => b.text.length - a.text.length)) {
      const first = synonym.text.charAt(0);
      this.#pairedByFirst.set(first, [...(this.#pairedByFirst.get(first) ?? []), synonym]);
    }
    const ignored = words.ignored.map(normalize).filter((word) => stretchesOf(word)[0]?.isPaired);
    this.#ignored = new Set(words.ignored.map((word) => normalize(word).toLowerCase()));
    // What says nothing by itself may be a part of a word that says something: `購読をやめる`.
    const kept = paired.map((synonym) => synonym.text).filter((word) => ignored.some((part) => word.includes(part)));
    const longestFirst = [...kept, ...ignored].toSorted((a, b) => b.length - a.length);
    this.#kept = new Set(kept);
    this.#ignoredPaired = ignored.length === 0 ? undefined : new RegExp(longestFirst.join('|'), 'gu');
  }

  read(text: string): Question {
    const isPasted = text.trim().length > longest;
    const stretches = this.meaningful(stretchesOf(text));
    const typed = stretches.filter((stretch) => !stretch.isPaired).map((stretch) => stretch.text);
    const groups = this.#grouped(isPasted ? this.#fewest(typed) : typed);
    const paired = stretches.filter((stretch) => stretch.isPaired).map((stretch) => stretch.text);
    return {
      concepts: [
        ...groups.map((group) => (group.length > 1 ? this.#joined(group) : this.#concept(group[0] ?? '', isPasted))),
        ...paired.flatMap((stretch) => this.#pairedConcepts(stretch)),
      ],
      words: groups.flatMap((group) => this.#corrected(group, isPasted)),
      apart: groups.flat().flatMap((word) => this.#corrected([word], isPasted)),
      paired,
      typed: groups.flat().map((word) => {
        const plain = plainName(word);
        return { text: plain, isKnown: this.#known.has(stem(plain)) };
      }),
      meaning: isPasted ? new Map() : this.meaningOf(stretches),
      isPasted,
      pairs: paired.flatMap(neededPairs),
    };
  }

  /** What is said in whatever words and order. */
  meaningOf(said: Stretch[]): Meaning {
    const stretches = this.meaningful(said);
    const typed = stretches.filter((stretch) => !stretch.isPaired).map((stretch) => stretch.text);
    const meaning: Meaning = new Map();
    const add = (key: string, more: number): void => void meaning.set(key, (meaning.get(key) ?? 0) + more);
    for (const group of this.#grouped(typed)) {
      const key = group.length > 1 ? keyOf(group.join(' ')) : stem(plainName(group[0] ?? ''));
      add(this.#meanings.get(key) ?? key, 2);
    }
    for (const { text, isPaired } of stretches) {
      for (const piece of isPaired ? this.#pieces(text) : []) {
        const [synonym] = piece.found;
        // What is left in hiragana are particles and endings.
        const telling = [...piece.text.replace(/\p{sc=Hiragana}/gu, '')].length;
        if (synonym !== undefined) add(synonym.meaning, 2);
        else if (telling > 0) add(piece.text, telling);
      }
    }
    return meaning;
  }

  /** Without words that say nothing, unless there are no others. */
  meaningful(stretches: Stretch[]): Stretch[] {
    const left = stretches.flatMap((stretch): Stretch[] => {
      if (!stretch.isPaired) return this.#ignored.has(stretch.text.toLowerCase()) ? [] : [stretch];
      const text =
        this.#ignoredPaired === undefined
          ? stretch.text
          : stretch.text.replace(this.#ignoredPaired, (part) => (this.#kept.has(part) ? part : ' '));
      return text
        .split(' ')
        .filter((part) => part !== '')
        .map((part) => ({ text: part, isPaired: true }));
    });
    return left.length === 0 ? stretches : left;
  }

  /** Of a long text: words that the index knows, names first. */
  #fewest(words: readonly string[]): string[] {
    const known = [...new Set(words)].filter((word) => this.#known.has(formsOf(word)[0] ?? ''));
    const isName = (word: string): boolean => this.#known.isName(formsOf(word)[0] ?? '');
    return known.toSorted((a, b) => Number(isName(b)) - Number(isName(a))).slice(0, mostWords);
  }

  /** The words that are most likely meant. */
  #corrected(group: readonly string[], isPasted: boolean): string[] {
    const plain = plainName(group.join(''));
    if (isPasted || this.#known.has(stem(plain))) return [stem(plain)];
    if (group.length > 1) return group.map((word) => stem(plainName(word)));
    const split = this.#known.split(plain);
    if (this.#known.begins(plain)) return split ?? [stem(plain)];
    const [near] = this.#known.near(plain);
    return near === undefined ? (split ?? [stem(plain)]) : [near];
  }

  /** Each word by itself, but for those that are one name or one synonym together: `user sig`, `sdk app id`. */
  #grouped(words: readonly string[]): string[][] {
    const groups: string[][] = [];
    for (let at = 0; at < words.length; ) {
      const count = this.#joinedAt(words, at);
      groups.push(words.slice(at, at + count));
      at += count;
    }
    return groups;
  }

  #joinedAt(words: readonly string[], at: number): number {
    for (const count of [3, 2]) {
      const group = words.slice(at, at + count);
      if (group.length < count) continue;
      if (this.#known.isName(stem(plainName(group.join('')))) || this.#synonyms.has(keyOf(group.join(' ')))) {
        return count;
      }
    }
    return 1;
  }

  #joined(group: readonly string[]): Concept {
    return [
      { words: [stem(plainName(group.join('')))], weight: 1 },
      { words: group.flatMap((word) => formsOf(word)[0] ?? []), weight: 0.9 },
      ...this.#others(keyOf(group.join(' '))),
    ];
  }

  #concept(word: string, isPasted: boolean): Concept {
    const [whole = '', ...parts] = formsOf(word);
    const plain = plainName(word);
    const own: Concept = [
      { words: [whole], weight: 1, ...(plain === whole ? { prefix: plain } : {}) },
      ...(plain === whole ? [] : [{ words: [], prefix: plain, weight: 0.8 }]),
      ...(parts.length === 0 ? [] : [{ words: parts, weight: 0.6, prefix: plainName(lastPart(word)) }]),
      ...this.#others(whole),
    ];
    if (isPasted || this.#known.has(whole)) return own;
    const [near, split, begins] = [this.#known.near(plain), this.#known.split(plain), this.#known.begins(plain)];
    const weight = begins ? 0.4 : 0.9;
    const guesses = [...near.map((one) => [one]), ...(split === undefined ? [] : [split])].flatMap((one) => [
      { words: one, weight },
      ...this.#others(one.join(' ')).map((reading) => ({ ...reading, weight: reading.weight * weight })),
    ]);
    const isFar = guesses.length === 0 && !begins && /^[a-z]{8,}$/.test(plain);
    return [...own, ...guesses, ...(isFar ? [{ words: [plain], weight: 0.5, fuzzy: 2 }] : [])];
  }

  /** What else a word is called. */
  #others(key: string): Reading[] {
    const set = this.#synonyms.get(key) ?? [];
    return set.filter((other) => keyOf(other) !== key).map((other) => readingOf(other, 0.6));
  }

  /** What a stretch asks for: the words of the synonyms in it, and what is left of it. */
  #pairedConcepts = (stretch: string): Concept[] =>
    this.#pieces(stretch).map(({ text, found }) => {
      const others = found.flatMap(({ set }) => set.filter((other) => other !== text));
      return [...pairedReadings(text), ...others.map((other) => readingOf(other, 0.6))];
    });

  /** A stretch in pieces: words of the synonyms, the longest first, and what stands between them. */
  #pieces(stretch: string): { text: string; found: Synonym[] }[] {
    const pieces: { text: string; found: Synonym[] }[] = [];
    let rest = '';
    const endRest = (): void => {
      if (rest !== '') pieces.push({ text: rest, found: [] });
      rest = '';
    };
    for (let at = 0; at < stretch.length; ) {
      const all = this.#pairedByFirst.get(stretch.charAt(at)) ?? [];
      const [longest] = all.filter(({ text }) => stretch.startsWith(text, at));
      if (longest === undefined) {
        rest += stretch[at];
        at++;
        continue;
      }
      endRest();
      pieces.push({ text: longest.text, found: all.filter(({ text }) => text === longest.text) });
      at += longest.text.length;
    }
    endRest();
    return pieces;
  }
}

const lastPart = (word: string): string => word.match(/[A-Z]?[a-z0-9]+$|[^_]+$/)?.[0] ?? word;

/** Words in the form of the index, for looking them up as one. */
const keyOf = (text: string): string =>
  /^[a-z]+$/.test(text)
    ? stem(text)
    : stretchesOf(text)
        .flatMap(({ text: word, isPaired }) => (isPaired ? [word] : [stem(plainName(word))]))
        .join(' ');

function readingOf(text: string, weight: number): Reading {
  const words = stretchesOf(text).flatMap((stretch) =>
    stretch.isPaired ? neededPairs(stretch.text) : [stem(plainName(stretch.text))],
  );
  return { words, weight };
}

/** All pairs of a stretch, or those that its words most likely are, when something stands between them. */
function pairedReadings(stretch: string): Reading[] {
  const all = neededPairs(stretch);
  const characters = [...stretch];
  const apart = characters.flatMap((_, at) => (at % 2 === 0 ? [characters.slice(at, at + 2).join('')] : []));
  const words = apart.filter((word) => all.includes(word));
  return all.length < 3 || words.length < 2
    ? [{ words: all, weight: 1 }]
    : [
        { words: all, weight: 1 },
        { words, weight: 0.7 },
      ];
}

/** The pairs that say something: particles and endings are written in hiragana. A single character begins a pair. */
function neededPairs(stretch: string): string[] {
  const pairs = pairsOf(stretch);
  if (pairs.length === 1) return pairs;
  const whole = pairs.slice(0, -1);
  const telling = whole.filter((pair) => !/\p{sc=Hiragana}/u.test(pair));
  return telling.length > 0 ? telling : whole;
}
