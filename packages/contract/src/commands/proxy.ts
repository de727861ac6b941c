import { documentHash } from '@chat-openapi/openapi';
import { type Command, InvalidArgumentError } from 'commander';
import { createChecker } from '../check.ts';
import { readDocument } from '../document.ts';
import { loopback, startProxy } from '../proxy.ts';
import { createRecorder, secretsOf } from '../recorder.ts';
import { createRedactor, type Redactor } from '../redact.ts';
import { type Checked, printable, sentence } from '../report.ts';
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
export function addProxy(program: Command, end: (code: number) => void): void {
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
  const recorder = flags.record === undefined ? undefined : createRecorder({ folder: flags.record, documentHash });
  const writes = new Set<Promise<unknown>>();
  const seen = new Map<string, { label: string; times: number }>();
  let calls = 0;
  let broken = 0;

  const fault = (error: unknown): void => {
    process.stderr.write(`contract proxy: a call was not checked: ${error instanceof Error ? error.message : error}\n`);
    broken += 1;
  };

  const { url, close } = await startProxy({
    upstream,
    port: flags.port,
    checker: createChecker(document),
    onCall({ request, answer, exchange }) {
      calls += 1;
      const known = exchange.secrets.filter(({ kind }) => kind !== 'host' || region === 'other');
      const whole = { ...exchange, region, secrets: [...known, ...declared()] };
      // Values from the traffic are in what was found.
      let redactor: Redactor | undefined;
      const clean = (text: string): string => {
        redactor ??= createRedactor(secretsOf(whole));
        return printable(redactor.text(text));
      };
      for (const checked of [request, answer]) {
        if (isBroken(checked)) broken += 1;
        for (const finding of checked.findings) {
          const { severity, pointer, rule } = finding;
          const operation = checked.operation ?? 'not an operation of the document';
          const key = [checked.file, operation, severity, pointer, rule].join(' ');
          const before = seen.get(key);
          const label =
            before?.label ?? clean(`${severity} at ${pointer || '/'} in the ${checked.file}, ${rule}: ${operation}`);
          seen.set(key, { label, times: (before?.times ?? 0) + 1 });
          if (before !== undefined) continue;
          process.stdout.write(
            `${clean(`call ${checked.line}, ${checked.file}, ${operation}: ${sentence(finding)}`)}\n`,
          );
        }
      }
      if (recorder === undefined) return;
      const write = recorder.record(whole).catch(fault);
      writes.add(write);
      write.finally(() => writes.delete(write));
    },
    onFault: fault,
  });
  process.stdout.write(`contract proxy listening on ${url}\n`);
  await untilStopped();
  await close();
  await Promise.all(writes);
  if (seen.size > 0) process.stdout.write('\nFound, and how often:\n');
  for (const { label, times } of seen.values()) process.stdout.write(`${times} times ${label}\n`);
  process.stdout.write(`${calls} calls, ${broken} breaking.\n`);
  if (calls === 0) process.stdout.write('Nothing came through, which proves nothing.\n');
  return broken > 0 || calls === 0 ? 1 : 0;
}

const isBroken = ({ findings }: Checked): boolean => findings.some(({ severity }) => severity === 'breaking');

/** The secrets of whoever runs this, so that they are found wherever they turn up. */
function declared(): { kind: 'key' | 'identifier' | 'appId'; value: string }[] {
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
