import { readFileSync } from 'node:fs';

/** As early as possible: they may be gone before the mock listens. */
const shell = process.ppid;
const npm = parentOf(shell);

/** How often it is looked whether they are still there, in milliseconds. */
const interval = 100;

/**
 * Calls back when the shell is gone in which npm or npx runs the mock, or npm itself: a signal to npm ends that shell, which does
 * not pass it on, and where npm is killed the shell stays. Whoever starts the mock in the background of a script of npm wants it
 * to stay.
 */
export function endWithParent(end: () => void): void {
  const { npm_lifecycle_script: script = '' } = process.env;
  const isInBackground = /(?<!&)&(?![&>\d])/.test(script);
  if (!/chat-mock|mock\.ts/.test(script) || isInBackground) return;
  const timer = setInterval(() => {
    if (process.ppid === shell && parentOf(shell) === npm) return;
    clearInterval(timer);
    end();
  }, interval);
  timer.unref();
}

/** The process that has started npm's shell, where that can be told: on Linux. Otherwise undefined. */
function parentOf(pid: number): string | undefined {
  try {
    const [, flag] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    // The name of the program stands in parentheses and may hold anything.
    return flag === '-c' ? /^.*\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1] : undefined;
  } catch {
    return undefined;
  }
}
