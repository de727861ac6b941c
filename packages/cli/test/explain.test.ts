import { signUserSig } from '@chat-openapi/usersig';
import { describe, expect, it } from 'vitest';
import { account, canary, runCli } from './run-cli.ts';

const fields = { sdkAppId: 1400000000, identifier: 'administrator', secretKey: canary };

describe('explain', () => {
  it('says what a code means, what to do, and where more stands', async () => {
    const { code, stdout } = await runCli(['explain', '60026'], { env: {} });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^60026 WrongRegion\n/);
    for (const part of ['What to do: ', 'Repeat it: ', 'Comes from: every operation', 'errors/60026.html']) {
      expect(stdout).toContain(part);
    }
  });

  it('takes the name of a code, and what it means on one operation', async () => {
    expect((await runCli(['explain', 'OfficialAccountNotFound'])).stdout).toMatch(/^130004 /);
    expect((await runCli(['explain', '10004'])).stdout).toContain('10004 InvalidGroupParameter');
    const own = await runCli(['explain', '10004', '--operation', 'destroyOfficialAccount', '--json']);
    expect(JSON.parse(own.stdout)).toMatchObject({ code: 10004, name: 'InternalServerError', retry: 'transient' });
  });

  it.for([
    ['999999', '999999 is no code that the document knows.'],
    ['OfficialAcountNotFound', 'Did you mean OfficialAccountNotFound?'],
    ['usresig', 'Did you mean usersig?'],
  ])('says of %s that it knows none', async ([what = '', message]) => {
    const ran = await runCli(['explain', what]);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain(message);
  });

  it('refuses a signature as an argument, and does not repeat it', async () => {
    const userSig = await signUserSig(fields);
    const ran = await runCli(['explain', userSig]);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('by standard input');
    expect(ran.stderr).not.toContain(userSig.slice(0, 20));
  });
});

describe('explain usersig', () => {
  const explain = (stdin: string, env: Readonly<Record<string, string>> = account, ...flags: string[]) =>
    runCli(['explain', 'usersig', ...flags], { stdin, env });

  it('says that nothing is wrong with a good one, and until when it holds', async () => {
    const ran = await explain(`${await signUserSig(fields)}\n`);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toMatch(/^Nothing is wrong with it\. It ends \d{4}-\S+Z\.\n$/);
  });

  it('says what is wrong, and shows neither key nor signature', async () => {
    const userSig = await signUserSig({ ...fields, secretKey: 'another-key', now: 1_700_000_000 });
    const ran = await explain(userSig);
    expect(ran.code).toBe(1);
    expect(ran.stdout).toMatch(/^70001 expired: .+\n {2}What to do: .+\n70009 key: /);
    const json = await explain(userSig, account, '--json');
    expect(JSON.parse(json.stdout)).toMatchObject({ findings: [{ code: 70001 }, { code: 70009 }], unchecked: [] });
    for (const { stdout, stderr } of [ran, json]) {
      expect(stdout + stderr).not.toContain(userSig.slice(0, 20));
      expect(stdout + stderr).not.toContain(canary);
    }
  });

  it('says what it could not check', async () => {
    const ran = await explain(await signUserSig(fields), {});
    expect(ran.code).toBe(0);
    for (const name of ['CHAT_SDK_APP_ID', 'CHAT_IDENTIFIER', 'CHAT_SECRET_KEY']) {
      expect(ran.stdout).toContain(`(${name} is not set)`);
    }
    expect((await explain('not a signature', {})).code).toBe(1);
  });
});
