import { describe, expect, it } from 'vitest';
import { type AttemptEvent, createChatClient, logAttempts } from '../src/index.ts';
import { startService } from './service.ts';

const channel = { Official_Account: '@TOA#_a' };

/** Loggers with the functions and types of the real ones, which note what they get. */
function createLoggers() {
  const lines: unknown[][] = [];
  const note =
    (level: string) =>
    (...parameters: unknown[]): void => {
      lines.push([level, ...parameters]);
    };
  const levels = { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') };
  interface PinoFunction {
    (fields: object, line?: string): void;
    (line: string, ...values: unknown[]): void;
  }
  const pinoFunctions: { debug: PinoFunction; info: PinoFunction; warn: PinoFunction } = levels;
  return {
    lines,
    console: { ...console, ...levels },
    winston: { ...levels, log: note('log'), transports: [] },
    pino: { ...pinoFunctions, bindings: () => ({}), child: () => ({}) },
  };
}

/** Lets two calls be made; the second is refused once. */
async function callTwice(onAttempt: (event: AttemptEvent) => void) {
  const service = await startService((_request, response) => {
    response.end(JSON.stringify({ ErrorCode: service.received.length === 2 ? 60007 : 0 }));
  });
  const identity = { sdkAppId: 1, identifier: 'administrator', secretKey: 'canary-key-of-the-app' };
  const chat = createChatClient({ baseUrl: service.url, ...identity, onAttempt });
  await chat.destroyOfficialAccount(channel);
  await chat.destroyOfficialAccount(channel);
}

describe('an event', () => {
  it('tells which call it belongs to, and has whole numbers', async () => {
    const events: AttemptEvent[] = [];
    await callTwice((event) => events.push(event));
    expect(events.map(({ call, attempt }) => [call, attempt])).toStrictEqual([
      [1, 1],
      [2, 1],
      [2, 2],
    ]);
    for (const { duration, wait } of events) expect([duration, wait].every(Number.isInteger)).toBe(true);
  });
});

describe('logAttempts', () => {
  it.each(['console', 'winston', 'pino'] as const)('logs a line and the fields with %s', async (name) => {
    const loggers = createLoggers();
    await callTwice(logAttempts(loggers[name]));
    const lines = loggers.lines.map(([level, ...rest]) => [level, ...(name === 'pino' ? rest.toReversed() : rest)]);
    expect(lines).toMatchObject([
      [
        'info',
        expect.stringMatching(/^destroyOfficialAccount call 1 attempt 1: success, \d+ ms$/),
        { call: 1, code: 0 },
      ],
      [
        'warn',
        expect.stringMatching(
          /^destroyOfficialAccount call 2 attempt 1: refused 60007, notApplied, \d+ ms, will retry$/,
        ),
        { call: 2, attempt: 1, code: 60007, result: 'refused', willRetry: true },
      ],
      [
        'info',
        expect.stringMatching(/^destroyOfficialAccount call 2 attempt 2: success, \d+ ms$/),
        { call: 2, attempt: 2 },
      ],
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/eAEB|canary|undefined/);
  });

  it('logs at the level that is given, or that a function chooses', async () => {
    const loggers = createLoggers();
    await callTwice(logAttempts(loggers.pino, { level: 'debug' }));
    await callTwice(logAttempts(loggers.winston, { level: ({ willRetry }) => (willRetry ? 'error' : 'debug') }));
    expect(loggers.lines.map(([level]) => level)).toStrictEqual(['debug', 'debug', 'debug', 'debug', 'error', 'debug']);
  });

  it('refuses a level that the logger does not have, by type and when it is made', () => {
    const { winston } = createLoggers();
    // @ts-expect-error there is no such function
    expect(() => logAttempts(winston, { level: 'loud' })).toThrow('the logger has no function "loud"');
    // @ts-expect-error this is no logger
    expect(() => logAttempts({}, { level: 'info' })).toThrow('the logger has no function "info"');
    expect(() => logAttempts(winston, { level: undefined })).not.toThrow();
  });
});
