import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canary, runCli } from './run-cli.ts';

describe('the program', () => {
  it('has a help with every command, and for each command one with examples and the flags of all', async () => {
    const { code, stdout, stderr } = await runCli(['--help']);
    expect({ code, stderr }).toStrictEqual({ code: 0, stderr: '' });
    const commands = Array.from(stdout.matchAll(/^ {2}([a-z]+) (?:[<[]| {2})/gm), ([, name = '']) => name);
    expect(commands).toEqual(
      expect.arrayContaining([
        'call',
        'destroy',
        'batch',
        'operations',
        'explain',
        'sign',
        'doctor',
        'mock',
        'contract',
        'complete',
      ]),
    );
    expect(stdout).not.toMatch(/npx chat /);
    for (const command of commands.filter((name) => name !== 'mock' && name !== 'contract')) {
      const help = await runCli([command, '--help']);
      expect(help.code, command).toBe(0);
      expect(help.stdout).toMatch(/Examples?:\n +(?:chat-openapi|bash) /);
      for (const flag of ['--region', '--base-url', '--env-file', '--json']) expect(help.stdout).toContain(flag);
    }
  });

  it('has a version', async () => {
    expect(await runCli(['--version'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });

  it('shows its help when nothing is asked for, as a mistake', async () => {
    const { code, stdout, stderr } = await runCli([]);
    expect({ code, stdout }).toStrictEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^Usage: chat-openapi/);
  });

  it.for([
    [['--constructor'], "unknown option '--constructor'"],
    [['call', '--body', '{}', ''], 'Name an operation. See chat-openapi operations.'],
    [['cal'], "unknown command 'cal'\n(Did you mean call?)"],
    [['call', 'destroyOfficialAccount', '--bdy', '{}'], "unknown option '--bdy'\n(Did you mean --body?)"],
    [['call', 'destroyOfficialAccount', '--bdy={}'], "unknown option '--bdy'\n(Did you mean --body?)"],
    [['call', '--regoin', 'tokyo'], "unknown option '--regoin'\n(Did you mean --region?)"],
    [['call'], "missing required argument 'operation'. See chat-openapi --help."],
    [
      ['sign', 'a', 'b'],
      "too many arguments for 'sign'. Expected 1 argument but got 2: a, b. See chat-openapi --help.",
    ],
    [['--json', 'mock'], 'mock takes its own flags alone: chat-openapi mock --help. See chat-openapi --help.'],
  ] satisfies [string[], string][])('says of %o what is wrong, and what was meant', async ([args, message]) => {
    const ran = await runCli(args);
    const expected = args.includes('--json') ? JSON.stringify(message).slice(1, -1) : message;
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain(expected);
  });

  it.for([
    ['--secret-key', canary],
    [`--secret-key=${canary}`],
    [`--secretKey=${canary}`],
    ['--usersig', canary],
    ['--user-sig', canary],
    ['--redis-url', `redis://:${canary}@127.0.0.1`],
  ])('takes no secret as an argument, and says where it goes: %o', async (flags) => {
    for (const args of [
      ['sign', ...flags],
      [...flags, 'doctor'],
      ['call', 'destroyOfficialAccount', ...flags],
    ]) {
      const ran = await runCli(args);
      expect(ran).toMatchObject({ code: 2, stdout: '' });
      expect(ran.stderr).toMatch(/is not taken, .+ Set CHAT_(SECRET_KEY|USER_SIG|REDIS_URL) in the environment/);
      expect(ran.stderr).not.toContain(canary);
    }
  });

  it('repeats no long word, wherever it stands: it may be a secret in the wrong place', async () => {
    const commands = ['', 'call', 'operations', 'explain', 'sign', 'doctor', 'complete'];
    const places = fc.record({
      command: fc.constantFrom(...commands),
      before: fc.constantFrom('', '--region', '--base-url', '--env-file', '--timeout', '--expires-in', '--scret-key'),
      form: fc.constantFrom('{}', '--x={}', '-k{}', '--{}', '--region={}'),
    });
    await fc.assert(
      fc.asyncProperty(places, async ({ command, before, form }) => {
        const word = form.replace('{}', canary);
        const args = [command, before, word].filter((one) => one !== '');
        // Whoever gives a name of a user, or of a file, sees it again.
        fc.pre(!(command === 'sign' && word === canary) && before !== '--env-file');
        const { stdout, stderr } = await runCli(args, {
          env: { CHAT_SDK_APP_ID: '1', CHAT_IDENTIFIER: 'administrator' },
        });
        expect(stdout + stderr).not.toContain(canary);
      }),
      { numRuns: 60 },
    );
  });
});
