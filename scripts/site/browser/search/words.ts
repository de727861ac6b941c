/** Cuts texts and questions into the words that they are compared by. */

const pairScripts = '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}ー々';
/** A stretch of Chinese or Japanese, or a word of any other script. */
const stretches = new RegExp(`[${pairScripts}]+|(?:(?![${pairScripts}])[\\p{L}\\p{M}\\p{N}_])+`, 'gu');
/** The same for a text in which nothing else can stand; most texts are such, and this is far quicker. */
const asciiWords = /[A-Za-z0-9_]+/g;
export const isAscii = (text: string): boolean => !/[^\0-\x7f]/.test(text);
const isPaired = new RegExp(`^[${pairScripts}]`, 'u');
/** `TIM`, `Image` and `Elem` of `TIMImageElem`; `get`, `C2c` and `History` of `getC2cHistory`. */
const partsOfNames = /[A-Z]?[a-z]*\d+[a-z]*|[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g;
const partsOfOthers = /\p{Lu}?\p{Ll}*\p{N}+\p{Ll}*|\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{L}+/gu;

/** A word as it stands in a text, or a stretch of characters that is compared by pairs. */
export interface Stretch {
  text: string;
  isPaired: boolean;
}

/** Full-width letters as plain ones, and `サーバー` as `サーバ`, which is written in both ways. */
export const normalize = (text: string): string => (isAscii(text) ? text : withoutLength(text.normalize('NFKC')));

const withoutLength = (text: string): string =>
  text.includes('ー') ? text.replace(/(?<=[ァ-ヺー]{2})ー(?![ァ-ヺー])/g, '') : text;

/** The words of a text without letters of other scripts. */
export const asciiWordsOf = (text: string): readonly string[] => text.match(asciiWords) ?? [];

export function stretchesOf(text: string): Stretch[] {
  if (isAscii(text)) return asciiWordsOf(text).map((found) => ({ text: found, isPaired: false }));
  return (normalize(text).match(stretches) ?? []).map((found) => ({ text: found, isPaired: isPaired.test(found) }));
}

/** The words of a text, as the index keeps them. */
export const wordsOf = (text: string): string[] =>
  stretchesOf(text).flatMap((stretch) => (stretch.isPaired ? pairsOf(stretch.text) : formsOf(stretch.text)));

/**
 * Chinese and Japanese have no spaces: a word is known by its pairs of neighboring characters, wherever it stands. The last
 * character is kept by itself, so that each character begins some word of the index.
 */
export function pairsOf(stretch: string): string[] {
  const characters = [...stretch];
  return characters.map((character, index) => character + (characters[index + 1] ?? ''));
}

/** A name as a whole and in its parts, so that `Official_Acc` is found as well as `officialaccount`. */
export const formsOf = (word: string): string[] => stemsOf(spelledForms(word));

export const stemsOf = (spelled: readonly string[]): string[] => {
  const [first] = spelled;
  return spelled.length === 1 && first !== undefined ? [stem(first)] : [...new Set(spelled.map(stem))];
};

/** The same as they are spelled. */
export function spelledForms(word: string): string[] {
  // Most words are such.
  if (/^(?:[A-Z]?[a-z]+|\d+)$/.test(word)) return [word.toLowerCase()];
  const parts = (word.match(isAscii(word) ? partsOfNames : partsOfOthers) ?? []).filter((part) => part.length > 1);
  return [plainName(word), ...(parts.length < 2 ? [] : parts.map((part) => part.toLowerCase()))];
}

/** A name without what tells `getUserInfo`, `get_user_info` and `GetUserInfo` apart. */
export const plainName = (name: string): string =>
  normalize(name)
    .replace(/[\s_./-]+/g, '')
    .toLowerCase();

/** `terminate`, `terminates`, `terminated` and `terminating` are one word. */
export function stem(word: string): string {
  if (!/^[a-z]{4,}$/.test(word)) return word;
  const single = word.endsWith('s') ? word.replace(/(?<![su])s$/, '') : word;
  const bare = single.replace(/(?:ing|ed|e)$/, '');
  const isWord = bare.length >= 3 && /[aeiouy]/.test(bare);
  // `adding` is `add`, and `setting` is `set`.
  const found = !isWord || bare === single ? single : bare.replace(/(?<=..)([^aeiouls])\1$/, '$1');
  return found.length >= 4 ? found.replace(/y$/, 'i') : found;
}
