import type { Command } from 'commander';
import { createCommand, type End, runCommandLine } from './command-line.ts';
import { addCheck } from './commands/check-command.ts';
import { addLive } from './commands/live-command.ts';
import { addProxy } from './commands/proxy-command.ts';

/** Adds the commands of this package to a program. */
export function addCommands(program: Command, end: End): Command {
  for (const add of [addCheck, addLive, addProxy]) add(program, end);
  return program;
}

/**
 * Runs a command line such as `check --file answers.jsonl`. Never rejects.
 *
 * @param name What the program is called in its messages.
 * @returns The exit code: 0; 1 when something does not hold; 2 for what cannot be done as it was asked.
 */
export const runProgram = (args: string[], name: string): Promise<number> =>
  runCommandLine(
    (end) =>
      addCommands(
        createCommand(name).description(
          "Holds answers of the service against the document of Tencent Cloud Chat's server API.",
        ),
        end,
      ),
    args,
  );
