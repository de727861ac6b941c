/** `npm run check`: the quick loop. Needs no build, because the packages are checked as sources. */
import { runScript } from './command.ts';
import { imports, lint, runSteps, types, unitTests } from './steps.ts';

await runScript({
  name: 'npm run check',
  about: 'The quick loop: lint, types, imports and unit tests.',
  define: (command, end) =>
    command.action(async () => {
      const failed = await runSteps([lint, types, imports, unitTests]);
      end(failed.length === 0 ? 0 : 1);
    }),
});
