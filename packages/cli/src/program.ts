/** The program `chat-openapi`. */
import { createRequire } from 'node:module';
import { createCommand, type End, runCommandLine } from '@chat-openapi/contract/command-line';
import type { Command } from 'commander';
import { addBatchCommand, addDestroyCommand } from './batch/commands.ts';
import { addCallCommand } from './commands/call-command.ts';
import { addCompleteCommand } from './commands/complete-command.ts';
import { addDoctorCommand } from './commands/doctor-command.ts';
import { addExplainCommand } from './commands/explain-command.ts';
import { addOperationsCommand } from './commands/operations-command.ts';
import { addSignCommand } from './commands/sign-command.ts';
import { createContext, type World } from './create-context.ts';
import { reportFailure } from './failure.ts';
import { handOver, isProgramName, programs } from './hand-over.ts';
import { refuseSecrets } from './secret-flags.ts';

const { version }: { version: string } = createRequire(import.meta.url)('../package.json');

const help = `
Who calls comes from the environment, or from a .env file that nobody else may read:
  CHAT_REGION or CHAT_BASE_URL, CHAT_SDK_APP_ID, CHAT_IDENTIFIER, CHAT_SECRET_KEY or CHAT_USER_SIG
  CHAT_REDIS_URL where several processes share the rate
A key that is missing is asked for at a terminal. It is never an argument.

Examples:
  chat-openapi call destroyOfficialAccount --body '{"Official_Account":"@TOA#_news"}'
  chat-openapi destroy --from ids.txt
  chat-openapi operations subscriber
  chat-openapi explain 60026
  chat-openapi doctor
  chat-openapi mock --port 4010
`;

/**
 * Runs a command line such as `call destroyOfficialAccount --body-file body.json`. Never rejects.
 *
 * @returns The exit code.
 */
export async function runProgram(args: readonly string[], world: World = process): Promise<number> {
  const [name, second] = args;
  // These two know their flags themselves.
  if (isProgramName(name)) return handOver(name, args.slice(1));
  if (name === 'complete' && second === '--') {
    const { printCompletions } = await import('./complete.ts');
    printCompletions(
      createProgram(world, () => {}),
      args.slice(2),
    );
    return 0;
  }
  const report = (error: unknown): Promise<number> => reportFailure(world, error, args.includes('--json'));
  try {
    refuseSecrets(args);
  } catch (error) {
    return report(error);
  }
  return runCommandLine((end) => createProgram(world, end), args, { ...streamsOf(world), report });
}

const streamsOf = ({ stdout, stderr }: World): Pick<World, 'stdout' | 'stderr'> => ({ stdout, stderr });

function createProgram(world: World, end: End): Command {
  const program = createCommand('chat-openapi')
    .description("Tencent Cloud Chat's server REST API on the command line. Unofficial.")
    .usage('[flags] <command>')
    .version(version, '--version', 'the version')
    .option('--region <region>', 'the data centre of the app, in place of CHAT_REGION')
    .option('--base-url <url>', 'another host, such as that of the mock, in place of CHAT_BASE_URL')
    .option('--env-file <file>', 'read the variables from this file alone')
    .option('--json', 'results and errors as JSON')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => world.stdout.write(text),
      getOutHelpWidth: () => world.stdout.columns ?? 80,
    })
    .addHelpText('after', help);
  const context = createContext(program, world, end);
  addCallCommand(program, context);
  addDestroyCommand(program, context);
  addBatchCommand(program, context);
  addOperationsCommand(program, context);
  addExplainCommand(program, context);
  addSignCommand(program, context);
  addDoctorCommand(program, context);
  addProgramCommands(program);
  addCompleteCommand(program);
  return program;
}

/** For the help alone: they are run before flags are read. */
function addProgramCommands(program: Command): void {
  for (const [name, { about }] of Object.entries(programs)) {
    program
      .command(name)
      .description(about)
      .usage('[its own flags]')
      .argument('[arguments...]')
      .allowUnknownOption()
      .action(() => program.error(`error: ${name} takes its own flags alone: chat-openapi ${name} --help`));
  }
}
