/** The service behind HTTP: a request that can be read is answered with status 200, and so is what is no request. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { createGuard, type Guard, hostnameOf } from './access.ts';
import { createBatches, type InBatch } from './batches.ts';
import { createWaits, now, type Waits } from './clock.ts';
import { type Control, isForControl, refuse } from './control.ts';
import { corsHeaders, isPreflight, preflightHeaders } from './cors.ts';
import { fail } from './faults.ts';
import { refuseStrays } from './not-http.ts';
import { describeRequest } from './plain-text.ts';
import type { ServiceRequest } from './receive.ts';
import { Refusal } from './refusal.ts';
import type { Secrets } from './secrets.ts';
import { createRandom, type Random } from './seeded-random.ts';
import type { OnAnswer, Service, ServiceAnswer } from './service.ts';
import type { Settings } from './settings.ts';
import { parseTarget, type Target } from './target.ts';
import { createTurns, type Turns } from './turns.ts';

const maxBytes = 1024 * 1024;
/** How long a client may take for its headers, and for the whole request; looked at every fifth of a second. */
const maxMilliseconds = 1500;

/** What requests are answered with. */
interface Handlers {
  service: Pick<Service, 'answer' | 'refuse'>;
  inBatch: InBatch;
  control: Control | undefined;
  guard: Guard;
  settings: Pick<Settings, 'latency'>;
  random: Random;
  waits: Waits;
  turns: Turns;
  onAnswer: OnAnswer;
  secrets: Pick<Secrets, 'hide' | 'note'>;
}

export interface HttpServer {
  readonly server: Server;
  /** Stops listening, and ends every connection at once, whatever was to come over it. */
  close(): Promise<void>;
}

export function createHttpServer(
  service: Service,
  control: Control | undefined,
  settings: Pick<Settings, 'latency' | 'seed' | 'host' | 'allowHosts'>,
  onAnswer: OnAnswer,
  secrets: Pick<Secrets, 'hide' | 'note'>,
): HttpServer {
  const server = createServer({
    requireHostHeader: false,
    headersTimeout: maxMilliseconds,
    requestTimeout: maxMilliseconds,
    connectionsCheckingInterval: 200,
    keepAliveTimeout: 60_000,
  });
  // A client may half-close; it still gets its answers.
  Object.assign(server, { httpAllowHalfOpen: true });
  const handlers: Handlers = {
    service,
    inBatch: createBatches(),
    control,
    guard: createGuard(settings),
    settings,
    random: createRandom(settings.seed),
    waits: createWaits(),
    turns: createTurns(),
    onAnswer,
    secrets,
  };
  const respond = (request: IncomingMessage, response: ServerResponse): void => {
    request.on('error', () => {});
    response.on('error', () => {});
    handle(handlers, request, response).catch((error: unknown) => sayFault(response, error, secrets));
  };
  server.on('request', respond);
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    response.writeContinue();
    respond(request, response);
  });
  server.on('checkExpectation', respond);
  refuseStrays(server, service, onAnswer);
  return { server, close: closerOf(server, handlers.waits) };
}

/** The server itself forgets connections that it has handed on, such as those of CONNECT, and yet waits for their end. */
function closerOf(server: Server, waits: Waits): () => Promise<void> {
  const sockets = new Set<Socket>();
  let isClosed = false;
  server.on('connection', (socket) => {
    if (isClosed) socket.destroy();
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return () => {
    isClosed = true;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    waits.end();
    for (const socket of sockets) socket.destroy();
    return closed;
  };
}

async function handle(handlers: Handlers, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const started = now();
  const { method = '', url = '', headers } = request;
  const target = parseTarget(url);
  const { control, turns } = handlers;
  const before = turns.before(request.socket);
  if (before !== undefined) await before;
  if (control !== undefined && isForControl(method, target.path)) {
    await useControl(handlers, control, target, request, response);
    return;
  }
  const cors = corsHeaders(headers.origin);
  if (isPreflight(method, headers)) {
    response.writeHead(204, { ...cors, ...preflightHeaders(headers) }).end();
    return;
  }
  const received = await receiveBody(request);
  if (received === 'gone') return;
  const text = received === 'too-large' ? '' : received.text;
  await delay(handlers);
  const result =
    received === 'too-large'
      ? { ...handlers.service.refuse(tooLarge), request: describeRequest(method, target.path) }
      : await answer(handlers, {
          method,
          target,
          body: text,
          host: headers.host,
          prefer: headers.prefer?.toString(),
          clientIp: request.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '',
        });
  handlers.onAnswer(result, text, url, now() - started);
  const sent = method === 'HEAD' || result.body === undefined ? '' : JSON.stringify(result.body);
  const own: Record<string, string> = {
    'content-type': 'application/json',
    ...cors,
    'x-mock-reason': result.reason,
    ...(received === 'too-large' ? { connection: 'close' } : {}),
  };
  if (result.fault === undefined) send(response, 200, sent, own);
  else await fail(result.fault, response, sent, own, handlers.waits);
}

/** What an app takes its time for is waited for outside of the batches: others are answered meanwhile. */
async function answer({ service, inBatch }: Handlers, request: ServiceRequest): Promise<ServiceAnswer> {
  const first = await inBatch(() => service.answer(request));
  if (!('resume' in first)) return first;
  const heard = await first.ask();
  return inBatch(() => first.resume(heard));
}

/** Answers what is for `/_mock/`, to those who may ask. */
async function useControl(
  { guard, turns, secrets: { hide, note } }: Handlers,
  control: Control,
  { host = '', path, search }: Target,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  await turns.take(request.socket, response);
  const { method = '', headers } = request;
  const { origin } = headers;
  // A tool may put its credentials everywhere. What has none must not drive out the signatures of calls.
  if (search !== '') note(request.url ?? '');
  const isOpen = control.entryOf(path)?.isOpen === true;
  const refusal = isOpen ? undefined : guard(host || headers.host, origin);
  const cors = refusal === undefined && (isOpen || origin !== undefined) ? corsHeaders(origin) : { vary: 'Origin' };
  if (refusal === undefined && isPreflight(method, headers)) {
    response.writeHead(204, { ...cors, ...preflightHeaders(headers) }).end();
    return;
  }
  const received = await receiveBody(request);
  if (received === 'gone') return;
  const {
    status,
    text,
    headers: own,
  } = refusal !== undefined
    ? refuse(403, hide(refusal))
    : received === 'too-large'
      ? refuse(413, `The body has more than ${maxBytes} bytes.`)
      : control.answer({
          method,
          path,
          search,
          body: received.text,
          base: hide(baseOf(host || headers.host, request)),
        });
  const close: Record<string, string> = received === 'too-large' ? { connection: 'close' } : {};
  send(response, status, text, { ...cors, ...own, ...close });
}

/** Where the client has found the mock, perhaps behind a proxy that adds TLS. */
function baseOf(host: string | undefined, { headers, socket }: IncomingMessage): string {
  const scheme = headers['x-forwarded-proto'] === 'https' ? 'https' : 'http';
  if (host && hostnameOf(host) !== undefined) return `${scheme}://${host}`;
  const { localAddress = '', localPort } = socket;
  return `${scheme}://${localAddress.includes(':') ? `[${localAddress}]` : localAddress}:${localPort}`;
}

const tooLarge = new Refusal({
  code: 60002,
  reason: 'body-too-large',
  info: `The body has more than ${maxBytes} bytes. Send a smaller one.`,
});

/** The body as text. Beyond the bound it is not kept, and what is still to come is thrown away. */
function receiveBody(request: IncomingMessage): Promise<{ text: string } | 'too-large' | 'gone'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const collect = (chunk: Buffer): void => {
      bytes += chunk.length;
      if (bytes > maxBytes) {
        request.off('data', collect);
        request.resume();
        resolve('too-large');
      } else {
        chunks.push(chunk);
      }
    };
    request.on('data', collect);
    request.on('end', () => resolve({ text: Buffer.concat(chunks).toString('utf8') }));
    request.on('close', () => resolve('gone'));
  });
}

async function delay({ settings, random, waits }: Handlers): Promise<void> {
  const [min, max] = settings.latency;
  if (max > 0) await waits.wait(min + Math.floor(random() * (max - min + 1)));
}

function send(response: ServerResponse, status: number, text: string, own: Record<string, string>): void {
  response.writeHead(status, { ...own, 'content-length': Buffer.byteLength(text) });
  response.end(text);
}

/** A fault of the mock itself is said plainly, never hidden behind an answer of the service. */
function sayFault(response: ServerResponse, error: unknown, { hide }: Pick<Secrets, 'hide'>): void {
  const message = error instanceof Error ? error.message : String(error);
  if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
  response.end(`chat-mock has a fault: ${hide(message)}\n`);
}
