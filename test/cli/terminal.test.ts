/** The program `chat-openapi` with a terminal, and without one. */
import { readdir, readFile } from 'node:fs/promises';
import { type Mock, startMock } from '@chat-openapi/mock';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { canary, command, runLine, startInTerminal } from './program.ts';

let mock: Mock;
let env: NodeJS.ProcessEnv;
beforeAll(async () => {
  mock = await startMock({ secretKey: canary });
  env = { CHAT_BASE_URL: mock.url, CHAT_SDK_APP_ID: '1400000000', CHAT_IDENTIFIER: 'administrator' };
});
afterAll(() => mock.close());
beforeEach(() => mock.reset());

const destroy = `${command} call destroyOfficialAccount --body '{"Official_Account":"@TOA#_private"}'`;
const sequence = '\u001b[';

describe.runIf(process.platform === 'linux')('in a terminal', () => {
  it('a key that is missing is asked for, and neither it nor its length is shown', async () => {
    await using terminal = await startInTerminal(destroy, env);
    await terminal.says(/The secret key of app 1400000000 \(not shown\)/);
    const before = terminal.output();
    terminal.type(`${canary}\r`);
    expect(await terminal.ended).toBe(0);
    const after = terminal.output().slice(before.length);
    expect(after).toContain('"ErrorCode": 0');
    // Nothing stands there as often as the key has letters.
    expect(after).not.toMatch(/([^\s─])\1{9}/u);
    expect(terminal.output()).not.toContain(canary.slice(0, 8));
    expect(mock.calls()).toMatchObject([{ code: 0 }]);
  });

  it('while it asks, the list of processes shows nothing of its arguments', async () => {
    await using terminal = await startInTerminal(`exec ${destroy}`, env);
    await terminal.says(/The secret key/);
    const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
    const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
    const own = lines.filter((line) => line.startsWith('chat-openapi'));
    expect(own.length).toBeGreaterThan(0);
    expect(own.join()).not.toContain('private');
    terminal.type('\u0003');
    await terminal.ended;
  });

  it('Ctrl-C at the question ends it with 130, without a stack and without a call', async () => {
    for (const line of [destroy, `${command} sign`, `${command} explain usersig`]) {
      await using terminal = await startInTerminal(line, env);
      await terminal.says(/\(not shown\)/);
      terminal.type('\u0003');
      expect(await terminal.ended).toBe(130);
      expect(terminal.output()).not.toMatch(/Error|\n\s+at /);
      // The cursor is there again.
      expect(terminal.output().lastIndexOf(`${sequence}?25h`)).toBeGreaterThan(
        terminal.output().lastIndexOf(`${sequence}?25l`),
      );
    }
    expect(mock.calls()).toStrictEqual([]);
  });

  it('an answer is indented, and checks have colours, unless NO_COLOR is set', async () => {
    const given = { ...env, CHAT_SECRET_KEY: canary };
    const doctor = `${command} doctor`;
    await using colored = await startInTerminal(doctor, given);
    await using plain = await startInTerminal(doctor, { ...given, NO_COLOR: '1' });
    await using answer = await startInTerminal(destroy, given);
    expect(await Promise.all([colored.ended, plain.ended, answer.ended])).toStrictEqual([0, 0, 0]);
    expect(colored.output()).toContain(`${sequence}32mok`);
    expect(plain.output()).toContain('ok       Node');
    expect(plain.output()).not.toContain(sequence);
    expect(answer.output()).toContain('{\r\n  "ActionStatus": "OK"');
  });

  it('no line is wider than the terminal where it can be helped', async () => {
    await using terminal = await startInTerminal(`${command} operations`, env, 40);
    expect(await terminal.ended).toBe(0);
    for (const line of terminal.output().split('\r\n')) expect(line.length).toBeLessThanOrEqual(40);
  });
});

describe('without a terminal', () => {
  it('nobody is asked, and nothing but text is written', async () => {
    for (const line of [destroy, `${command} sign`]) {
      const { code, stdout, stderr } = await runLine(line, env);
      expect({ code, stdout }).toStrictEqual({ code: 2, stdout: '' });
      expect(stderr).toContain('CHAT_SECRET_KEY');
    }
    const { code, stdout, stderr } = await runLine(`${command} doctor`, {
      ...env,
      CHAT_SECRET_KEY: canary,
      FORCE_COLOR: '1',
    });
    expect({ code, stderr }).toStrictEqual({ code: 0, stderr: '' });
    expect(stdout).not.toContain(sequence);
    expect(stdout).not.toContain(canary);
  });

  it('a reader that goes away is no crash', async () => {
    const line = `(trap '' PIPE; ${command} operations; echo "ended with $?" >&2) | true`;
    expect(await runLine(line, env)).toMatchObject({ stdout: '', stderr: 'ended with 141\n' });
  });

  it.runIf(process.platform === 'linux')('a disk that is full is told in a sentence', async () => {
    const said = 'chat-openapi: the output cannot be written (ENOSPC).\n';
    expect(await runLine(`${command} operations > /dev/full`, env)).toStrictEqual({
      code: 1,
      stdout: '',
      stderr: said,
    });
    expect(await runLine(`${command} call x 2> /dev/full`, env)).toStrictEqual({ code: 1, stdout: '', stderr: '' });
  });

  it('a file of --env-file that is not there is told by Node, as the README says', async () => {
    const { code, stderr } = await runLine(`${command} --env-file none.env sign`, env);
    expect({ code, stderr }).toStrictEqual({ code: 9, stderr: expect.stringContaining('none.env: not found') });
  });

  it('a pipe gets the answer alone, to the last byte', async () => {
    const { stdout } = await runLine(`${command} operations --json | cat`, env);
    expect(JSON.parse(stdout).length).toBeGreaterThan(10);
  });
});
