/** The search itself: an index over the entries, and the rules by which the best of them come first. */
import MiniSearch, { type Query } from 'minisearch';
import { readFailure } from '../failure.ts';
import type { EntryKind, SearchNames } from './data.ts';
import { fieldsOf } from './fields.ts';
import { type Phrase, phrasesOf, sharesOf } from './phrases.ts';
import { type Concept, type Question, QuestionReader, type Reading } from './question.ts';
import { Vocabulary } from './vocabulary.ts';
import { formsOf, normalize, plainName, wordsOf } from './words.ts';

export interface Result {
  /** The number of the entry. */
  entry: number;
  /** The id of the field that was asked for by its name. */
  field?: string;
  score: number;
}

export interface Found {
  results: Result[];
  /** Words of the index that were found, for marking them. */
  words: string[];
  /** A number that was meant as a code, and is none that is known. */
  unknown?: string;
  /** Whether the question says that nothing has failed. */
  isSuccess: boolean;
}

interface Row {
  id: number;
  title: string;
  keys: string;
  fields: string;
  text: string;
}

/** Longer questions that hold a code are pasted failures. */
const longestTyped = 20;
/** The most that an entry counts which lacks something that was asked for. */
const partly = 0.25;
const boost = { title: 5, keys: 6, fields: 1.5, text: 0.5 };
const kindFactors: Record<EntryKind, number> = {
  operation: 1.2,
  tag: 1.15,
  guide: 1.05,
  code: 1,
  page: 1,
  webhook: 0.95,
  package: 0.85,
};

export class SearchIndex {
  readonly #names: SearchNames;
  readonly #mini: MiniSearch<Row>;
  readonly #reader: QuestionReader;
  readonly #phrases: Phrase[];
  readonly #codes = new Map<string, number>();
  readonly #byKey = new Map<string, number[]>();
  readonly #titles: string[];
  readonly #texts: readonly string[];
  /** The fields of a name: the entry of each, and its id there. */
  readonly #fields: ReadonlyMap<string, Map<number, string>>;

  private constructor(
    names: SearchNames,
    mini: MiniSearch<Row>,
    known: Vocabulary,
    fields: ReadonlyMap<string, Map<number, string>>,
    texts: readonly string[],
  ) {
    this.#names = names;
    this.#texts = texts;
    this.#fields = fields;
    this.#mini = mini;
    this.#reader = new QuestionReader(names.words, known);
    this.#phrases = phrasesOf(names.words, (stretches) => this.#reader.meaningful(stretches));
    this.#titles = names.entries.map(([, title]) => titleKey(title));
    for (const [number, [url, , kind, keys]] of names.entries.entries()) {
      const code = kind === 'code' ? /(\d+)\.html$/.exec(url)?.[1] : undefined;
      if (code !== undefined) this.#codes.set(code, number);
      for (const key of keys.split(' ')) {
        const plain = plainName(key);
        if (plain !== '') this.#byKey.set(plain, [...(this.#byKey.get(plain) ?? []), number]);
      }
    }
  }

  /** What it was made over. */
  get names(): SearchNames {
    return this.#names;
  }

  /**
   * Makes an index entry by entry, so that a page can pause in between.
   *
   * @param texts The text of each entry. Without them it finds by names alone.
   */
  static *over(names: SearchNames, texts: readonly string[] = []): Generator<undefined, SearchIndex> {
    const known = new Vocabulary();
    const mini = new MiniSearch<Row>({
      fields: Object.keys(boost),
      tokenize: (text, field) => known.learn(text, field !== 'text'),
      processTerm: (word) => word,
      searchOptions: { boost, tokenize: (word) => [word], processTerm: (word) => word },
    });
    const lower: string[] = [];
    const byField = new Map<string, Map<number, string>>();
    for (const [id, [, title, , keys, list]] of names.entries.entries()) {
      const fields = fieldsOf(list);
      for (const field of fields) {
        const same = byField.get(field.name) ?? new Map<number, string>();
        if (!same.has(id)) same.set(id, field.id);
        byField.set(field.name, same);
      }
      lower.push(normalize(texts[id] ?? '').toLowerCase());
      mini.add({ id, title, keys, fields: fields.map(({ name }) => name).join(' '), text: texts[id] ?? '' });
      yield;
    }
    const { synonyms, phrases } = names.words;
    for (const said of [...synonyms, ...phrases.map(([all]) => all)]) {
      for (const one of said) known.learn(one, true);
      yield;
    }
    return new SearchIndex(names, mini, known, byField, lower);
  }

  /** The entries that answer a question, the best first. */
  find(text: string): Found {
    const failure = readFailure(text, (code) => this.#codes.has(code));
    const codes = failure.known.flatMap((code) => this.#codes.get(code) ?? []);
    const said = {
      isSuccess: failure.isSuccess,
      ...(failure.unknown === undefined ? {} : { unknown: failure.unknown }),
    };
    const first = codes.map((entry, index): Result => ({ entry, score: 100 - index }));
    if (first.length > 0 && (failure.isNamed || text.trim().length > longestTyped))
      return { results: first, words: failure.known, ...said };
    const pasted = this.#explained(text);
    if (pasted !== undefined) first.push({ entry: pasted, score: 50 });

    const question = this.#reader.read(text);
    const { scores, words } = this.#byWords(question);
    const taken = new Set(first.map(({ entry }) => entry));
    const others = this.#rank(text, question, scores).filter(({ entry }) => !taken.has(entry));
    return { results: [...first, ...others], words, ...said };
  }

  /** The entry of a message that is known by a part of it. */
  #explained(text: string): number | undefined {
    const line = text.replace(/[\s`]+/g, ' ').replaceAll('\\"', '"');
    return this.#names.words.failures.find(([parts]) => parts.some((part) => holds(line, part)))?.[1];
  }

  #byWords({ concepts, pairs }: Question): { scores: Map<number, number>; words: string[] } {
    if (concepts.length === 0) return { scores: new Map(), words: [] };
    const queries = concepts.map(queryOf);
    const boostDocument = (id: number): number => kindFactors[this.#names.entries[id]?.[2] ?? 'page'];
    const all = this.#mini.search({ combineWith: 'AND', queries }, { boostDocument });
    const parts = [...queries, ...pairs.map((pair) => readingQuery({ words: [pair], weight: 0.3 }))];
    const isEnough = all.length > 2 || parts.length < 2;
    const some = isEnough ? [] : this.#mini.search({ combineWith: 'OR', queries: parts }, { boostDocument });
    const [best = 1, bestPart = 1] = [all[0]?.score, some[0]?.score];
    const scores = new Map(some.map(({ id, score }) => [Number(id), (partly * score) / bestPart]));
    // The worst of those that have all that was asked for are above the best of the others.
    for (const { id, score } of all) scores.set(Number(id), partly + 0.01 + ((1 - partly) * score) / best);
    return { scores, words: [...new Set([...all.slice(0, 50), ...some.slice(0, 50)].flatMap(({ terms }) => terms))] };
  }

  /** Puts first what is called exactly so, and what readers are known to mean. */
  #rank(text: string, question: Question, scores: Map<number, number>): Result[] {
    const raise = (entry: number, by: number): void => void scores.set(entry, (scores.get(entry) ?? 0) + by);
    const asked = plainName(text);
    const fitting = new Set([...scores].filter(([, score]) => score > partly).map(([entry]) => entry));
    // A name in several words is one of several things that they may mean.
    for (const entry of this.#byKey.get(asked) ?? []) raise(entry, /\s/.test(text.trim()) ? 4 : 12);
    for (const [entry, share] of sharesOf(this.#phrases, question, (one) => fitting.has(one))) raise(entry, share);
    for (const name of namesIn(text))
      for (const entry of this.#byKey.get(name) ?? []) if (this.#isCalled(entry)) raise(entry, 1.5);
    const titles = new Set([titleKey(text), titleKey(question.words.join(' '))]);
    const verbatim = normalize(text).trim().toLowerCase();
    for (const entry of [...scores.keys()]) {
      raise(entry, titles.has(this.#titles[entry] ?? '') ? 3 : this.#nameShare(entry, question.concepts));
      if (fitting.has(entry) && verbatim.length > 3 && this.#texts[entry]?.includes(verbatim)) raise(entry, 0.8);
    }
    const fields = new Map([...this.#fields].flatMap(([name, found]) => (plainName(name) === asked ? [...found] : [])));
    // Who asks for a field wants to send it, most of the time.
    for (const entry of fields.keys()) raise(entry, this.#names.entries[entry]?.[2] === 'operation' ? 2 : 1);
    return [...scores]
      .map(([entry, score]): Result => {
        const field = fields.get(entry);
        return { entry, score, ...(field === undefined ? {} : { field }) };
      })
      .toSorted((a, b) => b.score - a.score || a.entry - b.entry);
  }

  /** Whether it has a name of its own on the wire. */
  #isCalled = (entry: number): boolean => {
    const kind = this.#names.entries[entry]?.[2];
    return kind === 'operation' || kind === 'webhook';
  };

  /** How much of the title, or of what it is called on the wire, the question says, if all that was asked for is there. */
  #nameShare(entry: number, concepts: readonly Concept[]): number {
    const key = this.#isCalled(entry) ? (this.#names.entries[entry]?.[3].split(' ')[0] ?? '') : '';
    const [, ...parts] = formsOf(key);
    return Math.max(shareOf((this.#titles[entry] ?? '').split(' '), concepts), shareOf(parts, concepts));
  }
}

function shareOf(words: readonly string[], concepts: readonly Concept[]): number {
  const isIn = (reading: Reading): boolean =>
    reading.words.length > 0 && reading.words.every((word) => words.includes(word));
  const readings = concepts.flatMap((concept) => concept.find(isIn) ?? []);
  if (concepts.length === 0 || readings.length < concepts.length) return 0;
  const said = new Set(readings.flatMap((reading) => reading.words)).size / words.length;
  return (0.5 + said) * Math.min(...readings.map(({ weight }) => weight)) + (said === 1 ? 0.5 : 0);
}

/** The words of a title or a question in no order. */
const titleKey = (text: string): string => [...new Set(wordsOf(text))].toSorted().join(' ');

/** Names of operations, commands and webhooks that stand in a text. */
const namesIn = (text: string): Set<string> =>
  new Set((text.match(/[A-Za-z][\w.]*[A-Z_][\w.]*/g) ?? []).map((name) => plainName(name)));

/** `*` stands for anything, but not for much. */
function holds(text: string, part: string): boolean {
  const pattern = part
    .split('*')
    .map((piece) => piece.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.{0,300}?');
  return new RegExp(pattern, 'i').test(text);
}

const queryOf = (concept: Concept): Query => ({ combineWith: 'OR', queries: concept.map(readingQuery) });

function readingQuery({ words, weight, prefix, fuzzy }: Reading): Query {
  const boostTerm = (): number => weight;
  const exact = words.map(
    (word): Query => ({ queries: [word], boostTerm, fuzzy: fuzzy ?? false, prefix: isSingle(word) }),
  );
  if (prefix === undefined) return { combineWith: 'AND', queries: exact };
  const begun: Query = { queries: [prefix], boostTerm, prefix: true };
  // A single word may be begun itself; of several the last one.
  const [last] = exact.slice(-1);
  const rest = exact.slice(0, -1);
  return {
    combineWith: 'AND',
    queries: [...rest, last === undefined ? begun : { combineWith: 'OR', queries: [last, begun] }],
  };
}

/** A single Chinese or Japanese character begins the pairs that it stands in. */
const isSingle = (word: string): boolean => [...word].length === 1;
