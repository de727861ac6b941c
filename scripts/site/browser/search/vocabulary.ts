import { meantBy, splitWord } from './slips.ts';
import type { WordTable } from './word-index.ts';
import { asciiWordsOf, isAscii, pairsOf, spelledForms, stem, stemsOf, stretchesOf } from './words.ts';

/** The words that stand in what is searched. */
export class Vocabulary {
  readonly #tables: readonly WordTable[];
  /** Each word as it is spelled, and in the form of the index, with whether it stands in a name. */
  readonly #known = new Map<string, boolean>();

  /** In the form of the index alone. */
  readonly #index = new Set<string>();
  /** The forms of words that came before: names and texts say the same over and over. */
  readonly #names = new Map<string, string[]>();
  readonly #others = new Map<string, string[]>();
  /** What is not yet among the words that are known: that takes time, and many questions do without. */
  readonly #unsettled: [spelled: string[], forms: string[], isName: boolean][] = [];
  readonly #said: string[] = [];

  /**
   * @param tables Where the words are kept that it learns.
   * @param base What is known already. It does not learn what this one learns.
   */
  constructor(tables: readonly WordTable[], base?: Vocabulary) {
    this.#tables = tables;
    if (base === undefined) return;
    base.settle();
    this.#known = new Map(base.#known);
    this.#index = new Set(base.#index);
    this.#names = new Map(base.#names);
  }

  /** Learns the words of a text, and gives them in the form of the index. */
  learn(text: string, isName: boolean): string[] {
    const words: string[] = [];
    if (isAscii(text)) {
      for (const word of asciiWordsOf(text)) for (const form of this.#learnWord(word, isName)) words.push(form);
      return words;
    }
    for (const stretch of stretchesOf(text)) {
      const forms = stretch.isPaired ? pairsOf(stretch.text) : this.#learnWord(stretch.text, isName);
      for (const form of forms) words.push(form);
    }
    return words;
  }

  /** Learns what readers say as names, when it is asked for a word that is not known. */
  learnLater(said: readonly string[]): void {
    this.#said.push(...said);
  }

  #learnWord(text: string, isName: boolean): string[] {
    const before = this.#names.get(text) ?? (isName ? undefined : this.#others.get(text));
    if (before !== undefined) return before;
    const spelled = spelledForms(text);
    const forms = stemsOf(spelled);
    (isName ? this.#names : this.#others).set(text, forms);
    this.#unsettled.push([spelled, forms, isName]);
    return forms;
  }

  /** Adds what was learned to what is known, a word at a time. */
  *settling(): Generator<undefined, void> {
    for (let text = this.#said.shift(); text !== undefined; text = this.#said.shift()) {
      this.learn(text, true);
      yield;
    }
    for (let next = this.#unsettled.shift(); next !== undefined; next = this.#unsettled.shift()) {
      const [spelled, forms, isName] = next;
      for (const word of forms) this.#index.add(word);
      for (const word of [...spelled, ...forms]) if (isName || !this.#known.has(word)) this.#known.set(word, isName);
      yield;
    }
  }

  settle(): void {
    if (this.#said.length + this.#unsettled.length === 0) return;
    for (const _ of this.settling());
  }

  get #settled(): ReadonlyMap<string, boolean> {
    this.settle();
    return this.#known;
  }

  /** @param word In the form of the index. */
  has(word: string): boolean {
    if (this.#tables.some((table) => table.has(word))) return true;
    this.settle();
    return this.#index.has(word);
  }

  isName = (word: string): boolean => this.#settled.get(word) === true;

  /** Whether it may be a word that is not typed to its end. */
  begins = (word: string): boolean => [...this.#settled.keys()].some((known) => known.startsWith(word));

  /** Words that may have been meant by one that is not known, in the form of the index. */
  near = (word: string): string[] => [...new Set(meantBy(word, this.#settled).map(stem))];

  /** The words of what was written without a space. */
  split = (word: string): string[] | undefined => splitWord(word, this.#settled)?.map(stem);
}
