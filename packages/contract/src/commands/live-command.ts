/** The command `live`. */
import { randomBytes } from 'node:crypto';
import * as timers from 'node:timers/promises';
import { documentHash, type Region, regions } from '@chat-openapi/openapi';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Account, createCaller, createPace, secretsOfAccount } from '../caller.ts';
import { createChecker } from '../check.ts';
import type { End } from '../command-line.ts';
import type { Secret } from '../exchange.ts';
import { loopback } from '../foreign-caller.ts';
import { runLive } from '../live.ts';
import { readDocument } from '../read-document.ts';
import { createRecorder } from '../recorder.ts';
import { createRedaction } from '../redact.ts';
import { isExpected, printable } from '../report.ts';
import { untilStopped } from '../until-stopped.ts';
import { UsageError } from '../usage-error.ts';
import { addReportOptions, type ReportFiles, writeReports } from './reports.ts';

const maxRequests = 30;
/** Milliseconds from the start of one request to the start of the next. */
const every = 500;

/** Bytes of a user id at most. */
const maxUserId = 32;

const help = `
This calls the service with an account: at most ${maxRequests} requests, 2 a second. It creates a channel of its own with a
random id, reads and changes it, and terminates it. With --subscriber that user subscribes to it and gets one message, which is
recalled. Then refusals are provoked. Nothing else is touched.

  chat-contract live --region singapore --i-have-an-account [--owner user] [--subscriber user]
    [--record folder] [--markdown file]

Set in the environment:
  CHAT_SDK_APP_ID  the SDKAppID of the console
  CHAT_IDENTIFIER  the user id of an app administrator
  CHAT_SECRET_KEY  the key of the console
`;

interface LiveFlags extends ReportFiles {
  region?: string;
  iHaveAnAccount?: boolean;
  owner?: string;
  subscriber?: string;
  baseUrl?: string;
  record?: string;
}

/** `live`: the document against the service, with an account. */
export function addLive(program: Command, end: End): void {
  const command = program
    .command('live')
    .description('holds the document against the service, with an account')
    .option('--region <name>', `the app's region: ${Object.keys(regions).join(', ')}`)
    .option('--i-have-an-account', 'without it nothing is sent')
    .option('--owner <user>', 'who owns the channel; CHAT_IDENTIFIER without it', readUser)
    .option('--subscriber <user>', 'who subscribes to the channel and gets a message; nobody without it', readUser)
    .option('--record <folder>', 'write each answer to a file, redacted')
    // For tests: a stand-in on this machine in place of the service.
    .addOption(new Option('--base-url <url>').hideHelp())
    .addHelpText('after', help)
    .allowExcessArguments(false);
  addReportOptions(command).action(async (flags: LiveFlags) => end(await live(flags)));
}

/** @throws InvalidArgumentError */
function readUser(text: string): string {
  if (text.trim() !== '' && Buffer.byteLength(text) <= maxUserId) return text;
  throw new InvalidArgumentError(`It has to be a user id of 1 to ${maxUserId} bytes.`);
}

async function live(flags: LiveFlags): Promise<number> {
  if (process.env.CI) throw new UsageError('CI is set, and this never runs in CI.');
  const { account, missing } = readAccount();
  const target = readTarget(flags.region, flags.baseUrl);
  if (flags.iHaveAnAccount !== true || missing.length > 0 || account === undefined) {
    const what = flags.iHaveAnAccount === true ? `${missing.join(', ')} not set` : '--i-have-an-account is missing';
    throw new UsageError(`nothing was sent, because ${what}.\n${help}`);
  }

  const document = readDocument();
  const controller = new AbortController();
  const stopped = untilStopped().then((code) => {
    controller.abort(new Error('interrupted'));
    return code;
  });
  const channel = `@TOA#_contract-${randomBytes(8).toString('hex')}`;
  const redaction = createRedaction(document);
  const pace = createPace(maxRequests, every, {
    now: () => performance.now(),
    sleep: (milliseconds, signal) => timers.setTimeout(milliseconds, undefined, { signal }),
  });
  const people = [flags.owner, flags.subscriber].flatMap((value): Secret[] =>
    value === undefined ? [] : [{ kind: 'identifier', value }],
  );
  const recorder =
    flags.record === undefined ? undefined : createRecorder({ folder: flags.record, documentHash, redaction });
  const { checked, left } = await runLive({
    caller: createCaller({ account, target, pace, recorder }),
    checker: createChecker(document),
    channel,
    owner: flags.owner ?? account.identifier,
    subscriber: flags.subscriber,
    redaction,
    secrets: [...secretsOfAccount(account), ...people],
    signal: controller.signal,
    // Who interrupts it has seen enough.
    print: (...lines) =>
      controller.signal.aborted || process.stdout.write(lines.map((line) => `${printable(line)}\n`).join('')),
  });
  const rest = left ? `The channel ${channel} may be left. Terminate it.\n` : '';
  if (controller.signal.aborted) {
    process.stderr.write(rest);
    return stopped;
  }

  await writeReports(checked, 'The document against the service', flags);
  const broken = checked.filter((one) => !isExpected(one)).length;
  process.stdout.write(`${checked.length} answers, ${broken} breaking.\n`);
  process.stdout.write(rest);
  return broken > 0 || left || checked.length === 0 ? 1 : 0;
}

function readAccount(): { account: Account | undefined; missing: string[] } {
  const { CHAT_SDK_APP_ID = '', CHAT_IDENTIFIER = '', CHAT_SECRET_KEY = '' } = process.env;
  const values = { CHAT_SDK_APP_ID, CHAT_IDENTIFIER, CHAT_SECRET_KEY };
  const missing = Object.entries(values).flatMap(([name, value]) => (value === '' ? [name] : []));
  if (missing.length > 0) return { account: undefined, missing };
  if (!/^[1-9]\d{0,14}$/.test(CHAT_SDK_APP_ID)) {
    throw new UsageError('CHAT_SDK_APP_ID is no SDKAppID, a positive whole number.');
  }
  const account = { sdkAppId: Number(CHAT_SDK_APP_ID), identifier: CHAT_IDENTIFIER, secretKey: CHAT_SECRET_KEY };
  return { account, missing };
}

function readTarget(region: string | undefined, baseUrl: string | undefined): { region: Region } | { baseUrl: string } {
  if (baseUrl !== undefined) {
    if (URL.canParse(baseUrl) && loopback.test(new URL(baseUrl).hostname)) return { baseUrl };
    throw new UsageError('--base-url is for a stand-in on this machine. For the service, give --region.');
  }
  if (region !== undefined && isRegion(region)) return { region };
  throw new UsageError(`--region has to be one of ${Object.keys(regions).join(', ')}.\n${help}`);
}

const isRegion = (name: string): name is Region => Object.hasOwn(regions, name);
