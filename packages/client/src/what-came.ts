/** Says what a value is, for the errors about options: of a text only how long it is, because it may be a secret. */
export function whatCame(value: unknown): string {
  if (value === undefined || value === null || value === '') {
    return `It is ${value === '' ? 'empty' : value}. Is the variable that should hold it set?`;
  }
  if (typeof value === 'string') return `It is a string of ${value.length} characters.`;
  if (typeof value === 'number' || typeof value === 'boolean') return `It is ${value}.`;
  return `It is ${Array.isArray(value) ? 'an array' : typeof value === 'object' ? 'an object' : `a ${typeof value}`}.`;
}

/** Names are quoted when they look like one; anything else may be a secret in the wrong place. */
export const quoteName = (name: string): string =>
  /^[\w.-]{1,32}$/.test(name) ? name : `a name of ${name.length} characters`;

/** A question for the one of some names that was meant; empty when none is near. */
export function nearest(name: string, known: readonly string[]): string {
  const wanted = plain(name.slice(0, 40));
  const likeness = known.map((candidate) => likenessOf(wanted, plain(candidate)));
  const most = Math.max(...likeness);
  return most > 0.5 ? ` Did you mean ${known[likeness.indexOf(most)]}?` : '';
}

/** Case and word marks are what is most often different: `SDK_APP_ID` is `sdkAppId`. */
const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Which part of the letters of two words stands in both, in the same order. */
function likenessOf(a: string, b: string): number {
  let at = 0;
  let found = 0;
  for (const letter of a) {
    const next = b.indexOf(letter, at) + 1;
    if (next === 0) continue;
    at = next;
    found++;
  }
  return found / Math.max(a.length, b.length);
}
