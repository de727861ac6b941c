import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import timers from 'node:timers/promises';
import { type Control, controlPath } from './control.ts';
import type { Settings } from './options.ts';
import type { Fault } from './outcome.ts';
import { createRandom } from './seeded-random.ts';
import type { Service, ServiceAnswer, ServiceRequest } from './service.ts';

const mostBytes = 1024 * 1024;
/** How long a client may take for its headers, and for the whole request; checked every fifth of a second. */
const patience = 1500;
/** How long the second half of a slow answer takes. */
const slowness = 1500;

const common = {
  'content-type': 'application/json',
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'x-mock-reason',
};

const notHttp = {
  code: 60002,
  reason: 'http',
  info: 'The request is not HTTP, or it did not arrive in time. Send a POST with a complete body.',
};

const page = '<!doctype html><title>Bad gateway</title><h1>Bad gateway</h1><p>chat-mock was told to answer so.</p>\n';

/** Called with each answer when it is sent, the body that it answers, and how long it took. */
export type OnAnswer = (answer: ServiceAnswer, body: string, milliseconds: number) => void;

/** Node keeps the answer there whose turn it is. */
type HttpSocket = Socket & { _httpMessage?: ServerResponse | null };

interface Waiting {
  request: ServiceRequest;
  resolve(answer: ServiceAnswer): void;
  reject(error: unknown): void;
}

/**
 * Answers all requests of one turn of the event loop in the next, in the order in which they came, and hands the answers out
 * after the last. Without system calls between them they take half as long each: decisions/007-rendering.md
 */
function createTurns(service: Service): Service['answer'] {
  let waiting: Waiting[] = [];
  let before = Promise.resolve();
  const answerAll = async (): Promise<void> => {
    const turn = waiting;
    waiting = [];
    const made: (() => void)[] = [];
    for (const { request, resolve, reject } of turn) {
      try {
        const answer = await service.answer(request);
        made.push(() => resolve(answer));
      } catch (error) {
        made.push(() => reject(error));
      }
    }
    for (const handOut of made) handOut();
  };
  return (request) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) {
        setImmediate(() => {
          before = before.then(answerAll);
        });
      }
      waiting.push({ request, resolve, reject });
    });
}

/** The service behind HTTP: every request that can be read gets an answer with status 200, and so does what is none. */
export function createHttpServer(
  service: Service,
  control: Control | undefined,
  { latency: [least, most], seed }: Settings,
  onAnswer: OnAnswer,
): Server {
  const server = createServer({
    requireHostHeader: false,
    headersTimeout: patience,
    requestTimeout: patience,
    connectionsCheckingInterval: 200,
    keepAliveTimeout: 60_000,
  });
  // Who has said all, and closes that side, still waits for the answers.
  Object.assign(server, { httpAllowHalfOpen: true });
  const random = createRandom(seed);
  const answerInTurn = createTurns(service);

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const started = performance.now();
    const { method = '', url: target = '', headers } = request;
    if (method === 'OPTIONS' && headers['access-control-request-method'] !== undefined) {
      allowOtherOrigin(request, response);
      return;
    }
    const body = await readBody(request);
    if (body === 'gone') return;
    if (control !== undefined && target.startsWith(controlPath) && body !== 'too-large') {
      const { status, value } = control(method, target.slice(controlPath.length), body.text);
      send(response, status, JSON.stringify(value), {});
      return;
    }
    if (most > 0) await timers.setTimeout(least + Math.floor(random() * (most - least + 1)));
    const answer =
      body === 'too-large'
        ? service.refuse({
            code: 60002,
            reason: 'body-too-large',
            info: `The body has more than ${mostBytes} bytes. Send a smaller one.`,
          })
        : await answerInTurn({
            method,
            target,
            body: body.text,
            host: headers.host,
            prefer: headers.prefer?.toString(),
          });
    onAnswer(answer, body === 'too-large' ? '' : body.text, performance.now() - started);
    const text = method === 'HEAD' ? '' : JSON.stringify(answer.body);
    const own = { 'x-mock-reason': answer.reason, ...(body === 'too-large' ? { connection: 'close' } : {}) };
    if (answer.fault === undefined) send(response, 200, text, own);
    else await fail(answer.fault, response, text, own);
  };

  const respond = (request: IncomingMessage, response: ServerResponse): void => {
    request.on('error', () => {});
    response.on('error', () => {});
    handle(request, response).catch((error: unknown) => {
      // A fault of the mock itself: said plainly, never hidden behind an answer of the service.
      const message = error instanceof Error ? error.message : String(error);
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(`chat-mock has a fault: ${message}\n`);
    });
  };
  const refused = new WeakSet<Socket>();
  /** Refuses what is no request, after the answers to the requests before it. */
  const refuse = (socket: HttpSocket): void => {
    const before = socket._httpMessage;
    if (before?.req.complete) {
      before.once('close', () => refuse(socket));
    } else if (!socket.writable || before?.headersSent) {
      socket.destroy();
    } else {
      const answer = service.refuse(notHttp);
      onAnswer(answer, '', 0);
      refuseSocket(socket, answer);
    }
  };
  const refuseOnce = (socket: HttpSocket): void => {
    if (refused.has(socket)) return;
    refused.add(socket);
    refuse(socket);
  };
  server.on('request', respond);
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    response.writeContinue();
    respond(request, response);
  });
  server.on('checkExpectation', respond);
  server.on('connect', (_request: IncomingMessage, socket: Socket) => refuseOnce(socket));
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === 'ECONNRESET') socket.destroy();
    else refuseOnce(socket);
  });
  return server;
}

function allowOtherOrigin({ headers }: IncomingMessage, response: ServerResponse): void {
  response.writeHead(204, {
    ...common,
    'access-control-allow-methods': 'POST, GET',
    'access-control-allow-headers': headers['access-control-request-headers'] ?? 'content-type',
    'access-control-max-age': '600',
  });
  response.end();
}

function send(response: ServerResponse, status: number, text: string, own: Record<string, string>): void {
  response.writeHead(status, { ...common, ...own, 'content-length': Buffer.byteLength(text) });
  response.end(text);
}

/** Lets the transport fail. What it does to the connection is over when the client, or the mock, closes it. */
async function fail(fault: Fault, response: ServerResponse, text: string, own: Record<string, string>): Promise<void> {
  const { socket } = response;
  const length = Buffer.byteLength(text);
  const half = Math.ceil(length / 2);
  switch (fault) {
    case '502':
    case 'html':
      response.writeHead(fault === '502' ? 502 : 200, { ...common, ...own, 'content-type': 'text/html' }).end(page);
      return;
    case 'reset':
      socket?.resetAndDestroy();
      return;
    case 'truncated':
      response.writeHead(200, { ...common, ...own, 'content-length': length });
      response.write(Buffer.from(text).subarray(0, half), () => socket?.destroy());
      return;
    case 'slow':
      response.writeHead(200, { ...common, ...own, 'content-length': length });
      response.write(Buffer.from(text).subarray(0, half));
      await timers.setTimeout(slowness, undefined, { ref: false });
      response.end(Buffer.from(text).subarray(half));
      return;
    case 'timeout':
      // No answer, ever. The client's patience decides, or the mock's end.
      return;
  }
}

/** The body as text; beyond the bound it is not kept any more, and what is still to come is let pass. */
function readBody(request: IncomingMessage): Promise<{ text: string } | 'too-large' | 'gone'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const collect = (chunk: Buffer): void => {
      bytes += chunk.length;
      if (bytes > mostBytes) {
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

function refuseSocket(socket: Socket, { body, reason }: ServiceAnswer): void {
  const text = JSON.stringify(body);
  const headers = {
    ...common,
    connection: 'close',
    'content-length': Buffer.byteLength(text),
    'x-mock-reason': reason,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.on('error', () => {});
  socket.end(`HTTP/1.1 200 OK\r\n${lines.join('')}\r\n${text}`, () => socket.destroy());
}
