/** What is read of the JSON report of Vitest. */
export interface TestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  /** One for each file, whose path is its name. */
  testResults: { name: string; status: string; assertionResults: { status: string }[] }[];
}

export interface TestCount {
  passed: number;
  failed: number;
  skipped: number;
}

/**
 * The report alone can look good when a file could not be loaded, an error came from outside of every test, or the run
 * ended early; so a failed run counts as at least one failure, and so does a run without a report or without a test.
 */
export function countReport(report: TestReport | undefined, runFailed: boolean): TestCount {
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  );
  const failed = report.numFailedTests + broken.length;
  const suspicious = runFailed || report.numPassedTests === 0;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && suspicious ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
