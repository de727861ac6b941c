import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { openJournal } from '../../src/batch/journal.ts';
import { JournalError, sentenceOfJournal } from '../../src/batch/journal-error.ts';
import { prepare } from '../../src/batch/prepare.ts';
import { createReadId } from '../../src/batch/rows.ts';
import { makeFolder } from '../folder.ts';

const owner = { operation: 'destroyOfficialAccount', sdkAppId: 1, target: 'tokyo' };

describe('a run that only looks', () => {
  it('leaves the journal of a run that has begun meanwhile', async () => {
    const path = join(await makeFolder(), 'journal');
    const begin = async function* () {
      await writeFile(path, 'of another run');
      yield '@TOA#_1\n';
    };
    const source = { name: 'standard input', path: undefined, stdin: Readable.from(begin()) };
    const { discard } = await prepare(source, path, createReadId(), owner, { mayRepeat: true, isDry: true });
    await discard();
    expect(await readFile(path, 'utf8')).toBe('of another run');
  });
});

describe('a journal that cannot be used', () => {
  it.runIf(process.platform !== 'win32')('is a pipe, which nobody would ever answer', async () => {
    const path = join(await makeFolder(), 'pipe');
    execFileSync('mkfifo', [path]);
    await expect(openJournal(path, false)).rejects.toThrow(JournalError);
  });

  it('is a folder, or in one that is not there, and another one is asked for', async () => {
    const folder = await makeFolder();
    for (const path of [folder, join(folder, 'not-there', 'journal')]) {
      await expect(openJournal(path, false)).rejects.toThrow('Give another file with --journal.');
    }
  });

  it.for(['rows', 'binding'])('lacks its %s', async (table) => {
    const path = join(await makeFolder(), 'journal');
    (await openJournal(path, false)).close();
    const database = new DatabaseSync(path);
    database.exec(`DROP TABLE ${table}`);
    database.close();
    await expect(openJournal(path, false)).rejects.toThrow(JournalError);
  });

  it('is told by its name when the disk is full, and what to do', () => {
    const database = new DatabaseSync(':memory:');
    const fill = (): void => {
      database.exec('PRAGMA max_page_count = 2; CREATE TABLE a (a); INSERT INTO a VALUES (zeroblob(100000))');
    };
    let full: unknown;
    try {
      fill();
    } catch (error) {
      full = error;
    }
    expect(sentenceOfJournal(full, 'ids.txt.journal')).toMatch(
      /^the journal ids\.txt\.journal cannot be written \(database or disk is full\)\. .+ run the same command again/,
    );
    expect(sentenceOfJournal(new TypeError('x'), 'a')).toBeUndefined();
  });
});
