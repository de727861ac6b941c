/** `chat-openapi destroy` with a terminal, and with a reader that goes away. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { promisify, stripVTControlCharacters } from 'node:util';
import { type Mock, startMock } from '@chat-openapi/mock';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Group } from '../process-group.ts';
import { canary, command, makeFolder, runLine, startInTerminal } from './program.ts';

let mock: Mock;
let env: NodeJS.ProcessEnv;
let folder: string;
beforeAll(async () => {
  mock = await startMock();
  env = {
    CHAT_BASE_URL: mock.url,
    CHAT_SDK_APP_ID: '1400000000',
    CHAT_IDENTIFIER: 'administrator',
    CHAT_SECRET_KEY: canary,
  };
});
afterAll(() => mock.close());
beforeEach(async () => {
  mock.reset();
  folder = await makeFolder();
});

const sequence = '\u001b[';
const ctrlC = '\u0003';

/** Runs it in the folder, with so many ids. */
async function line(ids: number, flags = ''): Promise<string> {
  const text = Array.from({ length: ids }, (_, index) => `@TOA#_${index + 1}\n`).join('');
  await writeFile(join(folder, 'ids.txt'), text);
  return `cd '${folder}'; tty > terminal.txt; ${command} destroy --from ids.txt ${flags}`;
}

/** The bar as it was written each time, without what moves the cursor and colours. */
const framesOf = (output: string): string[] =>
  output
    .split(`\r${sequence}J`)
    .slice(1)
    .map((frame) => stripVTControlCharacters(frame).split('\r\n')[0] ?? '');

const isCursorShown = (terminal: Group): boolean =>
  terminal.output().lastIndexOf(`${sequence}?25h`) > terminal.output().lastIndexOf(`${sequence}?25l`);

describe.runIf(process.platform === 'linux')('in a terminal', () => {
  it('it shows what it would terminate, asks, and shows a bar until all is done', async () => {
    await using terminal = await startInTerminal(await line(60), env);
    await terminal.says(/Terminate 60 channels for good\?/);
    expect(terminal.output()).toContain(`destroyOfficialAccount at ${mock.url}, app 1400000000\r\n`);
    expect(terminal.output()).toContain('60 channels: @TOA#_1, @TOA#_2, @TOA#_3 and 57 more\r\n');
    expect(mock.calls()).toStrictEqual([]);
    terminal.type('y');
    expect(await terminal.ended).toBe(0);
    const frames = framesOf(terminal.output());
    expect(frames[0]).toMatch(/^\[\.{38}\] {2}0 of 60 {2}0\/s$/);
    expect(frames.at(-1)).toMatch(/^\[#{38}\] {2}60 of 60 {2}\d+\/s$/);
    expect(terminal.output()).toContain(`${sequence}36m[`);
    expect(terminal.output()).toMatch(/60 done\r\n$/);
    expect(isCursorShown(terminal)).toBe(true);
    expect(mock.calls()).toHaveLength(60);
    expect(terminal.output()).not.toContain(canary.slice(0, 12));
  });

  it.for([
    ['no', '\r', 1],
    ['Ctrl-C', ctrlC, 130],
  ] as const)('%s to the question sends nothing and leaves nothing', async ([, key, code]) => {
    await using terminal = await startInTerminal(await line(3), env);
    await terminal.says(/for good\?/);
    terminal.type(key);
    expect(await terminal.ended).toBe(code);
    expect(mock.calls()).toStrictEqual([]);
    expect((await readdir(folder)).toSorted()).toStrictEqual(['ids.txt', 'terminal.txt']);
  });

  it('the bar follows the width of the terminal, and has no colours with NO_COLOR', async () => {
    mock.change({ latency: 300 });
    const given = { ...env, NO_COLOR: '1' };
    await using terminal = await startInTerminal(await line(300, '--yes'), given, 120);
    await terminal.until('a bar', () => framesOf(terminal.output()).some((frame) => /[1-9]\d* of 300/.test(frame)));
    const device = (await readFile(join(folder, 'terminal.txt'), 'utf8')).trim();
    const before = framesOf(terminal.output()).length;
    await promisify(execFile)('stty', ['-F', device, 'cols', '40']);
    await terminal.until('narrow bars', () =>
      framesOf(terminal.output())
        .slice(before)
        .some((frame) => frame.length < 40),
    );
    mock.change({ latency: 0 });
    expect(await terminal.ended).toBe(0);
    const narrow = framesOf(terminal.output()).slice(before + 1);
    for (const frame of narrow) expect(frame.length, frame).toBeLessThan(40);
    // The wide one had become two lines, and both of them are taken away.
    expect(terminal.output()).toContain(`${sequence}1A\r${sequence}J`);
    expect(terminal.output()).not.toContain(`${sequence}3`);
  });

  it('Ctrl-C finishes what is under way, says how to go on, and the next run does', async () => {
    mock.change({ latency: 300 });
    const run = await line(100, '--yes');
    await using terminal = await startInTerminal(run, env);
    await terminal.until('calls', () => mock.calls().length > 5);
    terminal.type(ctrlC);
    expect(await terminal.ended).toBe(130);
    const calls = mock.calls().length;
    expect(terminal.output()).toMatch(/Waiting for \d+ calls that are under way\. Ctrl-C again ends at once\./);
    expect(terminal.output()).toContain(`${calls} done\r\n${100 - calls} left\r\n`);
    expect(terminal.output()).toContain('To go on: chat-openapi destroy --from ids.txt --yes\r\n');
    expect(isCursorShown(terminal)).toBe(true);
    mock.change({ latency: 0 });
    await using next = await startInTerminal(run, env);
    expect(await next.ended).toBe(0);
    expect(next.output()).toContain('100 done\r\n');
    expect(mock.calls().map(({ code }) => code)).toStrictEqual(Array.from({ length: 100 }, () => 0));
  });

  it('Ctrl-C once more ends it at once, and what was under way is done by the next run', async () => {
    let held = 0;
    let answers = false;
    const service = createServer((request, response) => {
      if (!answers) held++;
      else request.resume().on('end', () => response.end('{"ActionStatus":"OK","ErrorCode":0,"ErrorInfo":""}'));
    });
    await once(service.listen(0, '127.0.0.1'), 'listening');
    onTestFinished(() => void service.close().closeAllConnections());
    const given = { ...env, CHAT_BASE_URL: `http://127.0.0.1:${Object(service.address()).port}` };
    const run = await line(5, '--yes');
    await using terminal = await startInTerminal(run, given);
    await terminal.until('calls', () => held === 5);
    const again = setInterval(() => terminal.type(ctrlC), 100);
    expect(await terminal.ended.finally(() => clearInterval(again))).toBe(130);
    expect(isCursorShown(terminal)).toBe(true);
    expect(terminal.output()).not.toContain('done');
    answers = true;
    await using next = await startInTerminal(run, given);
    expect(await next.ended).toBe(0);
    expect(next.output()).toMatch(/5 channels sent by a run that was killed before an answer came/);
    expect(next.output()).toMatch(/5 done, 5 of them had been in doubt/);
  });
});

describe('a reader that goes away', () => {
  it('is no crash, and nothing that was done is forgotten', async () => {
    const run = await line(30, '--yes');
    const left = await runLine(`(trap '' PIPE; ${run}; echo "ended with $?" >&2) | true`, env);
    expect(left.stderr).toMatch(/ended with 141\n$/);
    expect(left.stderr).not.toMatch(/Error|\n\s+at /);
    expect(await runLine(run, env)).toMatchObject({ code: 0, stdout: '30 done\n' });
    expect(mock.calls().map(({ code }) => code)).toStrictEqual(Array.from({ length: 30 }, () => 0));
  });

  it('gets plain lines until then', async () => {
    const { stderr } = await runLine(await line(30, '--yes'), { ...env, FORCE_COLOR: '1' });
    expect(stderr).toMatch(/\n30 of 30, \d+\/s\n$/);
    expect(stderr).not.toContain(sequence);
  });
});
