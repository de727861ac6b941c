/** `npm run docs`: makes the reference and serves it on this machine. */
import { UsageError } from '../packages/contract/src/usage-error.ts';
import { portOption, runScript } from './command.ts';
import { beforeEnd, stayUp } from './ending.mjs';
import { isPortTaken } from './port-taken.ts';
import { prepare } from './turbo.ts';

await runScript({
  name: 'npm run docs',
  about: 'Makes the reference, and serves it on this machine until Ctrl-C.',
  define: (command) =>
    command.addOption(portOption(4000)).action(async ({ port }: { port: number }) => {
      await prepare('site');
      const { serveDocs } = await import('./serve-docs.ts');
      const server = await serveDocs(port).catch((error: unknown) => {
        if (!isPortTaken(error)) throw error;
        throw new UsageError(`port ${port} is taken. Give another, or 0 for a free one: npm run docs -- --port 0`);
      });
      beforeEnd({ gently: server.close, atOnce: () => {} });
      process.stdout.write(`The reference is at ${server.url}/\nCtrl-C ends it.\n`);
      await stayUp();
    }),
});
