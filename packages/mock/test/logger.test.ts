/** What stands in the log of a call. */
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createLogger, type LoggerOptions } from '../src/logger.ts';
import { reply, startApp, startSending, token } from './app.ts';
import { ask, goodQuery, path, raw, start } from './ask.ts';

/** The lines of what is done with a mock. */
async function linesOf(
  act: (url: string) => Promise<unknown>,
  options: Partial<LoggerOptions> = {},
): Promise<string[]> {
  const lines: string[] = [];
  const style = { style: 'pretty', isTerminal: false, hasColors: false, secretKey: undefined, ...options } as const;
  const logger = createLogger(style, (text) => lines.push(...text.split('\n')));
  const mock = await start({ onCall: logger.log });
  await act(mock.url);
  logger.flush();
  return lines.map((line) => line.replace(/ {2}\d+\.\d ms$/, ''));
}

const withId = (id: unknown) => (url: string) => ask({ url }, { body: { Official_Account: id } });
const request = (line: string) => (url: string) => raw(url, `${line} HTTP/1.1\r\nconnection: close\r\n\r\n`);

describe('the log', () => {
  it.each<[unknown, string]>([
    ['@TOA#_a', '@TOA#_a  0  ok'],
    ['news', 'news  130007  Official_Account'],
    [`@TOA#_${'x'.repeat(80)}`, `@TOA#_${'x'.repeat(51)}...  130007  Official_Account`],
    ['TOA_with_a_prefix_that_is_wrong', 'TOA_with_a_prefix...  130007  Official_Account'],
    ['a b', '"a b"  130007  Official_Account'],
    ['', '""  130007  Official_Account'],
    ['é频道', 'é频道  130007  Official_Account'],
    [7, '7  20001  body'],
    [{ a: [1] }, '"{\\"a\\":[1]}"  20001  body'],
    [null, 'null  20001  body'],
    ['\x1b[31m\r\n\0', '"\\u001b[31m\\r\\n\\u0000"  130007  Official_Account'],
    ['\x9b31m\u202e\u2028\u200f', '"\\u009b31m\\u202e\\u2028\\u200f"  130007  Official_Account'],
    ['\u{e0041}', '"\\udb40\\udc41"  130007  Official_Account'],
  ])('shows the id %j as it was sent', async (id, expected) => {
    expect(await linesOf(withId(id))).toStrictEqual([`destroyOfficialAccount  ${expected}`]);
    const [json = ''] = await linesOf(withId(id), { style: 'json' });
    expect(json).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
    const found = Object(JSON.parse(json)).id;
    const sent = typeof id === 'string' ? id : JSON.stringify(id);
    expect(sent.startsWith(found.replace(/\.\.\.$/, ''))).toBe(true);
  });

  it.each([
    ['GET /v4/x?usersig=canary', 'GET /v4/x  -  60002  method'],
    ['POST /v4/x%3Fusersig=canary', 'POST /v4/x  -  60009  path'],
    ['POST /v4/x&usersig=canary', 'POST /v4/x  -  60009  path'],
    [`POST /v4/${'x'.repeat(100)}/y`, 'POST /v4/xxxxxxxx.../y  -  60009  path'],
    [`POST ${'/x'.repeat(100)}`, `POST ${'/x'.repeat(48)}/...  -  60009  path`],
    ['PUT /%9b31m%0d%0a', 'PUT /%9b31m%0d%0a  -  60002  method'],
    ['DELETE *', 'DELETE *  -  60002  method'],
  ])('shows of %j what it was for', async (line, expected) => {
    expect(await linesOf(request(line))).toStrictEqual([expected]);
    const [json = ''] = await linesOf(request(line), { style: 'json' });
    expect(JSON.parse(json)).toMatchObject({ operation: '-', request: expect.stringMatching(/^[A-Z]+ [/*]/) });
    expect(json).not.toContain('canary');
  });

  it('never shows the key, wherever it was sent', async () => {
    const key = 'a-key-of-a-test';
    const lines = await linesOf(
      async (url) => {
        for (const id of [key, `@TOA#_${key}`, 'f'.repeat(64), { key }]) await withId(id)(url);
        await raw(
          url,
          `POST ${path}?${new URLSearchParams({ ...goodQuery, usersig: key })} HTTP/1.1\r\nconnection: close\r\n\r\n`,
        );
      },
      { secretKey: key },
    );
    expect(lines).toHaveLength(5);
    expect(lines.join('\n')).not.toMatch(/a-key|fff/);
  });

  it('has a line for each webhook that has failed, and none for others', async () => {
    const app = await startApp((received, response) =>
      reply({ token }, received.body.Official_Account === '@TOA#_a' ? 200 : 401)(received, response),
    );
    const logs = await Promise.all(
      (['pretty', 'json'] as const).map(async (style) => {
        const lines: string[] = [];
        const options = { style, isTerminal: false, hasColors: false, secretKey: 'key-of-a-test' };
        const logger = createLogger(options, (text) => lines.push(...text.split('\n')));
        const mock = await startSending({ webhooks: { url: app.url, token }, onWebhook: logger.logWebhook });
        for (const id of ['@TOA#_a', '@TOA#_b c', '@TOA#_key-of-a-test']) {
          await ask(mock, { body: { Official_Account: id } });
          await mock.idle();
        }
        logger.flush();
        return lines;
      }),
    );
    const command = 'OfficialAccount.CallbackAfterOfficialAccountDestroyed';
    const problem = 'The answer has the status 401, not 200.';
    const [pretty = [], json = []] = logs;
    expect(pretty.map((line) => line.replace(/\d+\.\d ms/, 'n ms'))).toStrictEqual([
      `${command}  "@TOA#_b c"  401  status  n ms  ${problem}`,
      `${command}  @TOA#_[redacted]  401  status  n ms  ${problem}`,
    ]);
    expect(JSON.parse(json[0] ?? '')).toStrictEqual({
      webhook: command,
      id: '"@TOA#_b c"',
      status: 401,
      failure: 'status',
      problem,
      milliseconds: expect.any(Number),
    });
    expect(logs.flat().join('\n')).not.toMatch(/canary|[0-9a-f]{64}/);
  });

  it('has time and colour for a person who looks on', async () => {
    const act = async (url: string): Promise<void> => {
      for (const id of ['@TOA#_a', 'wrong']) await withId(id)(url);
      await withId('@TOA#_mock_502')(url).catch(() => {});
    };
    const lines = await linesOf(act, { isTerminal: true, hasColors: true });
    expect(lines.map((line) => line.split('\x1b[')[1]?.slice(0, 2))).toStrictEqual(['32', '31', '33']);
    const plain = lines.map(stripVTControlCharacters);
    for (const line of plain) expect(line).toMatch(/^\d\d:\d\d:\d\d {2}destroyOfficialAccount {2}/);
    const withoutColors = await linesOf(act, { isTerminal: true });
    expect(withoutColors.join('')).not.toContain('\x1b');
  });
});
