/** Characters that are taken for others: Cyrillic and Greek letters, typographic dashes and asterisks, full-width forms. */

const alike: [string, string][] = [
  ['аɑαА', 'aaaA'],
  ['ВΒвЬ', 'BBBb'],
  ['сСϲϹ', 'cCcC'],
  ['ԁ', 'd'],
  ['еЕΕ', 'eEE'],
  ['ɡ', 'g'],
  ['һНΗ', 'hHH'],
  ['іІΙıιɩ', 'iIIiii'],
  ['јЈϳͿ', 'jJjJ'],
  ['КΚкκ', 'KKkk'],
  ['ӏӀ', 'lI'],
  ['МΜ', 'MM'],
  ['Ν', 'N'],
  ['оОοΟσ', 'oOoOo'],
  ['рРρΡ', 'pPpP'],
  ['ԛԚ', 'qQ'],
  ['ѕЅ', 'sS'],
  ['ТΤ', 'TT'],
  ['υ', 'u'],
  ['ѵν', 'vv'],
  ['ԝԜ', 'wW'],
  ['хХχΧ', 'xXxX'],
  ['уУγΥ', 'yYyY'],
  ['Ζ', 'Z'],
  ['АΑ', 'AA'],
  ['З', '3'],
  ['‐‒–—―−⁃', '-------'],
  ['∗⁎✱✲✳٭⚹', '*******'],
  ['ˍ‗', '__'],
];

const originals = new Map(
  alike.flatMap(([others, ascii]) => Array.from(others, (other, index) => [other, ascii.charAt(index)] as const)),
);

/** One character as the ASCII character that it is taken for; itself when it is none. */
function originalOf(character: string): string {
  const folded = character.normalize('NFKC');
  const original = originals.get(folded) ?? folded;
  return /^[\x21-\x7e]$/.test(original) ? original : character;
}

/** A text with characters that look alike put back, and which they were, each once. */
export function putBack(text: string): { text: string; replaced: Map<string, string> } {
  const replaced = new Map<string, string>();
  const restored = Array.from(text, (character) => {
    if (character <= '\x7f') return character;
    const original = originalOf(character);
    if (original !== character) replaced.set(character, original);
    return original;
  });
  return { text: restored.join(''), replaced };
}

/** Whether two different texts are hard to tell apart. */
export function lookAlike(one: string, other: string): boolean {
  return one !== other && skeletonOf(one) === skeletonOf(other);
}

function skeletonOf(text: string): string {
  const visible = text.replace(/[\p{C}\p{Default_Ignorable_Code_Point}\s]/gu, '');
  return putBack(visible.normalize('NFKC')).text;
}
