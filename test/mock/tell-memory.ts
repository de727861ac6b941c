/** Loaded into the process of the mock: tells its parent, when asked, how much memory is in use and what is open. */
process.on('message', () => {
  globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  const sockets = process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;
  process.send?.({ rss, used: heapUsed + external, sockets });
});
