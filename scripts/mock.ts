/** `npm run mock`: builds the mock and runs it; flags after `--` are those of `chat-mock`. */
import { pathToFileURL } from 'node:url';
import { inRoot } from './paths.ts';
import { turbo } from './turbo.ts';

const code = await turbo('build', '--filter=@chat-openapi/mock');
if (code !== 0) process.exit(code);
await import(pathToFileURL(inRoot('packages', 'mock', 'dist', 'cli.js')).href);
