import type { Server } from 'node:http';
import { createHttpServer } from './http.ts';
import { createService } from './service.ts';

export interface MockOptions {
  /**
   * The port to listen on, 0 to 65535; 0 takes a free one.
   *
   * @default 0
   */
  port?: number;
  /**
   * The address to listen on.
   *
   * @default '127.0.0.1'
   */
  host?: string;
  /** Called with each call as it is answered. */
  onCall?: (call: MockCall) => void;
}

/** A request that the mock has answered. Neither the signature nor any other part of the query is in it. */
export interface MockCall {
  /** The operation; undefined when the request was for none. */
  operation: string | undefined;
  /** The request's body; undefined when it was not JSON. */
  body: unknown;
  /** The `ErrorCode` of the answer. */
  code: number;
  /** What the mock decided by, the same word as in the header `x-mock-reason`. */
  reason: string;
}

export interface Mock {
  /** Where the mock listens, such as `http://127.0.0.1:4010`. */
  readonly url: string;
  /** The calls since the start or the last reset, the oldest first; at most the last 10,000. */
  calls(): MockCall[];
  /** Forgets calls and state: every channel exists again. */
  reset(): void;
  /** Ends the server and its connections. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

const mostCalls = 10_000;

/**
 * Starts a mock in this process.
 *
 * @example
 * const mock = await startMock({ port: 0 });
 * const chat = createChatClient({ baseUrl: mock.url, sdkAppId: 1, identifier: 'administrator', secretKey: 'any' });
 *
 * @throws Error with the code `EADDRINUSE` when the port is taken.
 */
export async function startMock(options: MockOptions = {}): Promise<Mock> {
  const { port = 0, host = '127.0.0.1', onCall } = options;
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new RangeError('port must be a whole number from 0 to 65535.');
  const service = await createService();
  const calls: MockCall[] = [];
  const server = createHttpServer(service, ({ operation, request, body, reason }) => {
    const call = { operation, body: request, code: body.ErrorCode, reason };
    if (calls.push(call) > mostCalls) calls.shift();
    onCall?.(call);
  });
  await listen(server, port, host);
  const close = (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    return closed;
  };
  return {
    url: urlOf(server, host),
    calls: () => [...calls],
    reset() {
      calls.length = 0;
      service.channels.clear();
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, backlog: 1024 }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function urlOf(server: Server, host: string): string {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The mock does not listen on a port.');
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
}
