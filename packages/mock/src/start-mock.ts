import type { Server } from 'node:http';
import type { OperationId } from '@chat-openapi/openapi';
import { createCallLog, type MockCall, type OperationCall, readBody } from './calls.ts';
import { createControl } from './control.ts';
import { createHttpServer, type OnAnswer } from './http.ts';
import { checkOptions, type MockOptions } from './options.ts';
import type { Outcome } from './outcome.ts';
import { createService } from './service.ts';
import type { ChannelState } from './state/channels.ts';

export interface Mock {
  /** Where the mock listens, such as `http://127.0.0.1:4010`. */
  readonly url: string;
  /** What random waits and failures begin with; give it as `seed` to see them again. */
  readonly seed: number;
  /** The calls since the start or the last reset, the oldest first; at most the last 10,000, or 16 MB of bodies. */
  calls(): MockCall[];
  /** Those calls of one operation whose credentials and body were as the document wants them. */
  calls<K extends OperationId>(operation: K): OperationCall<K>[];
  /**
   * Lets the next calls of an operation end so, one after the other; `'OK'` is what would happen anyway. A call that is
   * refused for its credentials or its body takes nothing from the queue.
   *
   * @throws RangeError for an outcome that the document does not know.
   */
  enqueue(operation: OperationId, ...outcomes: Outcome[]): void;
  /** What the mock remembers, the oldest first. */
  state(): { channels: { id: string; state: ChannelState }[] };
  /** Forgets calls, state, and what is enqueued. */
  reset(): void;
  /** Ends the server and its connections. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts a mock in this process.
 *
 * @example
 * await using mock = await startMock();
 * const chat = createChatClient({ baseUrl: mock.url, sdkAppId: 1, identifier: 'administrator', secretKey: 'any' });
 *
 * @throws RangeError when an option cannot be right; Error with the code `EADDRINUSE` when the port is taken.
 */
export async function startMock(options: MockOptions = {}): Promise<Mock> {
  const settings = checkOptions(options);
  const service = await createService(settings);
  const calls = createCallLog();
  const onAnswer: OnAnswer = ({ operation, body, reason, fault, valid }, text, milliseconds) => {
    const code = fault === undefined || fault === 'slow' ? body.ErrorCode : undefined;
    const call = { operation, code, reason, fault, valid };
    calls.add(call, text);
    try {
      settings.onCall?.({ ...call, body: readBody(text) }, milliseconds);
    } catch {}
  };
  const control = settings.control ? createControl(service, calls) : undefined;
  const server = createHttpServer(service, control, settings, onAnswer);
  await listen(server, settings.port, settings.host);
  const close = (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    return closed;
  };
  function callsOf(): MockCall[];
  function callsOf<K extends OperationId>(operation: K): OperationCall<K>[];
  function callsOf(operation?: OperationId): MockCall[] {
    return operation === undefined ? calls.all() : calls.of(operation);
  }
  return {
    url: urlOf(server, settings.host),
    seed: settings.seed,
    calls: callsOf,
    enqueue: (operation, ...outcomes) => service.enqueue(operation, outcomes),
    state: () => ({ channels: service.store.channels() }),
    reset() {
      calls.reset();
      service.reset();
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
