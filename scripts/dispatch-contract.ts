/**
 * The words of `npm run contract`: none, the document against all evidence; `diff`, two versions of the document; `check`,
 * `live` and `proxy`, which are those of the package @chat-openapi/contract. `--file` alone means `check`.
 */
import type { Command } from 'commander';
import { createCommand, type End, runCommandLine } from '../packages/contract/src/command-line.ts';
import { addCommands } from '../packages/contract/src/program.ts';
import { addDiff } from './diff/main.ts';
import { addEvidence } from './evidence/main.ts';

export function createContract(end: End): Command {
  const program = createCommand('contract').description(
    "Holds answers of the service, and versions of the document, against the document of Tencent Cloud Chat's server API.",
  );
  for (const add of [addEvidence, addDiff, addCommands]) add(program, end);
  return program;
}

/** Returns the exit code. */
export const dispatchContract = (args: string[]): Promise<number> => runCommandLine(createContract, withWord(args));

/** What is meant without a word. */
function withWord(args: string[]): string[] {
  const [first] = args;
  if (first === 'help') return ['--help', ...args.slice(1)];
  if (first === '-h' || first === '--help' || (first !== undefined && !first.startsWith('-'))) return args;
  return [args.some((arg) => /^--file(=|$)/.test(arg)) ? 'check' : 'evidence', ...args];
}
