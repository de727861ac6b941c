import { runScript } from './command.ts';
import { turbo } from './turbo.ts';

await runScript({
  name: 'npm run build',
  about: 'Generates from spec/, builds the packages, and makes the reference. What has not changed is not made again.',
  define: (command, end) => command.action(async () => end(await turbo('build', 'site'))),
});
