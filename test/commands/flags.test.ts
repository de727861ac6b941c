/** What every command says of its flags, and of those that it does not have. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { inRoot, root } from '../../scripts/paths.ts';

const run = promisify(execFile);
const { scripts } = JSON.parse(await readFile(inRoot('package.json'), 'utf8'));
/** The scripts that people run, each as it begins a command line. */
const names = Object.keys(scripts).filter((name) => `pre${name}` in scripts);

/** Runs a script without the wait for what was built already. */
async function ask(name: string, ...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const file = inRoot('scripts', `${name}.ts`);
  return run(process.execPath, [file, ...args], { cwd: root }).then(
    (ended) => ({ code: 0, ...ended }),
    ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
  );
}

describe('every command', () => {
  it('is one of these', () => {
    const documented = ['start', 'test', 'check', 'generate', 'build', 'docs', 'mock', 'contract', 'bench'];
    expect(names).toStrictEqual(documented);
  });

  it.concurrent.each(names)('%s has a help, with all its flags, and does nothing else then', async (name) => {
    const { code, stdout, stderr } = await ask(name, '--help');
    expect({ code, stderr }).toStrictEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Usage: /);
    expect(stdout).toMatch(/^ {2}-h, --help +this text$/m);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThan(100);
  });

  it.concurrent.each(names)('%s refuses a flag that it does not have, and suggests the nearest', async (name) => {
    const { code, stdout, stderr } = await ask(name, '--hepl=4');
    expect({ code, stdout }).toStrictEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^[a-z -]+: unknown option '--hepl'\s\(Did you mean --help\?\)/);
  });

  it.concurrent.each(['docs', 'mock'])('%s refuses an argument, and says where to read on', async (name) => {
    const { code, stdout, stderr } = await ask(name, 'something');
    expect({ code, stdout }).toStrictEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(
      /^[a-z -]+: (?:too many arguments|there is an argument that belongs to no flag).* See .+ --help\.\n$/,
    );
  });

  it.each([
    [['run', 'mock', '--port', '4011'], 'npm run mock -- --port 4011'],
    [['start', '--once'], 'npm start -- --once'],
  ])('says how to write what npm keeps to itself: npm %j', async (args, right) => {
    const { npm_config_port: _, npm_config_once: __, ...env } = process.env;
    const failed = run('npm', args, { cwd: root, env });
    await expect(failed).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining(` Write: ${right}\n`) });
  });
});
