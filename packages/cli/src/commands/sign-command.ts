import type { Command } from 'commander';
import type { CliContext } from '../context.ts';
import type { SignFlags } from '../sign.ts';

const help = `
The signature goes to standard output, and whoever has it can act as that user until it ends.

Examples:
  chat-openapi sign
  chat-openapi sign alice --expires-in 3600
  CHAT_USER_SIG=$(chat-openapi sign) node program.js
`;

/** `sign [user]`: makes a UserSig. */
export function addSignCommand(program: Command, context: CliContext): void {
  program
    .command('sign')
    .description('makes a UserSig with the key of the app')
    .argument('[user]', 'for whom; CHAT_IDENTIFIER without it')
    .option('--expires-in <seconds>', 'for how long it holds', '86400')
    .addHelpText('after', help)
    .action(async (user: string | undefined, flags: SignFlags) => {
      const { sign } = await import('../sign.ts');
      await sign(context, user, flags);
    });
}
