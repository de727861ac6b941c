/** `npm run docs`: makes the reference and serves it on this machine. */
import { readFlags, readPort, stop } from './arguments.ts';
import { untilStopped } from './lifetime.ts';
import { serveDocs } from './serve-docs.ts';
import { turbo } from './turbo.ts';

const flags = readFlags('npm run docs', { port: { type: 'string', default: '4000' } });
const port = readPort('npm run docs', flags.port);

const code = await turbo('site');
if (code !== 0) process.exit(code);
const server = await serveDocs(port).catch(() =>
  stop(`npm run docs: port ${port} is taken. Give another with -- --port <number>, or 0 for a free one.`),
);
process.stdout.write(`The reference is at ${server.url}/\nCtrl-C ends it.\n`);
const exitCode = await untilStopped();
await server.close();
process.exit(exitCode);
