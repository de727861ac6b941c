/** The commands of "Many at once" in the README of the command line, one after the other, in a terminal. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startMock } from '@chat-openapi/mock';
import { describe, expect, it } from 'vitest';
import { readBlocks } from '../programs.ts';
import { command, makeFolder, startInTerminal } from './program.ts';

const blocks = await readBlocks(join('packages', 'cli', 'README.md'));
const lines = blocks
  .filter(({ heading }) => heading === 'Many at once')
  .flatMap(({ code }) => code.trimEnd().split('\n'));

/** What each prints, and the exit code. */
const outcomes: Record<string, [text: RegExp, code: number]> = {
  'chat-openapi destroy --from ids.txt --dry-run': [
    /13 channels: @TOA#_mock_130002, .+\r\n.+\r\nNothing was sent\./,
    0,
  ],
  'chat-openapi destroy --from ids.txt --max 10': [/9 done\r\n1 failed\r\n.+\r\n3 left\r\n/, 1],
  'chat-openapi destroy --from ids.txt': [/12 done\r\n1 failed\r\n/, 1],
  'chat-openapi batch addSubscriber --from rows.jsonl': [/1 done\r\n/, 0],
  'chat-openapi destroy --from ids.failures.jsonl': [/0 done\r\n1 failed\r\n/, 1],
};

describe.runIf(process.platform === 'linux')('the README', () => {
  it('has commands for many calls that do what it says', async () => {
    await using mock = await startMock();
    const env = {
      CHAT_BASE_URL: mock.url,
      CHAT_SDK_APP_ID: '1400000000',
      CHAT_IDENTIFIER: 'administrator',
      CHAT_SECRET_KEY: 'a-key-for-this-test',
    };
    const folder = await makeFolder();
    const ids = ['@TOA#_mock_130002', ...Array.from({ length: 12 }, (_, index) => `@TOA#_${index}`)];
    await writeFile(join(folder, 'ids.txt'), ids.join('\n'));
    const row = { Official_Account: '@TOA#_news', SubscriberList: [{ Subscriber_Account: 'user1' }] };
    await writeFile(join(folder, 'rows.jsonl'), JSON.stringify(row));
    expect(lines.toSorted()).toStrictEqual(Object.keys(outcomes).toSorted());
    for (const line of lines) {
      const [text = /^$/, code = 0] = outcomes[line] ?? [];
      await using terminal = await startInTerminal(`cd '${folder}'; ${line.replace('chat-openapi', command)}`, env);
      if (!line.includes('--dry-run')) {
        await terminal.says(/◆/);
        terminal.type('y');
      }
      expect(await terminal.ended, terminal.output()).toBe(code);
      expect(terminal.output()).toMatch(text);
    }
  });
});
