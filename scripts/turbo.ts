import { binary, runNode } from './run.ts';

/** Runs tasks of turbo.json, showing what they print only when they really run. Returns the exit code. */
export async function turbo(...args: string[]): Promise<number> {
  const quiet = ['--output-logs=new-only', '--log-order=stream', '--log-prefix=task', '--no-update-notifier'];
  const { code } = await runNode(binary('turbo', 'bin/turbo'), ['run', ...args, ...quiet], {
    env: { npm_config_loglevel: 'silent' },
  });
  return code;
}
