/**
 * The words of `npm run contract`: none, the document against all evidence; `diff`, two versions of the document; `check`,
 * `live` and `proxy`, which are those of the package @chat-openapi/contract. `--file` alone means `check`.
 */
import { runProgram } from '../packages/contract/src/program.ts';
import { diff } from './diff/main.ts';
import { proveDocument } from './evidence/main.ts';

const help = `contract           holds the document against all evidence of this repository
contract diff      rates the changes between two versions of the document; see contract diff --help

`;

export async function dispatchContract(args: string[]): Promise<number> {
  const [word = '', ...rest] = args;
  try {
    if (word === 'diff') return await diff(rest);
    if (['-h', '--help', 'help'].includes(word)) {
      process.stdout.write(help);
      return await runProgram(['--help'], 'contract');
    }
    if (args.some((arg) => /^--file(=|$)/.test(arg)) && word.startsWith('-')) {
      return await runProgram(['check', ...args], 'contract');
    }
    if (word !== '' && !word.startsWith('-')) return await runProgram(args, 'contract');
    return await proveDocument(args);
  } catch (error) {
    process.stderr.write(`contract: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}
