import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type Mock, startMock } from '@chat-openapi/mock';
import { operationIds } from '@chat-openapi/openapi';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeFolder } from './folder.ts';
import { account, canary, type Ran, runCli } from './run-cli.ts';

let mock: Mock;
beforeAll(async () => {
  mock = await startMock({ secretKey: canary });
});
afterAll(() => mock.close());
beforeEach(() => mock.reset());

const channel = '{"Official_Account":"@TOA#_a"}';

/** Calls the mock. */
const call = (args: readonly string[], stdin = ''): Promise<Ran> =>
  runCli(['call', '--base-url', mock.url, ...args], { stdin });

/** The failure that stands on standard error as JSON. */
const errorOf = ({ stderr }: Ran): unknown => JSON.parse(stderr).error;

describe('call', () => {
  it('prints the answer as one line of JSON, and nothing else', async () => {
    const ran = await call(['destroyOfficialAccount', '--body', channel]);
    expect(ran).toStrictEqual({
      code: 0,
      stdout: '{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}\n',
      stderr: '',
    });
    expect(mock.calls()).toMatchObject([{ operation: 'destroyOfficialAccount', code: 0 }]);
  });

  it.for(operationIds)('calls %s with the example that operations shows', async (operation) => {
    const { stdout } = await runCli(['operations', operation, '--json']);
    const ran = await call([operation, '--body', JSON.stringify(JSON.parse(stdout).example)]);
    expect(ran.stderr).not.toContain('nothing was sent');
    expect(mock.calls()).toMatchObject([{ operation }]);
  });

  it('takes the body from a file, and from standard input', async () => {
    const file = join(await makeFolder(), 'body.json');
    await writeFile(file, `\ufeff${channel}\n`);
    expect((await call(['destroyOfficialAccount', '--body-file', file])).code).toBe(0);
    mock.reset();
    expect((await call(['destroyOfficialAccount'], channel)).code).toBe(0);
    mock.reset();
    expect((await call(['destroyOfficialAccount', '--body-file', '-'], channel)).code).toBe(0);
  });

  it.for([
    [['--body', '{Official'], '--body is not JSON, at character 2. In most shells it stands in single quotes'],
    [['--body', channel, '--body-file', 'a'], 'Give --body or --body-file, not both.'],
    [['--body-file', 'not-there.json'], 'not-there.json cannot be read (ENOENT).'],
    [[], 'standard input is empty'],
    [['--body', '{"Official_Acount":"a"}'], 'Official_Account is missing'],
    [['--body', '{"Official_Account":7}'], 'Official_Account'],
    [['--body', channel, '--timeout', 'soon'], '--timeout must be a whole number of milliseconds.'],
    [['--body', channel, '--retry', '99'], 'retry must be'],
    [['--body', channel, '--all'], 'does not answer in pages'],
  ] satisfies [string[], string][])('sends nothing with %o, and says why', async ([args, message]) => {
    const ran = await call(['destroyOfficialAccount', ...args]);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain(message);
    expect(mock.calls()).toStrictEqual([]);
  });

  it.for([
    [Buffer.from(`\ufeff${channel}`, 'utf16le'), 'is UTF-16; save it as UTF-8.'],
    [Buffer.from('{"Official_Account":"@TOA#_\u00e4"}', 'latin1'), 'is not UTF-8.'],
    [Buffer.from('{"Official_Account":"@TOA#_a","x":9007199254740993}'), 'cannot hold exactly (it would become 9007'],
    [Buffer.from('{"Official_Account":"@TOA#_a","x":[-1e400]}'), 'cannot hold exactly (it would become -Infinity)'],
    [Buffer.from(`{"Official_Account":"@TOA#_a","x":${'['.repeat(1e5)}${']'.repeat(1e5)}}`), 'is nested more than 100'],
  ] as const)('sends nothing that would not be what was written: %#', async ([bytes, message]) => {
    const file = join(await makeFolder(), 'body.json');
    await writeFile(file, bytes);
    const ran = await call(['destroyOfficialAccount', '--no-check', '--body-file', file]);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain(`${file} `);
    expect(ran.stderr).toContain(message);
    expect(mock.calls()).toStrictEqual([]);
  });

  it('sends what the document does not know when it is told to', async () => {
    const ran = await call(['destroyOfficialAccount', '--no-check', '--body', '{"Official_Account":"x"}']);
    expect(ran.code).toBe(3);
    expect(mock.calls()).toMatchObject([{ code: 130007 }]);
  });

  it('goes through all pages, one item a line', async () => {
    const users = Array.from({ length: 250 }, (_, index) => `user${index}`);
    await using full = await startMock({ state: { channels: [{ id: '@TOA#_a', subscribers: users }] } });
    const body = '{"Official_Account":"@TOA#_a","Limit":100}';
    const ran = await runCli(['call', 'getSubscriberInfo', '--all', '--base-url', full.url, '--body', body]);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    const items = ran.stdout.trimEnd().split('\n');
    expect(new Set(items.map((line) => JSON.parse(line).Subscriber_Account))).toStrictEqual(new Set(users));
    expect(full.calls()).toHaveLength(3);
  });

  it('tells of items that failed although the call succeeded', async () => {
    await using strict = await startMock({ accounts: ['user1'] });
    const body = {
      Official_Account: '@TOA#_a',
      SubscriberList: [{ Subscriber_Account: 'user1' }, { Subscriber_Account: 'ghost' }],
    };
    const ran = await runCli(['call', 'addSubscriber', '--base-url', strict.url, '--body', JSON.stringify(body)]);
    expect(ran.code).toBe(3);
    expect(JSON.parse(ran.stdout)).toMatchObject({ ErrorCode: 0 });
    expect(ran.stderr).toBe('chat-openapi: addSubscriber: 1 of its items failed; the answer has the result of each.\n');
  });

  it('names the nearest operation, also for a command of the vendor', async () => {
    for (const name of ['destroyOfficalAccount', 'destroy_official_account']) {
      const ran = await call([name, '--body', channel]);
      expect(ran).toMatchObject({ code: 2 });
      expect(ran.stderr).toBe(`chat-openapi: ${name} is no operation. Did you mean destroyOfficialAccount?\n`);
    }
  });

  it('lets nothing through that would move the cursor of a terminal', async () => {
    const name = '\u001b[2J\u009b31m\u202e';
    await using full = await startMock({ state: { channels: [{ id: '@TOA#_a', Name: name }] } });
    const body = '{"OfficialAccountIdList":[{"Official_Account":"@TOA#_a"}]}';
    const ran = await runCli(['call', 'getOfficialAccountInfo', '--base-url', full.url, '--body', body]);
    expect(ran.stdout).toContain('\\u009b31m\\u202e');
    expect(JSON.parse(ran.stdout).OfficialAccountInfoList[0]).toMatchObject({ Name: name });
  });
});

describe('the exit code and the error tell', () => {
  // The first code on demand loads Prism, in this process too.
  const destroy = ['destroyOfficialAccount', '--body', channel, '--retry', '0', '--timeout', '20000'];

  it('a refusal, with what to do', async () => {
    mock.enqueue('destroyOfficialAccount', 130004, 130004);
    const ran = await call(destroy);
    expect(ran.stderr).toMatch(/^chat-openapi: destroyOfficialAccount: 130004 OfficialAccountNotFound: /);
    expect(ran).toMatchObject({ code: 3, stdout: '' });
    expect(ran.stderr).toContain('\nWhat to do: Check the channel id.');
    expect(errorOf(await call([...destroy, '--json']))).toMatchObject({
      kind: 'refused',
      exitCode: 3,
      code: 130004,
      codeName: 'OfficialAccountNotFound',
      operation: 'destroyOfficialAccount',
      outcome: 'notApplied',
      retry: 'never',
      remedy: expect.stringContaining('Check the channel id.'),
    });
  });

  it('a rate that is used up', async () => {
    mock.enqueue('destroyOfficialAccount', 60007);
    const ran = await call([...destroy, '--json']);
    expect(ran.code).toBe(4);
    expect(errorOf(ran)).toMatchObject({ kind: 'throttled', code: 60007, retry: 'throttled' });
  });

  it('an answer that is not the one of the service', async () => {
    mock.enqueue('destroyOfficialAccount', '502', 'html');
    for (const name of ['ChatHttpError', 'ChatResponseError']) {
      const ran = await call([...destroy, '--json']);
      expect(ran.code, name).toBe(6);
      expect(errorOf(ran)).toMatchObject({ kind: 'foreignAnswer', operation: 'destroyOfficialAccount' });
    }
  });

  it('that no answer came', async () => {
    mock.enqueue('destroyOfficialAccount', 'timeout');
    const late = await call([...destroy, '--timeout', '100', '--json']);
    expect(late.code).toBe(5);
    expect(errorOf(late)).toMatchObject({ kind: 'noAnswer', outcome: 'unknown' });
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const place = server.address();
    const port = typeof place === 'object' ? place?.port : undefined;
    await new Promise((resolve) => server.close(resolve));
    const gone = await runCli(['call', '--base-url', `http://127.0.0.1:${port}`, ...destroy, '--json']);
    expect(gone.code).toBe(5);
    expect(errorOf(gone)).toMatchObject({ kind: 'noAnswer', code: 'ECONNREFUSED', outcome: 'notApplied' });
  });

  it('what is missing or wrong in the environment, and never a value', async () => {
    const nothing = await runCli(['call', ...destroy], { env: {} });
    expect(nothing).toMatchObject({ code: 2, stdout: '' });
    expect(nothing.stderr).toContain(
      'CHAT_REGION or CHAT_BASE_URL, CHAT_SDK_APP_ID, CHAT_IDENTIFIER, CHAT_SECRET_KEY or CHAT_USER_SIG',
    );
    const wrong = await runCli(['call', ...destroy, '--base-url', mock.url], {
      env: { ...account, CHAT_SECRET_KEY: ` ${canary} ` },
    });
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain('CHAT_SECRET_KEY is wrong');
    expect(wrong.stderr).not.toContain(canary);
  });

  it('a region that there is not, with the nearest', async () => {
    const ran = await runCli(['call', ...destroy, '--region', 'singapor']);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('Did you mean singapore?');
  });
});
