import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAccounts, readChannels, readState } from '../src/json-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-openapi-channels-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(content: string | Buffer): Promise<string[]> {
  const file = join(folder, 'channels.json');
  await writeFile(file, content);
  return readChannels(file);
}

const good = '[\r\n  "@TOA#_news",\r\n  "@TOA#_é"\r\n]\r\n';
const bigEndian = Buffer.from(`\ufeff${good}`, 'utf16le').swap16();

describe('the file of channels', () => {
  it.each<[string, string | Buffer]>([
    ['plain', good],
    ['with a mark of UTF-8', `\ufeff${good}`],
    ['in UTF-16', Buffer.from(`\ufeff${good}`, 'utf16le')],
    ['in UTF-16, the other way round', bigEndian],
  ])('is read %s', async (_how, content) => {
    expect(await read(content)).toStrictEqual(['@TOA#_news', '@TOA#_é']);
  });

  it.each<[string, number]>([
    ['[\n"@TOA#_a",\n"@TOA#_b"\n"@TOA#_c"]', 4],
    ['[\r\n"@TOA#_a",\r\n"@TOA#_b",\r\n]', 4],
    ['[\n"@TOA#_a",\n"@TOA#_b"\n', 3],
    ['[\n"@TOA#_a', 2],
    ['@TOA#_a\n@TOA#_b', 1],
    ['', 1],
    ["[\n'@TOA#_a'\n]", 2],
    ['[\n"@TOA#_a", // news\n]', 2],
    ['[\n"@TOA#_a",\n7,\n"@TOA#_b"]', 3],
    ['[\n"@TOA#_a",\n"news"]', 3],
    ['["@TOA#_a,[]{}\\"",\n"@TOA#_b",\n\n{"a": ["b",\n1]}]', 4],
    ['[["@TOA#_a",\n"@TOA#_b"],\n""]', 1],
    ['\ufeff["@TOA#_a",\r\n\r\n"",null]', 3],
    ['\n\n{"a": 1}', 3],
    ['\nnull', 2],
  ])('is refused when it is %j, with the line', async (content, line) => {
    await expect(read(content)).rejects.toThrow(
      new RegExp(`channels\\.json .*, line ${line} is wrong\\. Write a list`),
    );
  });
});

describe('the file of accounts', () => {
  it('is a list of user ids', async () => {
    const file = join(folder, 'accounts.json');
    await writeFile(file, '["user1", "@TOA#_user"]');
    expect(await readAccounts(file)).toStrictEqual(['user1', '@TOA#_user']);
    await writeFile(file, '["user1",\n""]');
    await expect(readAccounts(file)).rejects.toThrow(
      /accounts\.json holds what is no user id, line 2 is wrong\. Write a list/,
    );
  });
});

describe('the file of a state', () => {
  it('is JSON of any kind, which is checked afterwards', async () => {
    const file = join(folder, 'state.json');
    await writeFile(file, '\ufeff{"channels": []}');
    expect(await readState(file)).toStrictEqual({ channels: [] });
    await writeFile(file, '{"channels": [\n}');
    await expect(readState(file)).rejects.toThrow(/state\.json is not JSON, line 2 is wrong\. Write a state/);
  });
});
