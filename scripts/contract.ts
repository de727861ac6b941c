/** `npm run contract`: builds what it needs and hands over to scripts/contract/main.ts. */
import { turbo } from './turbo.ts';

const [word] = process.argv.slice(2);
const needsClient = word === 'live' || word === 'proxy';
const code = await turbo('build', `--filter=@chat-openapi/${needsClient ? 'client' : 'openapi'}`);
if (code !== 0) process.exit(code);
await import('./contract/main.ts');
