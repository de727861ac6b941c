import type { Command } from 'commander';
import type { CliContext } from '../context.ts';

const help = `
Examples:
  chat-openapi operations
  chat-openapi operations subscriber
  chat-openapi operations getSubscriberInfo
`;

/** `operations [word]`: what there is to call. */
export function addOperationsCommand(program: Command, context: CliContext): void {
  program
    .command('operations')
    .description('lists the operations; one alone is shown whole, with its fields and an example')
    .argument('[word]', 'what stands in name, summary, path or tag')
    .addHelpText('after', help)
    .action(async (word: string | undefined) => {
      const { showOperations } = await import('../operations.ts');
      await showOperations(context, word);
    });
}
