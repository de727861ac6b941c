import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { runChild } from './child.mjs';
import { root } from './paths.ts';

export interface Finished {
  /** The exit code; 128 and the signal's number when a signal ended the process. */
  code: number;
  /** What the process wrote to both of its outputs, when it was collected. */
  output: string;
  /** Whether it was ended because time was up. */
  isLate: boolean;
}

export interface RunOptions {
  cwd?: string;
  env?: Record<string, string>;
  /** Collect the output instead of showing it. */
  capture?: boolean;
  /** Pass the output on, instead of leaving the terminal to the program. */
  pass?: boolean;
  /** Ends the process at once; the run then rejects. */
  signal?: AbortSignal;
  /** Milliseconds after which the process is ended. Unlimited by default. */
  timeout?: number;
}

/** Runs a program of this Node to its end. Stays open when this process is asked to end, which also ends the program. */
export function runNode(script: string, args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  const { cwd = root, env, capture = false, pass = false, ...rest } = options;
  return runChild(process.execPath, [script, ...args], {
    cwd,
    env: { REDOCLY_TELEMETRY: 'off', TURBO_TELEMETRY_DISABLED: '1', ...env },
    output: capture ? 'collect' : pass ? 'pass' : 'show',
    ...rest,
  });
}

/** Runs a program of the system without showing what it says. Rejects with that when it fails. */
export async function runQuietly(command: string, args: readonly string[], cwd: string): Promise<void> {
  // On Windows npm is a script, which only a shell can start.
  const shell = command === 'npm' && process.platform === 'win32';
  const { code, output } = await runChild(command, args, { cwd, output: 'collect', shell });
  if (code !== 0) throw new Error(`${command} ${args[0] ?? ''} failed: ${output.trim()}`);
}

/** What a program of the system says, or `undefined` where it is missing or fails. */
export async function ask(command: string, ...args: string[]): Promise<string | undefined> {
  const finished = await runChild(command, args, { cwd: root, output: 'collect', timeout: 10_000 }).catch(
    () => undefined,
  );
  return finished?.code === 0 ? finished.output.trim() : undefined;
}

/** The file behind a command of an installed package, also of one that exports nothing but its modules. */
export function binary(packageName: string, file: string): string {
  const places = createRequire(join(root, 'package.json')).resolve.paths(packageName) ?? [];
  const found = places.map((place) => join(place, packageName, file)).find((path) => existsSync(path));
  if (found === undefined) throw new Error(`${packageName} is not installed. Run npm install.`);
  return found;
}
