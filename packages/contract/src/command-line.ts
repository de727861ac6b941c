/** What the command lines of this project have in common: how they are run, and how they say what is wrong. */
import type { Writable } from 'node:stream';
import { Command, CommanderError } from 'commander';
import { UsageError } from './usage-error.ts';

export { nearest } from './nearest.ts';
export { UsageError };

/** The exit code of a process that was ended by SIGPIPE. */
const brokenPipe = 141;

/** A longer word is no misspelling; it may be a secret in the wrong place. */
const maxQuoted = 40;

/** Takes the exit code of what was asked for. */
export type End = (code: number) => void;

/** What a command line may have otherwise. */
export interface CommandLineOptions {
  /** @default that of the process */
  readonly stdout?: Writable;
  /** @default that of the process */
  readonly stderr?: Writable;
  /**
   * Says why it has failed, and returns the exit code.
   *
   * @default writes the name of the program and the message to standard error; 2 for a `UsageError`, otherwise 1
   */
  readonly report?: (error: unknown) => number | Promise<number>;
}

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
export async function runCommandLine(
  create: (end: End) => Command,
  args: readonly string[],
  options: CommandLineOptions = {},
): Promise<number> {
  const { stdout = process.stdout, stderr = process.stderr } = options;
  let code = 0;
  const program = create((ended) => {
    code = ended;
  });
  for (const stream of [stdout, stderr]) {
    endWithOutput(stream, (why) => {
      if (stream !== stderr) stderr.write(`${program.name()}: the output cannot be written (${why}).\n`);
    });
  }
  const {
    report = (error) => {
      stderr.write(`${program.name()}: ${error instanceof Error ? error.message : String(error)}\n`);
      return error instanceof UsageError ? 2 : 1;
    },
  } = options;
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) return await report(error);
    if (error.exitCode === 0) return 0;
    if (error.message === '(outputHelp)') {
      // A page of help is no sentence.
      stderr.write(program.helpInformation());
      return 2;
    }
    return await report(new UsageError(textOf(program, await clearer(error, create, args))));
  }
}

function textOf(program: Command, { message }: CommanderError): string {
  const name = program.name();
  const help = `See ${name}${name.startsWith('npm ') ? ' --' : ''} --help.`;
  const sentence = message
    .replace(/^error: /, '')
    .replace(/\.$/, '')
    .replace(/\S+/g, (word) => (word.length > maxQuoted ? `(${word.length} characters)` : word));
  // What was meant is help enough.
  return message.includes('(Did you mean') ? sentence : `${sentence}. ${help}`;
}

/**
 * What is wrong, rather than what follows from it: the flag that is misspelt rather than the required one that is missing then.
 * An unknown flag with `=` is compared with the known ones together with its value, so that none is near it: here without.
 */
async function clearer(
  error: CommanderError,
  create: (end: End) => Command,
  args: readonly string[],
): Promise<CommanderError> {
  if (!/^commander\.(unknownOption|missing\w+)$/.test(error.code)) return error;
  const again = await unknownFlag(create, args);
  const [, flag] = /^error: unknown option '(--[^'=]+)=/.exec(again?.message ?? '') ?? [];
  if (flag === undefined) return again ?? error;
  const bare = args.map((arg) => (arg.startsWith(`${flag}=`) ? flag : arg));
  return (await unknownFlag(create, bare)) ?? error;
}

/** Looks for a flag that no command knows, and does nothing else. */
async function unknownFlag(
  create: (end: End) => Command,
  args: readonly string[],
): Promise<CommanderError | undefined> {
  const program = create(() => {});
  demandNothing(program);
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError && error.code === 'commander.unknownOption') return error;
  }
  return undefined;
}

function demandNothing(command: Command): void {
  for (const option of command.options) option.mandatory = false;
  for (const argument of command.registeredArguments) argument.required = false;
  command.action(() => {});
  command.commands.forEach(demandNothing);
}

/**
 * Who reads the first lines alone, as `head` does, wants no more, and no stack trace.
 *
 * @param say Says why nothing can be written: a disk is full, or the like.
 */
function endWithOutput(stream: Writable, say: (why: string) => void): void {
  stream.on('error', ({ code = 'no reason given' }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE') process.exit(brokenPipe);
    say(code);
    process.exit(1);
  });
}
