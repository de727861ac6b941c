/** The journal of a run, filled from its input, or the one of an earlier run that goes on. */
import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { UsageError } from '@chat-openapi/contract/command-line';
import type { Input } from '../context.ts';
import { type Binding, type Journal, openJournal, toJournalError } from './journal.ts';
import { isOfSqlite, JournalError } from './journal-error.ts';
import type { BadLine } from './lines.ts';
import { loadInput, readAgain } from './load.ts';
import { grouped } from './progress.ts';
import type { ReadRow } from './rows.ts';

export interface InputSource {
  /** What it is called in messages. */
  readonly name: string;
  /** Undefined for standard input. */
  readonly path: string | undefined;
  readonly stdin: Input;
}

export interface Prepared {
  readonly journal: Journal;
  /** Whether it has just been made. */
  readonly isNew: boolean;
  /** Lines that ask for the same as one before; of a new journal only. */
  readonly duplicates: number | undefined;
  /** How many rows an earlier run has left without knowing how they ended. */
  readonly inDoubt: number;
  /** Whether another process may have called a moment ago. */
  readonly isFresh: boolean;
  /** Closes the journal, and takes it away when nothing was sent by it. */
  discard(): Promise<void>;
}

/** A run that was killed has sent nothing any more so long after its last note, in milliseconds: no call takes longer. */
const longestCall = 31_000;

/**
 * Opens the journal for an input, and fills it when it is new. Nothing is sent.
 *
 * @param isDry Leaves no file, and changes none.
 * @throws UsageError that names what is wrong: lines of the input by their numbers, or what the journal belongs to.
 */
export async function prepare(
  source: InputSource,
  path: string,
  readRow: ReadRow,
  owner: Omit<Binding, 'inputHash'>,
  { mayRepeat, isDry }: { readonly mayRepeat: boolean; readonly isDry: boolean },
): Promise<Prepared> {
  const written = await lastWriteOf(path);
  const hasFile = !isDry || written !== undefined;
  const journal = await openJournal(hasFile ? path : '', !mayRepeat);
  const binding = journal.binding();
  const discard = async (): Promise<void> => {
    journal.close();
    // A file that was not there before may be that of another run, which has begun meanwhile.
    if (hasFile && binding === undefined) {
      for (const name of [path, walOf(path)]) await rm(name, { force: true });
    }
  };
  try {
    const input = openSource(source);
    if (binding !== undefined) {
      checkBinding(path, binding, { ...owner, ...(await rejectUnreadable(source, readAgain(input, readRow, owner))) });
      const inDoubt = isDry ? journal.counts().sent : journal.recover(mayRepeat);
      const age = Date.now() - (written ?? 0);
      return { journal, isNew: false, duplicates: undefined, inDoubt, isFresh: age < longestCall, discard };
    }
    const loaded = await rejectUnreadable(source, loadInput(journal, input, readRow, owner));
    if (loaded.badCount > 0) throw new UsageError(badLines(source.name, loaded.bad, loaded.badCount));
    if (loaded.binding === undefined) throw new UsageError(`${source.name} has no rows.`);
    return { journal, isNew: true, duplicates: loaded.duplicates, inDoubt: 0, isFresh: false, discard };
  } catch (error) {
    await discard();
    throw isOfSqlite(error) ? toJournalError(error, path) : error;
  }
}

/** When something was written to a journal, in milliseconds since 1970; undefined when there is none. To be asked before it is opened. */
async function lastWriteOf(path: string): Promise<number | undefined> {
  const times = await Promise.all(
    [path, walOf(path)].map((name) =>
      stat(name).then(
        ({ mtimeMs }) => [mtimeMs],
        () => [],
      ),
    ),
  );
  return times[0]?.length === 0 ? undefined : Math.max(...times.flat());
}

/** Where SQLite keeps what is not in the file itself yet. It stays there when the disk is full. */
const walOf = (path: string): string => `${path}-wal`;

const openSource = ({ path, stdin }: InputSource): AsyncIterable<Uint8Array | string> =>
  path === undefined ? stdin : createReadStream(path);

async function rejectUnreadable<T>({ name }: InputSource, reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    const { syscall, code } = Object(error);
    if (typeof syscall !== 'string') throw error;
    throw new UsageError(
      `${name} cannot be read (${code}). Give a file with a row on each line, or - for standard input.`,
    );
  }
}

function badLines(name: string, bad: readonly BadLine[], count: number): string {
  const lines = bad.map(({ number, problem }) => `${name}:${number}: ${problem}`);
  if (count > bad.length) lines.push(`and ${grouped(count - bad.length)} more`);
  const what = count === 1 ? 'a line' : `${grouped(count)} lines`;
  return `${what} cannot be used, so nothing was sent.\n${lines.join('\n')}`;
}

/** @param inputHash Undefined when the input cannot be used any more. */
function checkBinding(
  path: string,
  had: Binding,
  { inputHash, ...owner }: Omit<Binding, 'inputHash'> & { readonly inputHash?: string },
): void {
  const differences = [
    had.operation === owner.operation ? [] : [`the operation ${had.operation}, not ${owner.operation}`],
    had.sdkAppId === owner.sdkAppId ? [] : [`app ${had.sdkAppId}, not ${owner.sdkAppId}`],
    had.target === owner.target ? [] : [`${had.target}, not ${owner.target}`],
    had.inputHash === inputHash ? [] : ['an input with other rows'],
  ].flat();
  if (differences.length === 0) return;
  throw new JournalError(
    `the journal ${path} belongs to ${differences.join(', and to ')}. Give another file with --journal, or delete it if that run is not to go on.`,
  );
}
