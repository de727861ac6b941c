/** What the READMEs say that is also written somewhere else: versions, names, links, tables. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as client from '@chat-openapi/client';
import { startMock } from '@chat-openapi/mock';
import { regions } from '@chat-openapi/openapi';
import { describe, expect, it } from 'vitest';
import { createCommand } from '../../packages/mock/src/flags.ts';
import { inRoot } from '../../scripts/paths.ts';

const packages = [
  'generated',
  ...['cli', 'client', 'contract', 'mock', 'usersig'].map((name) => join('packages', name)),
];
const files = ['README.md', 'CONTRIBUTING.md', ...packages.map((folder) => join(folder, 'README.md'))];
const texts = new Map(
  await Promise.all(files.map(async (file) => [file, await readFile(inRoot(file), 'utf8')] as const)),
);
const textOf = (file: string): string => texts.get(file) ?? expect.unreachable();
const readJson = async (file: string) => JSON.parse(await readFile(inRoot(file), 'utf8'));

/** The first cells of the rows of a table, which begins with this cell in its head. */
function firstColumn(file: string, head: string): string[] {
  const [, table = ''] = new RegExp(`^\\| ${head} .*\\n((?:\\|.*\\n)+)`, 'm').exec(textOf(file)) ?? [];
  const rows = table.trimEnd().split('\n').slice(1);
  return rows.map((row) => row.split('|')[1]?.trim() ?? '');
}

/** Headings as GitHub makes anchors of them. */
const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );

describe('a link', () => {
  it.each(files)('of %s leads to a file and a heading that are there', async (file) => {
    const links = [...textOf(file).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
    for (const link of links.filter((one) => !/^https?:/.test(one))) {
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? file : join(dirname(file), path);
      expect(existsSync(inRoot(target)), `${link} of ${file}`).toBe(true);
      if (anchor !== undefined) expect(anchorsOf(await readFile(inRoot(target), 'utf8'))).toContain(anchor);
    }
  });
});

describe('the Node that is needed', () => {
  it.each(packages)('by %s is the one of its README', async (folder) => {
    const { engines } = await readJson(join(folder, 'package.json'));
    const [, version] = /\bNode (\d+(?:\.\d+)?) or newer/.exec(textOf(join(folder, 'README.md'))) ?? [];
    expect(`>=${version}`).toBe(engines.node);
  });

  it('here is the one that setup asks for', async () => {
    const setup = await readFile(inRoot('scripts', 'setup.mjs'), 'utf8');
    const find = (name: string) => new RegExp(`${name} = \\[(\\d+), (\\d+)\\]`).exec(setup)?.slice(1).join('.');
    expect(textOf('README.md')).toContain(`Node ${find('toInstall')} or newer on Linux`);
    expect(textOf('README.md')).toContain(`${find('toRun')} or newer elsewhere`);
  });
});

describe('a version', () => {
  it('of a runtime or compiler is one that tests use', async () => {
    const { dependencies, optionalDependencies } = await readJson('test/toolchains/package.json');
    const text = textOf('packages/client/README.md');
    const compilers = Object.keys(dependencies).flatMap((name) => /^typescript-(.+)$/.exec(name)?.[1] ?? []);
    expect(text).toContain(`TypeScript ${compilers.at(0)} to ${compilers.at(-1)}`);
    const short = (name: string): string => String(optionalDependencies[name]).split('.').slice(0, 2).join('.');
    expect(text).toContain(`Deno ${short('@deno/linux-x64-glibc')}, Bun ${short('@oven/bun-linux-x64')}`);
    for (const name of ['node22', 'node26']) expect(text).toMatch(new RegExp(`Node [^.]*\\b${name.slice(4)}\\b`));
  });

  it('of an archive is that of its package', async () => {
    for (const [file, count] of [
      ['README.md', 5],
      ['packages/contract/README.md', 4],
      ['packages/cli/README.md', 7],
    ] as const) {
      const archives = [...textOf(file).matchAll(/chat-openapi-([\w-]+?)-(\d+\.\d+\.\d+)\.tgz/g)];
      expect(archives).toHaveLength(count);
      for (const [, name = '', version] of archives) {
        const folder = name === 'openapi' ? 'generated' : join('packages', name);
        expect((await readJson(join(folder, 'package.json'))).version).toBe(version);
      }
    }
  });

  it('to compare with is there in every clone', () => {
    for (const [file, text] of texts) {
      for (const [, name] of text.matchAll(/diff (?!--)([\w~.]+)/g)) expect(name, file).toBe('HEAD~1');
    }
  });
});

describe('a table', () => {
  const errors = Object.keys(client).filter((name) => /^Chat\w+Error$/.test(name));

  it.each(['README.md', 'packages/client/README.md'])(
    'of %s has every error, with fields that it has',
    async (file) => {
      expect(
        firstColumn(file, 'error')
          .map((cell) => cell.replaceAll('`', ''))
          .toSorted(),
      ).toStrictEqual(errors.filter((name) => name !== 'ChatError').toSorted());
      await using mock = await startMock();
      const options = { baseUrl: mock.url, sdkAppId: 1, identifier: 'administrator', secretKey: 'any' };
      const call = client.createChatClient(options).destroyOfficialAccount({ Official_Account: '@TOA#_mock_130002' });
      const error: unknown = await call.catch((thrown: unknown) => thrown);
      const [, fields = ''] = /the service refused: (.*?)\|/.exec(textOf(file)) ?? [];
      const named = [...fields.matchAll(/`(\w+)`/g)].map(([, name = '']) => name);
      const own = Object.keys(Object(error)).filter(
        (name) => !['name', 'operation', 'attempts', 'outcome'].includes(name),
      );
      expect(named.toSorted()).toStrictEqual(own.toSorted());
    },
  );

  it('of commands has every script, and no other', async () => {
    const { scripts } = await readJson('package.json');
    const listed = firstColumn('README.md', 'command').map((cell) => /`npm (?:run )?(\w+)`/.exec(cell)?.[1]);
    expect(listed.toSorted()).toStrictEqual(
      Object.keys(scripts)
        .filter((name) => `pre${name}` in scripts)
        .toSorted(),
    );
  });

  it('of flags has every flag of the mock, and no other', () => {
    const listed = firstColumn('packages/mock/README.md', 'flag').map((cell) => /--[a-z-]+/.exec(cell)?.[0]);
    const flags = createCommand().options.map(({ long }) => long);
    expect(listed.toSorted()).toStrictEqual(flags.filter((flag) => flag !== '--version').toSorted());
  });

  it('of imports has every entry point of the document, and no other', async () => {
    const { exports } = await readJson('generated/package.json');
    const entries = Object.keys(exports)
      .filter((entry) => entry !== './package.json')
      .map((entry) => `@chat-openapi/openapi${entry.slice(1)}`);
    const listed = firstColumn('generated/README.md', 'import').map((cell) => cell.replaceAll('`', ''));
    expect(listed.toSorted()).toStrictEqual(entries.toSorted());
  });

  it('of options, and the list of regions, have every region', () => {
    for (const file of ['README.md', 'packages/client/README.md']) {
      for (const region of Object.keys(regions)) expect(textOf(file)).toContain(`\`${region}\``);
    }
  });
});
