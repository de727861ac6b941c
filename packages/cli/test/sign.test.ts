import { readUserSig, verifyUserSig } from '@chat-openapi/usersig';
import { describe, expect, it } from 'vitest';
import { account, canary, runCli } from './run-cli.ts';

describe('sign', () => {
  it('makes a signature of the administrator for a day, and prints nothing else', async () => {
    const { code, stdout, stderr } = await runCli(['sign']);
    expect({ code, stderr }).toStrictEqual({ code: 0, stderr: '' });
    const options = { sdkAppId: 1400000000, identifier: 'administrator', secretKey: canary };
    expect(await verifyUserSig(stdout.trimEnd(), options)).toBe(true);
    expect(await readUserSig(stdout.trimEnd())).toMatchObject({ expire: 86400 });
  });

  it('makes one of another user, for another time, as JSON', async () => {
    const { stdout } = await runCli(['sign', 'alice', '--expires-in', '60', '--json']);
    const { userSig, ...rest } = JSON.parse(stdout);
    expect(rest).toStrictEqual({ sdkAppId: 1400000000, identifier: 'alice' });
    expect(await readUserSig(userSig)).toMatchObject({ identifier: 'alice', expire: 60 });
  });

  it.for([
    [[], { ...account, CHAT_SDK_APP_ID: '' }, 'CHAT_SDK_APP_ID is missing'],
    [[], { ...account, CHAT_SDK_APP_ID: '0x7' }, 'CHAT_SDK_APP_ID is wrong'],
    [[], { ...account, CHAT_IDENTIFIER: '' }, 'name the user'],
    [
      [],
      { ...account, CHAT_SECRET_KEY: '' },
      'CHAT_SECRET_KEY is missing. Set it in the environment or in a .env file.',
    ],
    [[], { ...account, CHAT_SECRET_KEY: ` ${canary}` }, 'It has white space'],
    [['--expires-in', '1h'], account, '--expires-in must be a whole number of seconds from 1, such as 3600'],
    [['--expires-in='], account, '--expires-in must be'],
    [['x'.repeat(40)], account, 'identifier must be'],
  ] satisfies [string[], Record<string, string>, string][])(
    'refuses what cannot be right: %o %o',
    async ([args, env, message]) => {
      const ran = await runCli(['sign', ...args], { env });
      expect(ran).toMatchObject({ code: 2, stdout: '' });
      expect(ran.stderr).toContain(message);
      expect(ran.stderr).not.toContain(canary);
    },
  );
});
