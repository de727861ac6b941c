/** Ends for a signal, and says that something is wrong. */
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    process.stderr.write('redocly found what is wrong with the document.\n');
    process.exit(1);
  });
}
setInterval(() => {}, 1000);
process.stdout.write('It is there.\n');
