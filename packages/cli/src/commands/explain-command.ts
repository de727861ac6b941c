import type { Command } from 'commander';
import type { CliContext } from '../context.ts';

const help = `
A signature is never an argument, because everybody on the machine can read those: it is asked for, or comes by standard input.

Examples:
  chat-openapi explain 130004
  chat-openapi explain 10004 --operation destroyOfficialAccount
  chat-openapi explain usersig < signature.txt
`;

/** `explain <what>`: a code of the service, or a signature. */
export function addExplainCommand(program: Command, context: CliContext): void {
  program
    .command('explain')
    .description('says what a code means and what to do, or what is wrong with a signature')
    .argument('<what>', 'a code, its name, or the word usersig')
    .option('--operation <operation>', 'what the code means on this operation')
    .addHelpText('after', help)
    .action(async (what: string, { operation }: { operation?: string }) => {
      if (what.toLowerCase() === 'usersig') {
        const { explainSignature } = await import('../explain-signature.ts');
        context.end(await explainSignature(context));
        return;
      }
      const { explainCode } = await import('../explain-code.ts');
      await explainCode(context, what, operation);
    });
}
