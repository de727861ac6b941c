/**
 * The journal of a run: a SQLite file with every row of the input and how far it has come. What is written outlives the process, so that
 * a run that was killed goes on where it stopped.
 */
import { closeSync, openSync, statSync } from 'node:fs';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { JournalError } from './journal-error.ts';
import { killedError, type RowError } from './row-error.ts';
import type { Row } from './rows.ts';
import { loadSqlite } from './sqlite.ts';

/** How far a row has come, as the journal has it. */
const states = {
  /** Not sent; or sent by a run that was killed, and to be sent again because that does no harm. */
  pending: 0,
  /** Under way. After a kill: it may have been carried out. */
  sent: 1,
  done: 2,
  /** What it asks for was so before. */
  gone: 3,
  failed: 4,
  /** It may have been carried out, and must not be sent again by itself. */
  inDoubt: 5,
} as const;

type State = keyof typeof states;

/** The states that a row ends in. */
export type EndState = Exclude<State, 'pending' | 'sent'>;

/** What a journal belongs to. */
export interface Binding {
  readonly operation: string;
  readonly sdkAppId: number;
  /** The region, or the base URL. */
  readonly target: string;
  /** Stands for all rows of the input in their order. */
  readonly inputHash: string;
}

export interface JournalRow {
  /** Counts up in the order of the input. */
  readonly number: number;
  readonly body: string;
  /** Whether an earlier attempt may have been carried out. */
  readonly wasInDoubt: boolean;
}

/** Both as JSON text. */
export interface FailedRow {
  readonly body: string;
  /** A `RowError`. */
  readonly error: string;
}

/** How many rows there are of each kind. */
export interface Counts extends Readonly<Record<State, number>> {
  /** Of those that are done: how many were in doubt before. */
  readonly doneInDoubt: number;
}

/** "Chat", so that other files are not taken for a journal. */
const applicationId = 0x43686174;
const version = 1;

const schema = `
  PRAGMA application_id = ${applicationId};
  PRAGMA user_version = ${version};
  CREATE TABLE binding (operation TEXT, sdk_app_id INTEGER, target TEXT, input_hash TEXT) STRICT;
  CREATE TABLE rows (
    number INTEGER PRIMARY KEY,
    body TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE,
    state INTEGER NOT NULL DEFAULT ${states.pending},
    was_in_doubt INTEGER NOT NULL DEFAULT 0,
    error TEXT
  ) STRICT;
`;

/**
 * Opens a journal, or makes one that only its owner can read.
 *
 * @param path Empty for one that leaves no file.
 * @param isDurable Whether it also outlives the end of the whole machine, for a hundred microseconds and more a row.
 * @throws JournalError when another process has it, or it is none.
 */
export async function openJournal(path: string, isDurable: boolean): Promise<Journal> {
  const { DatabaseSync } = await loadSqlite();
  try {
    // To open a pipe would take until somebody reads it.
    if (statSync(path, { throwIfNoEntry: false })?.isFile() === false) throw noJournal(path);
    // SQLite gives what it makes beside the file the same mode.
    if (path !== '') closeSync(openSync(path, 'a', 0o600));
    const database = new DatabaseSync(path, { timeout: 0 });
    try {
      prepare(database, path, isDurable);
      const journal = new Journal(database);
      // Whether all of it is there.
      journal.binding();
      return journal;
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    throw toJournalError(error, path);
  }
}

function prepare(database: DatabaseSync, path: string, isDurable: boolean): void {
  database.exec('PRAGMA locking_mode = EXCLUSIVE');
  if (path !== '') database.exec('PRAGMA journal_mode = WAL');
  // What was written outlives the process with each of them.
  database.exec(`PRAGMA synchronous = ${isDurable ? 'FULL' : 'NORMAL'}; PRAGMA cache_size = -16000`);
  database.exec('BEGIN EXCLUSIVE');
  const { application_id: id } = database.prepare('PRAGMA application_id').get() ?? {};
  const { user_version: found } = database.prepare('PRAGMA user_version').get() ?? {};
  const { count } = database.prepare('SELECT count(*) AS count FROM sqlite_schema').get() ?? {};
  if (count === 0) database.exec(schema);
  else if (id !== applicationId) throw noJournal(path);
  else if (found !== version) {
    throw new JournalError(`${path} is the journal of another version. End its run with that one, or delete it.`);
  }
  database.exec('COMMIT');
}

/** How many rows of an input go into the file together. */
const rowsInChange = 10_000;

/** The low byte of the error codes of SQLite. */
const busy = 5;
const notADatabase = 26;

export function toJournalError(error: unknown, path: string): unknown {
  if (error instanceof JournalError || !(error instanceof Error)) return error;
  const code = 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;
  if (code === busy) {
    return new JournalError(`Another process works with the journal ${path}. Wait until it has ended, or end it.`);
  }
  if (code === notADatabase) return noJournal(path);
  return new JournalError(`The journal ${path} cannot be used: ${error.message}. Give another file with --journal.`);
}

const noJournal = (path: string): JournalError =>
  new JournalError(`${path} is no journal. Give another file with --journal.`);

export class Journal implements Disposable {
  readonly #database: DatabaseSync;
  readonly #add: StatementSync;
  readonly #send: StatementSync;
  readonly #end: StatementSync;
  readonly #putBack: StatementSync;
  #added = 0;
  /** The database itself tells it from Node 22.15 on. */
  #isOpen = true;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#add = database.prepare('INSERT OR IGNORE INTO rows (body, key, was_in_doubt) VALUES (?, ?, ?)');
    this.#send = database.prepare(`UPDATE rows SET state = ${states.sent} WHERE number = ?`);
    this.#end = database.prepare('UPDATE rows SET state = ?, error = ? WHERE number = ?');
    this.#putBack = database.prepare(
      `UPDATE rows SET state = ${states.pending}, error = NULL, was_in_doubt = was_in_doubt OR ? WHERE number = ?`,
    );
  }

  /** What it belongs to; undefined before `bind`. */
  binding(): Binding | undefined {
    const [found] = this.#database.prepare('SELECT * FROM binding').all();
    if (found === undefined) return undefined;
    return {
      operation: String(found.operation),
      sdkAppId: Number(found.sdk_app_id),
      target: String(found.target),
      inputHash: String(found.input_hash),
    };
  }

  /**
   * Takes in rows with what they belong to, all or nothing: without the latter, after a rejection and after a kill it has none.
   *
   * @param fill Adds the rows with `add`.
   */
  async load<T extends { readonly binding: Binding | undefined }>(fill: () => Promise<T>): Promise<T> {
    // What a run has left that was killed meanwhile.
    this.#database.exec('DELETE FROM rows; BEGIN');
    let isWhole = false;
    try {
      const filled = await fill();
      const { binding } = filled;
      if (binding !== undefined) {
        const { operation, sdkAppId, target, inputHash } = binding;
        this.#database.prepare('INSERT INTO binding VALUES (?, ?, ?, ?)').run(operation, sdkAppId, target, inputHash);
        isWhole = true;
      }
      return filled;
    } finally {
      if (!isWhole) this.#database.exec('DELETE FROM rows');
      this.#database.exec('COMMIT');
    }
  }

  /** False when it has a row that asks for the same. */
  add({ body, key, isInDoubt }: Row): boolean {
    const isNew = this.#add.run(body, key, Number(isInDoubt)).changes === 1;
    this.#added++;
    // One change of the file for all of them would take as much memory and disk as they do.
    if (this.#added % rowsInChange === 0) this.#database.exec('COMMIT; BEGIN');
    return isNew;
  }

  /**
   * To be called after a journal was opened, when nothing is under way: what was sent without an answer becomes pending again, and is
   * noted to have been in doubt, or ends in doubt where it must not be sent again.
   *
   * @returns How many rows that were.
   */
  recover(mayRepeat: boolean): number {
    const change = mayRepeat ? `state = ${states.pending}, was_in_doubt = 1` : `state = ${states.inDoubt}, error = ?`;
    const statement = this.#database.prepare(`UPDATE rows SET ${change} WHERE state = ${states.sent}`);
    return Number(statement.run(...(mayRepeat ? [] : [JSON.stringify(killedError)])).changes);
  }

  /** The rows that are to be sent, in order. While it is read, rows may be sent and ended. */
  *pending(): Generator<JournalRow> {
    const columns = 'number, body, was_in_doubt';
    const next = this.#database.prepare(
      `SELECT ${columns} FROM rows WHERE number > ? AND state = ${states.pending} ORDER BY number LIMIT 500`,
    );
    let last = 0;
    for (;;) {
      const found = next.all(last);
      if (found.length === 0) return;
      for (const { number, body, was_in_doubt: wasInDoubt } of found) {
        last = Number(number);
        yield { number: last, body: String(body), wasInDoubt: wasInDoubt === 1 };
      }
    }
  }

  /** Notes that a call is about to be sent. It has to be noted before. */
  send(number: number): void {
    this.#send.run(number);
  }

  /** Notes how a row has ended. */
  end(number: number, state: EndState, error?: RowError): void {
    this.#end.run(states[state], error === undefined ? null : JSON.stringify(error), number);
  }

  /** Notes that a row is to be sent once more, by the next run. */
  putBack(number: number, isInDoubt: boolean): void {
    this.#putBack.run(Number(isInDoubt), number);
  }

  counts(): Counts {
    const found = this.#database.prepare('SELECT state, was_in_doubt, count(*) AS count FROM rows GROUP BY 1, 2').all();
    const count = (state: State, wasInDoubt?: number): number =>
      found
        .filter((group) => group.state === states[state] && (wasInDoubt ?? group.was_in_doubt) === group.was_in_doubt)
        .reduce((sum, group) => sum + Number(group.count), 0);
    return {
      pending: count('pending'),
      sent: count('sent'),
      done: count('done'),
      gone: count('gone'),
      failed: count('failed'),
      inDoubt: count('inDoubt'),
      doneInDoubt: count('done', 1),
    };
  }

  /** The first rows, as they are sent. */
  first(count: number): string[] {
    const found = this.#database.prepare('SELECT body FROM rows ORDER BY number LIMIT ?').all(count);
    return found.map(({ body }) => String(body));
  }

  /** The rows that have failed, or are in doubt, in order. */
  *failures(state: 'failed' | 'inDoubt'): Generator<FailedRow> {
    const found = this.#database.prepare('SELECT body, error FROM rows WHERE state = ? ORDER BY number');
    for (const { body, error } of found.iterate(states[state])) {
      yield { body: String(body), error: String(error) };
    }
  }

  /** How many rows have failed for each reason, the most frequent first. */
  reasons(): { reason: string; count: number }[] {
    const sql = `SELECT json_extract(error, '$.reason') AS reason, count(*) AS count
      FROM rows WHERE state = ${states.failed} GROUP BY 1 ORDER BY 2 DESC, 1`;
    const found = this.#database.prepare(sql).all();
    return found.map(({ reason, count }) => ({ reason: String(reason), count: Number(count) }));
  }

  close(): void {
    if (this.#isOpen) this.#database.close();
    this.#isOpen = false;
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
