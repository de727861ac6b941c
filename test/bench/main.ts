/** Runs the benches that are named, in a process that `npm run bench` can end at any moment with all that it has started. */
import { beforeEnd } from '../../scripts/ending.mjs';
import { benches } from './benches.ts';
import type { Report } from './progress.ts';

// When it is ended, a browser or a server that is gone is nothing to speak of.
beforeEnd({ atOnce: () => {} });
const names = process.argv.slice(2).filter((argument) => argument !== '--quick');
const quick = process.argv.includes('--quick');
for (const name of names) {
  process.stdout.write(`\n== ${name}\n`);
  const loaded = await benches[name]?.();
  const { report, end } = createReport();
  await loaded?.bench(report, { quick });
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
