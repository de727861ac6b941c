import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { binary } from '../../../scripts/run.ts';
import { startChild } from '../child.ts';
import { shuffled } from '../compare.ts';
import { type Group, last, Rounds, type Row, type Sized } from './rows.ts';

const kinds = ['type check', 'type check, by CPU', 'first hover', 'first completion', 'hover', 'completion'] as const;
type Kind = (typeof kinds)[number];

/** How often the file is edited in one language service; the first time stands by itself. */
const edits = 12;

/** Measures what whoever writes one call waits for, side by side. The packages of the copies have to be built. */
export async function measureEditor(
  sized: readonly Sized[],
  rounds: number,
  onStep: (step: string) => void,
): Promise<Group> {
  const found = new Map<Kind, Rounds>(kinds.map((kind) => [kind, new Rounds()]));
  const calls = new Map<number, Call>();
  for (const { operations, copy } of sized) calls.set(operations, await writeCall(copy.folder));
  for (let round = 0; round <= rounds; round++) {
    for (const [operations, call] of shuffled([...calls])) {
      onStep(`one call in an editor: ${round === 0 ? 'warming up' : `round ${round} of ${rounds}`}`);
      const times = await measureCall(call);
      // The first round fills the caches of the file system.
      if (round === 0) continue;
      for (const [kind, time] of times) found.get(kind)?.add(operations, time);
    }
  }
  const rows = kinds.map((kind): Row => {
    const times = found.get(kind) ?? new Rounds();
    const figures = times.medians();
    const growth = times.factor();
    const limit = `${growth.toFixed(2)} x at the most operations`;
    if (kind === 'type check') return { what: kind, digits: 0, figures };
    if (kind === 'type check, by CPU') {
      return {
        what: kind,
        digits: 0,
        figures,
        limit,
        target: { text: 'constant within 20 %', isReached: growth <= 1.2 },
      };
    }
    if (kind.startsWith('first')) {
      return { what: kind, digits: 0, figures, limit: `${limit}; reads and checks everything that is imported` };
    }
    return {
      what: `${kind} after an edit`,
      digits: 1,
      figures,
      limit,
      target: { text: '300 ms', isReached: last(figures) < 300 },
    };
  });
  return {
    heading: 'A file with one call, against the built packages, in milliseconds: `tsc`, and the language service.',
    rows,
  };
}

/** The operation that README calls, which every copy has. */
const method = 'destroyOfficialAccount';

interface Call {
  folder: string;
  file: string;
}

async function writeCall(copy: string): Promise<Call> {
  const folder = join(copy, 'scale', 'editor');
  await mkdir(folder, { recursive: true });
  const readme = await readFile(join(copy, 'README.md'), 'utf8');
  const [, program = ''] = /^```ts\n([\s\S]*?)^```/m.exec(readme) ?? [];
  if (!program.includes(`chat.${method}(`)) throw new Error(`The first program of README.md does not call ${method}.`);
  const file = join(folder, 'call.ts');
  await writeFile(file, `${program}export {};\n`);
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }\n');
  const compilerOptions = { target: 'es2023', module: 'nodenext', strict: true, skipLibCheck: true, noEmit: true };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['call.ts'] }));
  return { folder, file };
}

/** Loaded into the compiler: says at its end how many microseconds of the processor it has used. */
const sayUsage = `data:text/javascript,${encodeURIComponent(
  'process.on("exit", () => { const { user, system } = process.cpuUsage(); console.error(user + system) })',
)}`;

async function measureCall({ folder, file }: Call): Promise<Map<Kind, number>> {
  const started = performance.now();
  const { stderr } = await promisify(execFile)(
    process.execPath,
    ['--import', sayUsage, binary('typescript', 'bin/tsc'), '-p', folder],
    { timeout: 120_000 },
  ).catch((error: { stdout?: string; message: string }) => {
    throw new Error(`One call does not compile: ${error.stdout || error.message}`);
  });
  const checked = performance.now() - started;

  await using editor = startChild('./scale/editor-child.ts', file, method);
  const ask = async (): Promise<{ hover: number; completion: number }> => {
    const { hover, completion } = Object(await editor.ask(0));
    return { hover: Number(hover), completion: Number(completion) };
  };
  const atFirst = await ask();
  const warm: { hover: number; completion: number }[] = [];
  while (warm.length < edits) warm.push(await ask());
  const middle = (kind: 'hover' | 'completion'): number =>
    warm.map((times) => times[kind]).sort((a, b) => a - b)[Math.floor(edits / 2)] ?? Number.NaN;
  return new Map<Kind, number>([
    ['type check', checked],
    ['type check, by CPU', Number(stderr) / 1000],
    ['first hover', atFirst.hover],
    ['first completion', atFirst.completion],
    ['hover', middle('hover')],
    ['completion', middle('completion')],
  ]);
}
