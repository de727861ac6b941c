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
  const [cold, changed, warm] = ways.map((way) => found.get(way)?.least() ?? new Map<number, number>());
  if (cold === undefined || changed === undefined || warm === undefined) throw new Error('Nothing was generated.');
  const parts = [...steps].map(([step, seconds]) => ({ step, figures: seconds.least() }));
  const slowest = parts.toSorted((a, b) => last(b.figures) - last(a.figures)).slice(0, 2);
  const limit = `most of it: ${slowest.map(({ step, figures }) => `${step} ${last(figures).toFixed(1)}`).join(', ')}`;
  const factor = againstLinear(cold);
  return {
    heading:
      'Document, types and tables, in seconds by the clock: `turbo run build` of the generated package. The least of all rounds.',
    rows: [
      { what: 'cold', digits: 1, figures: cold, limit, target: atMost(cold, 20, '20 s') },
      ...parts.map(({ step, figures }) => ({ what: `  ${step}`, digits: 1, figures })),
      ...(factor.size === 0 ? [] : [linear(factor)]),
      { what: 'one word of a text changed', digits: 1, figures: changed, target: atMost(changed, 8, '8 s') },
      { what: 'nothing changed', digits: 2, figures: warm, target: atMost(warm, 0.5, '0.5 s') },
    ],
  };
}

/** What an operation more costs at the last step up, divided by what one more costs before it. */
function againstLinear(figures: ReadonlyMap<number, number>): Map<number, number> {
  const [begin, ...points] = figures;
  const [before, end] = points.slice(-2);
  if (begin === undefined || before === undefined || end === undefined) return new Map();
  const slope = ([x1, y1]: [number, number], [x2, y2]: [number, number]): number => (y2 - y1) / (x2 - x1);
  const factor = slope(before, end) / slope(begin, before);
  // A larger document that took less time says that the machine was busy with something else.
  return factor > 0 ? new Map([[end[0], factor]]) : new Map();
}

const linear = (factor: ReadonlyMap<number, number>): Row => ({
  what: 'cold, an operation more against before',
  digits: 2,
  figures: factor,
  // Noise makes a difference of differences; what is quadratic shows as 3 and more.
  target: { text: 'linear', isReached: last(factor) < 1.5 },
});

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
