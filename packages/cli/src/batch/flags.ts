/** What the flags of a run mean: its input, its files, and the command line that goes on with it. */
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

/** The command line that goes on with what is left. */
export function resumeCommand({ options }: CliContext, flags: BatchFlags, command: string): string {
  const given: [flag: string, value: string | undefined][] = [
    ['--region', options.region],
    ['--base-url', options.baseUrl],
    ['--env-file', options.envFile],
    ['--from', flags.from],
    ['--journal', flags.journal],
    ['--failures', flags.failures],
  ];
  const words = given.flatMap(([flag, value]) => (value === undefined ? [] : [`${flag} ${quoted(value)}`]));
  return ['chat-openapi', command, ...words, ...(flags.yes === true ? ['--yes'] : [])].join(' ');
}
