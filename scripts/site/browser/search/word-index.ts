/** Which entries hold which words, and how much that says of them: BM25+, as most engines of full text have it. */

/** What is looked up: words, or several questions of which all or any have to be answered. */
export type Query = Lookup | { all: Query[] } | { any: Query[] };

export interface Lookup {
  word: string;
  /** What it counts, against other words that may be meant. */
  weight: number;
  /** Whether words that begin so are found as well, or those that differ by two letters. */
  also?: 'begun' | 'alike';
}

/** An entry that answers a query. */
export interface Hit {
  entry: number;
  score: number;
  /** Words of the index that were found in it. */
  words: string[];
}

interface Sum {
  score: number;
  /** Words that were looked up. The more of them are found, the more each counts. */
  asked: string[];
  words: string[];
}

/** How much less a word counts that is only begun, or only alike. */
const begun = 0.375;
const alike = 0.45;
/** How soon repeats of a word say no more, how much the length of a text matters, and what being there is worth alone. */
const bm25 = { k: 1.2, b: 0.7, d: 0.5 };
const mostApart = 2;

/** The words of one field, such as the titles, of all entries. They are added in the order of the entries. */
export class WordTable {
  /** The entries of each word, one as often as the word stands in it. */
  readonly #entries = new Map<string, number[]>();
  readonly #byFirst = new Map<string, string[]>();
  /** How many different words each entry has. */
  readonly #lengths: number[] = [];
  #total = 0;

  has(word: string): boolean {
    return this.#entries.has(word);
  }

  add(entry: number, words: readonly string[]): void {
    let more = 0;
    for (const word of words) {
      const entries = this.#entries.get(word);
      if (entries === undefined) this.#begin(word, entry);
      else entries.push(entry);
      if (entries?.at(-2) !== entry) more++;
    }
    this.#lengths[entry] = (this.#lengths[entry] ?? 0) + more;
    this.#total += more;
  }

  #begin(word: string, entry: number): void {
    this.#entries.set(word, [entry]);
    const first = word.charAt(0);
    const same = this.#byFirst.get(first);
    if (same === undefined) this.#byFirst.set(first, [word]);
    else same.push(word);
  }

  /** Adds what a word says of each entry that holds it. */
  score({ word, weight, also }: Lookup, factors: readonly number[], sums: Map<number, Sum>): void {
    this.#scoreWord(word, word, weight, factors, sums);
    if (also === 'begun') {
      for (const other of this.#byFirst.get(word.charAt(0)) ?? []) {
        const more = other.length - word.length;
        if (more <= 0 || !other.startsWith(word)) continue;
        this.#scoreWord(word, other, (weight * begun * other.length) / (other.length + 0.3 * more), factors, sums);
      }
    }
    if (also === 'alike') {
      for (const other of this.#entries.keys()) {
        const apart = distance(word, other);
        if (apart === 0 || apart > mostApart) continue;
        this.#scoreWord(word, other, (weight * alike * other.length) / (other.length + apart), factors, sums);
      }
    }
  }

  #scoreWord(asked: string, word: string, weight: number, factors: readonly number[], sums: Map<number, Sum>): void {
    const entries = this.#entries.get(word);
    if (entries === undefined) return;
    const counts = new Map<number, number>();
    for (const entry of entries) counts.set(entry, (counts.get(entry) ?? 0) + 1);
    const { k, b, d } = bm25;
    const rarity = Math.log(1 + (factors.length - counts.size + 0.5) / (counts.size + 0.5));
    const usual = this.#total / factors.length;
    for (const [entry, count] of counts) {
      const length = (this.#lengths[entry] ?? 0) / usual;
      const says = rarity * (d + (count * (k + 1)) / (count + k * (1 - b + b * length)));
      add(sums, entry, { score: weight * (factors[entry] ?? 1) * says, asked: [asked], words: [word] });
    }
  }
}

/** @param factors What each entry counts: one for each. */
export function searchWords(
  tables: readonly (readonly [WordTable, weight: number])[],
  query: Query,
  factors: readonly number[],
): Hit[] {
  const sumsOf = (one: Query): Map<number, Sum> => {
    const sums = new Map<number, Sum>();
    if ('any' in one) {
      for (const part of one.any) for (const [entry, sum] of sumsOf(part)) add(sums, entry, sum);
    } else if ('all' in one) {
      const parts = one.all.map(sumsOf);
      for (const entry of parts[0]?.keys() ?? []) {
        const all = parts.flatMap((part) => part.get(entry) ?? []);
        if (all.length === parts.length) for (const sum of all) add(sums, entry, sum);
      }
    } else {
      for (const [table, weight] of tables) table.score({ ...one, weight: one.weight * weight }, factors, sums);
    }
    return sums;
  };
  return [...sumsOf(query)]
    .map(([entry, { score, asked, words }]): Hit => ({ entry, score: score * asked.length, words }))
    .sort((a, b) => b.score - a.score);
}

function add(sums: Map<number, Sum>, entry: number, { score, asked, words }: Sum): void {
  const sum = sums.get(entry);
  if (sum === undefined) {
    sums.set(entry, { score, asked, words });
    return;
  }
  sum.score += score;
  for (const word of asked) if (!sum.asked.includes(word)) sum.asked.push(word);
  for (const word of words) if (!sum.words.includes(word)) sum.words.push(word);
}

/** How many letters have to be added, left out or changed to make one word of the other; more than `mostApart` is not counted. */
function distance(word: string, other: string): number {
  if (Math.abs(word.length - other.length) > mostApart) return mostApart + 1;
  let above = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= word.length; row++) {
    let left = row;
    const next = [left];
    for (let at = 1; at <= other.length; at++) {
      const same = word[row - 1] === other[at - 1] ? 0 : 1;
      left = Math.min(left + 1, (above[at] ?? 0) + 1, (above[at - 1] ?? 0) + same);
      next.push(left);
    }
    if (Math.min(...next) > mostApart) return mostApart + 1;
    above = next;
  }
  return above.at(-1) ?? 0;
}
