/** The command line of an npm script: its help, its flags, and what is said about those that it does not have. */
import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import { createCommand, type End, runCommandLine } from '../packages/contract/src/command-line.ts';
import { swallowedFlags } from './swallowed-flags.ts';

export interface Script {
  /** As one types it, such as `npm run docs`. */
  name: string;
  /** What it does, in one sentence. */
  about: string;
  /** Adds flags, arguments and an action. */
  define(command: Command, end: End): void;
}

/** Runs a script with the arguments of this process. The exit code is 2 for what cannot be done as it was asked. */
export async function runScript({ name, about, define }: Script): Promise<void> {
  const create = (end: End): Command => {
    const command = createCommand(name).usage('-- [flags]').description(about);
    define(command, end);
    return command;
  };
  refuseSwallowed(create(() => {}));
  process.exitCode = await runCommandLine(create, process.argv.slice(2));
}

/** Ends the process when npm has kept flags to itself that this command has. */
export function refuseSwallowed(command: Command): void {
  const message = swallowedFlags(command, process.argv.slice(2), process.env);
  if (message === undefined) return;
  process.stderr.write(`${command.name()}: ${message}\n`);
  process.exit(2);
}

/** The flag `--port`. */
export const portOption = (port: number): Option =>
  new Option('--port <number>', 'port to listen on; 0 takes a free one').argParser(readPort).default(port);

function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new InvalidArgumentError('Give a number from 0 to 65535.');
  return port;
}
