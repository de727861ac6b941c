/** The variables of a command: those of the environment, and of a `.env` file. */
import { open } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { UsageError } from '@chat-openapi/contract/command-line';
import type { CliContext } from './context.ts';
import { decode, NotUtf8 } from './decode.ts';

export type Values = Readonly<Record<string, string | undefined>>;

export interface Variables {
  readonly values: Values;
  /** The file that was read, as it was named. */
  readonly file: string | undefined;
}

/** What nobody else may read. */
const secretNames = ['CHAT_SECRET_KEY', 'CHAT_USER_SIG', 'CHAT_REDIS_URL'];

/**
 * Reads the variables. With `--env-file` they come from that file alone, so that two apps are never mixed. Otherwise the
 * environment wins over a `.env` in the folder, name by name.
 *
 * @throws UsageError for a file that cannot be read, or that others can read although it holds a secret.
 */
export async function readVariables({
  env,
  cwd,
  options,
}: Pick<CliContext, 'env' | 'cwd' | 'options'>): Promise<Variables> {
  const { envFile } = options;
  if (envFile !== undefined) {
    const values = await readEnvFile(resolve(cwd, envFile), envFile);
    if (values === undefined) throw new UsageError(`${envFile} is not there. Name a file with --env-file.`);
    return { values, file: envFile };
  }
  const values = await readEnvFile(join(cwd, '.env'), '.env');
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  return { values: { ...values, ...given }, file: values === undefined ? undefined : '.env' };
}

/** Undefined when there is no such file. */
async function readEnvFile(path: string, name: string): Promise<Values | undefined> {
  try {
    await using file = await open(path);
    const values = parseEnv(decode(await file.readFile()));
    const { mode } = await file.stat();
    const secret = secretNames.find((one) => values[one] !== undefined && values[one] !== '');
    // On Windows the mode says nothing of who may read a file.
    if (secret !== undefined && (mode & 0o077) !== 0 && process.platform !== 'win32') {
      const permissions = (mode & 0o777).toString(8);
      throw new UsageError(
        `${name} holds ${secret}, and others on this machine may use it (mode ${permissions}). Run: chmod 600 ${name}`,
      );
    }
    return values;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    if (error instanceof NotUtf8) throw new UsageError(`${name} ${error.message}.`);
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') return undefined;
    throw new UsageError(`${name} cannot be read (${code}).`);
  }
}
