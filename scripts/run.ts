import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './paths.ts';

export interface Finished {
  /** The exit code; 128 and the signal's number when a signal ended the process. */
  code: number;
  /** What the process wrote to both of its outputs, when it was captured. */
  output: string;
}

export interface RunOptions {
  cwd?: string;
  env?: Record<string, string>;
  /** Collect the output instead of showing it. */
  capture?: boolean;
  /** Ends the process at once; the run then rejects. */
  signal?: AbortSignal;
  /** Milliseconds after which the process is ended. Unlimited by default. */
  timeout?: number;
}

const signalNumbers: Record<string, number> = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };

/** Runs a program of this Node to its end. A signal to this process is passed on. */
export function runNode(script: string, args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: options.cwd ?? root,
    env: { ...process.env, REDOCLY_TELEMETRY: 'off', TURBO_TELEMETRY_DISABLED: '1', ...options.env },
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    ...(options.timeout === undefined ? {} : { timeout: options.timeout }),
    killSignal: 'SIGKILL',
    stdio: ['ignore', options.capture ? 'pipe' : 'inherit', options.capture ? 'pipe' : 'inherit'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
  }
  const forward = (signal: NodeJS.Signals): void => {
    child.kill(signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, forward);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      for (const name of signals) process.off(name, forward);
      resolve({ code: code ?? 128 + (signalNumbers[signal ?? ''] ?? 0), output });
    });
  });
}

/** Runs a program of the system without showing what it says. Rejects with that when it fails. */
export async function runQuietly(command: string, args: readonly string[], cwd: string): Promise<void> {
  // On Windows npm is a script, which only a shell can start.
  const shell = command === 'npm' && process.platform === 'win32';
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'], shell });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk;
  });
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${command} ${args[0] ?? ''} failed: ${said.trim()}`));
    });
  });
}

/** The file behind a command of an installed package, also of one that exports nothing but its modules. */
export function binary(packageName: string, file: string): string {
  const places = createRequire(join(root, 'package.json')).resolve.paths(packageName) ?? [];
  const found = places.map((place) => join(place, packageName, file)).find((path) => existsSync(path));
  if (found === undefined) throw new Error(`${packageName} is not installed. Run npm install.`);
  return found;
}
