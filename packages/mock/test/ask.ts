// Loaded beforehand, so that it does not count for the time of the first test that needs it.
import '../src/prism.ts';
import { connect } from 'node:net';
import { type OperationId, operations } from '@chat-openapi/openapi';
import { onTestFinished } from 'vitest';
import { type Mock, type MockOptions, startMock } from '../src/index.ts';

/** The operation that remembers, and so can be refused for what was called before. */
export const { path } = operations.destroyOfficialAccount;

export const goodQuery = {
  sdkappid: '1400000000',
  identifier: 'administrator',
  usersig: 'eJ-canary',
  random: '99999999',
  contenttype: 'json',
};

/** A mock for one test, which ends with it and holds its answers against the document. */
export async function start(options: MockOptions = {}): Promise<Mock> {
  const mock = await startMock({ check: true, ...options });
  onTestFinished(() => mock.close());
  return mock;
}

export interface Question {
  /** Sent as JSON, unless it is a string. */
  body?: unknown;
  query?: Record<string, string>;
  headers?: Record<string, string>;
}

/** By default a termination of `@TOA#_a`. The answer's body, with its reason. */
export function ask(mock: { url: string }, question: Question = {}): Promise<unknown> {
  return askFor(mock, 'destroyOfficialAccount', { Official_Account: '@TOA#_a' }, question);
}

/** A call of an operation: the answer's body, with its reason. */
export async function askFor(
  { url }: { url: string },
  operation: OperationId,
  usual: object,
  { body, query, headers = {} }: Question = {},
): Promise<unknown> {
  const sent = body ?? usual;
  const response = await fetch(
    `${url}${operations[operation].path}?${new URLSearchParams({ ...goodQuery, ...query })}`,
    {
      method: 'POST',
      headers,
      body: typeof sent === 'string' ? sent : JSON.stringify(sent),
    },
  );
  return { ...Object(await response.json()), reason: response.headers.get('x-mock-reason') };
}

/** Sends bytes as they are, and reads until the other side closes. An error of the connection ends it, too. */
export function raw(url: string, bytes: string | Uint8Array): Promise<string> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      text += chunk;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(text));
  });
}
