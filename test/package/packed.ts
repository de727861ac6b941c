import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll } from 'vitest';
import { inRoot } from '../../scripts/paths.ts';

export const run = promisify(execFile);

/** Where the packages are made. */
export const folders = {
  openapi: 'generated',
  usersig: 'packages/usersig',
  client: 'packages/client',
  mock: 'packages/mock',
  contract: 'packages/contract',
  cli: 'packages/cli',
  'redis-quota': 'packages/redis-quota',
  webhooks: 'packages/webhooks',
};

export type PackageName = keyof typeof folders;

/** A folder outside of the repository, so that nothing of it is found by accident. It goes when the tests of the file end. */
export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'chat-openapi-package-'));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Packs packages as they would be published. Returns the archives, in the same order. */
export async function pack(folder: string, names: PackageName[]): Promise<string[]> {
  for (const name of names) {
    if (!existsSync(inRoot(folders[name], 'dist'))) {
      throw new Error(`${folders[name]} is not built. Run npm run build first; npm test does.`);
    }
  }
  const workspaces = names.flatMap((name) => ['--workspace', `@chat-openapi/${name}`]);
  await npm(inRoot(), 'pack', ...workspaces, '--pack-destination', folder);
  const archives = await readdir(folder);
  return names.map((name) => {
    const archive = archives.find((file) => file.startsWith(`chat-openapi-${name}-`));
    if (archive === undefined) throw new Error(`npm pack made no archive of ${name}.`);
    return join(folder, archive);
  });
}

/** The names of packages with their archives, as dependencies or overrides: none of them is in a registry. */
export function asDependencies(names: PackageName[], archives: string[]): Record<string, string> {
  return Object.fromEntries(names.map((name, index) => [`@chat-openapi/${name}`, `file:${archives[index]}`]));
}

/** A project in which the archives of the packages are installed, all together. Their own dependencies come from the registry. */
export async function installPacked(names: PackageName[]): Promise<string> {
  const folder = await makeFolder();
  const project = join(folder, 'project');
  await mkdir(project);
  const archives = await pack(folder, names);
  await writeFile(join(project, 'package.json'), JSON.stringify({ private: true }));
  await npm(project, 'install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', ...archives);
  return project;
}

async function npm(cwd: string, ...args: string[]): Promise<void> {
  await run('npm', [...args, '--loglevel=error'], { cwd, shell: process.platform === 'win32' });
}
