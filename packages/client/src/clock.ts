/** Where `now` takes its time from, and what has to be added to that so that it goes on from the moment before. */
let source = performance.now;
let offset = 0;
let latest = 0;

/**
 * Milliseconds of a monotonic clock. It goes by whatever clock there is: when a test puts another in its place, or takes that
 * away, it goes on from where it was.
 */
export function now(): number {
  if (performance.now !== source) {
    source = performance.now;
    offset = latest - performance.now();
  }
  const time = performance.now() + offset;
  // A test's clock may tell no time at all.
  if (Number.isFinite(time)) latest = time;
  return latest;
}
