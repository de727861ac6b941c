import { hashDocument } from '../../spec/document.ts';
import { readPort, stop } from '../arguments.ts';
import { untilStopped } from '../lifetime.ts';
import { createChecker } from './check.ts';
import { readArguments } from './flags.ts';
import { startProxy } from './proxy.ts';
import { createRecorder, secretsOf } from './recorder.ts';
import { createRedactor, type Redactor } from './redact.ts';
import { type Checked, printable, sentence } from './report.ts';
import { readDocument } from './run.ts';

export const loopback: RegExp = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/;

/** `npm run contract -- proxy`: stands in front of the service until it is stopped. Returns the exit code. */
export async function proxy(args: string[]): Promise<number> {
  const options = {
    upstream: { type: 'string' },
    port: { type: 'string', default: '0' },
    record: { type: 'string' },
  } as const;
  const { values } = readArguments('contract proxy', args, options);
  const upstream = readUpstream(values.upstream);
  const document = await readDocument();
  const region = document.servers.find(({ url }) => new URL(url).host === upstream.host)?.['x-region'] ?? 'other';
  const recorder =
    values.record === undefined
      ? undefined
      : createRecorder({ folder: values.record, documentHash: hashDocument(document) });
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
    port: readPort('contract proxy', values.port),
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
  const expected =
    'contract proxy: --upstream has to be the https: address of the service, such as https://adminapisgp.im.qcloud.com.';
  if (text === undefined || !URL.canParse(text)) return stop(expected);
  const url = new URL(text);
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && loopback.test(url.hostname));
  if (!safe || url.username !== '' || url.search !== '' || url.hash !== '') {
    return stop(`${expected} Only an address of this machine may be http:.`);
  }
  return url;
}
