/** A proxy in front of the service that passes everything on as it comes, and checks copies. */
import * as http from 'node:http';
import * as https from 'node:https';
import type { Socket } from 'node:net';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import type { Checker } from './check.ts';
import type { Exchange, Headers, Secret } from './exchange.ts';
import type { Finding } from './findings.ts';
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
const maxBytes = 1024 * 1024;

/** What concerns one connection only, as HTTP has it. */
const hopByHopHeaders = new Set([
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

interface State extends ProxyOptions {
  agent: http.Agent;
  /** Checks that are under way. */
  open: Set<Promise<void>>;
  // Node's own list of idle connections misses some (24.21.0), which then stay until the client is tired of them.
  idle: Set<Socket>;
  closing: boolean;
  count: number;
}

/** Listens on this machine only. Rejects when the port is taken. */
export async function startProxy(options: ProxyOptions): Promise<ContractProxy> {
  const { Agent } = options.upstream.protocol === 'https:' ? https : http;
  const agent = new Agent({ keepAlive: true });
  const state: State = { ...options, agent, open: new Set(), idle: new Set(), closing: false, count: 0 };
  const server = http.createServer((request, response) => forward(state, request, response));
  server.on('connection', (socket) => {
    state.idle.add(socket);
    socket.on('close', () => state.idle.delete(socket));
  });
  server.on('clientError', (_error, socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port: options.port, host: '127.0.0.1', backlog: 1024 }, resolve);
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The proxy has no port.');
  return { url: `http://127.0.0.1:${address.port}`, close: () => close(state, server) };
}

async function close(state: State, server: http.Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  state.closing = true;
  for (const socket of state.idle) socket.destroy();
  await closed;
  await Promise.all(state.open);
  state.agent.destroy();
}

/** Passes a request on, and its answer back. */
function forward(state: State, request: http.IncomingMessage, response: http.ServerResponse): void {
  watch(state, request.socket, response);
  state.count += 1;
  const line = state.count;
  const sent = collect(request);
  const upstreamRequest = send(state, request);
  upstreamRequest.on('error', () => {
    if (response.headersSent) response.destroy();
    else response.writeHead(502, { 'content-type': 'text/plain' }).end('The upstream cannot be reached.\n');
  });
  upstreamRequest.on('response', (answer) => {
    const received = collect(answer);
    // The sockets are gone from both when the answer has ended.
    const secrets = addressesOf(request, answer, state.upstream);
    response.sendDate = false;
    response.writeHead(answer.statusCode ?? 502, answer.statusMessage, flat(answer.rawHeaders, []));
    answer.on('error', () => response.destroy());
    answer.pipe(response);
    answer.on('end', () => {
      const judged = judge(state, { line, request, answer, sent: sent(), received: received(), secrets })
        .then(state.onCall)
        .catch(state.onFault);
      state.open.add(judged);
      judged.finally(() => state.open.delete(judged));
    });
  });
  response.on('close', () => {
    if (!response.writableFinished) upstreamRequest.destroy();
  });
  request.on('error', () => upstreamRequest.destroy());
  request.pipe(upstreamRequest);
}

/** Keeps the idle connections known, to close them at the end. */
function watch(state: State, socket: Socket, response: http.ServerResponse): void {
  state.idle.delete(socket);
  response.on('close', () => {
    if (state.closing) socket.destroy();
    else if (!socket.destroyed) state.idle.add(socket);
  });
}

function send({ upstream, agent }: State, { method, url = '/', rawHeaders }: http.IncomingMessage): http.ClientRequest {
  const { request } = upstream.protocol === 'https:' ? https : http;
  return request({
    agent,
    method,
    protocol: upstream.protocol,
    hostname: upstream.hostname.replace(/^\[|\]$/g, ''),
    port: upstream.port,
    path: upstream.pathname.replace(/\/$/, '') + url,
    headers: [...flat(rawHeaders, ['host']), 'Host', upstream.host],
  });
}

const tooLarge: Finding = {
  severity: 'additive',
  pointer: '',
  rule: 'size',
  found: 'a body that is too large to be checked',
  expected: `at most ${maxBytes} bytes`,
};

async function judge({ checker, upstream }: State, passed: Passed): Promise<ProxyCall> {
  const { line, request, answer, sent, received, secrets } = passed;
  const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://proxy');
  const operation = checker.pathOf(pathname) ?? null;
  const status = answer.statusCode ?? 502;
  const requestBody = sent?.toString('utf8') ?? '';
  const decoded = received && (await decode(received, answer.headers['content-encoding']));
  const body = decoded?.toString('utf8') ?? '';
  const inRequest =
    sent === undefined ? [tooLarge] : checker.checkRequest({ operation: pathname, query, body: requestBody });
  const inAnswer = decoded === undefined ? [tooLarge] : checker.checkAnswer({ operation, status, body });
  const headers = pairs(request.rawHeaders);
  return {
    request: { file: 'request', line, operation, findings: inRequest },
    answer: { file: 'answer', line, operation, findings: inAnswer },
    exchange: {
      operation,
      region: upstream.host,
      request: { method: request.method ?? '', path: pathname, query, headers, body: requestBody },
      answer: { status, headers: pairs(answer.rawHeaders), body },
      secrets,
    },
  };
}

/** The bytes that have gone through; undefined when there were too many. */
function collect(stream: http.IncomingMessage): () => Buffer | undefined {
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= maxBytes) chunks.push(chunk);
  });
  return () => (size <= maxBytes ? Buffer.concat(chunks) : undefined);
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
  return decoder(body, { maxOutputLength: maxBytes }).catch((error: NodeJS.ErrnoException) =>
    error.code === 'ERR_BUFFER_TOO_LARGE' ? undefined : body,
  );
}

const pairs = (raw: readonly string[]): Headers =>
  raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1] ?? ''] as const] : []));

function flat(raw: readonly string[], without: readonly string[]): string[] {
  const dropped = new Set([...hopByHopHeaders, ...without]);
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
