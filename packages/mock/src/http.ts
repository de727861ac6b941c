import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Service, ServiceAnswer } from './service.ts';

const mostBytes = 1024 * 1024;
/** How long a client may take for its headers, and for the whole request; checked every fifth of a second. */
const patience = 1500;

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

/** Called with each answer before it is sent. */
export type OnAnswer = (answer: ServiceAnswer) => void;

/** The service behind HTTP: every request that can be read gets an answer with status 200, and so does what is none. */
export function createHttpServer(service: Service, onAnswer: OnAnswer): Server {
  const server = createServer({
    requireHostHeader: false,
    headersTimeout: patience,
    requestTimeout: patience,
    connectionsCheckingInterval: 200,
    keepAliveTimeout: 60_000,
  });
  const respond = (request: IncomingMessage, response: ServerResponse): void => {
    request.on('error', () => {});
    response.on('error', () => {});
    handle(service, onAnswer, request, response).catch((error: unknown) => {
      // A fault of the mock itself: said plainly, never hidden behind an answer of the service.
      const message = error instanceof Error ? error.message : String(error);
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(`chat-mock has a fault: ${message}\n`);
    });
  };
  server.on('request', respond);
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    response.writeContinue();
    respond(request, response);
  });
  server.on('checkExpectation', respond);
  server.on('connect', (_request: IncomingMessage, socket: Socket) => refuseSocket(service, onAnswer, socket));
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket & { _httpMessage?: ServerResponse }) => {
    if (error.code === 'ECONNRESET' || !socket.writable || socket._httpMessage?.headersSent) {
      socket.destroy();
    } else {
      refuseSocket(service, onAnswer, socket);
    }
  });
  return server;
}

async function handle(
  service: Service,
  onAnswer: OnAnswer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const method = request.method ?? '';
  if (method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined) {
    response.writeHead(204, {
      ...common,
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': request.headers['access-control-request-headers'] ?? 'content-type',
      'access-control-max-age': '600',
    });
    response.end();
    return;
  }
  const body = await readBody(request);
  if (body === 'gone') return;
  const answer =
    body === 'too-large'
      ? service.refuse({
          code: 60002,
          reason: 'body-too-large',
          info: `The body has more than ${mostBytes} bytes. Send a smaller one.`,
        })
      : await service.answer({ method, target: request.url ?? '', body: body.text });
  onAnswer(answer);
  const close = body === 'too-large' ? { connection: 'close' } : {};
  const text = JSON.stringify(answer.body);
  response.writeHead(200, {
    ...common,
    ...close,
    'content-length': Buffer.byteLength(text),
    'x-mock-reason': answer.reason,
  });
  response.end(method === 'HEAD' ? undefined : text);
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

function refuseSocket(service: Service, onAnswer: OnAnswer, socket: Socket): void {
  const answer = service.refuse(notHttp);
  onAnswer(answer);
  const text = JSON.stringify(answer.body);
  const headers = {
    ...common,
    connection: 'close',
    'content-length': Buffer.byteLength(text),
    'x-mock-reason': answer.reason,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.on('error', () => {});
  socket.end(`HTTP/1.1 200 OK\r\n${lines.join('')}\r\n${text}`, () => socket.destroy());
}
