/** As early as possible: it may be gone before the mock listens. */
const parent = process.ppid;

/** How often it is looked whether the parent is still there, in milliseconds. */
const interval = 100;

/**
 * Calls back when the shell is gone in which npm or npx runs the mock: a signal to npm ends that shell, which does not pass it
 * on. Whoever starts the mock in the background of a script of npm wants it to stay.
 */
export function endWithParent(end: () => void): void {
  const { npm_lifecycle_script: script = '' } = process.env;
  const isInBackground = /(?<!&)&(?![&>\d])/.test(script);
  if (!/chat-mock|mock\.ts/.test(script) || isInBackground) return;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    end();
  }, interval);
  timer.unref();
}
