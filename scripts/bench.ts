/** `npm run bench [name]`: compares what this project makes with its alternatives, side by side in one run. */
import { Argument } from 'commander';
import { benches } from '../test/bench/benches.ts';
import { runScript } from './command.ts';
import { inRoot } from './paths.ts';
import { runNode } from './run.ts';
import { prepare } from './turbo.ts';

const all = Object.keys(benches);

await runScript({
  name: 'npm run bench',
  about: 'Compares what this project makes with its alternatives, side by side in one run.',
  define: (command, end) =>
    command
      .usage('-- [names] [flags]')
      .addArgument(new Argument('[names...]', 'which benches; all of them without a name').choices(all).default(all))
      .option('--quick', 'few rounds')
      .action(async (names: string[], { quick }: { quick?: boolean }) => {
        await prepare('build', 'site');
        const args = quick ? [...names, '--quick'] : names;
        end((await runNode(inRoot('test', 'bench', 'main.ts'), args)).code);
      }),
});
