import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type EndState, type Journal, openJournal } from '../../src/batch/journal.ts';
import { createReadId, type Row } from '../../src/batch/rows.ts';
import { makeFolder } from '../folder.ts';

const owner = { operation: 'destroyOfficialAccount', sdkAppId: 1400000000, target: 'singapore', inputHash: 'a' };
const readId = createReadId();

function rowOf(number: number): Row {
  const row = readId(`@TOA#_${number}`);
  if (typeof row === 'string') throw new Error(row);
  return row;
}

const fill = (journal: Journal, rows: number) =>
  journal.load(async () => {
    for (let number = 1; number <= rows; number++) journal.add(rowOf(number));
    return { binding: owner };
  });

/** What a kill leaves, which gives nobody time to close anything. */
function copyAsKilled(path: string): string {
  const copy = join(mkdtempSync(join(path, '..', 'copy-')), 'journal');
  for (const end of ['', '-wal']) if (existsSync(path + end)) copyFileSync(path + end, copy + end);
  return copy;
}

/** What the journal must know of a row. */
type Known = EndState | 'pending' | 'sent';

describe('a journal', () => {
  it('knows after any kill what was sent and what has ended, for any order of calls, answers and kills', async () => {
    const folder = await makeFolder();
    const size = 6;
    const end = fc.constantFrom<EndState>('done', 'gone', 'failed', 'inDoubt');
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.record({ kind: fc.constant('send' as const) }) },
      { weight: 4, arbitrary: fc.record({ kind: fc.constant('answer' as const), which: fc.nat(), end }) },
      {
        weight: 1,
        arbitrary: fc.record({ kind: fc.constant('putBack' as const), which: fc.nat(), isInDoubt: fc.boolean() }),
      },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('kill' as const) }) },
    );
    const property = fc.asyncProperty(
      fc.array(step, { minLength: 15, maxLength: 25 }),
      fc.boolean(),
      async (steps, mayRepeat) => {
        let path = join(mkdtempSync(join(folder, 'run-')), 'journal');
        let journal = await openJournal(path, !mayRepeat);
        const known: Known[] = Array.from({ length: size }, () => 'pending');
        const wasInDoubt: boolean[] = Array.from({ length: size }, () => false);
        try {
          await fill(journal, size);
          for (const next of steps) {
            const sent = known.flatMap((state, index) => (state === 'sent' ? [index] : []));
            const chosen = 'which' in next ? sent[next.which % sent.length] : undefined;
            if (next.kind === 'kill') {
              const copy = copyAsKilled(path);
              journal.close();
              path = copy;
              journal = await openJournal(path, !mayRepeat);
              expect(journal.binding()).toStrictEqual(owner);
              expect(journal.recover(mayRepeat)).toBe(sent.length);
              for (const index of sent) {
                known[index] = mayRepeat ? 'pending' : 'inDoubt';
                if (mayRepeat) wasInDoubt[index] = true;
              }
            } else if (next.kind === 'send') {
              const { value: row } = journal.pending().next();
              const first = known.indexOf('pending');
              expect(row?.number ?? 0).toBe(first + 1);
              if (row === undefined) continue;
              expect(row).toStrictEqual({
                number: first + 1,
                body: rowOf(first + 1).body,
                wasInDoubt: wasInDoubt[first],
              });
              journal.send(row.number);
              known[first] = 'sent';
            } else if (chosen !== undefined) {
              if (next.kind === 'answer') {
                journal.end(chosen + 1, next.end);
                known[chosen] = next.end;
              } else {
                journal.putBack(chosen + 1, next.isInDoubt);
                known[chosen] = 'pending';
                wasInDoubt[chosen] ||= next.isInDoubt;
              }
            }
            const count = (state: Known) => known.filter((other) => other === state).length;
            expect(journal.counts()).toStrictEqual({
              ...Object.fromEntries(
                (['pending', 'sent', 'done', 'gone', 'failed', 'inDoubt'] as const).map((state) => [
                  state,
                  count(state),
                ]),
              ),
              doneInDoubt: known.filter((state, index) => state === 'done' && wasInDoubt[index]).length,
            });
          }
        } finally {
          journal.close();
          rmSync(join(path, '..'), { recursive: true });
        }
      },
    );
    await fc.assert(property, { numRuns: 15 });
  });

  it('takes in all rows or none', async () => {
    const path = join(await makeFolder(), 'journal');
    {
      using journal = await openJournal(path, false);
      const failing = journal.load(async () => {
        journal.add(rowOf(1));
        throw new Error('the input ends');
      });
      await expect(failing).rejects.toThrow('the input ends');
      await journal.load(async () => ({ binding: journal.add(rowOf(1)) ? undefined : owner }));
    }
    using journal = await openJournal(path, false);
    expect(journal.binding()).toBeUndefined();
    expect(journal.counts().pending).toBe(0);
  });

  it('is for its owner alone, with what SQLite writes beside it', async () => {
    const path = join(await makeFolder(), 'journal');
    using journal = await openJournal(path, false);
    await fill(journal, 3);
    for (const name of [path, `${path}-wal`]) expect(statSync(name).mode & 0o777).toBe(0o600);
  });

  it('is refused while another process has it, and free as soon as that is killed', async () => {
    const path = join(await makeFolder(), 'journal');
    const program = `const { openJournal } = await import(${JSON.stringify(import.meta.resolve('../../src/batch/journal.ts'))});
      globalThis.journal = await openJournal(${JSON.stringify(path)}, false);
      process.stdout.write('open');
      setInterval(() => {}, 1000);`;
    const args = ['--conditions=@chat-openapi/source', '--input-type=module', '--eval', program];
    const other = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void other.kill('SIGKILL'));
    await once(other.stdout, 'data');
    await expect(openJournal(path, false)).rejects.toThrow(`Another process works with the journal ${path}.`);
    other.kill('SIGKILL');
    await once(other, 'exit');
    (await openJournal(path, false)).close();
  });

  it('is not taken for what it is not', async () => {
    const folder = await makeFolder();
    const text = join(folder, 'notes.txt');
    writeFileSync(
      text,
      'something else, and longer than the head of a database file has to be to be read as one'.repeat(9),
    );
    await expect(openJournal(text, false)).rejects.toThrow(/notes\.txt is no journal\./);
    const { DatabaseSync } = await import('node:sqlite');
    const database = new DatabaseSync(join(folder, 'other.db'));
    database.exec('CREATE TABLE things (name TEXT)');
    database.close();
    await expect(openJournal(join(folder, 'other.db'), false)).rejects.toThrow(/other\.db is no journal\./);
    await expect(openJournal(join(folder, 'missing', 'journal'), false)).rejects.toThrow(/ENOENT/);
  });
});
