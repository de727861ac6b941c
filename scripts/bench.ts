/** `npm run bench [name]`: compares what this project makes with its alternatives, side by side in one run. */
import type { Report } from '../test/bench/progress.ts';
import { stop } from './arguments.ts';
import { turbo } from './turbo.ts';

interface Bench {
  bench(report: Report, options: { quick: boolean }): Promise<void>;
}

const benches: Record<string, () => Promise<Bench>> = {
  client: () => import('../test/bench/client/bench.ts'),
  contract: () => import('../test/bench/contract/bench.ts'),
  docs: () => import('../test/bench/docs/bench.ts'),
  mock: () => import('../test/bench/mock/bench.ts'),
  scale: () => import('../test/bench/scale/bench.ts'),
  webhooks: () => import('../test/bench/webhooks/bench.ts'),
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
const code = await turbo('build', 'site');
if (code !== 0) process.exit(code);
for (const [name, load] of Object.entries(benches)) {
  if (names.length > 0 && !names.includes(name)) continue;
  process.stdout.write(`\n== ${name}\n`);
  const { bench } = await load();
  const { report, end } = createReport();
  await bench(report, { quick });
  end();
}

/** Shows the first step at once, and then the latest at a steady pace: on a terminal in one line, elsewhere in many. */
function createReport(): { report: Report; end(): void } {
  const terminal = process.stdout.isTTY;
  const clear = terminal ? '\r\x1b[K' : '';
  const started = performance.now();
  let latest: string | undefined;
  const show = (): void => {
    if (latest === undefined) return;
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    process.stdout.write(`${clear}  ${seconds} s  ${latest}${terminal ? '' : '\n'}`);
  };
  const ticker = setInterval(show, terminal ? 200 : 1500);
  return {
    report: {
      say: (line) => process.stdout.write(`${clear}${line}\n`),
      progress(step) {
        const isFirst = latest === undefined;
        latest = step;
        if (isFirst) show();
      },
    },
    end: () => clearInterval(ticker),
  };
}
