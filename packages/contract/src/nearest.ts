/** A longer name is no misspelling of anything. */
const maxLength = 200;

/** The name that is most like another, capitals aside; undefined when none is like it at all. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  if (name.length > maxLength) return undefined;
  const lower = name.toLowerCase();
  let found: string | undefined;
  let fewest = Math.ceil(name.length / 2);
  for (const other of known) {
    const edits = editsBetween(lower, other.toLowerCase());
    if (edits < fewest) [found, fewest] = [other, edits];
  }
  return found;
}

/** How many letters have to be put in, taken out, changed or swapped to make one text of another. */
export function editsBetween(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1] ? 0 : 1;
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current[column] = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + same,
        swapped ? (beforeLast[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    [beforeLast, last] = [last, current];
  }
  return last[to.length] ?? 0;
}
