/** An app that receives webhooks on a port of its own, and a mock that sends them there. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Mock, MockOptions, MockWebhookOptions } from '../src/index.ts';
import { readDocument } from '../src/operations.ts';
import { beforeEvents, otherForms, rules } from '../src/rules/main.ts';
import { checkOptions } from '../src/settings.ts';
import { serve } from '../src/start-mock.ts';

export const token = 'canary-token-of-this-test';

/** A request as the app has got it. */
export interface Received {
  method: string | undefined;
  path: string;
  query: Record<string, string>;
  command: string;
  headers: IncomingMessage['headers'];
  body: Record<string, unknown>;
}

export type Respond = (received: Received, response: ServerResponse) => unknown;

export interface App {
  url: string;
  received: Received[];
  /** Of those the commands alone. */
  commands(): string[];
  /** Resolves when so many have come. */
  until(count: number): Promise<void>;
  /** Connections that it has had. */
  connections(): number;
  close(): Promise<void>;
}

/** Answers with JSON. */
export const reply =
  (fields: object = {}, status = 200): Respond =>
  (_received, response) =>
    response.writeHead(status).end(JSON.stringify({ ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '', ...fields }));

/** Never answers. */
export const hang: Respond = () => {};

export async function startApp(respond: Respond = reply()): Promise<App> {
  const received: Received[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer(async (request, response) => {
    request.on('error', () => {});
    response.on('error', () => {});
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://app');
    const query = Object.fromEntries(searchParams);
    const body: Record<string, unknown> = JSON.parse(Buffer.concat(chunks).toString());
    const one: Received = {
      method: request.method,
      path: pathname,
      query,
      command: (query.CallbackCommand ?? '').replace('OfficialAccount.Callback', ''),
      headers: request.headers,
      body,
    };
    received.push(one);
    respond(one, response);
    server.emit('received');
  });
  server.on('connection', (socket: Socket) => {
    connections++;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address: AddressInfo = Object(server.address());
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  onTestFinished(close);
  return {
    url: `http://127.0.0.1:${address.port}/chat`,
    received,
    commands: () => received.map(({ command }) => command),
    async until(count) {
      while (received.length < count) await once(server, 'received');
    },
    connections: () => connections,
    close,
  };
}

interface Sending extends Omit<MockOptions, 'webhooks'> {
  webhooks: MockWebhookOptions;
  /** How long answers are waited for, in place of the document's 2 seconds. */
  timeout?: number;
}

/** A mock for one test that sends webhooks, and holds events and answers against the document. */
export async function startSending({ timeout = 2, ...options }: Sending): Promise<Mock> {
  const document = structuredClone(readDocument());
  for (const { post } of Object.values(document.webhooks ?? {})) post['x-webhook'].timeout = timeout;
  const settings = checkOptions({ check: true, ...options });
  const mock = await serve(settings, document, { rules, otherForms, beforeEvents });
  onTestFinished(() => mock.close());
  return mock;
}
