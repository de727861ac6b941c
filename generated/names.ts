/* Made from spec/ by `npm run generate`. Do not edit: change spec/ and run the command again. */

/** What a message says of a name that is not known. Generation copies this file into `generated/`, for every package. */

/** Names are quoted when they look like one; anything else may be a secret in the wrong place. */
export const quoteName = (name: string): string =>
  /^[\w.-]{1,32}$/.test(name) ? name : `a name of ${name.length} characters`;

/** A question for the one of some names that was meant; empty when none is near. */
export function nearest(name: string, known: readonly string[]): string {
  const wanted = plain(name.slice(0, 80));
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
