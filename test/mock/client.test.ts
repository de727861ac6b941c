/** Every outcome that the mock can be asked for, and what the client makes of it. */
import {
  type AttemptEvent,
  ChatApiError,
  type ChatClientOptions,
  ChatConnectionError,
  type ChatError,
  ChatHttpError,
  ChatResponseError,
  ChatTimeoutError,
  createChatClient,
} from '@chat-openapi/client';
import { createFetchClient } from '@chat-openapi/client/openapi-fetch';
import { isOutcome, type Mock, type Outcome, startMock } from '@chat-openapi/mock';
import { describeCode, operations } from '@chat-openapi/openapi';
import { type BundledDocument, commonCodes } from '@chat-openapi/openapi/document';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import document from '../../generated/openapi.json' with { type: 'json' };

const openapi: BundledDocument = Object(document);
const operation = 'destroyOfficialAccount';
const path = operations[operation].path;
const channel = { Official_Account: '@TOA#_a' };
const identity = { sdkAppId: 1400000000, identifier: 'administrator', secretKey: 'any' };

type ErrorClass = abstract new (...args: never[]) => ChatError;

interface Case {
  outcome: Outcome;
  /** What a call comes to when every attempt ends so; undefined for success. */
  error: ErrorClass | undefined;
  applied: 'applied' | 'notApplied' | 'unknown';
  attempts: number;
  /** What it comes to when only its first attempt ends so. */
  afterwards: 'success' | 'same';
}

const faults: Case[] = [
  { outcome: 'OK', error: undefined, applied: 'applied', attempts: 1, afterwards: 'success' },
  { outcome: 'slow', error: undefined, applied: 'applied', attempts: 1, afterwards: 'success' },
  { outcome: '502', error: ChatHttpError, applied: 'unknown', attempts: 3, afterwards: 'success' },
  { outcome: 'reset', error: ChatConnectionError, applied: 'unknown', attempts: 3, afterwards: 'success' },
  { outcome: 'truncated', error: ChatConnectionError, applied: 'unknown', attempts: 3, afterwards: 'success' },
  { outcome: 'timeout', error: ChatTimeoutError, applied: 'unknown', attempts: 3, afterwards: 'success' },
  { outcome: 'html', error: ChatResponseError, applied: 'unknown', attempts: 1, afterwards: 'same' },
];

/** The codes of the operation, with what follows from their retry class. */
const codes: Case[] = [...operations[operation].codes, ...commonCodes(openapi)].map((code) => {
  if (!isOutcome(operation, code)) throw new Error(`The mock cannot answer with ${code}.`);
  const { retry, renews } = describeCode(code, operation) ?? {};
  const repeated = retry !== 'never';
  return {
    outcome: code,
    error: ChatApiError,
    applied: retry === 'transient' ? 'unknown' : 'notApplied',
    attempts: repeated ? 3 : renews ? 2 : 1,
    afterwards: repeated || renews ? 'success' : 'same',
  };
});

/** One call through an entry point of the client; a refusal rejects, whichever it is. */
type Entry = (options: ChatClientOptions) => Promise<unknown>;

const entries: [string, Entry][] = [
  ['methods', (options) => createChatClient(options).destroyOfficialAccount(channel)],
  [
    'openapi-fetch',
    async (options) => {
      const { data, error } = await createFetchClient(options).POST(path, { body: channel });
      if (error !== undefined) throw error;
      return data;
    },
  ],
];

describe.each(entries)('the client against the mock, by %s', (name, entry) => {
  let mocks: Mock[] = [];
  beforeAll(async () => {
    mocks = await Promise.all([...faults, ...codes].map(() => startMock({ check: true })));
    // The first code on demand loads Prism, which no call shall have to wait for.
    await using first = await startMock({ check: true });
    first.enqueue(operation, 60007);
    await createChatClient({ ...identity, baseUrl: first.url, retry: 0 })
      [operation](channel)
      .catch(() => {});
  });
  afterAll(() => Promise.all(mocks.map((mock) => mock.close())));

  const optionsOf = (mock: Mock, events: AttemptEvent[], { outcome }: Case): ChatClientOptions => ({
    ...identity,
    baseUrl: mock.url,
    quota: false,
    timeout: outcome === 'timeout' ? 200 : 5000,
    onAttempt: (event) => events.push(event),
  });

  it.concurrent.for([...faults, ...codes].map((one, index) => ({ ...one, index })))(
    'meets $outcome every time, and once',
    async (one, { expect }) => {
      const mock = mocks[one.index];
      if (mock === undefined) throw new Error('The mocks were not started.');
      const events: AttemptEvent[] = [];
      mock.enqueue(operation, one.outcome, one.outcome, one.outcome);
      const result = await entry(optionsOf(mock, events, one)).catch((error: unknown) => error);
      if (one.error === undefined) expect(result).toMatchObject({ ErrorCode: 0 });
      else if (one.error === ChatApiError && name === 'openapi-fetch')
        expect(result).toMatchObject({ ErrorCode: one.outcome });
      else expect(result).toBeInstanceOf(one.error);
      expect(events).toHaveLength(one.attempts);
      expect(events.at(-1)?.outcome).toBe(one.applied);
      expect(mock.calls()).toHaveLength(one.attempts);

      mock.reset();
      events.length = 0;
      mock.enqueue(operation, one.outcome);
      const once = await entry(optionsOf(mock, events, one)).catch((error: unknown) => error);
      if (one.afterwards === 'same') expect(once).not.toMatchObject({ ErrorCode: 0 });
      else expect(once).toMatchObject({ ErrorCode: 0 });
      // What the first attempt had done although it failed, the second finds done: the client must not call that an error.
      const doneAlready = one.outcome === 'timeout' || one.outcome === 'truncated';
      expect(events.at(-1)?.result === 'replayed').toBe(doneAlready);
    },
  );
});

it('has a case for each code', () => {
  expect(codes.length).toBeGreaterThan(50);
});
