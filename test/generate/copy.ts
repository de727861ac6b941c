import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { inRoot, root } from '../../scripts/paths.ts';
import { runNode } from '../../scripts/run.ts';

/** A copy of the repository in another folder, with the same installed packages but its own workspace. */
export interface Copy {
  folder: string;
  /** Runs a file of the copy with this Node. */
  run(file: string, ...args: string[]): Promise<{ code: number; output: string }>;
  /** Generates, and copies the result into place, as `npm run generate` does. */
  generate(): Promise<void>;
  /** Makes the reference from what was generated, as `npm run generate` does after it. */
  makeSite(): Promise<void>;
  /** Runs a program over the sources of the packages, so that nothing has to be built. */
  runOverSources(file: string): Promise<{ code: number; output: string }>;
  remove(): Promise<void>;
}

/** The condition under which a package gives its sources. */
export const sources = '@chat-openapi/source';

const left = new Set(['node_modules', '.git', '.turbo', 'reports', 'dist', '.out', 'docs']);

export async function copyRepository(): Promise<Copy> {
  const folder = await mkdtemp(join(tmpdir(), 'chat-openapi-copy-'));
  const copied = (path: string): boolean => {
    const [name = ''] = path.split('/').slice(-1);
    // spec/docs is a source, generated/docs is not.
    return !left.has(name) || relative(root, path) === join('spec', 'docs');
  };
  for (const name of await readdir(root)) {
    if (!left.has(name)) await cp(inRoot(name), join(folder, name), { recursive: true, filter: copied });
  }
  const modules = join(folder, 'node_modules');
  await mkdir(join(modules, '@chat-openapi'), { recursive: true });
  for (const name of await readdir(inRoot('node_modules'))) {
    if (name !== '@chat-openapi') await symlink(inRoot('node_modules', name), join(modules, name));
  }
  await symlink(join(folder, 'generated'), join(modules, '@chat-openapi', 'openapi'));
  for (const name of await readdir(inRoot('packages'))) {
    await symlink(join(folder, 'packages', name), join(modules, '@chat-openapi', name));
  }

  const run: Copy['run'] = (file, ...args) => runNode(join(folder, file), args, { cwd: folder, capture: true });
  const runOverSources: Copy['runOverSources'] = (file) => {
    const env = { NODE_OPTIONS: `--conditions=${sources}` };
    return runNode(join(folder, file), [], { cwd: folder, capture: true, env });
  };
  const must = ({ code, output }: { code: number; output: string }): void => {
    if (code !== 0) throw new Error(output);
  };
  return {
    folder,
    run,
    async generate() {
      must(await run('scripts/generate/main.ts'));
      must(await run('scripts/generate/publish.ts'));
    },
    makeSite: async () => must(await runOverSources('scripts/site/main.ts')),
    runOverSources,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Every file below a folder, with its content. */
export async function readTree(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const contents = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  return new Map(files.map((file, index) => [relative(folder, file), contents[index] ?? '']));
}
