/** The command line of `chat-mock`, and what the environment adds to it. */
import { createRequire } from 'node:module';
import { regions } from '@chat-openapi/openapi';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { readAccounts, readChannels, readState } from './json-file.ts';
import { type LogStyle, logStyles } from './logger.ts';
import type { MockOptions } from './options.ts';
import { checkOptions } from './settings.ts';
import type { MockState } from './state/snapshot.ts';
import type { MockWebhookOptions } from './webhooks/options.ts';

export interface Flags {
  options: MockOptions;
  log: LogStyle;
  /** Whether the key stands on the command line, where everybody on the machine can read it. */
  keyOnCommandLine: boolean;
}

/** Why the program ends before it has begun: 0 after `--help`, 2 for a wrong flag. The message is one sentence. */
export class FlagsError extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number) {
    super(message);
    this.exitCode = exitCode;
  }
}

interface Values {
  port: number;
  host: string;
  allowHost?: string[];
  region?: keyof typeof regions;
  sdkAppId?: number;
  secretKey?: string;
  admin?: string[];
  channels?: string;
  accounts?: string;
  state?: string;
  strict?: boolean;
  trial?: boolean;
  disabled?: boolean;
  rateLimit?: number | boolean;
  latency?: readonly [number, number];
  failRate?: number;
  seed?: number;
  webhookUrl?: string[];
  webhookOnFailure?: 'allow' | 'refuse';
  webhookRetry?: number;
  webhookDisorder?: boolean;
  log: LogStyle;
  control: boolean;
}

const number = (text: string): number => {
  if (!/^\d+(\.\d+)?$/.test(text)) throw new InvalidArgumentError('Give a number.');
  return Number(text);
};

const range = (text: string): readonly [number, number] => {
  const [, min, max = min] = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(text) ?? [];
  if (min === undefined) throw new InvalidArgumentError('Give milliseconds, such as 100, or a range, such as 50-200.');
  return [Number(min), Number(max)];
};

const collect = (value: string, all: string[] = []): string[] => [...all, value];

const { version }: { version: string } = createRequire(import.meta.url)('../package.json');

const more = `
To provoke an outcome, name a code of the reference, or 502, timeout, reset, truncated, html, slow:
  by channel id   @TOA#_mock_20005
  by header       Prefer: example=20005
  by query        ?__example=20005
  in a queue      POST /_mock/enqueue
                  {"operation":"destroyOfficialAccount","outcomes":[20005,"OK"]}

To look inside, open the mock in a browser, or:
  GET /_mock/calls, /_mock/state, /_mock/webhooks, /_mock/settings, /_mock/health,
      /_mock/openapi.json, /_mock/openapi.tools.json
  POST /_mock/settings {"latency":[50,200],"failRate":0.05,"strict":true,"rateLimit":100}
  POST /_mock/reset forgets calls, state, webhooks, queue and changed settings

The header x-mock-reason of each answer says in one word why it is so.`;

/** The command with its flags. */
export function createCommand(): Command {
  return new Command('chat-mock')
    .usage('[flags]')
    .description("A mock of Tencent Cloud Chat's official channels. It answers in the shape of the API, and remembers.")
    .addOption(new Option('--port <number>', 'port to listen on; 0 takes a free one').argParser(number).default(4010))
    .addOption(new Option('--host <address>', 'address to listen on').default('127.0.0.1'))
    .option('--allow-host <name>', 'another name by which /_mock/ may be called; may be given again', collect)
    .addOption(
      new Option('--region <name>', "the app's region; a Host of another one is 60026").choices(Object.keys(regions)),
    )
    .addOption(
      new Option('--sdk-app-id <number>', 'the only app that is known').argParser(number).env('CHAT_SDK_APP_ID'),
    )
    .addOption(
      new Option('--secret-key <key>', 'check signatures with this key; better kept in the environment').env(
        'CHAT_SECRET_KEY',
      ),
    )
    .option('--admin <user>', 'the administrator; may be given again', collect)
    .option('--channels <file>', 'JSON list of channel ids that exist from the start')
    .option('--accounts <file>', 'JSON list of the user ids that are accounts; without it every one is')
    .option('--state <file>', 'JSON of what is remembered from the start, as GET /_mock/state shows it')
    .option('--strict', 'a channel must have been created before it can be used, and an account named')
    .option('--trial', 'the app is on trial: a sixth channel is 130010')
    .option('--disabled', 'the app lacks the service: 131000')
    .option('--rate-limit [calls]', "calls a second before 60007; without a number the document's limits", number)
    .option('--latency <ms>', 'wait before each answer, as 100 or 50-200', range)
    .option('--fail-rate <share>', 'share of calls that fail, 0 to 1', number)
    .option('--seed <number>', 'makes random waits and failures the same in each run', number)
    .option('--webhook-url <url>', 'send webhooks there; may be given again. The token is CHAT_WEBHOOK_TOKEN', collect)
    .addOption(
      new Option('--webhook-on-failure <what>', 'an event that is not answered in time: allow or refuse it').choices([
        'allow',
        'refuse',
      ]),
    )
    .option('--webhook-retry <times>', 'send again what was not answered', number)
    .option('--webhook-disorder', 'send in another order, and some twice')
    .addOption(new Option('--log <style>', 'a line for each call').choices(logStyles).default('pretty'))
    .option('--no-control', 'without /_mock/')
    .helpOption('-h, --help', 'this text')
    .version(version, '--version', 'the version')
    .addHelpText('after', more)
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
}

/**
 * Reads the flags and the environment.
 *
 * @throws FlagsError
 */
export async function readFlags(args: string[]): Promise<Flags> {
  const command = createCommand();
  try {
    command.parse(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) throw new FlagsError('', 0);
    const message = withoutValues(nearer(error));
    throw new FlagsError(`${message}. See chat-mock --help.`, 2);
  }
  const { admin, allowHost, channels, accounts, state, log, ...values } = command.opts<Values>();
  const { webhookUrl, webhookOnFailure, webhookRetry, webhookDisorder, ...rest } = values;
  try {
    const webhooks = readWebhooks({ webhookUrl, webhookOnFailure, webhookRetry, webhookDisorder });
    const options: MockOptions = {
      ...rest,
      ...(admin === undefined ? {} : { admins: admin }),
      ...(allowHost === undefined ? {} : { allowHosts: allowHost }),
      ...(channels === undefined ? {} : { channels: await readChannels(channels) }),
      ...(accounts === undefined ? {} : { accounts: await readAccounts(accounts) }),
      ...(state === undefined ? {} : { state: await readGivenState(state) }),
      ...(webhooks === undefined ? {} : { webhooks }),
    };
    checkOptions(options);
    return { options, log, keyOnCommandLine: command.getOptionValueSource('secretKey') === 'cli' };
  } catch (error) {
    throw new FlagsError(flagged(error instanceof Error ? error.message : String(error)), 2);
  }
}

/** An unknown flag with `=` is compared with the known ones together with its value, so that none is near it. */
function nearer(error: CommanderError): CommanderError {
  const [, flag] = /^error: unknown option '(--[a-z-]{1,30})=/.exec(error.message) ?? [];
  if (flag === undefined) return error;
  try {
    createCommand().parse([flag], { from: 'user' });
  } catch (again) {
    if (again instanceof CommanderError) return again;
  }
  return error;
}

type WebhookValues = {
  [N in 'webhookUrl' | 'webhookOnFailure' | 'webhookRetry' | 'webhookDisorder']: Values[N] | undefined;
};

/** @throws Error for a flag that says how, where none says where to. */
function readWebhooks(values: WebhookValues): MockWebhookOptions | undefined {
  const { webhookUrl: url, webhookOnFailure: onFailure, webhookRetry: retry, webhookDisorder: disorder } = values;
  if (url !== undefined) return { url, token: process.env.CHAT_WEBHOOK_TOKEN, onFailure, retry, disorder };
  const [given] = Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  if (given !== undefined) throw new Error(`${given} needs an address. Give it with --webhook-url.`);
  return undefined;
}

async function readGivenState(file: string): Promise<MockState> {
  const state = await readState(file);
  // What it is checked with takes time to load, also for --help.
  const [{ checkState }, { readDocument }] = await Promise.all([import('./state/given.ts'), import('./operations.ts')]);
  return checkState(readDocument(), state);
}

/** What was given is not repeated, neither as the value of a flag nor in the environment: it could be a key. */
function withoutValues({ code, message }: CommanderError): string {
  if (code === 'commander.excessArguments') {
    const why = process.env.npm_command === 'run' ? '. Under npm run, flags come after "--"' : '';
    return `there is an argument that belongs to no flag${why}`;
  }
  const [, flag] = /^error: unknown option '(--[a-z-]{1,30})(?:=|'$|'\n)/.exec(message) ?? [];
  if (flag === '--webhook-token')
    return 'the token is no flag, because everybody on the machine could read it; put it into CHAT_WEBHOOK_TOKEN';
  if (code === 'commander.unknownOption' && flag === undefined) return 'there is an unknown option';
  return message
    .replace(/^error: /, '')
    .replace(/=[^']*/, '')
    .replace(/ (?:argument|value) '[\s\S]*'( from) env '(\w+)' is invalid/, '$1 $2 is invalid')
    .replace(/ argument '[\s\S]*' is invalid/, ' is invalid')
    .replace(/\s+/g, ' ')
    .replace(/\.$/, '');
}

/** The messages about options begin with their names; here they are flags. */
function flagged(message: string): string {
  const [first = ''] = message.split(' ');
  if (first === 'webhooks.token') return message.replace(first, 'CHAT_WEBHOOK_TOKEN');
  const name = first.replace(/^webhooks\.([a-z])/, (_, letter: string) => `webhook${letter.toUpperCase()}`);
  const flag = name.replace(/^(admin|allowHost)s$/, '$1').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return /^[a-z]+([A-Z][a-z]+)*$/.test(name) ? `--${flag}${message.slice(first.length)}` : message;
}
