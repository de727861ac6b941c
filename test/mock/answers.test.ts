/** Whatever body comes, what the mock answers to it fits the document. */
import { startMock } from '@chat-openapi/mock';
import { operationIds, operations } from '@chat-openapi/openapi';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { query } from './good-call.ts';
import { bodyOf } from './hostile.ts';

describe.each([...operationIds])('%s', (operation) => {
  it('answers good and spoilt bodies as the document says', async () => {
    await using mock = await startMock({ check: true });
    await fc.assert(
      fc.asyncProperty(fc.array(bodyOf(operation), { minLength: 1, maxLength: 5 }), async (bodies) => {
        mock.reset();
        for (const body of bodies) {
          const response = await fetch(`${mock.url}${operations[operation].path}?${query}`, {
            method: 'POST',
            body: String(body),
          });
          // A fault of the mock itself has another status, and a text that says what does not fit.
          expect(response.status === 200 ? '' : await response.text()).toBe('');
          expect(await response.json()).toHaveProperty('ErrorCode', expect.any(Number));
        }
      }),
      { numRuns: 100 },
    );
  });
});
