import { beforeAll, describe, expect, it } from 'vitest';
import { inToolchains, noToolchains } from '../toolchains/installed.ts';
import { makeFolder, type PackageName, pack, run } from './packed.ts';

const names: PackageName[] = ['openapi', 'usersig', 'client', 'mock', 'contract'];
let archives: Map<PackageName, string>;

beforeAll(async () => {
  const packed = await pack(await makeFolder(), names);
  archives = new Map(names.map((name, index) => [name, packed[index] ?? '']));
});

/** Runs a checker of the side installation. It rejects, with all that the checker says, when that finds a fault. */
async function check(script: string, ...args: string[]): Promise<string> {
  return (await run(process.execPath, [inToolchains(script), ...args])).stdout;
}

describe.for(names)('the archive of %s', (name) => {
  it('is one that publint finds no fault with', async (context) => {
    if (noToolchains) context.skip(noToolchains);
    const said = await check('publint/src/cli.js', 'run', archives.get(name) ?? '', '--strict');
    expect(said).toContain('All good!');
  });

  it('has types for all of its ES modules, wherever TypeScript looks for them', async (context) => {
    if (noToolchains) context.skip(noToolchains);
    const options = ['--profile', 'esm-only', '--format', 'json', '--exclude-entrypoints', './openapi.yaml'];
    const said = await check('@arethetypeswrong/cli/dist/index.js', archives.get(name) ?? '', ...options);
    const { analysis } = JSON.parse(said);
    expect(analysis.types).toStrictEqual({ kind: 'included' });
    expect(Object.keys(analysis.entrypoints)).toContain('.');
  });

  it('holds what was built, and neither sources nor tests', async () => {
    const { stdout } = await run('tar', ['-tzf', archives.get(name) ?? '']);
    const files = stdout.trim().split('\n');
    expect(files).toContain('package/dist/index.js');
    expect(files.filter((file) => /\/(src|test|\.out|docs)\/|(?<!\.d)\.ts$|\.map$/.test(file))).toStrictEqual([]);
  });
});
