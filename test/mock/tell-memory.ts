/** Loaded into the process of the mock: tells its parent, when asked, how much memory is left in use. */
process.on('message', () => {
  globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  process.send?.({ rss, used: heapUsed + external });
});
