/** Tells how long `startMock` takes once its module is loaded, in milliseconds. JavaScript, to load nothing else before. */
const [index = ''] = process.argv.slice(2);
const { startMock } = await import(index);
const started = performance.now();
const mock = await startMock({ port: 0 });
const milliseconds = performance.now() - started;
await mock.close();
process.send?.(milliseconds);
