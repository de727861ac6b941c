/** The commands for many calls: their flags and help. What they do is loaded when they run. */
import { type Command, InvalidArgumentError } from 'commander';
import type { CliContext } from '../context.ts';
import type { BatchFlags } from './flags.ts';

const destroyExamples = `
Each line of the input is the id of a channel:
  @TOA#_news
  @TOA#_weather

Examples:
  chat-openapi destroy --from ids.txt --dry-run
  chat-openapi destroy --from ids.txt --max 10
  chat-openapi destroy --from ids.txt
  cat ids.txt | chat-openapi destroy --from - --journal ids.journal --yes

Run the same command again to go on after Ctrl-C or a crash: a journal beside
the input knows what was done.
`;

const batchExamples = `
Each line of the input is the body of a call as JSON:
  {"Official_Account":"@TOA#_news","SubscriberList":[{"Subscriber_Account":"user1"}]}

Examples:
  chat-openapi batch addSubscriber --from rows.jsonl --dry-run
  chat-openapi batch addSubscriber --from rows.jsonl

Run the same command again to go on after Ctrl-C or a crash: a journal beside
the input knows what was done. Where a repeat may do harm, a call whose answer
was lost is not sent again; it stands in rows.in-doubt.jsonl.
`;

/** `destroy --from ids.txt`: terminates many channels. */
export function addDestroyCommand(program: Command, context: CliContext): void {
  const command = program.command('destroy').description('terminates many channels, for good; asks before');
  addFlags(command, 'file with the id of a channel on each line; - is standard input')
    .addHelpText('after', destroyExamples)
    .action(async (flags: BatchFlags) => {
      const { runDestroy } = await import('./run-command.ts');
      await runDestroy(context, flags);
    });
}

/** `batch <operation> --from rows.jsonl`: makes many calls of an operation. */
export function addBatchCommand(program: Command, context: CliContext): void {
  const command = program
    .command('batch')
    .description('makes many calls of an operation; asks before')
    .argument('<operation>', 'such as addSubscriber');
  addFlags(command, 'file with the body of a call as JSON on each line; - is standard input')
    .addHelpText('after', batchExamples)
    .action(async (operation: string, flags: BatchFlags) => {
      const { runBatch } = await import('./run-command.ts');
      await runBatch(context, operation, flags);
    });
}

const addFlags = (command: Command, from: string): Command =>
  command
    .requiredOption('--from <file>', from)
    .option('--yes', 'asks nothing')
    .option('--dry-run', 'checks every line and says what would be sent')
    .option('--no-check', 'takes lines as they are; the document may not know what the service has learned')
    .option('--max <rows>', 'sends so many at most; the next run goes on behind them', positive)
    .option('--journal <file>', 'where it is noted what was sent and done (default: the input with .journal behind it)')
    .option('--failures <file>', 'where rows go that fail (default: beside the input, such as ids.failures.jsonl)')
    .allowExcessArguments(false);

function positive(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || !Number.isSafeInteger(value)) {
    throw new InvalidArgumentError('It has to be a whole number from 1.');
  }
  return value;
}
