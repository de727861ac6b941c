import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from './run.ts';

const stampOf = (folder: string): string => join(folder, 'node_modules', '.chat-openapi-side-install');

/** Whether everything that the folder's own lock names is installed in it, for this system. */
export function isInstalled(folder: string): boolean {
  const stamp = stampOf(folder);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint(folder);
}

/**
 * Installs what the lock of a folder names that is no workspace: what only some commands need, apart from what the
 * repository needs. Does nothing when it has been done. Rejects with what npm says, most likely about the network.
 */
export async function installSide(folder: string): Promise<void> {
  if (isInstalled(folder)) return;
  rmSync(stampOf(folder), { force: true });
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline'];
  // Without a network it should not take minutes to find that out.
  const retryFlags = ['--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];
  await runQuietly('npm', ['ci', ...flags, ...retryFlags], folder).catch((error: Error) => {
    throw new Error(`npm could not install ${folder}: ${error.message}`);
  });
  writeFileSync(stampOf(folder), fingerprint(folder));
}

function fingerprint(folder: string): string {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
  for (const file of ['package.json', 'package-lock.json']) hash.update(readFileSync(join(folder, file)));
  return hash.digest('hex');
}
