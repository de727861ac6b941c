import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer } from 'node:net';
import { onTestFinished } from 'vitest';

export interface ReceivedRequest {
  method: string | undefined;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: string;
}

export interface Service {
  url: string;
  received: ReceivedRequest[];
}

type Answer = (request: ReceivedRequest, response: ServerResponse) => void;

/** A server for one test, on a free port, that ends with the test. */
export async function startService(answer: Answer): Promise<Service> {
  const received: ReceivedRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('error', () => {});
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://service.test');
      const seen = {
        method: request.method,
        path: pathname,
        query: searchParams,
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      received.push(seen);
      answer(seen, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  });
  return { url: `http://127.0.0.1:${port(server.address())}`, received };
}

/** Answers every request with this body, as the service does: status 200 whatever it says. */
export function startAnswering(body: unknown): Promise<Service> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return startService((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(text);
  });
}

/** An address where nothing listens, nor can while the test runs: a connection of our own begins there. */
export async function closedUrl(): Promise<string> {
  const server = createTcpServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const socket = connect(port(server.address()), '127.0.0.1');
  await new Promise((resolve) => socket.once('connect', resolve));
  onTestFinished(() => {
    socket.destroy();
    return new Promise((resolve) => server.close(() => resolve()));
  });
  return `http://127.0.0.1:${socket.localPort}`;
}

function port(address: string | AddressInfo | null): number {
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port.');
  return address.port;
}
