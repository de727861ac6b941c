import { createServer as createHttpServer, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A server that misbehaves, on a free port, with what is needed to see that nothing stays open. */
export interface FaultyServer {
  url: string;
  /** The URLs of the requests that arrived, each with its query. */
  targets: string[];
  /** How many connections are open that are still waiting for an answer. */
  unanswered(): number;
}

type Misbehave = (response: ServerResponse, target: string) => void;

/** A server that is HTTP as far as the request goes. */
export async function startFaulty(misbehave: Misbehave): Promise<FaultyServer> {
  const targets: string[] = [];
  const open = new Set<ServerResponse>();
  const server = createHttpServer((request, response) => {
    open.add(response);
    response.on('close', () => open.delete(response));
    request.on('error', () => {});
    response.on('error', () => {});
    request.resume();
    request.on('end', () => {
      targets.push(request.url ?? '');
      misbehave(response, request.url ?? '');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  });
  return { url: urlOf(server.address()), targets, unanswered: () => open.size };
}

/** A server that answers each connection with bytes of its own as soon as something arrives. */
export async function startRaw(answer: (socket: Socket, received: string) => void): Promise<FaultyServer> {
  const targets: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    socket.once('data', (chunk) => {
      const text = chunk.toString('latin1');
      targets.push(text.split(' ')[1] ?? '');
      answer(socket, text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(() => resolve()));
  });
  return { url: urlOf(server.address()), targets, unanswered: () => sockets.size };
}

export const json = { 'content-type': 'application/json' };

function urlOf(address: string | AddressInfo | null): string {
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port.');
  return `http://127.0.0.1:${address.port}`;
}
