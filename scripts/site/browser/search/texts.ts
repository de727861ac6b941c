/** The texts of all pages as their script holds them: a sentence that came before is one character, which gives its number. */

/** Characters that stand in no text: they are kept for private use. */
const first = 0xe000;
const last = 0xf8ff;
const pieces = /[\ue000-\uf8ff]|[^\ue000-\uf8ff]+/g;
/** What is shorter is hardly worth a number. */
const shortest = 20;

const sentencesOf = (text: string): string[] => text.split(/(?<=[.!?:;] |[。！？])/);

export function packTexts(texts: readonly string[]): string[] {
  const numbers = new Map<string, number>();
  return texts.map((text) => {
    if (/[\ue000-\uf8ff]/.test(text)) throw new Error(`A text has a character for private use: ${text.slice(0, 80)}`);
    const packed = sentencesOf(text).map((sentence) => {
      if (sentence.length < shortest) return sentence;
      const number = numbers.get(sentence);
      if (number === undefined) numbers.set(sentence, numbers.size);
      return number === undefined || first + number > last ? sentence : String.fromCharCode(first + number);
    });
    return packed.join('');
  });
}

/** Gives one text after the other. */
export function* unpackTexts(packed: readonly string[]): Generator<string, void> {
  const known = new Set<string>();
  const sentences: string[] = [];
  for (const text of packed) {
    const parts: string[] = [];
    for (const piece of text.match(pieces) ?? []) {
      const code = piece.charCodeAt(0);
      if (code >= first && code <= last) {
        parts.push(sentences[code - first] ?? '');
        continue;
      }
      parts.push(piece);
      for (const sentence of sentencesOf(piece)) {
        if (sentence.length < shortest || known.has(sentence)) continue;
        known.add(sentence);
        sentences.push(sentence);
      }
    }
    yield parts.join('');
  }
}
