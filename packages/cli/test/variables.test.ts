import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Mock, startMock } from '@chat-openapi/mock';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeFolder } from './folder.ts';
import { account, canary, type Ran, type RunOptions, runCli } from './run-cli.ts';

let mock: Mock;
beforeAll(async () => {
  mock = await startMock({ sdkAppId: 1400000000, secretKey: canary });
});
afterAll(() => mock.close());
beforeEach(() => mock.reset());

const linesOf = (variables: Readonly<Record<string, string>>): string =>
  Object.entries(variables)
    .map(([name, value]) => `${name}="${value}" # as the console shows it\n`)
    .join('');

/** A folder with such a file. */
async function folderWith(name: string, variables: Readonly<Record<string, string>>, mode = 0o600): Promise<string> {
  const folder = await makeFolder();
  const file = join(folder, name);
  await writeFile(file, linesOf(variables));
  // Without what the umask of this machine takes.
  await chmod(file, mode);
  return folder;
}

const destroy = (options: RunOptions, ...flags: string[]): Promise<Ran> =>
  runCli(['call', 'destroyOfficialAccount', '--body', '{"Official_Account":"@TOA#_a"}', ...flags], options);

describe('the variables', () => {
  it('come from a .env of the folder', async () => {
    const cwd = await folderWith('.env', { ...account, CHAT_BASE_URL: mock.url });
    expect(await destroy({ cwd, env: {} })).toMatchObject({ code: 0, stderr: '' });
  });

  it('come from it whatever editor has written it, or it is said why not', async () => {
    const cwd = await makeFolder();
    const lines = linesOf({ CHAT_BASE_URL: mock.url, ...account });
    const file = join(cwd, '.env');
    await writeFile(file, `\ufeff${lines.replaceAll('\n', '\r\n')}`, { mode: 0o600 });
    expect(await destroy({ cwd, env: {} })).toMatchObject({ code: 0, stderr: '' });
    await writeFile(file, Buffer.from(`\ufeff${lines}`, 'utf16le'));
    expect((await destroy({ cwd, env: {} })).stderr).toBe('chat-openapi: .env is UTF-16; save it as UTF-8.\n');
    await writeFile(file, Buffer.from(`${lines}#\u00e4`, 'latin1'));
    expect((await destroy({ cwd, env: {} })).stderr).toBe('chat-openapi: .env is not UTF-8.\n');
  });

  it('of the environment win over it, and empty ones count as missing', async () => {
    const cwd = await folderWith('.env', { ...account, CHAT_SDK_APP_ID: '7', CHAT_BASE_URL: mock.url });
    expect((await destroy({ cwd, env: { CHAT_SDK_APP_ID: '' } })).code).toBe(3);
    expect((await destroy({ cwd, env: { CHAT_SDK_APP_ID: '1400000000' } })).code).toBe(0);
  });

  it('of --env-file come from that file alone, so that two apps are never mixed', async () => {
    const cwd = await folderWith('staging.env', { CHAT_BASE_URL: mock.url, CHAT_IDENTIFIER: 'administrator' });
    const ran = await destroy({ cwd }, '--env-file', 'staging.env');
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('CHAT_SDK_APP_ID, CHAT_SECRET_KEY or CHAT_USER_SIG');
    expect(mock.calls()).toStrictEqual([]);
  });

  it('give way to the flags', async () => {
    const env = { ...account, CHAT_REGION: 'singapore', CHAT_SECRET_KEY: canary };
    expect((await destroy({ env }, '--base-url', mock.url)).code).toBe(0);
  });

  it.runIf(process.platform !== 'win32').for([0o640, 0o604, 0o644, 0o620])(
    'are not read from a file of mode %o that holds a secret',
    async (mode) => {
      const cwd = await folderWith('.env', { ...account, CHAT_BASE_URL: mock.url }, mode);
      const ran = await destroy({ cwd, env: {} });
      expect(ran).toMatchObject({ code: 2, stdout: '' });
      expect(ran.stderr).toContain(
        `.env holds CHAT_SECRET_KEY, and others on this machine may use it (mode ${mode.toString(8)}). Run: chmod 600 .env`,
      );
      expect(ran.stderr).not.toContain(canary);
    },
  );

  it('may be read by all where none is a secret', async () => {
    const { CHAT_SECRET_KEY, ...open } = account;
    const cwd = await folderWith('.env', { ...open, CHAT_BASE_URL: mock.url }, 0o644);
    expect((await destroy({ cwd, env: { CHAT_SECRET_KEY } })).code).toBe(0);
  });

  it('need a file that is there when one is named', async () => {
    const ran = await destroy({}, '--env-file', 'not-there.env');
    expect(ran).toMatchObject({
      code: 2,
      stderr: 'chat-openapi: not-there.env is not there. Name a file with --env-file.\n',
    });
    const folder = await makeFolder();
    expect((await destroy({}, '--env-file', folder)).stderr).toContain('cannot be read (EISDIR)');
  });
});
