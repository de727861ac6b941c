/** `npm test`: everything. The last line counts, from the test runner's own report and the codes of all steps. */
import { readFile, rm } from 'node:fs/promises';
import { runScript } from './command.ts';
import { inRoot } from './paths.ts';
import { build, imports, lint, runSteps, runTests, type Step, toolchains, types } from './steps.ts';
import { countReport, type TestReport } from './test-count.ts';
import { findFolders, hashFolders, passedAfter, readPassed, unchangedFolders, writePassed } from './test-groups.ts';

const help = `
A folder of tests is not run again when it has passed and nothing has changed since that its tests read, as turbo.json
says it. With CI set, all run.

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
  const folders = await findFolders();
  let before = 0;
  let isRun = true;
  const tests: Step = {
    name: 'tests',
    async run() {
      const hashes = await hashFolders(folders);
      const passed = await readPassed();
      const unchanged = all ? [] : unchangedFolders(passed, hashes);
      for (const folder of unchanged) {
        before += passed[folder]?.tests ?? 0;
        process.stdout.write(`${folder} has passed, and nothing that it reads has changed since.\n`);
      }
      const changed = [...folders.keys()].filter((folder) => !unchanged.includes(folder));
      isRun = changed.length > 0;
      if (!isRun) return 0;
      const code = await runTests(unchanged.length === 0 ? [] : changed);
      const report = await readReport<TestReport>('vitest.json');
      // What failed outside of every test may be of any folder.
      if (report === undefined || (code !== 0 && report.numFailedTests === 0)) return code;
      const run = { report, folders, hashesBefore: hashes, hashesAfter: await hashFolders(folders) };
      await writePassed(passedAfter(passed, run));
      return code;
    },
  };
  const failedSteps = await runSteps([toolchains, build, lint, types, imports, tests]);

  const report = await readReport<TestReport>('vitest.json');
  const reasons = (await readReport<string[]>('skip-reasons.json')) ?? [];
  const count = isRun ? countReport(report, failedSteps.includes(tests.name)) : { passed: 0, failed: 0, skipped: 0 };
  const failed = count.failed + failedSteps.filter((name) => name !== tests.name).length;
  for (const reason of reasons) process.stdout.write(`skipped: ${reason}\n`);
  if (before > 0) process.stdout.write(`${before} tests were not run again; npm test -- --all runs all.\n`);
  process.stdout.write(`\n${count.passed + before} passed, ${failed} failed, ${count.skipped} skipped\n`);
  return failed > 0 ? 1 : 0;
}

async function readReport<T>(name: string): Promise<T | undefined> {
  const text = await readFile(inRoot('reports', name), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text);
}
