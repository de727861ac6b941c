import { docsUrl, errorCodes, operations } from '@chat-openapi/openapi';
import { describe, expect, it } from 'vitest';
import { explainErrorCode } from '../src/index.ts';

describe('explainErrorCode', () => {
  it('has meaning and remedy of every code that is documented', async () => {
    for (const code of [...Object.keys(errorCodes).map(Number), ...operations.destroyOfficialAccount.codes]) {
      const text = await explainErrorCode(code);
      expect(text?.meaning).toMatch(/\.$/);
      expect(text?.remedy).toMatch(/\.$/);
    }
  });

  it("gives the operation's own meaning where it has one", async () => {
    expect(await explainErrorCode(10004)).toMatchObject({ name: 'InvalidGroupParameter', retry: 'never' });
    expect(await explainErrorCode(10004, 'destroyOfficialAccount')).toStrictEqual({
      name: 'InternalServerError',
      meaning: 'An internal error of the service.',
      remedy: expect.stringContaining('Repeat the call after a pause'),
      retry: 'transient',
      guide: 'https://chat-openapi.github.io/guides/failures.html#may-i-repeat-it',
    });
  });

  it('names the guide that helps, and none where there is none', async () => {
    for (const [code, guide] of [
      [70009, 'guides/refused-signature.html'],
      [60026, 'guides/regions.html'],
      [60007, 'guides/rate.html'],
    ] as const) {
      expect((await explainErrorCode(code))?.guide).toBe(`${docsUrl}${guide}`);
    }
    expect(await explainErrorCode(131000)).not.toHaveProperty('guide');
  });

  it('gives nothing for a code that is not documented', async () => {
    expect(await explainErrorCode(87)).toBeUndefined();
  });
});
