import type { Command } from 'commander';
import type { CallFlags } from '../call.ts';
import type { CliContext } from '../context.ts';

const help = `
The body is JSON: of --body, of --body-file, or of standard input. It is checked by the document before it is sent.

Examples:
  chat-openapi call destroyOfficialAccount --body '{"Official_Account":"@TOA#_news"}'
  chat-openapi call getSubscriberInfo --all --body '{"Official_Account":"@TOA#_news"}' > subscribers.jsonl
  chat-openapi call sendOfficialAccountMsg --body-file message.json
  jq '{Official_Account: .id}' channel.json | chat-openapi call getOfficialAccountHistory

Exit codes:
  0 done            3 the service refused, or some of the items     6 the answer is not the service's
  1 anything else   4 the rate is used up; nothing was carried out  130 Ctrl-C
  2 wrong usage     5 no answer: no connection, or not in time
`;

/** `call <operation>`: one call. */
export function addCallCommand(program: Command, context: CliContext): void {
  program
    .command('call')
    .description('calls an operation, and prints the answer as JSON')
    .argument('<operation>', 'such as destroyOfficialAccount; chat-openapi operations lists them')
    .option('--body <json>', 'the fields of the request')
    .option('--body-file <file>', 'the same from a file; - is standard input')
    .option('--all', 'go through all pages, and print one item a line')
    .option('--no-check', 'send the body as it is; the document may not know what the service has learned')
    .option('--timeout <ms>', 'how long one attempt may take (5000)')
    .option('--deadline <ms>', 'how long the whole call may take (30000)')
    .option('--retry <times>', 'how often it is repeated at most, where that is safe (2)')
    .addHelpText('after', help)
    .action(async (operation: string, flags: CallFlags) => {
      const { call } = await import('../call.ts');
      context.end(await call(context, operation, flags));
    });
}
