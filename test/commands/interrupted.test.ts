/** Ctrl-C at any moment of any command: in a copy, where nothing has been made yet, and which nobody else uses. */
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inRoot } from '../../scripts/paths.ts';
import { noBrowser } from '../browser.ts';
import { type Copy, copyRepository } from '../generate/copy.ts';
import { expectEnd, startGroup } from '../process-group.ts';

let copy: Copy;
let notes: string;
beforeAll(async () => {
  copy = await copyRepository();
  notes = await mkdtemp(join(tmpdir(), 'chat-openapi-moments-'));
});
afterAll(async () => {
  await copy.remove();
  await rm(notes, { recursive: true });
});

/** The committed files of `generated/`, which generation writes. */
async function readCommitted(): Promise<string[]> {
  const folder = join(copy.folder, 'generated');
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  return Promise.all(names.map(async (name) => `${name} ${await readFile(join(folder, name), 'utf8')}`));
}

const codes = { SIGINT: 130, SIGTERM: 143 } as const;

/** A script (setup has a test of its own), a moment by what stands in the command line of a process that begins just then, and how it is ended. */
const moments: [string, string, keyof typeof codes, 'group' | 'leader'][] = [
  ['generate', 'cli.js lint', 'SIGINT', 'group'],
  ['build', 'typescript/bin/tsc', 'SIGINT', 'group'],
  ['start', 'cli.js bundle', 'SIGINT', 'group'],
  ['docs', 'generate/main.ts', 'SIGINT', 'group'],
  ['mock', 'cli.js lint', 'SIGTERM', 'leader'],
  ['contract', 'turbo/bin/turbo', 'SIGINT', 'group'],
  ['bench', 'cli.js bundle', 'SIGINT', 'group'],
  // It installs the toolchains first.
  ['test', 'npm ci', 'SIGINT', 'group'],
  ['check', 'biome/bin/biome', 'SIGINT', 'group'],
  ['check', 'typescript/bin/tsc', 'SIGTERM', 'leader'],
];

describe.runIf(process.platform === 'linux')('npm run', () => {
  it.each(moments)('%s ends when there is %s, by %s to the %s', async (script, words, signal, to) => {
    const committed = await readCommitted();
    const note = join(notes, `${script} ${words}`.replaceAll('/', '-'));
    const hook = pathToFileURL(inRoot('test', 'commands', 'note-moment.mjs'));
    hook.search = new URLSearchParams({ words, file: note }).toString();
    const env = { ...process.env, NODE_OPTIONS: `--import=${hook}`, TURBO_FORCE: 'true' };
    await using group = await startGroup('npm', ['run', script], { cwd: copy.folder, env });
    await group.until(words, () => existsSync(note));
    expectEnd(await group.end(signal, to), codes[signal]);
    expect(await readCommitted()).toStrictEqual(committed);
  });
});

describe.runIf(process.platform === 'linux' && noBrowser === undefined)('a run of tests', () => {
  it('ends with the browser of a test that hangs', async () => {
    const note = join(notes, 'browser');
    const test = `import { writeFileSync } from 'node:fs';
import { it } from 'vitest';
import { launchBrowser } from '../browser.ts';
it('hangs', async () => {
  await (await launchBrowser()).newPage();
  writeFileSync(${JSON.stringify(note)}, '');
  await new Promise(() => {});
});`;
    await writeFile(join(copy.folder, 'test', 'mock', 'hanging.test.ts'), test);
    const program = `import { binary, runNode } from './scripts/run.ts';
await runNode(binary('vitest', 'vitest.mjs'), ['run', '--project', 'whole', 'test/mock/hanging.test.ts']);`;
    const args = ['--input-type=module', '-e', program];
    await using group = await startGroup(process.execPath, args, { cwd: copy.folder });
    await group.until('a browser', () => existsSync(note));
    expectEnd(await group.end('SIGINT'), 130);
  });
});
