/** `npm test`: everything. The last line counts, from the test runner's own report and the codes of all steps. */
import { readFile, rm } from 'node:fs/promises';
import { runScript } from './command.ts';
import { inRoot } from './paths.ts';
import { build, imports, lint, runSteps, runTests, type Step, toolchains, types } from './steps.ts';
import { countReport, listFailures, type TestCount, type TestReport } from './test-count.ts';
import { findFolders, hashFolders, passedAfter, readPassed, unchangedFolders, writePassed } from './test-groups.ts';
import type { MoreOfReport } from './test-reporter.ts';

const help = `
A folder of tests that has passed runs again only when something has changed that its tests read,
as turbo.json says it. With CI set, all run.

To run one file of tests: npm exec -- vitest run test/mock/cli.test.ts
`;

await runScript({
  name: 'npm test',
  about: 'Runs every check and every test, and ends with a count.',
  define: (command, end) =>
    command
      .option('--all', 'run all tests, also those that have passed already')
      .addHelpText('after', help)
      .action(async ({ all }) => end(await test(all === true || Boolean(process.env.CI)))),
});

async function test(all: boolean): Promise<number> {
  await rm(inRoot('reports'), { recursive: true, force: true });
  let result: Result | undefined;
  const tests: Step = {
    name: 'tests',
    async run() {
      result = await testWhatChanged(all);
      return result.code;
    },
  };
  const failedSteps = await runSteps([toolchains, build, lint, types, imports, tests]);

  const { passed, failed, skipped } = result?.count ?? { passed: 0, failed: 0, skipped: 0 };
  const failedInAll = failed + failedSteps.filter((name) => name !== tests.name).length;
  for (const failure of result?.failures ?? []) process.stdout.write(`failed: ${failure}\n`);
  for (const reason of result?.reasons ?? []) process.stdout.write(`skipped: ${reason}\n`);
  const restored = result?.restored ?? 0;
  if (restored > 0) process.stdout.write(`${restored} tests were not run again; npm test -- --all runs all.\n`);
  process.stdout.write(`\n${passed + restored} passed, ${failedInAll} failed, ${skipped} skipped\n`);
  return failedInAll > 0 ? 1 : 0;
}

/** What came of the tests. */
interface Result {
  code: number;
  /** Of the tests that were run. */
  count: TestCount;
  /** A line for each test that failed. */
  failures: readonly string[];
  /** Why tests were skipped. */
  reasons: readonly string[];
  /** How many tests were not run, because they have passed already. */
  restored: number;
}

/** Runs the tests of the folders that have not passed as everything is now, and remembers which have. */
async function testWhatChanged(all: boolean): Promise<Result> {
  const folders = await findFolders();
  const hashes = await hashFolders(folders);
  const passed = await readPassed();
  const unchanged = all ? [] : unchangedFolders(passed, hashes);
  for (const folder of unchanged) {
    process.stdout.write(`${folder} has passed, and nothing that it reads has changed since.\n`);
  }
  const restored = unchanged.reduce((sum, folder) => sum + (passed[folder]?.tests ?? 0), 0);
  const changed = [...folders.keys()].filter((folder) => !unchanged.includes(folder));
  if (changed.length === 0) {
    return { code: 0, count: { passed: 0, failed: 0, skipped: 0 }, failures: [], reasons: [], restored };
  }

  const code = await runTests(unchanged.length === 0 ? [] : changed);
  const report = await readReport<TestReport>('vitest.json');
  const more = await readReport<MoreOfReport>('more.json');
  // An error from outside of every test may be of any folder.
  if (report !== undefined && more?.errorsOutside.length === 0) {
    const hashesAfter = await hashFolders(folders);
    await writePassed(passedAfter(passed, { report, folders, hashesBefore: hashes, hashesAfter }));
  }
  return {
    code,
    count: countReport(report, code !== 0),
    failures: [...listFailures(report, inRoot('.')), ...(more?.errorsOutside ?? [])],
    reasons: more?.reasons ?? [],
    restored,
  };
}

async function readReport<T>(name: string): Promise<T | undefined> {
  const text = await readFile(inRoot('reports', name), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text);
}
