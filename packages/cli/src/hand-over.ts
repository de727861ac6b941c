/** The programs of other packages, which take all arguments as they are. */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';

/** Each with its package, and what is said of it. */
export const programs = {
  mock: { package: '@chat-openapi/mock', about: 'runs chat-mock, which answers without an account' },
  contract: {
    package: '@chat-openapi/contract',
    about: 'runs chat-contract, which holds answers against the document',
  },
} as const;

export type ProgramName = keyof typeof programs;

export const isProgramName = (name: string | undefined): name is ProgramName =>
  name !== undefined && Object.hasOwn(programs, name);

/**
 * Runs a program to its end, on the streams of this process. What asks this process to end is passed on, and the program decides.
 *
 * @returns Its exit code; 128 and the signal's number when a signal has ended it.
 */
export function handOver(name: ProgramName, args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [...process.execArgv, fileOf(name), ...args], { stdio: 'inherit' });
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const pass = (signal: NodeJS.Signals): void => {
    child.kill(signal);
  };
  for (const signal of signals) process.on(signal, pass);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      for (const one of signals) process.off(one, pass);
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}

/** What a package starts; from the sources, its sources. */
function fileOf(name: ProgramName): string {
  const folder = dirname(createRequire(import.meta.url).resolve(`${programs[name].package}/package.json`));
  return import.meta.url.endsWith('.ts') ? join(folder, 'src', 'cli.ts') : join(folder, 'dist', 'cli.js');
}
