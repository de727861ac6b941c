import { execFile } from 'node:child_process';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { shuffled } from '../compare.ts';
import { atMost, type Group, last, Rounds, type Row, type Sized } from './rows.ts';

/** How long one generation may take before it is ended, in milliseconds. */
const timeLimit = 600_000;

const ways = ['cold', 'one word changed', 'nothing changed'] as const;

/** Seconds that turbo takes to bring the generated files up to date, and those of the steps that it printed. */
interface Generation {
  seconds: number;
  steps: ReadonlyMap<string, number>;
}

/** Measures how long the document, the types and the tables take, side by side. Leaves the copies generated. */
export async function measureGeneration(
  sized: readonly Sized[],
  rounds: number,
  onStep: (step: string) => void,
): Promise<Group> {
  const found = new Map(ways.map((way) => [way, new Rounds()]));
  const steps = new Map<string, Rounds>();
  for (let round = 1; round <= rounds; round++) {
    for (const { operations, copy } of shuffled(sized)) {
      for (const way of ways) {
        onStep(`generation, round ${round} of ${rounds}: ${operations} operations, ${way}`);
        if (way === 'cold') await forget(copy.folder);
        if (way === 'one word changed') await changeWord(copy.folder, `round${round}`);
        const generation = await generate(copy.folder);
        found.get(way)?.add(operations, generation.seconds);
        if (way !== 'cold') continue;
        for (const [step, seconds] of generation.steps) {
          const known = steps.get(step) ?? new Rounds();
          known.add(operations, seconds);
          steps.set(step, known);
        }
      }
    }
  }
  const [cold, changed, warm] = ways.map((way) => found.get(way)?.medians() ?? new Map<number, number>());
  if (cold === undefined || changed === undefined || warm === undefined) throw new Error('Nothing was generated.');
  const parts = [...steps].map(([step, seconds]) => ({ step, figures: seconds.medians() }));
  const slowest = parts.toSorted((a, b) => last(b.figures) - last(a.figures));
  const share = slowest.map(({ step, figures }) => `${step} ${last(figures).toFixed(1)}`).join(', ');
  return {
    heading:
      'Document, types and tables, in seconds: `turbo run build` of the generated package, the clock of the process.',
    rows: [
      { what: 'cold', digits: 1, figures: cold, limit: share, target: atMost(cold, 20, '20 s') },
      { what: '  against linear', digits: 2, figures: againstLinear(cold), ...linear(cold) },
      ...parts.map(({ step, figures }) => ({ what: `  ${step}`, digits: 1, figures })),
      { what: 'one word of a text changed', digits: 1, figures: changed, target: atMost(changed, 8, '8 s') },
      { what: 'nothing changed', digits: 2, figures: warm, target: atMost(warm, 0.5, '0.5 s') },
    ],
  };
}

/**
 * How much more an operation costs than between the sizes before: 1 is linear. What starts up, and costs the same at any
 * size, does not count.
 */
function againstLinear(figures: ReadonlyMap<number, number>): Map<number, number> {
  const points = [...figures];
  return new Map(
    points.slice(2).map(([operations, seconds], index) => {
      const [[fewest, least] = [0, 0], [fewer, less] = [0, 0]] = points.slice(index);
      return [operations, (seconds - less) / (operations - fewer) / ((less - least) / (fewer - fewest))];
    }),
  );
}

function linear(figures: ReadonlyMap<number, number>): Pick<Row, 'target' | 'limit'> {
  const factor = last(againstLinear(figures));
  if (Number.isNaN(factor)) return {};
  return {
    target: { text: 'linear', isReached: factor <= 1.5 },
    limit: 'an operation more, against one more at the sizes before',
  };
}

/** Takes away all that earlier generations have left, but for the committed files. */
async function forget(folder: string): Promise<void> {
  const left = ['.turbo', 'node_modules/.cache', 'generated/.out', 'generated/.turbo', 'generated/dist'];
  for (const name of left) await rm(join(folder, name), { recursive: true, force: true });
}

/** Changes the first word of one operation's description. */
async function changeWord(folder: string, word: string): Promise<void> {
  const paths = join(folder, 'spec', 'paths');
  const [name = ''] = (await readdir(paths, { recursive: true })).filter((file) => file.endsWith('.yaml')).sort();
  const file = join(paths, name);
  const text = await readFile(file, 'utf8');
  const changed = text.replace(/^( {2}description: (?:[>|]-?\n {4})?)\S+/m, `$1${word}`);
  if (changed === text) throw new Error(`${file} has no description of which a word could be changed.`);
  await writeFile(file, changed);
}

async function generate(folder: string): Promise<Generation> {
  const started = performance.now();
  const output = await runTurbo(folder, 'build', '--filter=@chat-openapi/openapi');
  const seconds = (performance.now() - started) / 1000;
  const steps = output.matchAll(/ {2}(\w[\w ,/.]*) \((\d+\.\d) s\)/g);
  return { seconds, steps: new Map([...steps].map(([, step = '', time]) => [step, Number(time)])) };
}

/** Runs tasks of a copy, as its own scripts do. Rejects with what they print when they fail. */
export async function runTurbo(folder: string, ...args: string[]): Promise<string> {
  const program = `import { turbo } from './scripts/turbo.ts'; process.exitCode = await turbo(...${JSON.stringify(args)});`;
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
    cwd: folder,
    timeout: timeLimit,
    maxBuffer: 64 * 1024 * 1024,
  }).catch((error: { stdout?: string; stderr?: string; message: string }) => {
    throw new Error(`turbo run ${args.join(' ')} failed: ${error.stdout || error.message}\n${error.stderr ?? ''}`);
  });
  return stdout + stderr;
}
