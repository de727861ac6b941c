/** A stretch of a text, from one index to another. */
export type Span = [from: number, to: number];

/** Where words of the index stand in a text, in order and apart. */
export function marksIn(text: string, words: readonly string[]): Span[] {
  const lower = text.toLowerCase();
  // Some letters are longer in the other case; then nothing is where it seems to be.
  if (lower.length !== text.length) return [];
  const found = words
    .filter((word) => word.length > 1 || /\P{ASCII}/u.test(word))
    .flatMap((word) => placesOf(text, lower, word))
    .sort((a, b) => a[0] - b[0]);
  const apart: Span[] = [];
  for (const [from, to] of found) {
    const last = apart.at(-1);
    if (last === undefined || from > last[1]) apart.push([from, to]);
    else last[1] = Math.max(last[1], to);
  }
  return apart;
}

function placesOf(text: string, lower: string, word: string): Span[] {
  const places: Span[] = [];
  const isLatin = /^[a-z]/.test(word);
  for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + word.length)) {
    // Inside of a word only where a name has a capital.
    const begins = !isLatin || at === 0 || !/[a-z]/i.test(text[at - 1] ?? '') || /[A-Z]/.test(text[at] ?? '');
    if (!begins) continue;
    const ending = isLatin ? (/^[a-z]{0,3}(?![a-z])/.exec(text.slice(at + word.length))?.[0] ?? '') : '';
    places.push([at, at + word.length + ending.length]);
  }
  return places;
}

const length = 150;

/** Some of a text around the first mark in it, or its beginning. */
export function excerptOf(text: string, words: readonly string[], fromStart: boolean): string {
  const [first] = fromStart ? [] : marksIn(text, words);
  const at = first?.[0] ?? 0;
  const from = at < 60 ? 0 : beginOfWord(text, at - 40);
  const to = from + length < text.length ? endOfWord(text, from + length) : text.length;
  return `${from > 0 ? '… ' : ''}${text.slice(from, to)}${to < text.length ? ' …' : ''}`;
}

function endOfWord(text: string, at: number): number {
  const space = text.lastIndexOf(' ', at);
  return at - space > 30 ? at : space;
}

function beginOfWord(text: string, at: number): number {
  const space = text.lastIndexOf(' ', at);
  // Chinese and Japanese have none.
  return at - space > 30 ? at : space + 1;
}
