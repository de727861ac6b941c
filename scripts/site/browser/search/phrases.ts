/** What readers say in their own words, and which pages they look for. */
import type { SearchWords } from './data.ts';
import type { Meaning, Question, QuestionReader } from './question.ts';
import { isOneSlip } from './slips.ts';
import { plainName, stem, stretchesOf } from './words.ts';

interface Phrase {
  words: string[];
  /** The same words as they are spelled. */
  spelled: string[];
  paired: string[];
  entries: readonly number[];
}

/** A phrase that is all of the question says what is looked for; how well a page fits otherwise does not matter then. */
const whole = 9;
const part = 2.2;
/** Of a page that lacks something that was asked for. */
const partElsewhere = 1.9;
/** How much less a phrase says that is there but for a slip, or in other words that mean the same. */
const slipped = 0.85;
const otherwise = 0.6;

export class Phrases {
  readonly #said: [text: string, entries: readonly number[]][];
  readonly #phrases: Phrase[];
  readonly #reader: QuestionReader;
  /** What they mean; made when it is first needed. */
  #meant: [meaning: Meaning, entries: readonly number[]][] | undefined;

  constructor({ phrases }: Pick<SearchWords, 'phrases'>, reader: QuestionReader) {
    this.#reader = reader;
    this.#said = phrases.flatMap(([said, entries]) => said.map((text): [string, readonly number[]] => [text, entries]));
    this.#phrases = this.#said.map(([text, entries]) => {
      // What says nothing is left out, in questions and in phrases alike.
      const stretches = reader.meaningful(stretchesOf(text));
      const spelled = stretches.filter(({ isPaired }) => !isPaired).map((stretch) => plainName(stretch.text));
      const paired = stretches.filter(({ isPaired }) => isPaired).map((stretch) => stretch.text);
      return { words: spelled.map(stem), spelled, paired, entries };
    });
  }

  /**
   * How much each entry is raised by the phrases of a question: the more of it they make up, the more.
   *
   * @param fits Whether an entry has all that was asked for.
   */
  sharesOf(question: Question, fits: (entry: number) => boolean): Map<number, number> {
    const shares = new Map<number, number>();
    const joined = question.paired.join('');
    for (const phrase of this.#phrases) {
      if (!phrase.paired.every((text) => joined.includes(text))) continue;
      const said = saidIn(phrase, question);
      if (said === undefined) continue;
      const share = Math.min(1, sizeOf(phrase.words, phrase.paired) / sizeOf(said.words, question.paired));
      // A word that is right may be meant otherwise only where that explains all of the question.
      if (said.isDoubtful && share <= 0.95) continue;
      for (const [place, entry] of phrase.entries.entries()) {
        const worth =
          (share > 0.95 ? whole - 1.5 * place : (fits(entry) ? part : partElsewhere) * share ** 3 * (1 - place / 10)) *
          (said.isSlipped ? slipped : 1);
        if (worth > (shares.get(entry) ?? 0)) shares.set(entry, worth);
      }
    }
    return shares;
  }

  /** How much each entry is raised by phrases that mean what the question says, or a good part of it, in other words. */
  asOthersSay({ meaning, isPasted }: Question): Map<number, number> {
    const shares = new Map<number, number>();
    if (isPasted || meaning.size === 0) return shares;
    this.#meant ??= this.#said.map(([text, entries]) => [this.#reader.meaningOf(stretchesOf(text)), entries]);
    const asked = [...meaning.values()].reduce((all, one) => all + one, 0);
    for (const [meant, entries] of this.#meant) {
      if (meant.size > meaning.size || ![...meant.keys()].every((one) => meaning.has(one))) continue;
      const share = [...meant].reduce((all, [one, much]) => all + Math.min(much, meaning.get(one) ?? 0), 0) / asked;
      // A single word of several may be about anything.
      if (share < 0.5 || (share < 1 && meant.size === 1)) continue;
      for (const [place, entry] of entries.entries()) {
        const worth = share === 1 ? otherwise * (whole - 1.5 * place) : part * share ** 2 * (1 - place / 10);
        if (worth > (shares.get(entry) ?? 0)) shares.set(entry, worth);
      }
    }
    return shares;
  }
}

interface Said {
  /** The words of the question. */
  words: readonly string[];
  isSlipped: boolean;
  /** Whether the slip would be in a word that there is. */
  isDoubtful: boolean;
}

/** The words of a question that holds a phrase, one word of it perhaps with a slip or not typed to its end. */
function saidIn({ words: looked, spelled }: Phrase, { words, apart, typed, isPasted }: Question): Said | undefined {
  const exact = [words, apart].find((all) => looked.every((word) => all.includes(word)));
  if (exact !== undefined) return { words: exact, isSlipped: false, isDoubtful: false };
  if (isPasted || typed.length < looked.length) return undefined;
  const missing = spelled.filter((_, at) => !apart.includes(looked[at] ?? ''));
  const [one = '', ...more] = missing;
  if (more.length > 0 || one.length < 4) return undefined;
  const like = typed.find(
    ({ text, isKnown }) =>
      text.length >= 3 &&
      !looked.includes(stem(text)) &&
      (isOneSlip(text, one) || (!isKnown && text.length >= 4 && one.startsWith(text))),
  );
  if (like === undefined || (like.isKnown && looked.length < 2)) return undefined;
  return { words: typed.map(({ text }) => text), isSlipped: true, isDoubtful: like.isKnown };
}

/** A word says about as much as two characters. Particles and endings, which are written in hiragana, say little. */
function sizeOf(words: readonly string[], paired: readonly string[]): number {
  const characters = paired.join('');
  const telling = characters.replace(/\p{sc=Hiragana}/gu, '');
  return 2 * words.length + [...(telling === '' ? characters : telling)].length;
}
