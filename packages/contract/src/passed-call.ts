/** Looks at a call that the proxy has passed on. */
import type { Checker } from './check.ts';
import { decodeBody, type Unreadable } from './content-coding.ts';
import type { Exchange, Headers, Secret } from './exchange.ts';
import { type Finding, unreadable } from './findings.ts';
import { splitTarget } from './hop-by-hop.ts';
import type { Checked } from './report.ts';

/** More than this much of a body is passed on, but not looked at. */
const maxBytes = 1024 * 1024;

export interface ProxyCall {
  request: Checked;
  answer: Checked;
  exchange: Exchange;
}

/** A call that was passed on, as it came. */
export interface Passed {
  line: number;
  method: string;
  target: string;
  requestHeaders: Headers;
  sent: Buffer | undefined;
  /** Why the request itself could not be passed on as it is. */
  requestFault?: string | undefined;
  status: number;
  answerHeaders: Headers;
  received: Buffer | undefined;
  /** Why there is no whole answer, although the upstream sent something. */
  answerFault?: string | undefined;
  secrets: Secret[];
}

export async function judge(checker: Checker, region: string, passed: Passed): Promise<ProxyCall> {
  const { line, method, target, requestHeaders, status, answerHeaders, secrets } = passed;
  const { path, query: text } = splitTarget(target);
  const query = new URLSearchParams(text);
  const operation = checker.pathOf(path) ?? null;
  const sent = await readBody(passed.sent, requestHeaders, passed.requestFault);
  const received = await readBody(passed.received, answerHeaders, passed.answerFault);
  const inRequest = (body: string): Finding[] => checker.checkRequest({ operation: path, query, body });
  const inAnswer = (body: string): Finding[] => checker.checkAnswer({ operation, status, body });
  return {
    request: { file: 'request', line, operation, findings: findingsOf('request', sent, inRequest) },
    answer: { file: 'answer', line, operation, findings: findingsOf('answer', received, inAnswer) },
    exchange: {
      operation,
      region,
      request: { method, path, query, headers: requestHeaders, body: textOf(sent) },
      answer: { status, headers: answerHeaders, body: textOf(received) },
      secrets,
      ...(typeof received === 'string' ? {} : { unreadable: received.unreadable }),
    },
  };
}

async function readBody(
  bytes: Buffer | undefined,
  headers: Headers,
  fault: string | undefined,
): Promise<string | Unreadable> {
  if (fault !== undefined) return { unreadable: fault };
  if (bytes === undefined) return { unreadable: `more than ${maxBytes} bytes` };
  const codings = headers.filter(([name]) => name.toLowerCase() === 'content-encoding').map(([, value]) => value);
  return decodeBody(bytes, codings.join(','), maxBytes);
}

const findingsOf = (what: string, read: string | Unreadable, check: (body: string) => Finding[]): Finding[] =>
  typeof read === 'string' ? check(read) : [unreadable(what, read.unreadable)];

const textOf = (read: string | Unreadable): string => (typeof read === 'string' ? read : '');

/** The bytes that have gone through; undefined when there were too many. */
export function collect(stream: NodeJS.ReadableStream): () => Buffer | undefined {
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= maxBytes) chunks.push(chunk);
  });
  return () => (size <= maxBytes ? Buffer.concat(chunks) : undefined);
}
