/** A proxy in front of the service that passes everything on as it comes, and checks copies. */
import * as http from 'node:http';
import * as https from 'node:https';
import type { Duplex } from 'node:stream';
import type { Checker } from './check.ts';
import type { Secret } from './exchange.ts';
import { foreignCaller } from './foreign-caller.ts';
import { framing, headersToPass, pairs, splitTarget } from './hop-by-hop.ts';
import { collect, judge, type Passed, type ProxyCall } from './passed-call.ts';

export interface ProxyOptions {
  upstream: URL;
  port: number;
  checker: Checker;
  /** Called with what was found in each call, after its answer has been passed on. */
  onCall(call: ProxyCall): void;
  /** Called when `onCall` or the checker throws. */
  onFault(error: unknown): void;
}

export interface ContractProxy {
  url: string;
  /** Waits a second for the calls that are under way, and cuts them off then. */
  close(): Promise<void>;
}

/** Milliseconds for the calls that are under way, when the proxy is closed. */
const patience = 1000;

interface State extends ProxyOptions {
  agent: http.Agent;
  /** Checks that are under way. */
  open: Set<Promise<void>>;
  // Node's own list of idle connections misses some (24.21.0), which then stay until the client is tired of them.
  idle: Set<Duplex>;
  sockets: Set<Duplex>;
  closing: boolean;
  count: number;
}

/** Listens on this machine only. Rejects when the port is taken. */
export async function startProxy(options: ProxyOptions): Promise<ContractProxy> {
  const { Agent } = options.upstream.protocol === 'https:' ? https : http;
  const agent = new Agent({ keepAlive: true });
  const sets = { open: new Set<Promise<void>>(), idle: new Set<Duplex>(), sockets: new Set<Duplex>() };
  const state: State = { ...options, ...sets, agent, closing: false, count: 0 };
  const take = (request: http.IncomingMessage, response: http.ServerResponse): void =>
    receive(state, request, response);
  const server = http.createServer(take);
  // What a caller expects is for the service to judge.
  server.on('checkExpectation', take);
  server.on('connection', (socket) => {
    for (const set of [state.idle, state.sockets]) {
      set.add(socket);
      socket.on('close', () => set.delete(socket));
    }
  });
  server.on('clientError', (_error, socket) => refuse(socket, '400 Bad Request'));
  server.on('connect', (_request, socket: Duplex) => refuse(socket, '405 Method Not Allowed'));
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
  const cutOff = setTimeout(() => {
    for (const socket of state.sockets) socket.destroy();
  }, patience);
  await closed;
  clearTimeout(cutOff);
  await Promise.all(state.open);
  state.agent.destroy();
}

/** Ends a connection over which no request has come. */
function refuse(socket: Duplex, status: string): void {
  socket.on('error', () => {});
  if (socket.writable) socket.end(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
  else socket.destroy();
}

function receive(state: State, request: http.IncomingMessage, response: http.ServerResponse): void {
  watch(state, request.socket, response);
  request.on('error', () => {});
  response.on('error', () => {});
  const foreign = foreignCaller(request.headers);
  if (foreign === undefined) forward(state, request, response);
  else say(response, 403, `Refused, because ${foreign}.`);
}

/** Passes a request on, and its answer back. */
function forward(state: State, request: http.IncomingMessage, response: http.ServerResponse): void {
  const { checker, upstream } = state;
  state.count += 1;
  const sent = collect(request);
  const call: Omit<Passed, 'sent'> = {
    line: state.count,
    method: request.method ?? '',
    target: request.url ?? '/',
    requestHeaders: pairs(request.rawHeaders),
    status: 502,
    answerHeaders: [],
    received: Buffer.alloc(0),
    // The sockets are gone when the answer has ended.
    secrets: addressesOf(upstream, request),
  };
  let isOver = false;
  const end = (more: Partial<Passed>): void => {
    if (isOver) return;
    isOver = true;
    const judged = judge(checker, upstream.host, { ...call, sent: sent(), ...more })
      .then(state.onCall)
      .catch(state.onFault);
    state.open.add(judged);
    judged.finally(() => state.open.delete(judged));
  };
  /** Nothing that could be passed back has come. */
  const fail = (answerFault: string): void => {
    end({ answerFault });
    if (response.headersSent) response.destroy();
    else say(response, 502, `The upstream sent what cannot be passed on: ${answerFault}.`);
  };

  let upstreamRequest: http.ClientRequest;
  try {
    upstreamRequest = send(state, request);
  } catch {
    end({ requestFault: 'a target or header that HTTP does not allow' });
    say(response, 400, 'The request has a target or header that HTTP does not allow.');
    return;
  }
  upstreamRequest.on('error', (error: NodeJS.ErrnoException) => {
    // The rest is what happens on the way: a refused connection is nothing that was sent.
    if (error.code?.startsWith('HPE_')) fail('no HTTP');
    else if (response.headersSent) response.destroy();
    else say(response, 502, 'The upstream cannot be reached.');
  });
  upstreamRequest.on('upgrade', (answer, socket) => {
    socket.destroy();
    fail(`status ${answer.statusCode}`);
  });
  upstreamRequest.on('response', (answer) => {
    const received = collect(answer);
    const status = answer.statusCode ?? 502;
    Object.assign(call, { status, answerHeaders: pairs(answer.rawHeaders) });
    call.secrets.push(...addressesOf(upstream, answer));
    answer.on('error', () => {
      if (isOver) return;
      // A client that goes away ends the answer, too; that says nothing of the upstream.
      if (!response.destroyed) end({ answerFault: 'cut off' });
      response.destroy();
    });
    answer.on('end', () => end({ received: received() }));
    if (passHead(response, answer)) answer.pipe(response);
    else {
      fail(`status ${status}`);
      upstreamRequest.destroy();
    }
  });
  response.on('close', () => {
    if (!response.writableFinished) upstreamRequest.destroy();
  });
  request.on('error', () => upstreamRequest.destroy());
  request.pipe(upstreamRequest);
}

/** Whether the status and the headers of an answer could be passed on: Node reads some that it refuses to write. */
function passHead(response: http.ServerResponse, answer: http.IncomingMessage): boolean {
  const { statusCode = 502, statusMessage = '', rawHeaders } = answer;
  response.sendDate = false;
  const reason = statusMessage.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '');
  try {
    response.writeHead(statusCode, reason, headersToPass(rawHeaders));
    return true;
  } catch {
    return false;
  }
}

function say(response: http.ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain' }).end(`${text}\n`);
}

/** Keeps the idle connections known, to close them at the end. */
function watch(state: State, socket: Duplex, response: http.ServerResponse): void {
  state.idle.delete(socket);
  response.on('close', () => {
    if (state.closing) socket.destroy();
    else if (!socket.destroyed) state.idle.add(socket);
  });
}

/** @throws TypeError for a target or header that Node refuses to send. */
function send({ upstream, agent }: State, incoming: http.IncomingMessage): http.ClientRequest {
  const { method = 'GET', url = '/', rawHeaders } = incoming;
  const { request } = upstream.protocol === 'https:' ? https : http;
  const { path, query } = splitTarget(url);
  return request({
    agent,
    method,
    protocol: upstream.protocol,
    hostname: upstream.hostname.replace(/^\[|\]$/g, ''),
    port: upstream.port,
    path: `${upstream.pathname.replace(/\/$/, '')}${path}${url.includes('?') ? `?${query}` : ''}`,
    headers: [...headersToPass(rawHeaders, ['host']), ...framing(rawHeaders, method), 'Host', upstream.host],
  });
}

/** The addresses of a message's both sides, and the host where it is none of the vendor's own. */
function addressesOf(upstream: URL, { socket }: http.IncomingMessage): Secret[] {
  const addresses = [socket.remoteAddress, socket.localAddress].flatMap((value): Secret[] => {
    if (value === undefined) return [];
    const plain = value.replace(/^::ffff:/, '');
    return [...new Set([value, plain])].map((one) => ({ kind: 'address', value: one }));
  });
  return [...addresses, { kind: 'host', value: upstream.hostname }];
}
