/** What readers say in their own words, and which pages they look for. */
import type { SearchWords } from './data.ts';
import type { Question } from './question.ts';
import { plainName, type Stretch, stem, stretchesOf } from './words.ts';

export interface Phrase {
  words: string[];
  paired: string[];
  entries: readonly number[];
}

/** @param meaningful Leaves out what says nothing, in questions and in phrases alike. */
export const phrasesOf = (
  { phrases }: Pick<SearchWords, 'phrases'>,
  meaningful: (stretches: Stretch[]) => Stretch[],
): Phrase[] =>
  phrases.flatMap(([said, entries]) =>
    said.map((text) => {
      const stretches = meaningful(stretchesOf(text));
      return {
        words: stretches.filter(({ isPaired }) => !isPaired).map((stretch) => stem(plainName(stretch.text))),
        paired: stretches.filter(({ isPaired }) => isPaired).map((stretch) => stretch.text),
        entries,
      };
    }),
  );

/** A phrase that is all of the question says what is looked for; how well a page fits otherwise does not matter then. */
const whole = 9;
const part = 2.2;
/** Of a page that lacks something that was asked for. */
const partElsewhere = 1.9;

/**
 * How much each entry is raised by the phrases of a question: the more of it they make up, the more.
 *
 * @param fits Whether an entry has all that was asked for.
 */
export function sharesOf(
  phrases: readonly Phrase[],
  { words, apart, paired }: Question,
  fits: (entry: number) => boolean,
): Map<number, number> {
  const shares = new Map<number, number>();
  const joined = paired.join('');
  for (const phrase of phrases) {
    if (!phrase.paired.every((text) => joined.includes(text))) continue;
    const said = [words, apart].find((all) => phrase.words.every((word) => all.includes(word)));
    if (said === undefined) continue;
    const share = Math.min(1, sizeOf(phrase.words, phrase.paired) / sizeOf(said, paired));
    for (const [place, entry] of phrase.entries.entries()) {
      const worth =
        share > 0.95 ? whole - 1.5 * place : (fits(entry) ? part : partElsewhere) * share ** 3 * (1 - place / 10);
      if (worth > (shares.get(entry) ?? 0)) shares.set(entry, worth);
    }
  }
  return shares;
}

/** A word says about as much as two characters. Particles and endings, which are written in hiragana, say little. */
function sizeOf(words: readonly string[], paired: readonly string[]): number {
  const characters = paired.join('');
  const telling = characters.replace(/\p{sc=Hiragana}/gu, '');
  return 2 * words.length + [...(telling === '' ? characters : telling)].length;
}
