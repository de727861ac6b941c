import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { createChecker } from '../../scripts/contract/check.ts';
import { readEvidence } from '../../scripts/contract/evidence.ts';
import { runContract } from '../../scripts/contract/run.ts';
import { inRoot } from '../../scripts/paths.ts';

const evidence = await readEvidence();
const checker = createChecker(JSON.parse(await readFile(inRoot('generated', 'openapi.json'), 'utf8')));
const destroy = '/v4/official_account_open_http_svc/destroy_official_account';

const breaking = (operation: string | null, body: unknown) =>
  checker.check(operation, body).filter(({ severity }) => severity === 'breaking');

/** Copies of an answer, each of them wrong in one way. */
function broken(body: object): [string, unknown][] {
  const { ErrorCode, ...rest } = { ErrorCode: 0, ...body };
  return [
    ['ErrorCode as text', { ...rest, ErrorCode: String(ErrorCode) }],
    ['no ErrorCode', rest],
    ['ErrorCode with a fraction', { ...rest, ErrorCode: 0.5 }],
    ['ErrorCode null', { ...rest, ErrorCode: null }],
    ['the opposite ActionStatus', { ...body, ActionStatus: ErrorCode === 0 ? 'FAIL' : 'OK' }],
    ['ActionStatus as a number', { ...body, ActionStatus: 0 }],
    ['ErrorInfo as an object', { ...body, ErrorInfo: {} }],
    ['a list around it', [body]],
    ['text', JSON.stringify(body)],
  ];
}

describe('the document against the evidence', () => {
  it('has evidence of both kinds, with a source each', () => {
    expect(new Set(evidence.map(({ kind }) => kind))).toStrictEqual(new Set(['documented', 'observed']));
    expect(evidence.some(({ operation, kind }) => operation === destroy && kind === 'documented')).toBe(true);
  });

  it.each(evidence)('$file:$line fits, or deviates as it is known to', ({ operation, body, deviates }) => {
    const found = breaking(operation, body);
    if (deviates === undefined) expect(found).toStrictEqual([]);
    else expect(found).not.toStrictEqual([]);
  });

  const fitting = evidence.filter(({ deviates }) => deviates === undefined);
  it.each(fitting)('$file:$line no longer fits when it is broken', ({ operation, body }) => {
    for (const [what, copy] of broken(Object(body))) {
      expect(breaking(operation, copy), what).not.toStrictEqual([]);
    }
  });

  it('does not mind fields that are missing in reality, and says so', () => {
    expect(checker.check(destroy, { ErrorCode: 0 })).toMatchObject([
      { severity: 'tolerated', pointer: '/ActionStatus' },
      { severity: 'tolerated', pointer: '/ErrorInfo' },
    ]);
  });

  it('reports a code that the catalogue does not have as new', () => {
    const answer = { ActionStatus: 'FAIL', ErrorInfo: '', ErrorCode: 87 };
    expect(checker.check(destroy, answer)).toMatchObject([
      { severity: 'additive', pointer: '/ErrorCode', found: '87' },
    ]);
  });

  it('holds as a whole', async () => {
    expect(await runContract()).toMatchObject({ holds: true });
  });
});
