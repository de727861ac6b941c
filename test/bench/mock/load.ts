import { createRequire } from 'node:module';
import { join } from 'node:path';
import { peersFolder } from '../peers.ts';
import { type CallParts, codeOf, type MockServer } from './servers.ts';

/** What a run of calls has shown. */
export interface Load {
  /** Answers a second. */
  rate: number;
  /** Milliseconds within which 99 of 100 calls were answered. */
  p99: number;
  /** Microseconds of the server's processor for an answer. */
  cpu: number;
}

export const connections = 16;

const success = '{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}';

/** What is used of the load tool, which has no types. */
interface Instance extends Promise<Outcome> {
  on(event: 'response', listener: (client: unknown, status: number, bytes: number, milliseconds: number) => void): this;
}

interface Outcome {
  duration: number;
  errors: number;
  timeouts: number;
  non2xx: number;
  mismatches: number;
}

type Autocannon = (options: {
  url: string;
  connections: number;
  duration: number;
  /** How often it looks whether it is time to end, in milliseconds. */
  sampleInt: number;
  requests: { method: string; headers: object; setupRequest(request: object): object }[];
  verifyBody(body: string): boolean;
}) => Instance;

/** Calls a server as fast as it answers. Every answer has to be a right one. */
export async function runLoad(server: MockServer, seconds: number, nextCall: () => CallParts): Promise<Load> {
  const autocannon: Autocannon = createRequire(join(peersFolder, 'package.json'))('autocannon');
  const times: number[] = [];
  const before = await server.cpu();
  const running = autocannon({
    url: `http://127.0.0.1:${server.port}`,
    connections,
    duration: seconds,
    sampleInt: 50,
    requests: [
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        setupRequest(request) {
          const { target, body } = nextCall();
          return { ...request, path: target, body };
        },
      },
    ],
    // All of them write it so; what is written otherwise is looked at more closely.
    verifyBody: (body) => body === success || codeOf(body) === 0,
  });
  running.on('response', (_client, _status, _bytes, milliseconds) => times.push(milliseconds));
  const { duration, errors, timeouts, non2xx, mismatches } = await running;
  const used = (await server.cpu()) - before;
  if (errors + timeouts + non2xx + mismatches > 0 || times.length === 0) {
    const found = `${errors} errors, ${timeouts} without answer, ${non2xx} with another status, ${mismatches} refused`;
    throw new Error(`Not every call ended in success: of ${times.length} answers there were ${found}.`);
  }
  times.sort((a, b) => a - b);
  return {
    rate: times.length / duration,
    p99: times[Math.ceil(times.length * 0.99) - 1] ?? Number.NaN,
    cpu: (used * 1000) / times.length,
  };
}
