#!/usr/bin/env node
// Imports nothing, and is written as old Node understands it, so that this can be said there.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 13)) {
  process.stderr.write(`chat-openapi: needs Node 22.13 or newer; this is ${process.versions.node}.\n`);
  process.exitCode = 1;
} else {
  // On Linux this also wipes the arguments, which may hold what is private.
  process.title = 'chat-openapi';
  import('./program.ts').then(async ({ runProgram }) => {
    process.exitCode = await runProgram(process.argv.slice(2));
  });
}
