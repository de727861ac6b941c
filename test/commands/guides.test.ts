import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { inRoot } from '../../scripts/paths.ts';
import { start } from '../processes.ts';
import { readBlocks } from '../programs.ts';

const run = promisify(execFile);
const folder = join('spec', 'docs', 'en', 'guides');
const guides = (await readdir(inRoot(folder))).sort();

const shellOf = async (file: string): Promise<string[]> =>
  (await readBlocks(file)).filter(({ language }) => language === 'sh').map(({ code }) => code.trimEnd());

describe('the commands of the guides', () => {
  it('are those that a test runs', async () => {
    const [firstCall = '', ...others] = guides;
    const known = [...(await shellOf(join(folder, firstCall))), ...(await shellOf('README.md'))];
    const all = (await Promise.all(others.map((name) => shellOf(join(folder, name))))).flat();
    // What calls the mock with curl is run in test/samples, what runs other tools in test/tools.
    const elsewhere = /^(?:curl |npx (?:@hey-api|@openapitools|newman))/;
    expect(all.filter((command) => !elsewhere.test(command) && !known.includes(command))).toStrictEqual([]);
  });

  it('name flags that the mock has', async () => {
    const { stdout } = await run('npm', ['run', '--silent', 'mock', '--', '--help']);
    // The guide to the nightly run is about another command; nightly.test.ts runs it.
    const others = guides.filter((name) => !name.includes('nightly-run'));
    const texts = await Promise.all(others.map((name) => readFile(inRoot(folder, name), 'utf8')));
    const flags = texts
      .flatMap((text) => text.match(/`--[a-z][^`]*`/g) ?? [])
      .flatMap((code) => code.match(/--[a-z-]+/g));
    expect(flags).toContain('--strict');
    for (const flag of flags) expect(stdout).toContain(` ${flag}`);
  });

  it('lead from a clone to a terminated channel on the mock', async () => {
    const firstCall = join(folder, guides[0] ?? '');
    const [npmStart = '', curl = '', npmExec = '', ...rest] = await shellOf(firstCall);
    expect(rest).toStrictEqual([]);
    const npm = start('sh', ['-c', `exec ${npmStart}`]);
    const [, mock = ''] = await npm.until(/The mock {7}(http:\S+)/, 60_000);
    await npm.until(/Ctrl-C ends both\./);

    const place = inRoot('reports', 'first-call');
    await mkdir(place, { recursive: true });
    onTestFinished(() => rm(place, { recursive: true, force: true }));
    const program = (await readBlocks(firstCall)).find(({ language }) => language === 'ts');
    await writeFile(join(place, 'first-call.ts'), program?.code.replace('http://127.0.0.1:4010', mock) ?? '');
    const { stdout } = await run('sh', ['-c', npmExec], { cwd: place });
    expect(stdout).toBe('terminated\n130004 OfficialAccountNotFound\n');

    for (const code of [0, 130004]) {
      const answer = await run('sh', ['-c', curl.replace('http://127.0.0.1:4010', mock)]).catch((error) => error);
      // No curl on this machine: test/samples says so.
      if (answer.code === 127 && !process.env.CI) return;
      expect(JSON.parse(answer.stdout)).toMatchObject({ ErrorCode: code });
    }
  });
});
