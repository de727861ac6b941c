/** `npm run mock`: builds the mock and runs it; flags after `--` are those of `chat-mock`. */
import { pathToFileURL } from 'node:url';
import { refuseSwallowed } from './command.ts';
import { inRoot } from './paths.ts';
import { prepare } from './turbo.ts';

await prepare('build', '--filter=@chat-openapi/mock');
const { createCommand } = await import('../packages/mock/src/flags.ts');
refuseSwallowed(createCommand().name('npm run mock'));
await import(pathToFileURL(inRoot('packages', 'mock', 'dist', 'cli.js')).href);
