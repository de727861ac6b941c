/** Rows that have failed, as a file that a later run takes. */
import { access, constants, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UsageError } from '@chat-openapi/contract/command-line';
import type { FailedRow } from './journal.ts';
import { errorField } from './rows.ts';

/**
 * Writes each row as it was, with its error beside the fields. The file is there as a whole or not at all, and only its owner can read
 * it. Without a row none is written.
 *
 * @returns How many rows it has.
 */
export async function writeFailures(path: string, rows: Iterable<FailedRow>): Promise<number> {
  const part = `${path}.part`;
  let count = 0;
  // What a run that was killed has left may have another mode.
  await rm(part, { force: true });
  let file: Awaited<ReturnType<typeof open>> | undefined;
  try {
    let text = '';
    for (const row of rows) {
      count++;
      text += lineOf(row);
      if (text.length < 65_536) continue;
      file ??= await open(part, 'w', 0o600);
      await file.write(text);
      text = '';
    }
    if (count === 0) return 0;
    file ??= await open(part, 'w', 0o600);
    await file.write(text);
    await file.close();
    await rename(part, path);
    return count;
  } catch (error) {
    await file?.close().catch(() => {});
    // On a full disk it only takes room.
    if (file !== undefined) await rm(part, { force: true });
    throw error;
  }
}

/** So that it is not found out when everything is done. @throws UsageError when a file cannot be written there. */
export async function checkPlace(path: string, name: string): Promise<void> {
  if ((await stat(path).catch(() => undefined))?.isDirectory()) {
    throw new UsageError(`${name} is a folder. Give a file with --failures.`);
  }
  try {
    await access(dirname(path), constants.W_OK);
  } catch (error) {
    const { code } = Object(error);
    const why = code === 'ENOENT' ? 'its folder is not there' : 'nothing may be written in its folder';
    throw new UsageError(`${name} cannot be written: ${why} (${code}). Give another file with --failures.`);
  }
}

function lineOf({ body, error }: FailedRow): string {
  const fields = body.slice(1, -1);
  return `{${fields}${fields === '' ? '' : ','}"${errorField}":${error}}\n`;
}
