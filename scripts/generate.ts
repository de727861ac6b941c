import { runScript } from './command.ts';
import { turbo } from './turbo.ts';

await runScript({
  name: 'npm run generate',
  about: 'Makes generated/ from spec/, with the reference in generated/docs/. What has not changed is not made again.',
  define: (command, end) => command.action(async () => end(await turbo('site'))),
});
