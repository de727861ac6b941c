/**
 * The folders of tests, and which of them have passed already with all that they read as it is now.
 *
 * `turbo.json` says what the tests of a folder read, as a task of the folder's name without a command: turbo makes a hash of it,
 * and one Vitest runs the tests (decisions/001).
 */
import { glob, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, relative, sep } from 'node:path';
import { inRoot, root } from './paths.ts';
import { ask, binary, runNode } from './run.ts';
import { isInstalled } from './side-install.ts';
import type { TestReport } from './test-count.ts';
import { toolchains } from './toolchains.ts';

/** The files of tests by their folder, relative to the root and with `/` between their parts. */
export type Folders = ReadonlyMap<string, readonly string[]>;

/** A hash of all that the tests of a folder read, by folder. */
export type Hashes = ReadonlyMap<string, string>;

/** Folders whose tests have all passed: with which hash, and how many tests they were. */
export type Passed = Readonly<Record<string, PassedFolder>>;

interface PassedFolder {
  hash: string;
  tests: number;
}

const memory = inRoot('node_modules', '.cache', 'passed-tests.json');

const slashed = (path: string): string => path.split(sep).join('/');

export async function findFolders(): Promise<Folders> {
  const folders = new Map<string, string[]>();
  const patterns = ['packages/*/test/**/*.test.ts', 'test/*/**/*.test.ts'];
  for await (const path of glob(patterns, { cwd: root, exclude: ['**/node_modules'] })) {
    const file = slashed(path);
    const folder = file.split('/', file.startsWith('packages/') ? 3 : 2).join('/');
    folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  return folders;
}

/** A task as turbo lists it: the files that its hash is made of, relative to its folder, and the tasks before it. */
export interface Task {
  taskId: string;
  hash: string;
  inputs: Record<string, string>;
  dependencies: string[];
  directory: string;
}

/** Asks turbo about the tasks of folders, and all before them, without running any. Empty when turbo cannot say. */
export async function listTasks(folders: Iterable<string>): Promise<Task[]> {
  const args = ['run', ...folders, '--dry=json', '--no-update-notifier'];
  const env = { TEST_MACHINE: await describeMachine() };
  const { code, output } = await runNode(binary('turbo', 'bin/turbo'), args, { capture: true, env });
  if (code !== 0) return [];
  // It may warn of something before and behind.
  return JSON.parse(output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1)).tasks;
}

/** A folder without a task in `turbo.json` has no hash. */
export async function hashFolders(folders: Folders): Promise<Hashes> {
  const { tasks } = JSON.parse(await readFile(inRoot('turbo.json'), 'utf8'));
  const found = await listTasks([...folders.keys()].filter((folder) => `//#${folder}` in tasks));
  const hashes = found.map(({ taskId, hash }): [string, string] => [taskId.replace('//#', ''), hash]);
  return new Map(hashes.filter(([folder]) => folders.has(folder)));
}

/** What tests use that stands in no file of the repository. */
async function describeMachine(): Promise<string> {
  const { CHROMIUM_PATH: browser = 'chromium' } = process.env;
  const programs = [browser, 'chromium-headless-shell', 'redis-server', 'valkey-server', 'python3', 'java', 'curl'];
  const versions = await Promise.all(programs.map((program) => ask(program, '--version')));
  return JSON.stringify([process.platform, process.arch, isInstalled(toolchains), ...versions]);
}

export async function readPassed(): Promise<Passed> {
  return parsePassed(await readFile(memory, 'utf8').catch(() => ''));
}

/** What is damaged, because a run was ended while it wrote, is as good as forgotten. */
export function parsePassed(text: string): Passed {
  try {
    return Object.fromEntries(Object.entries(Object(JSON.parse(text))).filter(isPassed));
  } catch {
    return {};
  }
}

function isPassed(entry: [folder: string, value: unknown]): entry is [string, PassedFolder] {
  const { hash, tests } = Object(entry[1]);
  return typeof hash === 'string' && typeof tests === 'number';
}

/** The folders that have passed with the hash that they have now. */
export const unchangedFolders = (passed: Passed, hashes: Hashes): string[] =>
  [...hashes].filter(([folder, hash]) => passed[folder]?.hash === hash).map(([folder]) => folder);

/**
 * What to remember after a run. A folder has passed when each of its files is in the report, no test of it failed or was
 * skipped, and nothing that it reads has changed in the meantime. One that failed is forgotten.
 */
export function passedAfter(
  before: Passed,
  run: { report: TestReport; folders: Folders; hashesBefore: Hashes; hashesAfter: Hashes },
): Passed {
  const { report, folders, hashesBefore, hashesAfter } = run;
  const results = new Map(report.testResults.map((result) => [slashed(relative(root, result.name)), result]));
  const after: Record<string, { hash: string; tests: number }> = { ...before };
  for (const [folder, files] of folders) {
    const found = files.flatMap((file) => results.get(file) ?? []);
    if (found.length === 0) continue;
    delete after[folder];
    const tests = found.flatMap(({ assertionResults }) => assertionResults);
    const isWhole = found.length === files.length && found.every(({ status }) => status === 'passed');
    const hash = hashesBefore.get(folder);
    if (hash === undefined || hash !== hashesAfter.get(folder)) continue;
    if (isWhole && tests.every(({ status }) => status === 'passed')) after[folder] = { hash, tests: tests.length };
  }
  return after;
}

export async function writePassed(passed: Passed): Promise<void> {
  await mkdir(dirname(memory), { recursive: true });
  await writeFile(memory, JSON.stringify(passed));
}
