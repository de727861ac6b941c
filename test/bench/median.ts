/** @throws Error when there is nothing. */
export function medianOf(values: readonly number[]): number {
  const median = values.toSorted((a, b) => a - b)[values.length >> 1];
  if (median === undefined) throw new Error('Nothing was measured.');
  return median;
}
