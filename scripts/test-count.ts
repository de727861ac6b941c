import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** What is read of the JSON report of Vitest. */
export interface TestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: FileReport[];
}

export interface FileReport {
  /** The absolute path of the file. */
  name: string;
  status: string;
  /** Why the file could not be run. */
  message?: string;
  assertionResults: { status: string; fullName?: string; failureMessages?: string[] | null }[];
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
  const failed = report.numFailedTests + report.testResults.filter(isBroken).length;
  const suspicious = runFailed || report.numPassedTests === 0;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && suspicious ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Whether a file failed without a test that failed: it could not be loaded, or a hook threw. */
const isBroken = ({ status, assertionResults }: FileReport): boolean =>
  status === 'failed' && assertionResults.every((test) => test.status !== 'failed');

/**
 * A line for each test that failed, with the first line of its error, for the end of the output: logs of CI are often
 * cut to their end.
 */
export function listFailures(report: TestReport | undefined, root: string): string[] {
  if (report === undefined) return ['The tests wrote no report.'];
  return report.testResults.flatMap((file) => {
    const path = relative(root, file.name);
    if (isBroken(file)) return [`${path}: ${firstLine(file.message)}`];
    return file.assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName = '', failureMessages }) => `${path} > ${fullName}: ${firstLine(failureMessages?.[0])}`);
  });
}

/** The first line of an error's message, without colours, at most 300 characters. */
export function firstLine(message: string | null | undefined): string {
  const line =
    stripVTControlCharacters(message ?? '')
      .trim()
      .split('\n')[0] || 'no message';
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
