import { rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { copyRepository } from '../generate/copy.ts';
import { expectEnd, startGroup } from '../process-group.ts';
import { start } from '../processes.ts';

const onLinux = it.runIf(process.platform === 'linux');
/** How a text with a colour begins. */
const color = '\u001b[3';

describe('npm start', () => {
  it('begins with what to do next, shows a call without the signature, explains the second, and ends with --once', async () => {
    const npm = start('npm', ['start', '--silent', '--', '--once']);
    expect(await npm.ended).toMatchObject({ code: 0 });
    const output = npm.output();
    // What is said of a port that is taken, and of a build that takes long, depends on the machine.
    expect(output.replaceAll(/^(?:Making|Port \d+ is taken).*\n/gm, '')).toMatch(/^What to do next/);
    expect(output).not.toMatch(/turbo|cache hit/);
    expect(output).not.toContain(color);
    expect(output).toMatch(/^ {2}POST \/v4\/official_account_open_http_svc\/destroy_official_account$/m);
    expect(output).toContain('{"Official_Account":"@TOA#_tour"}');
    expect(output).toContain('-> 200 {"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}');
    expect(output).toContain('ChatApiError: 130004 OfficialAccountNotFound');
    expect(output).toContain('What to do: Check the channel id.');
    expect(output).toMatch(/Reference: {2}http:\/\/127\.0\.0\.1:\d+\/errors\/130004\.html/);
    expect(output).toContain('usersig=(hidden)');
    // A signature is a zlib stream in base64, and so begins in this way.
    expect(output).not.toMatch(/e[AJ][A-Za-z0-9*_-]{20}/);
  });

  onLinux('stays up with working addresses until Ctrl-C, and leaves nothing behind', async () => {
    await using group = await startGroup('npm', ['start']);
    await group.says(/Ctrl-C ends both\./);
    const find = (pattern: RegExp): string => pattern.exec(group.output())?.[1] ?? '';
    const links = group.output().match(/http:\S+\.html/g) ?? [];
    expect(links.length).toBeGreaterThan(2);
    for (const link of links) expect(await (await fetch(link)).text()).toContain('</html>');
    const docs = find(/^The reference {2}(http:\S+)/m);
    expect(await (await fetch(docs)).text()).toContain('Terminate an official channel');
    const mock = find(/^The mock {7}(http:\S+)/m);
    expect(await (await fetch(mock)).text()).toContain('@TOA#_tour');
    const request = /^ {2}curl -d '(.*)' '(.*)'$/m.exec(group.output());
    const response = await fetch(request?.[2] ?? '', { method: 'POST', body: request?.[1] ?? '' });
    expect(await response.json()).toMatchObject({ ErrorCode: 0 });
    // What the form of the reference sends at first: the example of the document.
    const body = '{"Official_Account": "@TOA#_test_id"}';
    const tried = await fetch(request?.[2] ?? '', { method: 'POST', body });
    expect(await tried.json()).toMatchObject({ ErrorCode: 0 });

    expectEnd(await group.end('SIGINT'), 130);
    await expect(fetch(mock)).rejects.toThrow();
    await expect(fetch(docs)).rejects.toThrow();
  });

  onLinux('has colours on a terminal, keeps lines within its width, and ends when ^C is typed', async () => {
    // A terminal on which CI says nothing of colours.
    const { CI: _, NO_COLOR: __, ...others } = process.env;
    const env = { ...others, TERM: 'xterm-256color' };
    await using group = await startGroup('script', ['-qec', 'stty cols 80; exec npm start', '/dev/null'], { env });
    await group.says(/Ctrl-C ends both\./);
    expect(group.output()).toContain(color);
    const lines = stripVTControlCharacters(group.output()).split(/\r?\n|\r/);
    expect(lines.filter((line) => line.length > 80 && !line.startsWith('  curl '))).toStrictEqual([]);
    const { said, ...ended } = await group.end('^C');
    // The terminal's own echo, and a new line for the shell. npm takes its spinner away.
    expect(stripVTControlCharacters(said).replace(/[\u2800-\u28ff]/, '')).toBe('^C\r\n');
    expectEnd({ ...ended, said: '' }, 130);
  });

  onLinux('takes another port when the usual one is taken, says so, and ends when npm is killed', async () => {
    const server = createServer();
    // Held by this test or by somebody else: it is taken.
    await new Promise<void>((resolve) => {
      server.once('error', () => resolve());
      server.listen(4010, '127.0.0.1', resolve);
    });
    onTestFinished(() => {
      server.close();
    });
    await using group = await startGroup('npm', ['start']);
    await group.says(/Ctrl-C ends both\./);
    expect(group.output()).toMatch(/^Port 4010 is taken, so the mock listens on \d+ instead\.$/m);
    expectEnd(await group.end('SIGKILL', 'leader'), 137);
  });

  it('shows what the build says when it fails, and where', async () => {
    const copy = await copyRepository();
    onTestFinished(() => copy.remove());
    const file = join(copy.folder, 'spec', 'components', 'schemas', 'DestroyOfficialAccountRequest.yaml');
    await rm(file);
    await writeFile(file, 'type: object\nproperties:\n  Official_Account: { $ref: Missing.yaml }\n');
    const npm = start('npm', ['start', '--silent'], { cwd: copy.folder });
    expect(await npm.ended).toMatchObject({ code: 1 });
    expect(npm.output()).toContain('DestroyOfficialAccountRequest.yaml');
    expect(npm.output()).toMatch(/This has to be made first, and failed; the reason stands above\.\n$/);
    expect(npm.output()).not.toMatch(/^\s+at /m);
  });
});
