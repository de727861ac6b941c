import { UsageError } from '@chat-openapi/contract/command-line';

/** The journal cannot be used; nothing was sent. The message says why, and what to do. */
export class JournalError extends UsageError {}

/** What to say when SQLite has thrown something while a run was going; undefined for what is not of SQLite. */
export function sentenceOfJournal(error: unknown, path: string): string | undefined {
  if (!isOfSqlite(error)) return undefined;
  return `the journal ${path} cannot be written (${error.message}). Mend that, make room on the disk for example, and run the same command again: it goes on with what was noted.`;
}

export const isOfSqlite = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && error.code === 'ERR_SQLITE_ERROR';
