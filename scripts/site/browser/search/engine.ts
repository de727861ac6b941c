/** The search itself: an index over the entries, and the rules by which the best of them come first. */
import { readFailure } from '../failure.ts';
import type { EntryKind, SearchNames } from './data.ts';
import { fieldsOf, namesOfFields } from './fields.ts';
import { type Phrase, phrasesOf, sharesOf } from './phrases.ts';
import { type Concept, type Question, QuestionReader, type Reading } from './question.ts';
import { Vocabulary } from './vocabulary.ts';
import { type Hit, type Lookup, type Query, searchWords, WordTable } from './word-index.ts';
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

/** Longer questions that hold a code are pasted failures. */
const longestTyped = 20;
/** The most that an entry counts which lacks something that was asked for. */
const partly = 0.25;
/** What a word says in each field of an entry. */
const weights = { title: 5, keys: 6, fields: 1.5, text: 0.5 };
const kindFactors: Record<EntryKind, number> = {
  operation: 1.2,
  tag: 1.15,
  guide: 1.05,
  code: 1,
  page: 1,
  webhook: 0.95,
  package: 0.85,
};

/** What is known of all names, and is the same with the texts and without them. */
interface NameIndex {
  names: SearchNames;
  tables: [WordTable, weight: number][];
  /** The words of each title. */
  titles: string[][];
  /** Entries by each of their keys, and by the names of their fields. */
  byKey: Map<string, number[]>;
  byField: Map<string, number[]>;
  /** The parts of what an entry is called on the wire, of those that were asked for. */
  partsOfKeys: string[][];
  codes: Map<string, number>;
  /** What each entry counts. */
  factors: number[];
}

export class SearchIndex {
  readonly #index: NameIndex;
  readonly #tables: readonly (readonly [WordTable, weight: number])[];
  readonly #known: Vocabulary;
  readonly #reader: QuestionReader;
  readonly #phrases: Phrase[];
  readonly #texts: readonly string[];
  /** The same in small letters, for finding a question as it is. */
  readonly #lower: readonly string[];

  private constructor(
    index: NameIndex,
    known: Vocabulary,
    more?: { table: WordTable; texts: string[]; lower: string[] },
  ) {
    this.#index = index;
    this.#tables = more === undefined ? index.tables : [...index.tables, [more.table, weights.text]];
    this.#known = known;
    this.#texts = more?.texts ?? [];
    this.#lower = more?.lower ?? [];
    this.#reader = new QuestionReader(index.names.words, known);
    this.#phrases = phrasesOf(index.names.words, (stretches) => this.#reader.meaningful(stretches));
  }

  /** What it was made over. */
  get names(): SearchNames {
    return this.#index.names;
  }

  /** The text of an entry, when it is there. */
  textOf = (entry: number): string => this.#texts[entry] ?? '';

  /** Makes an index that finds by names, entry by entry, so that a page can pause in between. */
  static *over(names: SearchNames): Generator<undefined, SearchIndex> {
    const [title, keys, fields] = [new WordTable(), new WordTable(), new WordTable()];
    const known = new Vocabulary([title, keys, fields]);
    const index: NameIndex = {
      names,
      tables: [
        [title, weights.title],
        [keys, weights.keys],
        [fields, weights.fields],
      ],
      titles: [],
      byKey: new Map(),
      byField: new Map(),
      partsOfKeys: [],
      codes: new Map(),
      factors: names.entries.map(([, , kind]) => kindFactors[kind]),
    };
    // Fields of the same name stand in many entries.
    const ofField = new Map<string, { words: string[]; plain: string }>();
    for (const [entry, [url, name, kind, called, list]] of names.entries.entries()) {
      const words = known.learn(name, true);
      title.add(entry, words);
      index.titles.push(words);
      keys.add(entry, known.learn(called, true));
      for (const key of called.split(' ')) note(index.byKey, plainName(key), entry);
      for (const field of namesOfFields(list)) {
        const learned = ofField.get(field) ?? { words: known.learn(field, true), plain: plainName(field) };
        ofField.set(field, learned);
        fields.add(entry, learned.words);
        note(index.byField, learned.plain, entry);
      }
      const code = kind === 'code' ? /(\d+)\.html$/.exec(url)?.[1] : undefined;
      if (code !== undefined) index.codes.set(code, entry);
      yield;
    }
    const { synonyms, phrases } = names.words;
    for (const said of [...synonyms, ...phrases.map(([all]) => all)]) known.learnLater(said);
    return new SearchIndex(index, known);
  }

  /**
   * Makes another one that finds by texts as well, in the same way.
   *
   * @param texts The text of each entry.
   */
  *withTexts(texts: Iterable<string>): Generator<undefined, SearchIndex> {
    // What both know is settled before, a little at a time.
    yield* this.#known.settling();
    yield;
    const table = new WordTable();
    const known = new Vocabulary([...this.#tables.map(([one]) => one), table], this.#known);
    const [all, lower]: [string[], string[]] = [[], []];
    for (const text of texts) {
      table.add(all.length, known.learn(text, false));
      all.push(text);
      known.settle();
      lower.push(normalize(text).toLowerCase());
      yield;
    }
    yield;
    return new SearchIndex(this.#index, known, { table, texts: all, lower });
  }

  /** The entries that answer a question, the best first. */
  find(text: string): Found {
    const failure = readFailure(text, (code) => this.#index.codes.has(code));
    const codes = failure.known.flatMap((code) => this.#index.codes.get(code) ?? []);
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
    const line = text
      .replace(/[\s`]+/g, ' ')
      .replaceAll('\\"', '"')
      .toLowerCase();
    return this.names.words.failures.find(([parts]) => parts.some((part) => holds(line, part)))?.[1];
  }

  #byWords({ concepts, pairs }: Question): { scores: Map<number, number>; words: string[] } {
    if (concepts.length === 0) return { scores: new Map(), words: [] };
    const queries = concepts.map(queryOf);
    const search = (query: Query): Hit[] => searchWords(this.#tables, query, this.#index.factors);
    const all = search({ all: queries });
    const parts = [...queries, ...pairs.map((pair) => readingQuery({ words: [pair], weight: 0.3 }))];
    const isEnough = all.length > 2 || parts.length < 2;
    const some = isEnough ? [] : search({ any: parts });
    const [best = 1, bestPart = 1] = [all[0]?.score, some[0]?.score];
    const scores = new Map(some.map(({ entry, score }) => [entry, (partly * score) / bestPart]));
    // The worst of those that have all that was asked for are above the best of the others.
    for (const { entry, score } of all) scores.set(entry, partly + 0.01 + ((1 - partly) * score) / best);
    return { scores, words: [...new Set([...all.slice(0, 50), ...some.slice(0, 50)].flatMap((hit) => hit.words))] };
  }

  /** Puts first what is called exactly so, and what readers are known to mean. */
  #rank(text: string, question: Question, scores: Map<number, number>): Result[] {
    const raise = (entry: number, by: number): void => void scores.set(entry, (scores.get(entry) ?? 0) + by);
    const asked = plainName(text);
    const fitting = new Set([...scores].filter(([, score]) => score > partly).map(([entry]) => entry));
    for (const entry of this.#index.byKey.get(asked) ?? []) raise(entry, this.#worthOfName(entry, text.trim()));
    for (const [entry, share] of sharesOf(this.#phrases, question, (one) => fitting.has(one))) raise(entry, share);
    for (const name of namesIn(text))
      for (const entry of this.#index.byKey.get(name) ?? []) if (this.#isCalled(entry)) raise(entry, 1.5);
    const titles = [wordsOf(text), wordsOf(question.words.join(' '))].map((words) => [...new Set(words)]);
    const verbatim = normalize(text).trim().toLowerCase();
    for (const entry of [...scores.keys()]) {
      const title = this.#titleOf(entry);
      const isTitle = titles.some(
        (words) => words.length === title.length && words.every((word) => title.includes(word)),
      );
      raise(entry, isTitle ? 3 : this.#nameShare(entry, question.concepts));
      if (fitting.has(entry) && verbatim.length > 3 && this.#lower[entry]?.includes(verbatim)) raise(entry, 0.8);
    }
    // Who asks for a field wants to send it, most of the time.
    const fields = new Map(this.#fieldsNamed(asked));
    for (const entry of fields.keys()) raise(entry, this.names.entries[entry]?.[2] === 'operation' ? 2 : 1);
    return [...scores]
      .map(([entry, score]): Result => {
        const field = fields.get(entry);
        return { entry, score, ...(field === undefined ? {} : { field }) };
      })
      .toSorted((a, b) => b.score - a.score || a.entry - b.entry);
  }

  /** What it says that a question is a name. One in several words is one of several things that they may mean. */
  #worthOfName(entry: number, asked: string): number {
    if (/\s/.test(asked)) return 4;
    // So is the short name of a package, such as `webhooks`.
    return this.names.entries[entry]?.[2] === 'package' && !asked.includes('/') ? 6 : 12;
  }

  /** The entries that have a field of a name, each with the id of the first one. */
  #fieldsNamed(asked: string): [entry: number, id: string][] {
    return [...new Set(this.#index.byField.get(asked))].flatMap((entry): [number, string][] => {
      const field = fieldsOf(this.names.entries[entry]?.[4] ?? '').find(({ name }) => plainName(name) === asked);
      return field === undefined ? [] : [[entry, field.id]];
    });
  }

  /** Whether it has a name of its own on the wire. */
  #isCalled = (entry: number): boolean => {
    const kind = this.names.entries[entry]?.[2];
    return kind === 'operation' || kind === 'webhook';
  };

  /** How much of the title, or of what it is called on the wire, the question says, if all that was asked for is there. */
  #nameShare(entry: number, concepts: readonly Concept[]): number {
    return Math.max(shareOf(this.#titleOf(entry), concepts), shareOf(this.#partsOfKey(entry), concepts));
  }

  /** Its words, each once. */
  #titleOf = (entry: number): string[] => [...new Set(this.#index.titles[entry])];

  #partsOfKey(entry: number): string[] {
    if (!this.#isCalled(entry)) return [];
    const known = this.#index.partsOfKeys[entry];
    if (known !== undefined) return known;
    const [, ...parts] = formsOf(this.names.entries[entry]?.[3].split(' ')[0] ?? '');
    this.#index.partsOfKeys[entry] = parts;
    return parts;
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

function note(map: Map<string, number[]>, name: string, entry: number): void {
  const entries = map.get(name);
  if (entries !== undefined) entries.push(entry);
  else if (name !== '') map.set(name, [entry]);
}

/** Names of operations, commands and webhooks that stand in a text. */
const namesIn = (text: string): Set<string> =>
  new Set((text.match(/[A-Za-z][\w.]*[A-Z_][\w.]*/g) ?? []).map((name) => plainName(name)));

/** `*` stands for anything, but not for much. */
function holds(line: string, part: string): boolean {
  const [first = '', ...others] = part.toLowerCase().split('*');
  if (others.length === 0 || !line.includes(first)) return line.includes(first);
  const pattern = [first, ...others].map((piece) => piece.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.{0,300}?');
  return new RegExp(pattern).test(line);
}

const queryOf = (concept: Concept): Query => ({ any: concept.map(readingQuery) });

function readingQuery({ words, weight, prefix, fuzzy }: Reading): Query {
  const exact = words.map((word): Lookup => {
    if (isSingle(word)) return { word, weight, also: 'begun' };
    return fuzzy === undefined ? { word, weight } : { word, weight, also: 'alike' };
  });
  if (prefix === undefined) return { all: exact };
  const begun: Lookup = { word: prefix, weight, also: 'begun' };
  // A single word may be begun itself; of several the last one.
  const [last] = exact.slice(-1);
  return { all: [...exact.slice(0, -1), last === undefined ? begun : { any: [last, begun] }] };
}

/** A single Chinese or Japanese character begins the pairs that it stands in. */
const isSingle = (word: string): boolean => [...word].length === 1;
