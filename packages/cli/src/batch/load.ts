/** Reads the whole input into the journal, before anything is sent. */
import { createHash } from 'node:crypto';
import type { Binding, Journal } from './journal.ts';
import { type BadLine, readLines } from './lines.ts';
import type { ReadRow } from './rows.ts';

/** What has come of an input. */
export interface Loaded {
  readonly rows: number;
  /** Lines that ask for the same as one before, and are left out. */
  readonly duplicates: number;
  /** The first lines that cannot be used. */
  readonly bad: readonly BadLine[];
  readonly badCount: number;
  /** Undefined when a line cannot be used, or there is none: then the journal is as it was. */
  readonly binding: Binding | undefined;
}

/** More of them help nobody. */
const maxNamed = 20;

/** Takes in an input. All or nothing: with a line that cannot be used, the journal stays as it was. */
export function loadInput(
  journal: Journal,
  input: AsyncIterable<Uint8Array | string>,
  readRow: ReadRow,
  owner: Omit<Binding, 'inputHash'>,
): Promise<Loaded> {
  return journal.load(() => readInput(input, readRow, owner, (row) => journal.add(row)));
}

/** Reads an input that a journal may have already, to compare them. */
export async function readAgain(
  input: AsyncIterable<Uint8Array | string>,
  readRow: ReadRow,
  owner: Omit<Binding, 'inputHash'>,
): Promise<Binding | undefined> {
  const { binding } = await readInput(input, readRow, owner, () => true);
  return binding;
}

async function readInput(
  input: AsyncIterable<Uint8Array | string>,
  readRow: ReadRow,
  owner: Omit<Binding, 'inputHash'>,
  add: (row: Exclude<ReturnType<ReadRow>, string>) => boolean,
): Promise<Loaded> {
  const hash = createHash('sha256');
  const bad: BadLine[] = [];
  let [rows, duplicates, badCount] = [0, 0, 0];
  for await (const lines of readLines(input)) {
    for (const line of lines) {
      const row = 'problem' in line ? line.problem : readRow(line.text);
      if (typeof row === 'string') {
        badCount++;
        if (bad.length < maxNamed) bad.push({ number: line.number, problem: row });
      } else if (badCount === 0) {
        hash.update(row.key);
        if (add(row)) rows++;
        else duplicates++;
      }
    }
  }
  const isUsable = badCount === 0 && rows > 0;
  return {
    rows,
    duplicates,
    bad,
    badCount,
    binding: isUsable ? { ...owner, inputHash: hash.digest('hex') } : undefined,
  };
}
