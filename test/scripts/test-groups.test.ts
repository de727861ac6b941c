/** Which folders of tests are run again. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../scripts/paths.ts';
import { parsePassed, passedAfter, unchangedFolders } from '../../scripts/test-groups.ts';

const folders = new Map([
  ['test/docs', ['test/docs/a.test.ts', 'test/docs/b.test.ts']],
  ['test/mock', ['test/mock/a.test.ts']],
]);
const hashes = new Map([
  ['test/docs', '1'],
  ['test/mock', '2'],
]);

const result = (file: string, ...statuses: string[]) => ({
  name: join(root, ...file.split('/')),
  status: statuses.includes('failed') ? 'failed' : 'passed',
  assertionResults: statuses.map((status) => ({ status })),
});

function reportOf(...testResults: ReturnType<typeof result>[]) {
  return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults };
}

const remembered = (report: ReturnType<typeof reportOf>, hashesAfter = hashes, before = {}) =>
  passedAfter(before, { report, folders, hashesBefore: hashes, hashesAfter });

const docs = [result('test/docs/a.test.ts', 'passed', 'passed'), result('test/docs/b.test.ts', 'passed')];

describe('a folder of tests', () => {
  it('has passed when each test of each of its files has', () => {
    expect(remembered(reportOf(...docs))).toStrictEqual({ 'test/docs': { hash: '1', tests: 3 } });
  });

  it.each([
    ['a test has failed', [...docs.slice(1), result('test/docs/a.test.ts', 'failed', 'passed')]],
    ['a test was skipped', [...docs.slice(1), result('test/docs/a.test.ts', 'skipped', 'passed')]],
    ['a file could not be loaded', [...docs.slice(1), { ...result('test/docs/a.test.ts'), status: 'failed' }]],
    ['a file was not run', docs.slice(1)],
  ])('has not when %s, and is forgotten', (_, results) => {
    const before = { 'test/docs': { hash: '1', tests: 3 }, 'test/mock': { hash: '2', tests: 1 } };
    expect(remembered(reportOf(...results), hashes, before)).toStrictEqual({ 'test/mock': { hash: '2', tests: 1 } });
  });

  it('has not when something was changed during the run, or turbo knows no hash', () => {
    for (const hashesAfter of [new Map([['test/docs', '3']]), new Map()]) {
      expect(remembered(reportOf(...docs), hashesAfter)).toStrictEqual({});
    }
  });

  it('is not run again until its hash differs', () => {
    const passed = { 'test/docs': { hash: '1', tests: 3 }, 'test/mock': { hash: '1', tests: 1 } };
    expect(unchangedFolders(passed, hashes)).toStrictEqual(['test/docs']);
    expect(unchangedFolders(passed, new Map())).toStrictEqual([]);
  });

  it('is run again when what was remembered is damaged', () => {
    const whole = { 'test/docs': { hash: '1', tests: 3 } };
    expect(parsePassed(JSON.stringify(whole))).toStrictEqual(whole);
    const damaged = [
      '',
      '{',
      'null',
      '[]',
      '7',
      '{"test/docs":null}',
      '{"test/docs":{"hash":"1"}}',
      '{"test/docs":{"tests":3}}',
    ];
    for (const text of damaged) expect(unchangedFolders(parsePassed(text), hashes), text).toStrictEqual([]);
    const half = { ...whole, 'test/mock': { hash: 2, tests: '1' } };
    expect(parsePassed(JSON.stringify(half))).toStrictEqual(whole);
  });
});
