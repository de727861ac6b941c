import type { Command } from 'commander';
import type { CliContext, GlobalOptions, Input, Output } from './context.ts';

/** What a process has. */
export interface World {
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  cwd(): string;
}

/**
 * Nothing of the process is touched before a command wants it: standard input alone takes milliseconds.
 *
 * @param program Has the flags that every command has.
 */
export function createContext(program: Command, world: World, end: (code: number) => void): CliContext {
  const context: CliContext = {
    get stdin() {
      return world.stdin;
    },
    get stdout() {
      return world.stdout;
    },
    get stderr() {
      return world.stderr;
    },
    get env() {
      return world.env;
    },
    get cwd() {
      return world.cwd();
    },
    get isInteractive() {
      return world.stdin.isTTY === true && world.stderr.isTTY === true;
    },
    get options() {
      return program.opts<GlobalOptions>();
    },
    end,
    async openClient(options) {
      const { openClient } = await import('./open-client.ts');
      return openClient(context, options);
    },
  };
  return context;
}
