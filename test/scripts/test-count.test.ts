import { describe, expect, it } from 'vitest';
import { countReport } from '../../scripts/test-count.ts';

const report = { numPassedTests: 3, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1, testResults: [] };

describe('the count of a test run', () => {
  it('takes passed and skipped tests from the report', () => {
    expect(countReport(report, false)).toStrictEqual({ passed: 3, failed: 0, skipped: 2 });
  });

  it('counts failed tests, and each file that failed without one', () => {
    const testResults = [
      { name: 'a', status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] },
      { name: 'b', status: 'failed', assertionResults: [] },
      { name: 'c', status: 'passed', assertionResults: [{ status: 'passed' }] },
    ];
    expect(countReport({ ...report, numFailedTests: 1, testResults }, true)).toMatchObject({ failed: 2 });
  });

  it('counts a run that failed with a spotless report as a failure', () => {
    expect(countReport(report, true)).toMatchObject({ passed: 3, failed: 1 });
  });

  it('counts a run without a report, and one without a test, as a failure', () => {
    expect(countReport(undefined, false)).toMatchObject({ passed: 0, failed: 1 });
    expect(countReport({ ...report, numPassedTests: 0 }, false)).toMatchObject({ passed: 0, failed: 1 });
  });
});
