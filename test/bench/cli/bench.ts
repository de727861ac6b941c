/** How long `chat-openapi` takes to start and to end, beside a Node that does nothing, in the same run. */
import { inRoot } from '../../../scripts/paths.ts';
import { runNode } from '../../../scripts/run.ts';
import { medianOf } from '../median.ts';
import type { Report } from '../progress.ts';

const program = inRoot('packages', 'cli', 'dist', 'cli.js');

const bare = 'bare Node';

/** What is run, by what it is called. */
const lines: Record<string, readonly [script: string, ...args: string[]]> = {
  [bare]: [inRoot('test', 'bench', 'cli', 'nothing.mjs')],
  '--version': [program, '--version'],
  'call --help': [program, 'call', '--help'],
  operations: [program, 'operations'],
  'explain 130004': [program, 'explain', '130004'],
};

export async function bench({ say, progress }: Report, { quick }: { quick: boolean }): Promise<void> {
  const rounds = quick ? 3 : 20;
  const times: Record<string, number[]> = {};
  for (let round = 1; round <= rounds; round += 1) {
    progress(`round ${round} of ${rounds}`);
    for (const [name, [script, ...args]] of Object.entries(lines)) {
      const started = performance.now();
      const { code, output } = await runNode(script, args, { capture: true });
      if (code !== 0) throw new Error(`${name}: ${output.slice(-1000)}`);
      times[name] = [...(times[name] ?? []), performance.now() - started];
    }
  }
  const { [bare]: ofNode = [] } = times;
  for (const [name, all] of Object.entries(times)) {
    const more = name === bare ? '' : `, ${Math.round(medianOf(all) - medianOf(ofNode))} ms more than ${bare}`;
    say(`${name}: ${Math.round(medianOf(all))} ms${more}`);
  }
}
