import { randomBytes } from 'node:crypto';
import * as timers from 'node:timers/promises';
import { type Region, regions } from '@chat-openapi/openapi';
import { hashDocument } from '../../spec/document.ts';
import { stop } from '../arguments.ts';
import { untilStopped } from '../lifetime.ts';
import { type Account, createCaller, createPace } from './caller.ts';
import { createChecker } from './check.ts';
import { reportOptions, writeReports } from './command.ts';
import { readArguments } from './flags.ts';
import { runLive } from './live.ts';
import { loopback } from './proxy-command.ts';
import { createRecorder } from './recorder.ts';
import { createRedactor } from './redact.ts';
import { isExpected, printable } from './report.ts';
import { readDocument } from './run.ts';

const most = 30;
const every = 500;

const usage = `This calls the service with an account: at most ${most} requests, 2 a second. It creates a channel of its own with a
random id and terminates it, as far as the document has these operations, and provokes refusals. Nothing else is touched.

  npm run contract -- live --region singapore --i-have-an-account [--record folder] [--markdown file]

Set in the environment:
  CHAT_SDK_APP_ID  the SDKAppID of the console
  CHAT_IDENTIFIER  the user id of an app administrator
  CHAT_SECRET_KEY  the key of the console
`;

/** `npm run contract -- live`. Returns the exit code. */
export async function live(args: string[]): Promise<number> {
  const options = {
    region: { type: 'string' },
    'i-have-an-account': { type: 'boolean' },
    // For the tests: a stand-in on this machine in place of the service.
    'base-url': { type: 'string' },
    record: { type: 'string' },
    ...reportOptions,
  } as const;
  const { values } = readArguments('contract live', args, options);
  if (process.env.CI) return stop('contract live: CI is set, and this never runs in CI.');
  const { account, missing } = readAccount();
  const target = readTarget(values.region, values['base-url']);
  if (values['i-have-an-account'] !== true || missing.length > 0 || account === undefined) {
    const what =
      values['i-have-an-account'] === true ? `${missing.join(', ')} not set` : '--i-have-an-account is missing';
    return stop(`contract live: nothing was sent, because ${what}.\n\n${usage}`);
  }

  const document = await readDocument();
  const controller = new AbortController();
  const stopped = untilStopped().then((code) => {
    controller.abort(new Error('interrupted'));
    return code;
  });
  const channel = `@TOA#_contract-${randomBytes(8).toString('hex')}`;
  const redact = createRedactor([
    { kind: 'key', value: account.secretKey },
    { kind: 'identifier', value: account.identifier },
    { kind: 'appId', value: String(account.sdkAppId) },
  ]);
  const pace = createPace(most, every, {
    now: () => performance.now(),
    sleep: (milliseconds, signal) => timers.setTimeout(milliseconds, undefined, { signal }),
  });
  const recorder =
    values.record === undefined
      ? undefined
      : createRecorder({ folder: values.record, documentHash: hashDocument(document) });
  const { checked, left } = await runLive({
    caller: createCaller({ account, target, pace, recorder }),
    checker: createChecker(document),
    channel,
    owner: account.identifier,
    signal: controller.signal,
    print: (line) => process.stdout.write(`${printable(redact.text(line))}\n`),
  });

  const clean = checked.map((one) => ({
    ...one,
    findings: one.findings.map((finding) => ({ ...finding, found: redact.text(finding.found) })),
  }));
  await writeReports(clean, 'The document against the service', values);
  const broken = clean.filter((one) => !isExpected(one)).length;
  process.stdout.write(`${checked.length} answers, ${broken} breaking.\n`);
  if (left) process.stdout.write(`The channel ${channel} may be left. Terminate it.\n`);
  if (controller.signal.aborted) return stopped;
  return broken > 0 || left || checked.length === 0 ? 1 : 0;
}

function readAccount(): { account: Account | undefined; missing: string[] } {
  const { CHAT_SDK_APP_ID = '', CHAT_IDENTIFIER = '', CHAT_SECRET_KEY = '' } = process.env;
  const values = { CHAT_SDK_APP_ID, CHAT_IDENTIFIER, CHAT_SECRET_KEY };
  const missing = Object.entries(values).flatMap(([name, value]) => (value === '' ? [name] : []));
  if (missing.length > 0) return { account: undefined, missing };
  if (!/^[1-9]\d{0,14}$/.test(CHAT_SDK_APP_ID)) {
    return stop('contract live: CHAT_SDK_APP_ID is no SDKAppID, a positive whole number.');
  }
  const account = { sdkAppId: Number(CHAT_SDK_APP_ID), identifier: CHAT_IDENTIFIER, secretKey: CHAT_SECRET_KEY };
  return { account, missing };
}

function readTarget(region: string | undefined, baseUrl: string | undefined): { region: Region } | { baseUrl: string } {
  if (baseUrl !== undefined) {
    if (URL.canParse(baseUrl) && loopback.test(new URL(baseUrl).hostname)) return { baseUrl };
    return stop('contract live: --base-url is for a stand-in on this machine. For the service, give --region.');
  }
  if (region !== undefined && isRegion(region)) return { region };
  return stop(`contract live: --region has to be one of ${Object.keys(regions).join(', ')}.\n\n${usage}`);
}

const isRegion = (name: string): name is Region => Object.hasOwn(regions, name);
