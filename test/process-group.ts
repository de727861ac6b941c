/** Programs as a terminal runs them: in a process group of their own, all of which hears of a Ctrl-C. */
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { root } from '../scripts/paths.ts';

/** How a group has ended after a signal. */
export interface Ended {
  /** The exit code, as a shell has it: 128 and the signal's number for what a signal has ended. */
  code: number;
  /** Milliseconds from the signal to the end of everything that could still write. */
  milliseconds: number;
  /** What was written after the signal. */
  said: string;
  /** The processes that are left, by their command lines, and the temporary files. */
  left: string[];
}

/** Within 2 seconds, without a word, and with nothing left. */
export function expectEnd({ code, milliseconds, said, left }: Ended, expected: number): void {
  expect({ code, said, left }).toStrictEqual({ code: expected, said: '', left: [] });
  // The rest is for a machine that is busy.
  expect(milliseconds).toBeLessThan(5000);
}

export interface Group extends AsyncDisposable {
  output(): string;
  /** Types something into a terminal, or writes it to standard input. */
  type(text: string): void;
  /** The exit code, once everything has ended that could still write. */
  readonly ended: Promise<number>;
  /** Resolves when the output holds it. */
  says(pattern: RegExp): Promise<void>;
  /** Resolves when it is so. */
  until(what: string, isThere: () => boolean): Promise<void>;
  /**
   * Sends a signal to the whole group, as a terminal does, or to its leader alone. `^C` is typed instead, which a terminal
   * makes a signal of.
   */
  end(signal: NodeJS.Signals | '^C', to?: 'group' | 'leader'): Promise<Ended>;
}

/** Milliseconds for a moment to come. */
const patience = 60_000;

/** Starts a program that is ended when it is let go of, at the latest. Its temporary files go to a folder of its own. Linux only. */
export async function startGroup(
  command: string,
  args: readonly string[],
  { cwd = root, env = process.env }: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Group> {
  // A short name: the path of a browser's socket may have no more than 107 characters.
  const folder = await mkdtemp(join(tmpdir(), 'g-'));
  const child = spawn(command, args, {
    cwd,
    env: { ...env, TMPDIR: folder },
    detached: true,
    stdio: 'pipe',
  });
  child.stdin.on('error', () => {});
  let text = '';
  const listeners = new Set<() => void>();
  const notify = (): void => {
    for (const listener of listeners) listener();
  };
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      notify();
    });
  }
  let over = false;
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      over = true;
      notify();
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
  const kill = (signal: NodeJS.Signals, pid: number): void => {
    try {
      process.kill(pid, signal);
    } catch {}
  };
  /** Looks again with each output, and every few milliseconds. */
  const until = (what: string, isThere: () => boolean): Promise<void> =>
    new Promise((resolve, reject) => {
      const finish = (settle: () => void): void => {
        clearTimeout(late);
        clearInterval(ticker);
        listeners.delete(look);
        settle();
      };
      const look = (): void => {
        if (isThere()) finish(resolve);
        else if (over) finish(() => reject(new Error(`It ended without ${what}:\n${text}`)));
      };
      const late = setTimeout(() => finish(() => reject(new Error(`No ${what}:\n${text}`))), patience);
      const ticker = setInterval(look, 10);
      listeners.add(look);
      look();
    });

  return {
    output: () => text,
    type: (keys) => child.stdin.write(keys),
    ended,
    says: (pattern) => until(String(pattern), () => pattern.test(text)),
    until,
    async end(signal, to = 'group') {
      const before = text.length;
      const started = performance.now();
      if (signal === '^C') child.stdin.write('\u0003');
      else if (child.pid !== undefined) kill(signal, to === 'group' ? -child.pid : child.pid);
      const code = await ended;
      const milliseconds = performance.now() - started;
      const processes = (await processesOf(folder)).map(({ line }) => line);
      // Node's own, and kept on purpose.
      const files = (await readdir(folder)).filter((name) => name !== 'node-compile-cache');
      return { code, milliseconds, said: text.slice(before), left: [...processes, ...files] };
    },
    async [Symbol.asyncDispose]() {
      for (const { pid } of await processesOf(folder)) kill('SIGKILL', pid);
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The processes whose environment leads to a folder for temporary files: all that a program has started, in any group. */
async function processesOf(folder: string): Promise<{ pid: number; line: string }[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      try {
        if (!(await readFile(`/proc/${pid}/environ`, 'utf8')).includes(folder)) return [];
        return [{ pid: Number(pid), line: (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ') }];
      } catch {
        return [];
      }
    }),
  );
  return found.flat();
}
