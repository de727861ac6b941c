import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { start } from '../processes.ts';

const run = promisify(execFile);

describe('npm start', () => {
  it('terminates a channel, shows it without the signature, explains the second try, and ends with --once', async () => {
    const npm = start('npm', ['start', '--', '--once']);
    expect(await npm.ended).toMatchObject({ code: 0 });
    const output = npm.output();
    expect(output).toMatch(
      /POST http:\/\/127\.0\.0\.1:\d+\/v4\/official_account_open_http_svc\/destroy_official_account/,
    );
    expect(output).toContain('{"Official_Account":"@TOA#_tour"}');
    expect(output).toContain('-> 200 {"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}');
    expect(output).toContain('ChatApiError: 130004 OfficialAccountNotFound');
    expect(output).toContain('What to do: Check the channel id.');
    expect(output).toMatch(/Reference: {2}http:\/\/127\.0\.0\.1:\d+\/errors\/130004\.html/);
    expect(output).toContain('usersig=(hidden)');
    // A signature is a zlib stream in base64, and so begins in this way.
    expect(output).not.toMatch(/e[AJ][A-Za-z0-9*_-]{20}/);
  });

  it('stays up with working addresses until Ctrl-C, and leaves nothing behind', async () => {
    const npm = start('npm', ['start']);
    await npm.until(/Ctrl-C ends both\./, 60_000);
    const [, mock = ''] = await npm.until(/The mock {7}(http:\S+)/);
    const [, docs = ''] = await npm.until(/The reference {2}(http:\S+)/);
    const [, page = ''] = await npm.until(/Reference: {2}(http:\S+)/);
    expect(await (await fetch(docs)).text()).toContain('Terminate an official channel');
    expect(await (await fetch(page)).text()).toContain('What to do');
    const [, curl = ''] = await npm.until(/^ {2}(curl .*)$/m);
    const request = /^curl -d '(.*)' '(.*)'$/.exec(curl);
    const response = await fetch(request?.[2] ?? '', { method: 'POST', body: request?.[1] ?? '' });
    expect(await response.json()).toMatchObject({ ErrorCode: 0 });
    // What the form of the reference sends at first: the example of the document.
    const body = '{"Official_Account": "@TOA#_test_id"}';
    const tried = await fetch(request?.[2] ?? '', { method: 'POST', body });
    expect(await tried.json()).toMatchObject({ ErrorCode: 0 });

    npm.child.kill('SIGINT');
    expect(await npm.ended).toMatchObject({ code: 130 });
    await expect(fetch(mock)).rejects.toThrow();
    await expect(fetch(docs)).rejects.toThrow();
  });

  it('ends when npm is killed', async () => {
    const npm = start('npm', ['start']);
    const [, mock = ''] = await npm.until(/The mock {7}(http:\S+)/, 60_000);
    await npm.until(/Ctrl-C ends both\./);
    npm.child.kill('SIGKILL');
    // The outputs close when the last process that holds them has ended.
    await npm.ended;
    await expect(fetch(mock)).rejects.toThrow();
  });

  it('takes another port when the usual one is taken, and says so', async () => {
    const server = createServer();
    // Held by this test or by somebody else: it is taken.
    await new Promise<void>((resolve) => {
      server.once('error', () => resolve());
      server.listen(4010, '127.0.0.1', resolve);
    });
    onTestFinished(() => {
      server.close();
    });
    const npm = start('npm', ['start', '--', '--once']);
    expect(await npm.ended).toMatchObject({ code: 0 });
    expect(npm.output()).toMatch(/^Port 4010 is taken, so the mock listens on \d+ instead\.$/m);
  });

  it.each([
    ['start', ['--onse'], "npm start: Unknown option '--onse'. Known: --once."],
    ['docs', ['--port', 'abc'], 'npm run docs: --port is "abc". Give a number from 0 to 65535.'],
    ['bench', ['nothing'], 'npm run bench: there is no "nothing".'],
  ])('refuses flags of npm run %s that it does not know', async (script, flags, message) => {
    const failed = run('npm', ['run', script, '--', ...flags]);
    await expect(failed).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
  });
});
