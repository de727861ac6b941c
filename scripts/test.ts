/** `npm test`: everything. The last line counts, from the test runner's own report and the codes of all steps. */
import { readFile, rm } from 'node:fs/promises';
import { runScript } from './command.ts';
import { inRoot } from './paths.ts';
import { allTests, build, imports, lint, runSteps, toolchains, types } from './steps.ts';
import { countReport, type TestReport } from './test-count.ts';

const help = `
To run one file of tests: npm exec -- vitest run test/mock/cli.test.ts
`;

await runScript({
  name: 'npm test',
  about: 'Runs every check and every test, and ends with a count.',
  define: (command, end) => command.addHelpText('after', help).action(async () => end(await test())),
});

async function test(): Promise<number> {
  await rm(inRoot('reports'), { recursive: true, force: true });
  const failedSteps = await runSteps([toolchains, build, lint, types, imports, allTests]);

  const report = await readReport<TestReport>('vitest.json');
  const reasons = (await readReport<string[]>('skip-reasons.json')) ?? [];
  const count = countReport(report, failedSteps.includes(allTests.name));
  const failed = count.failed + failedSteps.filter((name) => name !== allTests.name).length;
  for (const reason of reasons) process.stdout.write(`skipped: ${reason}\n`);
  process.stdout.write(`\n${count.passed} passed, ${failed} failed, ${count.skipped} skipped\n`);
  return failed > 0 ? 1 : 0;
}

async function readReport<T>(name: string): Promise<T | undefined> {
  const text = await readFile(inRoot('reports', name), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text);
}
