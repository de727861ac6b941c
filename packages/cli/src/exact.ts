/** Whether JSON is sent as it was written. */

/** Deeper than any body of the service, and far from what a stack holds. */
const maxDepth = 100;

/** What would be sent otherwise than it was written, as the end of a sentence; undefined when nothing would. */
export function findInexact(value: unknown, depth = 0): string | undefined {
  if (typeof value === 'number') {
    const isExact = Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value);
    return isExact ? undefined : `has a number that JavaScript cannot hold exactly (it would become ${value})`;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth === maxDepth) return `is nested more than ${maxDepth} levels deep`;
  for (const item of Object.values(value)) {
    const found = findInexact(item, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
