/** The search itself: an index over the entries, and the rules by which the best of them come first. */
import { readFailure } from '../failure.ts';
import type { EntryKind, LateWords, SearchNames } from './data.ts';
import { fieldsOf, namesOfFields } from './fields.ts';
import { Phrases } from './phrases.ts';
import { type Concept, type Question, QuestionReader, type Reading } from './question.ts';
import { Vocabulary } from './vocabulary.ts';
import { type Hit, type Lookup, type Query, searchWords, WordTable } from './word-index.ts';
import { formsOf, normalize, plainName, stem, wordsOf } from './words.ts';

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
  fieldNames: Set<string>;
  /** Keys that have a dot in them. */
  dotted: Set<string>;
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
  readonly #phrases: Phrases;
  readonly #texts: readonly string[];
  /** The same in small letters, for finding a question as it is. */
  readonly #lower: readonly string[];
  readonly #failures: LateWords['failures'];
  /** Simplified characters by the traditional ones. */
  readonly #traditional: ReadonlyMap<string, string>;

  private constructor(
    index: NameIndex,
    known: Vocabulary,
    more?: { table: WordTable; texts: string[]; lower: string[]; late: LateWords },
  ) {
    this.#index = index;
    this.#tables = more === undefined ? index.tables : [...index.tables, [more.table, weights.text]];
    this.#known = known;
    this.#texts = more?.texts ?? [];
    this.#lower = more?.lower ?? [];
    this.#failures = more?.late.failures ?? [];
    this.#traditional = new Map(pairsIn(more?.late.traditional ?? ''));
    this.#reader = new QuestionReader(index.names.words, known);
    this.#phrases = new Phrases(index.names.words, this.#reader);
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
      fieldNames: new Set(),
      dotted: new Set(),
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
      for (const key of called.split(' ')) {
        note(index.byKey, plainName(key), entry);
        if (key.includes('.')) index.dotted.add(plainName(key));
      }
      for (const field of namesOfFields(list)) {
        const learned = ofField.get(field) ?? { words: known.learn(field, true), plain: plainName(field) };
        ofField.set(field, learned);
        index.fieldNames.add(field);
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
   * @param texts The text of each entry, and then the late words as JSON.
   */
  *withTexts(texts: Iterable<string>): Generator<undefined, SearchIndex> {
    // What both know is settled before, a little at a time.
    yield* this.#known.settling();
    yield;
    const table = new WordTable();
    const known = new Vocabulary([...this.#tables.map(([one]) => one), table], this.#known);
    const [all, lower]: [string[], string[]] = [[], []];
    let late: LateWords = { failures: [], traditional: '' };
    for (const text of texts) {
      if (all.length === this.names.entries.length) {
        late = JSON.parse(text);
        break;
      }
      table.add(all.length, known.learn(text, false));
      all.push(text);
      known.settle();
      lower.push(normalize(text).toLowerCase());
      yield;
    }
    yield;
    return new SearchIndex(this.#index, known, { table, texts: all, lower, late });
  }

  /** The entries that answer a question, the best first. */
  find(text: string): Found {
    return this.#find(this.#simplified(text));
  }

  #find(text: string): Found {
    const failure = readFailure(text, (code) => this.#index.codes.has(code));
    const named = failure.known.flatMap((code) => this.#index.codes.get(code) ?? []);
    const said = {
      isSuccess: failure.isSuccess,
      ...(failure.unknown === undefined ? {} : { unknown: failure.unknown }),
    };
    const explained = this.#explained(text);
    // An error of the client that says what it is has no code, whatever numbers stand in it.
    const isError = explained?.isName === true && !failure.isNamed;
    const codes = isError ? [] : [...new Set([...named, ...this.#codesCalled(text)])];
    const first = codes.map((entry, index): Result => ({ entry, score: 100 - index }));
    if (named.length > 0 && !isError && (failure.isNamed || text.trim().length > longestTyped))
      return { results: first, words: failure.known, ...said };
    if (explained !== undefined && !codes.includes(explained.entry)) first.push({ entry: explained.entry, score: 50 });
    // What leads on from a number that is none of the codes are those that begin so, while it is typed.
    if (failure.unknown !== undefined) {
      const begun = /^\d+$/.test(text.trim()) ? this.#codesBegun(text.trim()) : [];
      return { results: [...first, ...begun.map((entry) => ({ entry, score: 1 }))], words: failure.known, ...said };
    }

    // A field may be asked for by its path, in which the name of the body says nothing.
    const question = this.#reader.read(text.replace(/^(?:request|response)\.(?=\w)/, ''));
    const { scores, words } = this.#byWords(question);
    const taken = new Set(first.map(({ entry }) => entry));
    const others = this.#rank(text, question, scores).filter(({ entry }) => !taken.has(entry));
    return { results: [...first, ...others], words, ...said };
  }

  /** Traditional characters as the simplified ones of the pages. */
  #simplified(text: string): string {
    const traditional = this.#traditional;
    return traditional.size === 0 ? text : text.replace(/\p{sc=Han}/gu, (one) => traditional.get(one) ?? one);
  }

  /** The entries of codes whose name stands in a text, such as `OfficialAccountNotFound`. */
  #codesCalled = (text: string): number[] =>
    (text.match(/\b[A-Z][a-z\d]+(?:[A-Z][a-z\d]*)+\b/g) ?? []).flatMap((name) => {
      const isOwn = (entry: number): boolean => this.names.entries[entry]?.[3].split(' ')[0] === name;
      return (this.#index.byKey.get(plainName(name)) ?? [])
        .filter((entry) => this.names.entries[entry]?.[2] === 'code')
        .toSorted((a, b) => Number(isOwn(b)) - Number(isOwn(a)));
    });

  #codesBegun = (digits: string): number[] =>
    [...this.#index.codes].flatMap(([code, entry]) => (code.startsWith(digits) ? [entry] : []));

  /** The entry of a message that is known by a part of it, and whether that is the name of an error. */
  #explained(text: string): { entry: number; isName: boolean } | undefined {
    const line = text
      .replace(/[\s`]+/g, ' ')
      .replaceAll('\\"', '"')
      .replace(/x-mock-reason["']?\s*[:=]\s*["']?/gi, 'x-mock-reason: ');
    const lower = line.toLowerCase();
    for (const [parts, entry] of this.#failures) {
      const part = parts.find((one) => holds(line, lower, one));
      if (part !== undefined) return { entry, isName: /^\w+Error$/.test(part) };
    }
    return undefined;
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
    for (const [entry, share] of this.#phrases.sharesOf(question, (one) => fitting.has(one))) raise(entry, share);
    for (const [entry, worth] of this.#phrases.asOthersSay(question)) raise(entry, worth);
    for (const [name, isCall] of namesIn(text))
      for (const entry of this.#index.byKey.get(name) ?? []) if (this.#isCalled(entry)) raise(entry, isCall ? 6 : 1.5);
    const isBegun = this.#isBegun(text.trim());
    // Names of commands begin as those of fields do.
    const isField = [...this.#index.fieldNames].some((name) => name.startsWith(text.trim()));
    if (isBegun && !isField) for (const entry of this.#called(text, asked)) raise(entry, 6);
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
    const fields = new Map(this.#fieldsNamed(text.trim(), isBegun));
    for (const [entry, id] of fields) {
      const isOperation = this.names.entries[entry]?.[2] === 'operation';
      raise(entry, isOperation ? (id.startsWith('request.') ? 2.5 : 2) : 1.5);
    }
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

  /** Whether it may be a name that is not typed to its end. */
  #isBegun(asked: string): boolean {
    const plain = plainName(asked);
    if (plain.length < 4 || !/^[\w.]+$/.test(asked)) return false;
    return /[a-z][A-Z]|_/.test(asked) || !this.#known.has(stem(plain));
  }

  /** Operations and webhooks whose name begins so. That of a webhook counts without what stands before its dot. */
  #called = (text: string, begin: string): number[] =>
    [...this.#index.byKey].flatMap(([key, entries]) =>
      key.startsWith(begin) && (text.includes('.') || !this.#index.dotted.has(key))
        ? entries.filter(this.#isCalled)
        : [],
    );

  /**
   * The entries that have a field of a name, each with the id of the first one. The name may be a path, such as
   * `MsgBody.MsgContent`: where there is none like it, its end counts.
   */
  #fieldsNamed(asked: string, isBegun: boolean): [entry: number, id: string][] {
    const path = `.${asked.toLowerCase()}`;
    const name = plainName(asked.slice(asked.lastIndexOf('.') + 1));
    const { byField } = this.#index;
    const exact = byField.get(name);
    const entries = exact ?? (isBegun ? [...byField].flatMap(([key, all]) => (key.startsWith(name) ? all : [])) : []);
    // As it is written, if there is one: `Official_Acc` is no `OfficialAccountUserID`.
    const isWritten = [...this.#index.fieldNames].some((field) => field.startsWith(asked));
    const found = [...new Set(entries)].flatMap((entry): [entry: number, id: string, isPath: boolean][] => {
      const fields = fieldsOf(this.names.entries[entry]?.[4] ?? '').filter((field) =>
        exact !== undefined
          ? plainName(field.name) === name
          : isWritten
            ? field.name.startsWith(asked)
            : plainName(field.name).startsWith(name),
      );
      const whole = fields.find(({ id }) => `.${id}`.toLowerCase().endsWith(path));
      const field = whole ?? fields[0];
      return field === undefined ? [] : [[entry, field.id, whole !== undefined]];
    });
    const isPath = asked.includes('.') && found.some(([, , is]) => is);
    return found.flatMap(([entry, id, is]) => (isPath && !is ? [] : [[entry, id]]));
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

/** Names of operations, commands and webhooks that stand in a text, with whether they are called there: `chat.addUser(`. */
function namesIn(text: string): Map<string, boolean> {
  const found = new Map<string, boolean>();
  for (const { 0: name, index } of text.matchAll(/[A-Za-z][\w.]*[A-Z_][\w.]*/g)) {
    const parts = name.split('.');
    for (const at of parts.keys()) {
      const plain = plainName(parts.slice(at).join('.'));
      found.set(plain, found.get(plain) === true || at > 0 || text[index + name.length] === '(');
    }
  }
  return found;
}

/** `*` stands for anything, but not for much, and `<Name>` for the name of a field, which begins with a capital letter. */
function holds(line: string, lower: string, part: string): boolean {
  if (!/[*<]/.test(part)) return lower.includes(part.toLowerCase());
  const isNamed = part.includes('<Name>');
  const pattern = part
    .split('*')
    .map((piece) =>
      piece.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('<Name>', '(?<![\\w@#-])[A-Z]\\w*[\\w.\\[\\]]*'),
    )
    .join('.{0,300}?');
  return new RegExp(pattern, isNamed ? '' : 'i').test(line);
}

const pairsIn = (text: string): [string, string][] =>
  text.match(/../gu)?.map((pair) => [pair.slice(0, pair.length / 2), pair.slice(pair.length / 2)]) ?? [];

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
