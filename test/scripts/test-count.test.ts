import { describe, expect, it } from 'vitest';
import { countReport, listFailures } from '../../scripts/test-count.ts';

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

describe('the list of failures at the end', () => {
  it('names each test that failed, and each file that could not be run, with the first line of its error', () => {
    const testResults = [
      {
        name: '/project/test/a.test.ts',
        status: 'failed',
        assertionResults: [
          { status: 'passed', fullName: 'sums adds' },
          {
            status: 'failed',
            fullName: 'sums rounds',
            failureMessages: ['\u001b[31mAssertionError: 1 is not 2\u001b[0m\n  at'],
          },
          { status: 'failed', fullName: 'sums ends', failureMessages: null },
        ],
      },
      { name: '/project/test/b.test.ts', status: 'failed', message: `${'x'.repeat(400)}\nmore`, assertionResults: [] },
      { name: '/project/test/c.test.ts', status: 'passed', assertionResults: [{ status: 'passed' }] },
    ];
    expect(listFailures({ ...report, testResults }, '/project')).toStrictEqual([
      'test/a.test.ts > sums rounds: AssertionError: 1 is not 2',
      'test/a.test.ts > sums ends: no message',
      `test/b.test.ts: ${'x'.repeat(300)}…`,
    ]);
  });

  it('says that there is no report', () => {
    expect(listFailures(undefined, '/project')).toStrictEqual(['The tests wrote no report.']);
  });
});
