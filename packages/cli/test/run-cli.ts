/** The program in this process, on streams of its own. */
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll } from 'vitest';
import { runProgram } from '../src/program.ts';

/** A key that nothing may show. */
export const canary = 'canary-key-0123456789abcdef0123456789abcdef';

export const account = {
  CHAT_SDK_APP_ID: '1400000000',
  CHAT_IDENTIFIER: 'administrator',
  CHAT_SECRET_KEY: canary,
};

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly stdin?: string;
  readonly cwd?: string;
}

/** A folder without a `.env`. */
let empty: string | undefined;
afterAll(async () => {
  if (empty !== undefined) await rm(empty, { recursive: true });
  empty = undefined;
});

/** Runs it with no terminal anywhere. */
export async function runCli(
  args: readonly string[],
  { env = account, stdin = '', cwd }: RunOptions = {},
): Promise<Ran> {
  empty ??= mkdtempSync(join(tmpdir(), 'chat-openapi-cli-'));
  const folder = cwd ?? empty;
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const read = Promise.all([text(stdout), text(stderr)]);
  const code = await runProgram(args, { stdin: Readable.from([stdin]), stdout, stderr, env, cwd: () => folder });
  stdout.end();
  stderr.end();
  const [out, err] = await read;
  return { code, stdout: out, stderr: err };
}
