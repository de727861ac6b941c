import { Command, CommanderError } from 'commander';
import { addCheck } from './commands/check-command.ts';
import { addLive } from './commands/live-command.ts';
import { addProxy } from './commands/proxy-command.ts';
import { UsageError } from './usage-error.ts';

/**
 * Runs a command line such as `check --file answers.jsonl`. Never rejects.
 *
 * @param name What the program is called in its messages.
 * @returns The exit code: 0; 1 when something does not hold; 2 for what cannot be done as it was asked.
 */
export async function runProgram(args: string[], name: string): Promise<number> {
  const program = new Command(name)
    .description("Holds answers of the service against the document of Tencent Cloud Chat's server API.")
    .helpOption('-h, --help', 'this text')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  let code = 0;
  const end = (ended: number): void => {
    code = ended;
  };
  for (const add of [addCheck, addLive, addProxy]) add(program, end);
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    const isUsage = error instanceof CommanderError || error instanceof UsageError;
    const message = error instanceof Error ? error.message.replace(/^error: /, '') : String(error);
    process.stderr.write(`${name}: ${message === '(outputHelp)' ? program.helpInformation() : message}\n`);
    return isUsage ? 2 : 1;
  }
}
