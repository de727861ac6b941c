/** How scripts end: by real signals to real process groups. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { runChild } from '../../scripts/child.mjs';
import { inRoot, root } from '../../scripts/paths.ts';
import { expectEnd, type Group, startGroup } from '../process-group.ts';

const program = (name: string): string => inRoot('test', 'scripts', 'programs', name);
const start = (...args: string[]): Promise<Group> => startGroup(process.execPath, [program('runs-child.ts'), ...args]);

const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

describe.runIf(process.platform === 'linux')('a script', () => {
  it.concurrent.each(signals)('ends on %s without what its child says of it, and does not go on', async (signal) => {
    await using group = await start(program('tells-why.ts'));
    await group.says(/It is there/);
    expectEnd(await group.end(signal), codes[signal]);
  });

  it.concurrent.each(signals)('ends on %s with a child and a grandchild that do not', async (signal) => {
    await using group = await start(program('stubborn.ts'));
    await group.says(/Both are there/);
    expectEnd(await group.end(signal), codes[signal]);
  });

  it.concurrent.each(signals)('ends on %s with what its child leaves behind in another group', async (signal) => {
    await using group = await start(program('leaves-others.ts'));
    await group.says(/All are there/);
    expectEnd(await group.end(signal), codes[signal]);
  });

  it.concurrent('ends with its parent', async () => {
    const words = [process.execPath, program('runs-child.ts'), program('stubborn.ts')];
    await using group = await startGroup('sh', ['-c', `${words.map((word) => `'${word}'`).join(' ')}; exit`]);
    await group.says(/Both are there/);
    expectEnd(await group.end('SIGKILL', 'leader'), 137);
  });

  it.concurrent('takes its children and temporary files along when it ends by itself', async () => {
    await using group = await start(program('stubborn.ts'));
    await group.says(/Both are there/);
    expectEnd(await group.end('SIGCONT'), 3);
  });

  it.concurrent('that has nothing to end is not kept from ending by what it does', async () => {
    await using group = await startGroup(process.execPath, [program('busy.ts')]);
    await group.says(/It is busy/);
    expectEnd(await group.end('SIGINT'), 130);
  });
});

describe('a child', () => {
  const run = (code: string, options: object = {}) =>
    runChild(process.execPath, ['-e', code], { cwd: root, output: 'collect', ...options });

  it('gives its exit code, and what it has said', async () => {
    expect(await run('console.log("a"); console.error("b"); process.exitCode = 7')).toStrictEqual({
      code: 7,
      output: 'a\nb\n',
      isLate: false,
    });
  });

  it('gives 128 and the number of the signal that has ended it', async () => {
    expect(await run('process.kill(process.pid, "SIGTERM"); setInterval(() => {}, 1000)')).toMatchObject({ code: 143 });
  });

  it('is ended when time is up, and when a signal says so', async () => {
    expect(await run('setInterval(() => {}, 1000)', { timeout: 200 })).toMatchObject({ code: 137, isLate: true });
    const late = { signal: AbortSignal.timeout(200) };
    await expect(run('setInterval(() => {}, 1000)', late)).rejects.toMatchObject({ name: 'TimeoutError' });
    await expect(run('', { signal: AbortSignal.abort('before') })).rejects.toBe('before');
  });

  it('that cannot be started rejects with the reason', async () => {
    const missing = runChild('no-such-program', [], { cwd: root, output: 'collect' });
    await expect(missing).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('has its temporary files in a folder that goes with it', async () => {
    const { output } = await run('const f = require("fs").mkdtempSync(os.tmpdir() + "/x"); console.log(f)');
    const folder = output.trim();
    expect(folder).toContain('chat-openapi-');
    await expect(promisify(execFile)('ls', [folder])).rejects.toThrow('No such file');
  });
});
