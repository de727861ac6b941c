/** Words that somebody may have meant. */

/** Shorter words are too much like others. */
const shortest = 4;
const mostMeant = 5;

/** Whether one letter too many, too few or another, or a swap of two neighbors, makes one word of the other. */
export function isOneSlip(word: string, other: string): boolean {
  const difference = word.length - other.length;
  if (Math.abs(difference) > 1 || word === other) return false;
  let at = 0;
  while (word[at] === other[at]) at++;
  if (difference > 0) return word.slice(at + 1) === other.slice(at);
  if (difference < 0) return word.slice(at) === other.slice(at + 1);
  if (word.slice(at + 1) === other.slice(at + 1)) return true;
  return word[at] === other[at + 1] && word[at + 1] === other[at] && word.slice(at + 2) === other.slice(at + 2);
}

/**
 * Known words at one slip from one that was typed, those that are names first; where there is none, those that begin so.
 *
 * @param known Each word with whether it stands in a name.
 */
export function meantBy(word: string, known: ReadonlyMap<string, boolean>): string[] {
  if (word.length < shortest || /\d/.test(word)) return [];
  const whole = [...known.keys()].filter((other) => isOneSlip(word, other));
  const found = whole.length > 0 ? whole : [...known.keys()].filter((other) => beginsLike(word, other));
  return found.toSorted((a, b) => Number(known.get(b)) - Number(known.get(a))).slice(0, mostMeant);
}

/** A slip in a word that is not typed to its end. */
function beginsLike(word: string, other: string): boolean {
  if (word.length <= shortest || other.length < word.length || other.startsWith(word)) return false;
  return [-1, 0, 1].some((more) => isOneSlip(word, other.slice(0, word.length + more)));
}

/** A word that was written without a space: the two or three known ones that it is made of. */
export function splitWord(word: string, known: ReadonlyMap<string, boolean>, parts = 3): string[] | undefined {
  if (parts < 3 && known.has(word)) return [word];
  if (parts === 1) return undefined;
  for (let at = word.length - 3; at >= 3; at--) {
    const begin = word.slice(0, at);
    if (!known.has(begin)) continue;
    const rest = splitWord(word.slice(at), known, parts - 1);
    if (rest !== undefined) return [begin, ...rest];
  }
  return undefined;
}
