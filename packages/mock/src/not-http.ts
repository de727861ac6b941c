import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { corsHeaders } from './cors.ts';
import { Refusal } from './refusal.ts';
import type { OnAnswer, Service, ServiceAnswer } from './service.ts';

const notHttp = new Refusal({
  code: 60002,
  reason: 'http',
  info: 'The request is not HTTP, or it did not arrive in time. Send a POST with a complete body.',
});

/** Node keeps there the response that is being sent over a connection. */
type HttpSocket = Socket & { _httpMessage?: ServerResponse | null };

/** Lets a server answer what it cannot read as a request, in the shape of the API, and close the connection. */
export function refuseStrays(server: Server, service: Pick<Service, 'refuse'>, onAnswer: OnAnswer): void {
  const refused = new WeakSet<Socket>();
  const refuseOnce = (socket: HttpSocket): void => {
    if (refused.has(socket)) return;
    refused.add(socket);
    refuseInTurn(socket, () => {
      const answer = service.refuse(notHttp);
      onAnswer(answer, '', '', 0);
      return answer;
    });
  };
  server.on('connect', (_request: IncomingMessage, socket: Socket) => refuseOnce(socket));
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === 'ECONNRESET') socket.destroy();
    else refuseOnce(socket);
  });
}

/** Refuses after the answers to the requests before. */
function refuseInTurn(socket: HttpSocket, refuse: () => ServiceAnswer): void {
  const before = socket._httpMessage;
  if (before?.req.complete) before.once('close', () => refuseInTurn(socket, refuse));
  else if (!socket.writable || before?.headersSent) socket.destroy();
  else writeAnswer(socket, refuse());
}

function writeAnswer(socket: Socket, { body, reason }: ServiceAnswer): void {
  const text = JSON.stringify(body);
  const headers = {
    ...corsHeaders(undefined),
    'content-type': 'application/json',
    connection: 'close',
    'content-length': Buffer.byteLength(text),
    'x-mock-reason': reason,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.on('error', () => {});
  socket.end(`HTTP/1.1 200 OK\r\n${lines.join('')}\r\n${text}`, () => socket.destroy());
}
