/** What the flags of a run mean: its input, its files, and the command lines that go on with it. */
import { resolve } from 'node:path';
import { UsageError } from '@chat-openapi/contract/command-line';
import type { CliContext } from '../context.ts';
import { failuresOf, journalOf } from './file-names.ts';
import type { InputSource } from './prepare.ts';
import { quoted } from './summary.ts';

export interface BatchFlags {
  readonly from: string;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly check: boolean;
  readonly max?: number;
  readonly journal?: string;
  readonly failures?: string;
}

/** Whole paths. */
export interface Files {
  readonly journal: string;
  readonly failures: string;
  readonly inDoubt: string;
}

/** @throws UsageError */
export function sourceOf({ cwd, stdin }: CliContext, { from, journal }: BatchFlags): InputSource {
  if (from !== '-') return { name: from, path: resolve(cwd, from), stdin };
  if (journal === undefined) {
    throw new UsageError(
      'With standard input give --journal <file> as well, so that the run can go on if it is ended.',
    );
  }
  if (stdin.isTTY === true)
    throw new UsageError('Standard input is this terminal: give a file with --from, or pipe one in.');
  return { name: 'standard input', path: undefined, stdin };
}

/** @throws UsageError when two of them are the same. */
export function filesOf({ cwd }: CliContext, { journal, failures }: BatchFlags, { path }: InputSource): Files {
  // Standard input has no name of its own.
  const base = path ?? resolve(cwd, journal ?? '');
  const named = failures === undefined ? failuresOf(base, 'failures') : resolve(cwd, failures);
  const files = {
    journal: journal === undefined ? journalOf(base) : resolve(cwd, journal),
    failures: named,
    inDoubt: failuresOf(base, 'in-doubt'),
  };
  const used = [
    ['input', path],
    ['--journal', files.journal],
    ['--failures', files.failures],
    ['what is in doubt', files.inDoubt],
  ] as const;
  for (const [index, [name, file]] of used.entries()) {
    const same = used.slice(index + 1).find(([, other]) => other === file);
    if (same !== undefined) throw new UsageError(`These are the same file: ${name} and ${same[0]}. Give another one.`);
  }
  return files;
}

/** How the same is called for the same app: without its flags, rows would go wherever the environment says. */
export function commandOf({ options }: Pick<CliContext, 'options'>, { check }: BatchFlags, command: string): string {
  const flags = wordsOf([
    ['--region', options.region],
    ['--base-url', options.baseUrl],
    ['--env-file', options.envFile],
  ]);
  return ['chat-openapi', command, ...flags, ...(check ? [] : ['--no-check'])].join(' ');
}

/** The command line that goes on with what is left. @param command By `commandOf`. */
export function resumeCommand(command: string, { from, journal, failures, yes }: BatchFlags): string {
  const flags = wordsOf([
    ['--from', from],
    ['--journal', journal],
    ['--failures', failures],
  ]);
  return [command, ...flags, ...(yes === true ? ['--yes'] : [])].join(' ');
}

const wordsOf = (given: readonly [flag: string, value: string | undefined][]): string[] =>
  given.flatMap(([flag, value]) => (value === undefined ? [] : [`${flag} ${quoted(value)}`]));
