import * as http from 'node:http';
import * as https from 'node:https';
import type { Socket } from 'node:net';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import type { Checker } from './check.ts';
import type { Exchange, Headers } from './recorder.ts';
import type { Secret } from './redact.ts';
import type { Checked } from './report.ts';

export interface ProxyOptions {
  upstream: URL;
  port: number;
  checker: Checker;
  /** Called with what was found in each call, after its answer has been passed on. */
  onCall(call: ProxyCall): void;
  /** Called when a call was passed on but could not be looked at. */
  onFault(error: unknown): void;
}

export interface ProxyCall {
  request: Checked;
  answer: Checked;
  exchange: Exchange;
}

export interface ContractProxy {
  url: string;
  /** Waits for the calls that are under way. */
  close(): Promise<void>;
}

/** A call that was passed on; bodies are undefined when they were too large to be kept. */
interface Passed {
  line: number;
  request: http.IncomingMessage;
  answer: http.IncomingMessage;
  sent: Buffer | undefined;
  received: Buffer | undefined;
  secrets: Secret[];
}

/** More than this much of a body is passed on, but not looked at. */
const mostBytes = 1024 * 1024;

/** What concerns one connection only, as HTTP has it. */
const hop = new Set([
  'connection',
  'expect',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** The names of this machine in a URL. */
export const loopback: RegExp = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/;

/** Stands in front of the service, passes everything on as it comes, and checks copies. Listens on this machine only. */
export async function startProxy({ upstream, port, checker, onCall, onFault }: ProxyOptions): Promise<ContractProxy> {
  const { request: send, Agent } = upstream.protocol === 'https:' ? https : http;
  const agent = new Agent({ keepAlive: true });
  const open = new Set<Promise<void>>();
  // Node's own list of idle connections misses some (24.21.0), which then stay until the client is tired of them.
  const idle = new Set<Socket>();
  let closing = false;
  let count = 0;

  const forward = (request: http.IncomingMessage, response: http.ServerResponse): void => {
    const { socket } = request;
    idle.delete(socket);
    response.on('close', () => {
      if (closing) socket.destroy();
      else if (!socket.destroyed) idle.add(socket);
    });
    count += 1;
    const line = count;
    const sent = collect(request);
    const upstreamRequest = send({
      agent,
      method: request.method,
      protocol: upstream.protocol,
      hostname: upstream.hostname.replace(/^\[|\]$/g, ''),
      port: upstream.port,
      path: upstream.pathname.replace(/\/$/, '') + (request.url ?? '/'),
      headers: [...flat(request.rawHeaders, ['host']), 'Host', upstream.host],
    });
    const fail = (): void => {
      if (response.headersSent) response.destroy();
      else response.writeHead(502, { 'content-type': 'text/plain' }).end('The upstream cannot be reached.\n');
    };
    upstreamRequest.on('error', fail);
    upstreamRequest.on('response', (answer) => {
      const received = collect(answer);
      // The sockets are gone from both when the answer has ended.
      const secrets = addressesOf(request, answer, upstream);
      response.sendDate = false;
      response.writeHead(answer.statusCode ?? 502, answer.statusMessage, flat(answer.rawHeaders, []));
      answer.on('error', () => response.destroy());
      answer.pipe(response);
      answer.on('end', () => {
        const judged = judge({ line, request, answer, sent: sent(), received: received(), secrets })
          .then(onCall)
          .catch(onFault);
        open.add(judged);
        judged.finally(() => open.delete(judged));
      });
    });
    response.on('close', () => {
      if (!response.writableFinished) upstreamRequest.destroy();
    });
    request.on('error', () => upstreamRequest.destroy());
    request.pipe(upstreamRequest);
  };

  const judge = async ({ line, request, answer, sent, received, secrets }: Passed): Promise<ProxyCall> => {
    const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://proxy');
    const path = checker.pathOf(pathname) ?? null;
    const status = answer.statusCode ?? 502;
    const requestBody = sent?.toString('utf8') ?? '';
    const decoded = received && (await decode(received, answer.headers['content-encoding']));
    const body = decoded?.toString('utf8') ?? '';
    const large = {
      severity: 'additive',
      pointer: '',
      rule: 'size',
      found: 'a body that is too large to be checked',
      expected: `at most ${mostBytes} bytes`,
    } as const;
    return {
      request: {
        file: 'request',
        line,
        operation: path,
        findings:
          sent === undefined ? [large] : checker.checkRequest({ operation: pathname, query, body: requestBody }),
      },
      answer: {
        file: 'answer',
        line,
        operation: path,
        findings: decoded === undefined ? [large] : checker.checkAnswer({ operation: path, status, body }),
      },
      exchange: {
        operation: path,
        region: upstream.host,
        request: {
          method: request.method ?? '',
          path: pathname,
          query,
          headers: pairs(request.rawHeaders),
          body: requestBody,
        },
        answer: { status, headers: pairs(answer.rawHeaders), body },
        secrets,
      },
    };
  };

  const server = http.createServer(forward);
  server.on('connection', (socket) => {
    idle.add(socket);
    socket.on('close', () => idle.delete(socket));
  });
  server.on('clientError', (_error, socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1', backlog: 1024 }, resolve);
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The proxy has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      closing = true;
      for (const socket of idle) socket.destroy();
      await closed;
      await Promise.all(open);
      agent.destroy();
    },
  };
}

/** The bytes that have gone through; undefined when there were too many. */
function collect(stream: http.IncomingMessage): () => Buffer | undefined {
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= mostBytes) chunks.push(chunk);
  });
  return () => (size <= mostBytes ? Buffer.concat(chunks) : undefined);
}

const decoders: Record<string, (data: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
};

async function decode(body: Buffer, coding = 'identity'): Promise<Buffer | undefined> {
  const decoder = decoders[coding.toLowerCase()];
  if (decoder === undefined || body.length === 0) return body;
  return decoder(body, { maxOutputLength: mostBytes }).catch((error: NodeJS.ErrnoException) =>
    error.code === 'ERR_BUFFER_TOO_LARGE' ? undefined : body,
  );
}

const pairs = (raw: readonly string[]): Headers =>
  raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1] ?? ''] as const] : []));

function flat(raw: readonly string[], without: readonly string[]): string[] {
  const dropped = new Set([...hop, ...without]);
  return pairs(raw).flatMap(([name, value]) => (dropped.has(name.toLowerCase()) ? [] : [name, value]));
}

/** The addresses of both sides, and the host where it is none of the vendor's own. */
function addressesOf({ socket }: http.IncomingMessage, answer: http.IncomingMessage, upstream: URL): Secret[] {
  const values = [socket.remoteAddress, socket.localAddress, answer.socket.remoteAddress, answer.socket.localAddress];
  const addresses = values.flatMap((value): Secret[] => {
    if (value === undefined) return [];
    const plain = value.replace(/^::ffff:/, '');
    return [...new Set([value, plain])].map((one) => ({ kind: 'address', value: one }));
  });
  return [...addresses, { kind: 'host', value: upstream.hostname }];
}
