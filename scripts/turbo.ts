import { binary, type Finished, runNode } from './run.ts';

const options = ['--output-logs=new-only', '--log-order=stream', '--log-prefix=task', '--no-update-notifier'];

/** Runs tasks of turbo.json, showing what they print only when they really run. Returns the exit code. */
export async function turbo(...args: string[]): Promise<number> {
  const colors = process.stdout.isTTY && process.stdout.hasColors() ? ['--color'] : [];
  return (await run([...args, ...colors], { pass: true })).code;
}

/**
 * Runs tasks of turbo.json that come before what was asked for. On a terminal one line says that they run, elsewhere nothing,
 * unless they fail: then everything is shown that they have printed, and the process ends with their exit code.
 */
export async function prepare(...args: string[]): Promise<void> {
  const stop = showThatItRuns();
  const { code, output } = await run(args, { capture: true });
  stop();
  if (code === 0) return;
  process.stderr.write(`${output.trimEnd()}\n\nThis has to be made first, and failed; the reason stands above.\n`);
  process.exit(code);
}

const run = (args: string[], output: { pass: true } | { capture: true }): Promise<Finished> =>
  runNode(binary('turbo', 'bin/turbo'), ['run', ...args, ...options], {
    env: { npm_config_loglevel: 'silent' },
    ...output,
  });

/** On a terminal a line that counts, elsewhere one for those who wait. @returns Takes it away. */
function showThatItRuns(): () => void {
  const { stderr } = process;
  const text = 'Making what it needs. The first time takes half a minute.';
  if (!stderr.isTTY) {
    const timer = setTimeout(() => stderr.write(`${text}\n`), 3000);
    return () => clearTimeout(timer);
  }
  const started = performance.now();
  const show = (): void => {
    const seconds = Math.round((performance.now() - started) / 1000);
    stderr.write(`\r\x1b[K${text} ${seconds} s`);
  };
  const ticker = setInterval(show, 1000);
  return () => {
    clearInterval(ticker);
    stderr.write('\r\x1b[K');
  };
}
