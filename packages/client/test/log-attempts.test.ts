import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { type AttemptEvent, ChatConfigError, createChatClient, logAttempts } from '../src/index.ts';
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
    // @ts-expect-error there is no such function either
    expect(() => logAttempts({}, { level: 'info' })).toThrow('the logger has no function "info"');
    expect(() => logAttempts(winston, { level: undefined })).not.toThrow();
  });

  const fail = (): never => {
    throw new Error('canary');
  };
  const make =
    (...given: unknown[]) =>
    () =>
      Reflect.apply(logAttempts, undefined, given);

  it('refuses what is no logger at once, and one that lacks the functions of the default level', () => {
    const note = (): void => {};
    const revoked = Proxy.revocable({}, {});
    revoked.revoke();
    for (const logger of [
      undefined,
      null,
      'console',
      5,
      note,
      {},
      { info: note },
      { warn: note },
      { info: note, warn: true },
      // winston with the levels of syslog, and a logger of Nest
      { debug: note, info: note, notice: note, warning: note, error: note },
      { log: note, warn: note, error: note },
      new Proxy({}, { get: fail }),
      revoked.proxy,
    ]) {
      expect(make(logger)).toThrow(ChatConfigError);
      expect(make(logger)).not.toThrow(/canary/);
    }
    expect(make({ info: note, warning: note })).toThrow(
      'the logger has no function "warn". Give as level the name of one that it has',
    );
    expect(make(undefined)).toThrow('the logger must be an object with functions');
    // A function that has the functions of a logger is one.
    expect(make(Object.assign(() => {}, { info: note, warn: note }))).not.toThrow();
    // @ts-expect-error it has no warn, and is given no level
    expect(() => logAttempts({ info: note })).toThrow(ChatConfigError);
    expect(() => logAttempts({ audit: note }, { level: 'audit' })).not.toThrow();
    expect(() => logAttempts({ audit: note }, { level: () => 'audit' })).not.toThrow();
  });

  it('refuses options that cannot be right', () => {
    const { console: logger } = createLoggers();
    for (const [options, says] of [
      [{ level: 5 }, 'level must be '],
      [{ level: null }, 'level must be '],
      [{ level: ['info'] }, 'level must be '],
      [{ level: '' }, 'the logger has no function'],
      [{ level: 'toString' }, 'the logger has no function'],
      [{ levl: 'debug' }, 'levl is not an option. Did you mean level?'],
      [null, 'the options of logAttempts must be an object'],
      ['debug', 'the options of logAttempts must be an object'],
      [Object.defineProperty({}, 'level', { get: fail }), 'the options of logAttempts cannot be read'],
    ] as const) {
      expect(make(logger, options)).toThrow(ChatConfigError);
      expect(make(logger, options)).toThrow(says);
    }
  });

  it.each<[string, unknown]>([
    ['a name that the logger does not have', () => 'loud'],
    ['a name that every object has', () => 'toString'],
    ['nothing', () => undefined],
    ['an error', fail],
  ])('logs at the default level when the function gives %s', async (_what, level) => {
    const loggers = createLoggers();
    await callTwice(make(loggers.winston, { level })());
    expect(loggers.lines.map(([name]) => name)).toStrictEqual(['info', 'warn', 'info']);
  });

  it('logs with what there is when the default level is missing too', async () => {
    for (const name of ['info', 'error', 'log']) {
      const lines: string[] = [];
      const logger = { [name]: (line: string) => lines.push(line), other: fail };
      await callTwice(make(logger, { level: () => 'loud' })());
      expect(lines).toHaveLength(3);
    }
  });

  it('does not end the process when a log function rejects', async () => {
    const index = JSON.stringify(new URL('../src/index.ts', import.meta.url).href);
    const program = `
      import { createChatClient, logAttempts } from ${index};
      const down = async () => { throw new Error('down'); };
      const chat = createChatClient({
        baseUrl: 'http://service.test', sdkAppId: 1, identifier: 'administrator', userSig: 'eJ1',
        fetch: async () => new Response('{"ErrorCode":0}'), onAttempt: logAttempts({ info: down, warn: down }),
      });
      await chat.destroyOfficialAccount({ Official_Account: '@TOA#_a' });
      await new Promise((resolve) => setTimeout(resolve, 20));
      console.log('alive');
    `;
    const args = ['--conditions=@chat-openapi/source', '--input-type=module', '--eval', program];
    const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 30_000 });
    expect(stdout.trim()).toBe('alive');
  });
});
