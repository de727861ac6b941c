/** Runs the commands and programs of the guides. */
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type MockCall, startMock } from '@chat-openapi/mock';
import { operations } from '@chat-openapi/openapi';
import { errorCatalogue } from '@chat-openapi/openapi/catalogue';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inRoot } from '../../scripts/paths.ts';
import { type Block, type Programs, readBlocks, writePrograms } from '../programs.ts';

const run = promisify(execFile);
const folder = join('spec', 'docs', 'en', 'guides');
const guides = (await readdir(inRoot(folder))).sort();
// What is for other tools is run with them, in test/mock/recipes.test.ts and test/tools.
const forTools = ['10-mock-in-tools.md', '11-other-tools.md'];
const blocks = (
  await Promise.all(guides.filter((name) => !forTools.includes(name)).map((name) => readBlocks(join(folder, name))))
).flat();
const programs = blocks.filter(({ language }) => language === 'ts');
const curls = blocks.filter(({ language, code }) => language === 'sh' && code.startsWith('curl '));

const slugOf = (name: string): string => name.replace(/^\d+-(.+)\.md$/, '$1');
const titleOf = ({ file, heading }: Block): string => `${slugOf(file.split('/').at(-1) ?? '')}, ${heading}`;

const terminated = (stdout: string, calls: MockCall[]): void => {
  expect(stdout).toBe('');
  expect(calls).toMatchObject([{ operation: 'destroyOfficialAccount', code: 0 }]);
};

/** What each program has to do, by the heading above it; one that is not listed here fails the test. */
const outcomes: Record<string, (stdout: string, calls: MockCall[]) => void> = {
  'first-call, Call it from a program': (stdout) => expect(stdout).toBe('terminated\n130004 OfficialAccountNotFound\n'),
  'regions, Set it': terminated,
  'usersig, Let the client sign': terminated,
  'usersig, Keep the key elsewhere': (stdout, calls) => {
    expect(stdout).toBe('');
    expect(calls).toMatchObject([{ code: 0 }, { code: 0 }]);
  },
  'refused-signature, Let a program look': (stdout) =>
    expect(stdout).toMatch(
      /^70013 identifier: found .+, expected .+\. .+\n70001 expired: found .+, expected .+\. .+\n$/,
    ),
  'failures, With the client': (stdout) =>
    expect(stdout.trimEnd().split('\n')).toStrictEqual([
      'terminated',
      'gone already, or never there',
      'not the id of a channel',
      'ChatApiError, notApplied',
      'ChatResponseError, unknown',
    ]),
  'rate, One process': (stdout, calls) => {
    expect(stdout).toBe('250 true\n');
    expect(calls).toHaveLength(250);
  },
  'rate, Several processes': (stdout, calls) => {
    expect(['', '1400000000:destroyOfficialAccount: at most 200 in 1 s\n']).toContain(stdout);
    expect(calls).toMatchObject([{ code: 0 }]);
  },
  'testing, In a test': (stdout) => expect(stdout).toBe("[ 'destroyOfficialAccount 0' ]\n"),
  'testing, Ask for a failure': (stdout) => expect(stdout).toBe('[ 20005, 20005, 0 ]\n'),
  'webhooks, Receive and try them': (stdout) => expect(stdout).toBe('120001 no links, please\n@TOA#_news is gone\n'),
  'testing, Check signatures': (stdout) => expect(stdout).toBe('70009 UserSigCheckFailed\n'),
};

describe('the guides', () => {
  it.each(guides)('%s has a title and a summary, and links that lead somewhere', async (name) => {
    const text = await readFile(inRoot(folder, name), 'utf8');
    expect(name).toMatch(/^\d{2}-[a-z-]+\.md$/);
    expect(text).toMatch(/^# \S.*\n\n[A-Z][^#`|]+\n\n/);
    const pages = new Set([
      'errors/index.html',
      'evidence.html',
      'calls.html#regions',
      'openapi.tools.json',
      'chat-openapi.postman_collection.json',
      'chat-openapi.postman_environment.json',
      ...guides.map((guide) => `guides/${slugOf(guide)}.html`),
      ...Object.keys(errorCatalogue).map((code) => `errors/${code}.html`),
      ...Object.keys(operations).map((id) => `operations/${id}.html`),
    ]);
    const links = [...text.matchAll(/\]\(([^)]*)\)/g)].map(([, link = '']) => link);
    expect(links.filter((link) => !pages.has(link))).toStrictEqual([]);
    // A link to a code stands at that code.
    for (const [, label, code] of text.matchAll(/\[(\d+)\]\(errors\/(\d+)\.html\)/g)) expect(label).toBe(code);
  });

  it('have blocks that a test knows how to run, and no others', () => {
    expect(new Set(blocks.map(({ language }) => language))).toStrictEqual(new Set(['sh', 'ts', 'yaml']));
    // The nightly job is run in test/commands.
    expect(blocks.filter(({ language }) => language === 'yaml').map(titleOf)).toStrictEqual(['nightly-run, The job']);
    expect(new Set(programs.map(titleOf))).toStrictEqual(new Set(Object.keys(outcomes)));
  });

  it.for(curls)('$file:$line works', async ({ code }, context) => {
    const hasCurl = await run('curl', ['--version']).then(
      () => true,
      () => false,
    );
    if (!hasCurl && !process.env.CI) context.skip('no curl on this machine');
    await using mock = await startMock({ check: true });
    const { stdout } = await run('sh', [
      '-c',
      `${code.trimEnd()} --noproxy '*'`.replace('http://127.0.0.1:4010', mock.url),
    ]);
    const [, expected = '0'] = /(?:_mock_|example=)(\d+)/.exec(code) ?? [];
    expect(JSON.parse(stdout)).toMatchObject({ ErrorCode: Number(expected) });
  });
});

describe('the programs of the guides', () => {
  let written: Programs;

  beforeAll(async () => {
    written = await writePrograms('guides', programs);
  });

  afterAll(() => written.remove());

  it('compile under the strictest options', async () => {
    expect(await written.compile()).toBe('');
  });

  it.concurrent.each(programs)('$file:$line runs', async (program) => {
    await using mock = await startMock({ check: true });
    const stdout = await written.run(program, mock.url);
    outcomes[titleOf(program)]?.(stdout, mock.calls());
  });
});
