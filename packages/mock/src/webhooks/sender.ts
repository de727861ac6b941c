/** Sends events over HTTP, each within a time, and takes in no more of an answer than a bound. */
import { Agent, type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest, Agent as SecureAgent } from 'node:https';
import { now, ringAfter } from '../clock.ts';
import type { WebhookFailure } from './webhook.ts';

/** What came back. */
export interface Reply {
  /** Undefined when no answer came. */
  status: number | undefined;
  /** As much of the answer as came. */
  text: string;
  failed?: { failure: WebhookFailure; problem: string };
  milliseconds: number;
}

export interface Sender {
  /** @param seconds Until the answer has to be there as a whole. */
  send(address: string, body: string, seconds: number): Promise<Reply>;
  /** Ends what is under way, and all connections. */
  end(): void;
}

const maxAnswerBytes = 64 * 1024;

export function createSender(): Sender {
  // Idle connections end before the 5 seconds after which servers of Node close them, perhaps while an event is on its way.
  const options = { keepAlive: true, maxFreeSockets: 16, timeout: 4000 };
  const agents = { plain: new Agent(options), secure: new SecureAgent(options) };
  /** What ends each request that is under way. */
  const ends = new Set<() => void>();
  return {
    send: (address, body, seconds) =>
      new Promise((resolve) => {
        const started = now();
        const received: Received = { status: undefined, chunks: [], bytes: 0 };
        const finish = (failure?: WebhookFailure, problem = ''): void => {
          if (!ends.delete(end)) return;
          stopTimer();
          const text = Buffer.concat(received.chunks).toString('utf8');
          const failed = failure === undefined ? {} : { failed: { failure, problem } };
          resolve({ status: received.status, text, ...failed, milliseconds: now() - started });
          if (failure !== undefined) request.destroy();
        };
        const end = (): void => finish('closed', 'The mock was closed or reset before an answer came.');
        ends.add(end);
        const stopTimer = ringAfter(seconds * 1000, () =>
          finish('timeout', `No whole answer came within ${seconds} seconds.`),
        );
        const request = open(agents, address, body);
        request.on('response', (response) => receive(response, received, finish));
        request.on('error', ({ code = 'no code' }: NodeJS.ErrnoException) =>
          finish('connection', `The connection failed (${code}).`),
        );
        request.on('close', () => finish('connection', 'The connection was cut.'));
        request.end(body);
      }),
    end() {
      for (const end of ends) end();
      agents.plain.destroy();
      agents.secure.destroy();
    },
  };
}

function open(agents: { plain: Agent; secure: SecureAgent }, address: string, body: string): ClientRequest {
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  return /^https:/i.test(address)
    ? httpsRequest(address, { method: 'POST', headers, agent: agents.secure })
    : httpRequest(address, { method: 'POST', headers, agent: agents.plain });
}

interface Received {
  status: number | undefined;
  chunks: Buffer[];
  bytes: number;
}

function receive(
  response: IncomingMessage,
  received: Received,
  finish: (failure?: WebhookFailure, problem?: string) => void,
): void {
  received.status = response.statusCode;
  response.on('data', (chunk: Buffer) => {
    received.bytes += chunk.length;
    if (received.bytes <= maxAnswerBytes) received.chunks.push(chunk);
    else finish('too-large', `The answer has more than ${maxAnswerBytes} bytes.`);
  });
  response.on('end', () => finish());
  response.on('error', () => finish('connection', 'The connection was cut in the middle of the answer.'));
}
