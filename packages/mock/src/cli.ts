#!/usr/bin/env node
// Imports nothing, and is written as old Node understands it, so that this can be said there.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 12)) {
  process.stderr.write(`chat-mock: needs Node 22.12 or newer; this is ${process.versions.node}.\n`);
  process.exitCode = 1;
} else {
  import('./run-mock.ts');
}
