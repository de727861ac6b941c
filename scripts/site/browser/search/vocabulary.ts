import { meantBy, splitWord } from './slips.ts';
import { formsOf, pairsOf, spelledForms, stem, stretchesOf } from './words.ts';

/** The words that stand in what is searched. */
export class Vocabulary {
  /** Each word as it is spelled, and in the form of the index, with whether it stands in a name. */
  readonly #known = new Map<string, boolean>();

  /** In the form of the index alone. */
  readonly #index = new Set<string>();
  /** The forms of words that came before: texts say the same over and over. */
  readonly #names = new Map<string, string[]>();
  readonly #others = new Map<string, string[]>();

  /** Learns the words of a text, and gives them in the form of the index. */
  learn(text: string, isName: boolean): string[] {
    return stretchesOf(text).flatMap((stretch) =>
      stretch.isPaired ? pairsOf(stretch.text) : this.#learnWord(stretch.text, isName),
    );
  }

  #learnWord(text: string, isName: boolean): string[] {
    const before = isName ? this.#names : this.#others;
    const learned = before.get(text);
    if (learned !== undefined) return learned;
    const forms = formsOf(text);
    before.set(text, forms);
    for (const word of forms) this.#index.add(word);
    for (const word of [...spelledForms(text), ...forms]) {
      if (isName || !this.#known.has(word)) this.#known.set(word, isName);
    }
    return forms;
  }

  /** @param word In the form of the index. */
  has = (word: string): boolean => this.#index.has(word);

  isName = (word: string): boolean => this.#known.get(word) === true;

  /** Whether it may be a word that is not typed to its end. */
  begins = (word: string): boolean => [...this.#known.keys()].some((known) => known.startsWith(word));

  /** Words that may have been meant by one that is not known, in the form of the index. */
  near = (word: string): string[] => [...new Set(meantBy(word, this.#known).map(stem))];

  /** The words of what was written without a space. */
  split = (word: string): string[] | undefined => splitWord(word, this.#known)?.map(stem);
}
