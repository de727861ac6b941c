/** Says what a value is, for the errors about options: of a text only how long it is, because it may be a secret. */
export function whatCame(value: unknown): string {
  if (value === undefined || value === null) return `It is ${value}.`;
  if (typeof value === 'string') return value === '' ? 'It is empty.' : `It is a string of ${value.length} characters.`;
  if (typeof value === 'number' || typeof value === 'boolean') return `It is ${value}.`;
  if (Array.isArray(value)) return 'It is an array.';
  return typeof value === 'object' ? 'It is an object.' : `It is a ${typeof value}.`;
}

/** For what is most often missing because a variable is. */
export function whatCameOfVariable(value: unknown): string {
  const isMissing = value === undefined || value === null || value === '' || value === 'undefined';
  return `${whatCame(value)}${isMissing ? ' Is the variable that should hold it set?' : ''}`;
}

/** Names and numbers are quoted when they look like one; anything else may be a secret in the wrong place. */
export function quoteName(name: string): string {
  return /^[\w.-]{1,32}$/.test(name) ? name : `a name of ${name.length} characters`;
}

/** Which of some names was meant; undefined when none is near. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const wanted = plain(name).slice(0, 40);
  const [best] = known
    .map((candidate) => ({ candidate, distance: distanceOf(wanted, plain(candidate)) }))
    .sort((a, b) => a.distance - b.distance);
  return best !== undefined && best.distance <= wanted.length / 2 ? best.candidate : undefined;
}

/** Case and word marks are what is most often different: `SDK_APP_ID` is `sdkAppId`. */
const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** How many letters have to be put in, taken out or replaced. */
function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...a].entries()) {
    const next = [index + 1];
    for (const [at, other] of [...b].entries()) {
      const replaced = (row[at] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
