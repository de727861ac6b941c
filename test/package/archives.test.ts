import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { inRoot } from '../../scripts/paths.ts';
import { inToolchains, noToolchains } from '../toolchains/installed.ts';
import { folders, makeFolder, type PackageName, pack, run } from './packed.ts';

const libraries: PackageName[] = ['openapi', 'usersig', 'client', 'mock', 'contract', 'redis-quota', 'webhooks'];
/** That of the command line has nothing to import. */
const names: PackageName[] = [...libraries, 'cli'];
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

  it('says what it is, where it comes from and under which licence, and may be seen by everybody', async () => {
    const read = async (file: string) =>
      (await run('tar', ['-xzOf', archives.get(name) ?? '', `package/${file}`])).stdout;
    expect(await read('LICENSE')).toBe(await readFile(inRoot('LICENSE'), 'utf8'));
    expect(await read('README.md')).toMatch(new RegExp(`^# @chat-openapi/${name}\n\n\\S`));
    const { repository, homepage, license, publishConfig, ...manifest } = JSON.parse(await read('package.json'));
    const address = 'https://github.com/chat-openapi/chat-openapi';
    expect(repository).toStrictEqual({ type: 'git', url: `git+${address}.git`, directory: folders[name] });
    expect(homepage).toBe(`${address}/tree/main/${folders[name]}#readme`);
    expect(license).toBe('MIT');
    expect(publishConfig).toStrictEqual({ access: 'public' });
    expect(manifest.description).toMatch(/\S/);
    expect(manifest.keywords.length).toBeGreaterThan(3);
  });

  it('holds what was built, and neither sources nor tests', async () => {
    const { stdout } = await run('tar', ['-tzf', archives.get(name) ?? '']);
    const files = stdout.trim().split('\n');
    expect(files).toContain(`package/dist/${name === 'cli' ? 'cli' : 'index'}.js`);
    expect(files.filter((file) => /\/(src|test|\.out|docs)\/|(?<!\.d)\.ts$|\.map$/.test(file))).toStrictEqual([]);
  });
});

describe.for(libraries)('the archive of %s', (name) => {
  it('has types of the right kind for import and require, wherever TypeScript looks for them, node10 too', async (context) => {
    if (noToolchains) context.skip(noToolchains);
    const options = [
      '--profile',
      'strict',
      '--format',
      'json',
      '--exclude-entrypoints',
      './openapi.yaml',
      './command-line',
    ];
    const said = await check('@arethetypeswrong/cli/dist/index.js', archives.get(name) ?? '', ...options);
    const { analysis } = JSON.parse(said);
    expect(analysis.types).toStrictEqual({ kind: 'included' });
    expect(analysis.problems).toStrictEqual([]);
    expect(Object.keys(analysis.entrypoints)).toContain('.');
  });
});

describe('the archive of the mock', () => {
  it('carries the licence of every package whose code is in it', async () => {
    const [, archive = ''] = [...archives].find(([name]) => name === 'mock') ?? [];
    const read = async (file: string) =>
      (await run('tar', ['-xzOf', archive, `package/${file}`], { maxBuffer: 64_000_000 })).stdout;
    // The bundler writes above each piece of code which file it comes from.
    const pieces = (await read('dist/prism.cjs')).matchAll(
      /^\/\/ (?:\.\.\/)*node_modules\/(?:.*node_modules\/)?((?:@[^/\n]+\/)?[^/\n]+)\//gm,
    );
    const inside = new Set(Array.from(pieces, ([, name]) => name));
    const [, ...notices] = (await read('dist/THIRD-PARTY.md')).split(/^## /m);
    expect(inside.size).toBeGreaterThan(20);
    expect(inside).toContain('@stoplight/prism-http');
    expect(new Set(notices.map((notice) => /^(\S+) \d+\.\d+\.\d+\n/.exec(notice)?.[1]))).toStrictEqual(inside);
    for (const notice of notices) {
      expect(notice).toMatch(
        /permission is hereby granted|apache license|permission to use, copy|redistribution and use/i,
      );
    }
  });

  it('is small: under half a megabyte, where Prism and what it needs have 66', async () => {
    expect((await readFile(archives.get('mock') ?? '')).length).toBeLessThan(500_000);
  });
});
