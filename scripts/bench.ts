/** `npm run bench [name]`: compares what this project makes with its alternatives, side by side in one run. */
import { stop } from './arguments.ts';
import { turbo } from './turbo.ts';

/** Where a bench says what it does and what it has found. */
export interface Report {
  say(line: string): void;
  /** May be called often; it is shown now and then. */
  progress(step: string): void;
}

interface Bench {
  bench(report: Report, options: { quick: boolean }): Promise<void>;
}

const benches: Record<string, () => Promise<Bench>> = {
  client: () => import('../test/bench/client.ts'),
};

const names = process.argv.slice(2).filter((argument) => argument !== '--quick');
const quick = process.argv.includes('--quick');
for (const name of names) {
  if (!Object.hasOwn(benches, name)) {
    stop(
      `npm run bench: there is no "${name}". Known: ${Object.keys(benches).join(', ')}, and --quick for few rounds.`,
    );
  }
}
const code = await turbo('build');
if (code !== 0) process.exit(code);
for (const [name, load] of Object.entries(benches)) {
  if (names.length > 0 && !names.includes(name)) continue;
  process.stdout.write(`\n== ${name}\n`);
  const { bench } = await load();
  await bench(createReport(), { quick });
}

/** On a terminal the progress is one line that changes; elsewhere it is a line every other second. */
function createReport(): Report {
  const terminal = process.stdout.isTTY;
  const clear = terminal ? '\r\x1b[K' : '';
  let shown = Number.NEGATIVE_INFINITY;
  return {
    say: (line) => process.stdout.write(`${clear}${line}\n`),
    progress(step) {
      const now = performance.now();
      if (now - shown < (terminal ? 200 : 1500)) return;
      shown = now;
      process.stdout.write(terminal ? `${clear}  ${step}` : `  ${step}\n`);
    },
  };
}
