import { once } from 'node:events';
import { mkdir, readdir, readFile, rmdir, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { type Mock, startMock } from '@chat-openapi/mock';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { noRedis, startRedis } from '../../../redis-quota/test/redis-server.ts';
import { makeFolder } from '../folder.ts';
import { account, canary, type Ran, runCli } from '../run-cli.ts';

let mock: Mock;
let folder: string;
beforeAll(async () => {
  mock = await startMock({ secretKey: canary, accounts: ['user1'] });
});
afterAll(() => mock.close());
beforeEach(async () => {
  mock.reset();
  folder = await makeFolder();
});

/** Writes files, and runs the program beside them. */
async function run(args: string, files: Record<string, string> = {}, more: Record<string, string> = {}): Promise<Ran> {
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const { stdin = '', ...env } = more;
  const given = { ...account, CHAT_BASE_URL: mock.url, ...env };
  return runCli(args.split(' '), { cwd: folder, env: given, stdin });
}

const left = async (): Promise<string[]> => (await readdir(folder)).toSorted();
const text = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');
const ids = (count: number): string => Array.from({ length: count }, (_, index) => `@TOA#_${index + 1}\n`).join('');
const called = (): unknown[] => mock.calls().map(({ request }) => Object(request).body?.Official_Account);
const sent = (): unknown[] => mock.calls('destroyOfficialAccount').map(({ body }) => body.Official_Account);

describe('destroy', () => {
  it('terminates the channels of a file once each, whatever its form, and says what came of it', async () => {
    const input = `\uFEFF@TOA#_1\r\n\r\n  @TOA#_2\r\n@TOA#_1\r\n{"Official_Account":"@TOA#_3"}`;
    const ran = await run('destroy --from ids.txt --yes', { 'ids.txt': input });
    expect(ran).toMatchObject({ code: 0, stdout: '3 done\n' });
    expect(ran.stderr).toContain(`destroyOfficialAccount at ${mock.url}, app 1400000000\n`);
    expect(ran.stderr).toContain('3 channels: @TOA#_1, @TOA#_2, @TOA#_3\n1 line left out that had been there before\n');
    expect(sent()).toStrictEqual(['@TOA#_1', '@TOA#_2', '@TOA#_3']);
    expect(await left()).toStrictEqual(['ids.txt', 'ids.txt.journal']);
  });

  it('only looks with --dry-run', async () => {
    const ran = await run('destroy --from ids.txt --dry-run', { 'ids.txt': ids(5000) });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toContain('5,000 channels: @TOA#_1, @TOA#_2, @TOA#_3 and 4,997 more\n');
    expect(ran.stdout).toContain('At 190 calls a second it takes about 27 s.\nNothing was sent.\n');
    expect(mock.calls()).toStrictEqual([]);
    expect(await left()).toStrictEqual(['ids.txt']);
  });

  it('names the lines that cannot be used before anything is sent', async () => {
    const input = `@TOA#_1\nnews\n\n{"Official_Account":7}\n{\n${'x\n'.repeat(50)}`;
    const ran = await run('destroy --from ids.txt --yes', { 'ids.txt': input });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('53 lines cannot be used, so nothing was sent.\nids.txt:2: Official_Account ');
    expect(ran.stderr).toContain('\nids.txt:4: Official_Account ');
    expect(ran.stderr).toContain('\nids.txt:5: is not JSON\n');
    expect(ran.stderr).toContain('\nand 33 more');
    expect(mock.calls()).toStrictEqual([]);
    expect(await left()).toStrictEqual(['ids.txt']);
  });

  it.for([
    ['destroy --from ids.txt', 'Nobody can be asked here, because this is no terminal: add --yes'],
    ['destroy --from none.txt --yes', 'none.txt cannot be read (ENOENT).'],
    ['destroy --from empty.txt --yes', 'empty.txt has no rows.'],
    ['destroy --from - --yes', 'With standard input give --journal <file> as well'],
    ['destroy --from ids.txt --yes --max 0', 'It has to be a whole number from 1.'],
    ['destroy --from ids.txt --yes --failures ids.txt', 'These are the same file: input and --failures'],
    ['destroy --from ids.txt --yes --journal ids.txt', 'These are the same file: input and --journal'],
    ['destroy --from ids.txt --yes --journal a --failures a', 'These are the same file: --journal and --failures'],
    ['destroy --from ids.txt --yes --journal empty.txt', 'empty.txt is no journal.'],
    ['destroy --from ids.txt --yes --failures none/a', 'none/a cannot be written: its folder is not there (ENOENT).'],
    ['destroy --from ids.txt --yes --failures .', '. is a folder.'],
    ['destroy --from ids.txt --yse', 'Did you mean --yes?'],
    ['batch addSubscribers --from ids.txt --yes', 'Did you mean addSubscriber?'],
    ['batch add_subscriber --from ids.txt --yes', 'Did you mean addSubscriber?'],
  ] as const)('sends nothing with "%s", and says why', async ([args, message]) => {
    const ran = await run(args, { 'ids.txt': ids(300), 'empty.txt': '\n\n' });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain(message);
    expect(mock.calls()).toStrictEqual([]);
    expect(await left()).toStrictEqual(['empty.txt', 'ids.txt']);
    expect(await text('ids.txt')).toBe(ids(300));
  });

  it('goes on with the next ones after --max, and has nothing to do at the end', async () => {
    const first = await run('destroy --from ids.txt --yes --max 2', { 'ids.txt': ids(5) });
    expect(first).toMatchObject({ code: 0, stdout: '2 done\n3 left\n' });
    expect(first.stderr).toContain('2 of them now (--max)\n');
    expect(first.stderr).toMatch(/To go on: chat-openapi destroy --from ids\.txt --yes\n$/);
    const second = await run('destroy --from ids.txt --yes');
    expect(second).toMatchObject({ code: 0, stdout: '5 done\n' });
    expect(second.stderr).toContain('3 left of them\n');
    expect(sent()).toStrictEqual(ids(5).trimEnd().split('\n'));
    expect(await run('destroy --from ids.txt --yes')).toMatchObject({ code: 0, stdout: '5 done\n' });
    expect(sent()).toHaveLength(5);
  });

  it('refuses the journal of another input, app, host or operation', async () => {
    await run('destroy --from ids.txt --yes --max 1', { 'ids.txt': ids(2) });
    const refused = async (what: string, args: string, files = {}, env = {}) => {
      const ran = await run(args, files, env);
      expect(ran).toMatchObject({ code: 2, stdout: '' });
      expect(ran.stderr).toContain(`the journal ${join(folder, 'ids.txt.journal')} belongs to ${what}`);
      expect(ran.stderr).toContain('Give another file with --journal, or delete it');
    };
    await refused(
      'app 1400000000, not 1400000001.',
      'destroy --from ids.txt --yes',
      {},
      { CHAT_SDK_APP_ID: '1400000001' },
    );
    await refused(
      `${mock.url}, not singapore.`,
      'destroy --from ids.txt --yes --region singapore',
      {},
      { CHAT_BASE_URL: '' },
    );
    const other = 'batch getOfficialAccountHistory --from rows.jsonl --journal ids.txt.journal --yes';
    const rows = { 'rows.jsonl': '{"Official_Account":"@TOA#_1","ReqMsgNumber":1}' };
    await refused('the operation destroyOfficialAccount, not getOfficialAccountHistory', other, rows);
    await refused('an input with other rows.', 'destroy --from ids.txt --yes', { 'ids.txt': ids(3) });
    await refused('an input with other rows.', 'destroy --from ids.txt --dry-run', { 'ids.txt': 'news' });
    expect(sent()).toHaveLength(1);
  });

  it('writes what has failed with its error, and takes it as an input', async () => {
    const input = '@TOA#_1\n@TOA#_mock_130002\n@TOA#_mock_130004\n@TOA#_mock_130007\n';
    const ran = await run('destroy --from ids.txt --yes', { 'ids.txt': input });
    expect(ran.code).toBe(1);
    expect(ran.stdout).toBe(
      [
        '1 done\n1 gone already\n2 failed\n  1 x 130002 NotPermitted\n  1 x 130007 InvalidOfficialAccountId\n',
        'What has failed stands in ids.failures.jsonl. ',
        'When it is mended: chat-openapi destroy --from ids.failures.jsonl\n',
      ].join(''),
    );
    const failures = (await text('ids.failures.jsonl')).trimEnd().split('\n');
    expect(failures.map((line) => JSON.parse(line))).toMatchObject(
      [130002, 130007].map((code) => ({
        Official_Account: `@TOA#_mock_${code}`,
        error: { code, outcome: 'notApplied', message: expect.stringContaining(String(code)) },
      })),
    );
    expect((await stat(join(folder, 'ids.failures.jsonl'))).mode & 0o777).toBe(0o600);
    const again = await run('destroy --from ids.failures.jsonl --yes --json');
    expect(JSON.parse(again.stdout)).toMatchObject({ done: 0, failed: 2, failuresFile: 'ids.failures-2.jsonl' });
    expect(again).toMatchObject({ code: 1, stderr: '' });
  });

  it('says what has come of it also when the rows that have failed cannot be written', async () => {
    await mkdir(join(folder, 'ids.failures.jsonl.part'));
    const ran = await run('destroy --from ids.txt --yes', { 'ids.txt': '@TOA#_1\n@TOA#_mock_130002\n' });
    expect(ran).toMatchObject({ code: 1, stdout: '1 done\n1 failed\n  1 x 130002 NotPermitted\n' });
    expect(ran.stderr).toMatch(
      /chat-openapi: ids\.failures\.jsonl cannot be written \(\w+\)\. .+ run the same command again/,
    );
    await rmdir(join(folder, 'ids.failures.jsonl.part'));
    expect((await run('destroy --from ids.txt --yes')).stdout).toContain('stands in ids.failures.jsonl.');
  });

  it('counts a channel as done by us when an answer was lost, and the next run finds it gone', async () => {
    mock.enqueue('destroyOfficialAccount', ...Array.from({ length: 3 }, () => '502' as const));
    const first = await run('destroy --from ids.txt --yes --json', { 'ids.txt': '@TOA#_1\n@TOA#_mock_130007\n' });
    expect(JSON.parse(first.stdout)).toMatchObject({ done: 0, failed: 2 });
    expect(await text('ids.failures.jsonl')).toContain('"outcome":"unknown"');
    mock.reset();
    await run('destroy --from gone.txt --yes', { 'gone.txt': '@TOA#_1' });
    const again = await run('destroy --from ids.failures.jsonl --yes --json');
    expect(JSON.parse(again.stdout)).toMatchObject({ done: 1, doneInDoubt: 1, gone: 0, failed: 1 });
  });

  it('names commands that call the same app in the same way', async () => {
    const variables = Object.entries({ ...account, CHAT_BASE_URL: mock.url }).map(
      ([name, value]) => `${name}=${value}`,
    );
    await writeFile(join(folder, 'my app.env'), variables.join('\n'), { mode: 0o600 });
    await writeFile(join(folder, 'ids.txt'), 'news\n@TOA#_1\n');
    const args = ['--env-file', 'my app.env', 'destroy', '--from', 'ids.txt', '--no-check', '--max', '1', '--yes'];
    const ran = await runCli(args, { cwd: folder, env: {} });
    const command = "chat-openapi destroy --env-file 'my app.env' --no-check --from";
    expect(ran.stdout).toContain(`When it is mended: ${command} ids.failures.jsonl\n`);
    expect(ran.stderr).toContain(`To go on: ${command} ids.txt --yes\n`);
  });

  it('stops when calls fail whatever their row, and sends these again', async () => {
    const wrong = { CHAT_SECRET_KEY: 'another-key' };
    const ran = await run('destroy --from ids.txt --yes', { 'ids.txt': ids(40) }, wrong);
    expect(ran).toMatchObject({ code: 1, stdout: '0 done\n40 left\n' });
    expect(ran.stderr).toContain('Stopped, because calls fail whatever their row: destroyOfficialAccount: 70009');
    mock.reset();
    expect(await run('destroy --from ids.txt --yes')).toMatchObject({ code: 0, stdout: '40 done\n' });
    expect(sent().toSorted()).toStrictEqual(ids(40).trimEnd().split('\n').toSorted());
  });

  it('takes standard input, with a journal to go on by', async () => {
    const args = 'destroy --from - --journal run.journal --yes --max 1';
    expect(await run(args, {}, { stdin: ids(2) })).toMatchObject({ code: 0, stdout: '1 done\n1 left\n' });
    expect(await run(args, {}, { stdin: ids(2) })).toMatchObject({ code: 0, stdout: '2 done\n' });
    expect(await left()).toStrictEqual(['run.journal']);
  });

  it('keeps to the quota that processes share', async (context) => {
    if (noRedis !== undefined) return context.skip(noRedis);
    const redis = await startRedis({ hasPort: true });
    onTestFinished(() => redis.remove());
    const env = { CHAT_REDIS_URL: `redis://127.0.0.1:${redis.port}` };
    const ran = await run('destroy --from ids.txt --yes', { 'ids.txt': ids(20) }, env);
    expect(ran).toMatchObject({ code: 0, stdout: '20 done\n' });
    expect(ran.stderr).not.toContain('calls a second');
  });
});

describe('batch', () => {
  const member = (user: string): string =>
    `{"Official_Account":"@TOA#_1","SubscriberList":[{"Subscriber_Account":"${user}"}]}\n`;

  it('makes a call for each row, and counts items that were refused as failures of their row', async () => {
    const ran = await run('batch addSubscriber --from rows.jsonl --yes', {
      'rows.jsonl': member('user1') + member('nobody'),
    });
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain('1 done\n1 failed\n  1 x items that were not dealt with\n');
    const { error, ...row } = JSON.parse(await text('rows.failures.jsonl'));
    expect(row).toStrictEqual(JSON.parse(member('nobody')));
    expect(error).toMatchObject({ outcome: 'partly', items: [{ Subscriber_Account: 'nobody' }] });
    expect(called()).toHaveLength(2);
  });

  it('names what is wrong with a row', async () => {
    const rows = '{"Official_Account":"@TOA#_1"}\n[]\n';
    const ran = await run('batch addSubscriber --from rows.jsonl --yes', { 'rows.jsonl': rows });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('rows.jsonl:1: SubscriberList is missing\nrows.jsonl:2: is not a JSON object');
  });

  it('never sends again what may have been carried out where that may do harm, and says where it stands', async () => {
    const message = (id: number): string =>
      `{"Official_Account":"@TOA#_${id}","MsgBody":[{"MsgType":"TIMTextElem","MsgContent":{"Text":"hi"}}]}\n`;
    mock.enqueue('sendOfficialAccountMsg', 'reset', 'OK');
    const args = 'batch sendOfficialAccountMsg --from rows.jsonl --yes';
    const ran = await run(args, { 'rows.jsonl': message(1) + message(2) });
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain('1 done\n1 in doubt\nWhat is in doubt stands in rows.in-doubt.jsonl: ');
    expect(await text('rows.in-doubt.jsonl')).toMatch(/"error":\{.*"outcome":"unknown"/);
    expect(await run(args)).toMatchObject({ code: 1, stdout: ran.stdout });
    expect(mock.calls()).toHaveLength(2);
    // What somebody has looked at, and hands over anew, is sent.
    expect(await run('batch sendOfficialAccountMsg --from rows.in-doubt.jsonl --yes')).toMatchObject({ code: 0 });
  });
});

describe('what is written', () => {
  it('holds neither key nor signature, whatever the service says', async () => {
    // It puts the signature, and the key, into its refusal.
    const echo = createServer(({ url }, response) => {
      const body = { ActionStatus: 'FAIL', ErrorInfo: `${canary} at ${url}`, ErrorCode: 130002 };
      response.end(JSON.stringify(body));
    }).listen(0, '127.0.0.1');
    await once(echo, 'listening');
    onTestFinished(() => {
      echo.closeAllConnections();
      echo.close();
    });
    const place = echo.address();
    const env = { CHAT_BASE_URL: `http://127.0.0.1:${typeof place === 'object' ? place?.port : ''}` };
    const ran = await run('destroy --from ids.txt --yes', { 'ids.txt': ids(5) }, env);
    expect(ran).toMatchObject({ code: 1, stdout: expect.stringContaining('5 failed\n  5 x 130002 NotPermitted\n') });
    const files = await Promise.all((await left()).map((name) => readFile(join(folder, name), 'latin1')));
    expect(files).toHaveLength(3);
    for (const written of [...files, ran.stdout, ran.stderr]) {
      expect(written).not.toContain(canary.slice(0, 12));
      expect(written).not.toMatch(/usersig=eJ|eJ[A-Za-z0-9*_-]{40}/);
    }
  });
});
