import { type ChildProcess, spawn } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { root } from '../scripts/paths.ts';

export interface Running {
  child: ChildProcess;
  /** Everything that was written so far, both outputs together. */
  output(): string;
  /** Resolves with the match as soon as the output holds it. Rejects when the process ends before, or time is up. */
  until(pattern: RegExp, milliseconds?: number): Promise<RegExpExecArray>;
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** Starts a program that lives until the test ends, at the latest. */
export function start(
  command: string,
  args: string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Running {
  const child = spawn(command, args, {
    cwd: options.cwd ?? root,
    env: options.env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      for (const listener of listeners) listener();
    });
  }
  let over = false;
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      over = true;
      for (const listener of listeners) listener();
      resolve({ code, signal });
    });
  });
  onTestFinished(async () => {
    if (!over) child.kill('SIGKILL');
    await ended;
  });
  return {
    child,
    ended,
    output: () => text,
    until: (pattern, milliseconds = 30_000) =>
      new Promise((resolve, reject) => {
        const finish = (settle: () => void): void => {
          clearTimeout(timer);
          listeners.delete(look);
          settle();
        };
        const look = (): void => {
          const match = pattern.exec(text);
          if (match) finish(() => resolve(match));
          else if (over) finish(() => reject(new Error(`It ended without ${pattern}:\n${text}`)));
        };
        const timer = setTimeout(
          () => finish(() => reject(new Error(`No ${pattern} within ${milliseconds} ms:\n${text}`))),
          milliseconds,
        );
        listeners.add(look);
        look();
      }),
  };
}
