/** The command `proxy`. */
import { documentHash } from '@chat-openapi/openapi';
import { type Command, InvalidArgumentError } from 'commander';
import { createChecker } from '../check.ts';
import type { End } from '../command-line.ts';
import type { Exchange, Secret } from '../exchange.ts';
import type { Finding } from '../findings.ts';
import { loopback } from '../foreign-caller.ts';
import type { ProxyCall } from '../passed-call.ts';
import { type ContractProxy, type ProxyOptions, startProxy } from '../proxy.ts';
import { readDocument } from '../read-document.ts';
import { createRecorder } from '../recorder.ts';
import { createRedaction, type Redaction } from '../redact.ts';
import { breaks, printable, sentence } from '../report.ts';
import { untilStopped } from '../until-stopped.ts';
import { UsageError } from '../usage-error.ts';

interface ProxyFlags {
  upstream?: string;
  port: number;
  record?: string;
}

const portOf = (text: string): number => {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new InvalidArgumentError('Give a number from 0 to 65535.');
  return port;
};

/** `proxy`: stands in front of the service until it is stopped. */
export function addProxy(program: Command, end: End): void {
  program
    .command('proxy')
    .description('stands in front of the service, and checks what goes through')
    .option('--upstream <url>', 'the https: address of the service')
    .option('--port <number>', 'port to listen on; 0 takes a free one', portOf, 0)
    .option('--record <folder>', 'write each answer to a file, redacted')
    .allowExcessArguments(false)
    .action(async (flags: ProxyFlags) => end(await proxy(flags)));
}

async function proxy(flags: ProxyFlags): Promise<number> {
  const upstream = readUpstream(flags.upstream);
  const document = readDocument();
  const region = document.servers.find(({ url }) => new URL(url).host === upstream.host)?.['x-region'] ?? 'other';
  const redaction = createRedaction(document);
  const recorder =
    flags.record === undefined ? undefined : createRecorder({ folder: flags.record, documentHash, redaction });
  const log: Log = { seen: new Map(), calls: 0, broken: 0 };
  const writes = new Set<Promise<unknown>>();

  const onFault = (error: unknown): void => {
    process.stderr.write(
      `contract proxy: a call was passed on, and then this failed: ${error instanceof Error ? error.message : error}\n`,
    );
    log.broken += 1;
  };
  const { url, close } = await startListening({
    upstream,
    port: flags.port,
    checker: createChecker(document),
    onCall(call) {
      const exchange = withRegion(call.exchange, region);
      report(log, { ...call, exchange }, redaction);
      if (recorder === undefined) return;
      const write = recorder.record(exchange).catch(onFault);
      writes.add(write);
      write.finally(() => writes.delete(write));
    },
    onFault,
  });
  process.stdout.write(`contract proxy listening on ${url}\n`);
  await untilStopped();
  await close();
  await Promise.all(writes);
  return sumUp(log);
}

/** @throws UsageError when another program listens on the port. */
const startListening = (options: ProxyOptions): Promise<ContractProxy> =>
  startProxy(options).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    throw new UsageError(`port ${options.port} is taken. Give another with --port, or none for a free one.`);
  });

interface Log {
  /** What was found, by what it is, and how often. */
  seen: Map<string, { label: string; times: number }>;
  calls: number;
  broken: number;
}

/** The vendor's host is no secret; the user's own secrets may turn up outside of the call's query. */
function withRegion(exchange: Exchange, region: string): Exchange {
  const secrets = exchange.secrets.filter(({ kind }) => kind !== 'host' || region === 'other');
  return { ...exchange, region, secrets: [...secrets, ...declared()] };
}

/** Prints what is found for the first time, redacted, and counts the rest. */
function report(log: Log, { request, answer, exchange }: ProxyCall, redaction: Redaction): void {
  log.calls += 1;
  // Most calls have nothing new, and need no redaction.
  let redacted: ReturnType<Redaction['redact']> | undefined;
  for (const checked of [request, answer]) {
    if (breaks(checked)) log.broken += 1;
    const operation = checked.operation ?? 'not an operation of the document';
    for (const finding of checked.findings) {
      const key = [checked.file, operation, finding.severity, finding.pointer, finding.rule].join(' ');
      const before = log.seen.get(key);
      if (before !== undefined) {
        before.times += 1;
        continue;
      }
      redacted ??= redaction.redact(exchange);
      const clean = checked === request ? redacted.requestFindings([finding]) : redacted.answerFindings([finding]);
      for (const one of clean) {
        log.seen.set(key, { label: printable(labelOf(one, checked.file, operation)), times: 1 });
        const text = `call ${checked.line}, ${checked.file}, ${operation}: ${sentence(one)}`;
        process.stdout.write(`${printable(text)}\n`);
      }
    }
  }
}

const labelOf = ({ severity, pointer, rule }: Finding, file: string, operation: string): string =>
  `${severity} at ${pointer || '/'} in the ${file}, ${rule}: ${operation}`;

/** Prints the sum of a run, and returns its exit code. */
function sumUp({ seen, calls, broken }: Log): number {
  if (seen.size > 0) process.stdout.write('\nFound, and how often:\n');
  for (const { label, times } of seen.values()) process.stdout.write(`${times} times ${label}\n`);
  process.stdout.write(`${calls} calls, ${broken} breaking.\n`);
  if (calls === 0) process.stdout.write('Nothing came through, which proves nothing.\n');
  return broken > 0 || calls === 0 ? 1 : 0;
}

/** The user's secrets, as the environment has them. */
function declared(): Secret[] {
  const { CHAT_SECRET_KEY: key = '', CHAT_IDENTIFIER: identifier = '', CHAT_SDK_APP_ID: appId = '' } = process.env;
  return [
    { kind: 'key', value: key },
    { kind: 'identifier', value: identifier },
    { kind: 'appId', value: appId },
  ];
}

function readUpstream(text: string | undefined): URL {
  const expected = '--upstream has to be the https: address of the service, such as https://adminapisgp.im.qcloud.com.';
  if (text === undefined || !URL.canParse(text)) throw new UsageError(expected);
  const url = new URL(text);
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && loopback.test(url.hostname));
  if (!safe || url.username !== '' || url.search !== '' || url.hash !== '') {
    throw new UsageError(`${expected} Only an address of this machine may be http:.`);
  }
  return url;
}
