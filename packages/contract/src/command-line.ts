import { Command, CommanderError } from 'commander';
import { UsageError } from './usage-error.ts';

/** The exit code of a process that was ended by SIGPIPE. */
const brokenPipe = 141;

/** Takes the exit code of what was asked for. */
export type End = (code: number) => void;

/** A command, or a program of several, whose errors `runCommandLine` prints. */
export const createCommand = (name: string): Command =>
  new Command(name)
    .helpOption('-h, --help', 'this text')
    .helpCommand(false)
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeErr: () => {} });

/**
 * Runs what a command line asks for. Never rejects.
 *
 * @param create Makes the command; what it does hands its exit code on.
 * @returns The exit code: 0; 1 when something fails; 2 for what cannot be done as it was asked; or what was handed on.
 */
export async function runCommandLine(create: (end: End) => Command, args: readonly string[]): Promise<number> {
  endWithReader();
  let code = 0;
  const program = create((ended) => {
    code = ended;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return refuse(program, await nearer(error, create, args));
    process.stderr.write(`${program.name()}: ${error instanceof Error ? error.message : String(error)}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

function refuse(program: Command, { exitCode, message }: CommanderError): number {
  if (exitCode === 0) return 0;
  const name = program.name();
  const help = `See ${name}${name.startsWith('npm ') ? ' --' : ''} --help.`;
  const sentence = message.replace(/^error: /, '').replace(/\.$/, '');
  // What was meant is help enough.
  const text = message.includes('(Did you mean') ? sentence : `${sentence}. ${help}`;
  process.stderr.write(`${name}: ${message === '(outputHelp)' ? program.helpInformation() : text}\n`);
  return 2;
}

/** An unknown flag with `=` is compared with the known ones together with its value, so that none is near it. */
async function nearer(
  error: CommanderError,
  create: (end: End) => Command,
  args: readonly string[],
): Promise<CommanderError> {
  const [, flag] = /^error: unknown option '(--[^'=]+)=/.exec(error.message) ?? [];
  if (flag === undefined) return error;
  const bare = args.map((arg) => (arg.startsWith(`${flag}=`) ? flag : arg));
  try {
    await create(() => {}).parseAsync(bare, { from: 'user' });
  } catch (again) {
    if (again instanceof CommanderError) return again;
  }
  return error;
}

/** Who reads the first lines alone, as `head` does, wants no more, and no stack trace. */
function endWithReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      process.exit(brokenPipe);
    });
  }
}
