import { operationIds } from '@chat-openapi/openapi';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { runCli } from './run-cli.ts';

afterEach(() => vi.restoreAllMocks());

/** What the shell is offered. The library writes to the console. */
async function offered(...words: string[]): Promise<string[]> {
  const log = vi.spyOn(console, 'log').mockReturnValue();
  expect((await runCli(['complete', '--', ...words])).code).toBe(0);
  const lines = log.mock.calls.map(([line]) => String(line).split('\t')[0] ?? '');
  log.mockRestore();
  expect(lines.pop()).toMatch(/^:\d+$/);
  return lines;
}

describe('complete', () => {
  it.for(['bash', 'zsh', 'fish', 'powershell'])('prints the script for %s', async (shell) => {
    const log = vi.spyOn(console, 'log').mockReturnValue();
    expect((await runCli(['complete', shell])).code).toBe(0);
    expect(log.mock.calls.flat().join('\n')).toContain('chat-openapi complete');
  });

  it('names the nearest shell', async () => {
    const ran = await runCli(['complete', 'bsh']);
    expect(ran).toMatchObject({ code: 2 });
    expect(ran.stderr).toContain('Did you mean bash?');
  });

  it('offers commands, flags, and the values of both', async () => {
    expect(await offered('')).toEqual(expect.arrayContaining(['call', 'operations', 'explain', 'doctor']));
    expect(await offered('ex')).toStrictEqual(['explain']);
    expect(await offered('call', '')).toStrictEqual([...operationIds]);
    expect(await offered('call', 'destroyOff')).toStrictEqual(['destroyOfficialAccount']);
    expect(await offered('call', 'destroyOfficialAccount', '--body')).toStrictEqual(['--body', '--body-file']);
    expect(await offered('call', 'x', '--region', 's')).toStrictEqual(['singapore', 'seoul', 'siliconValley']);
    expect(await offered('explain', '13000')).toEqual(expect.arrayContaining(['130004']));
    expect(await offered('explain', 'us')).toStrictEqual(['usersig']);
    expect(await offered('complete', 'z')).toStrictEqual(['zsh']);
  });

  it('offers files where a file is wanted', async () => {
    expect(await offered('call', 'x', '--body-file', 'packages/cli/pack')).toStrictEqual(['packages/cli/package.json']);
    expect(await offered('call', 'x', '--env-file', 'packages/cl')).toEqual(expect.arrayContaining(['packages/cli/']));
    expect(await offered('call', 'x', '--env-file', 'no/such/folder/')).toStrictEqual([]);
  });
});
