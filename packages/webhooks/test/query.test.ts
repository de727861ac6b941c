import fc from 'fast-check';
import { expect, it } from 'vitest';
import { queryOf } from '../src/query.ts';

it('a query is read as URLSearchParams reads it, but for what comes twice', () => {
  const part = fc.string({ unit: fc.constantFrom('a', 'b', '=', '&', '%', '%41', '+', '?'), maxLength: 12 });
  fc.assert(
    fc.property(part, (search) => {
      const expected = new URL(`http://app.test/?${search}`).searchParams;
      const query = queryOf(`/hook?${search}#${search}`);
      expect([...query.keys()]).toStrictEqual([...new Set(expected.keys())]);
      for (const [name, value] of query) {
        const values = expected.getAll(name);
        expect(value).toBe(values.length === 1 ? values[0] : undefined);
      }
    }),
    { numRuns: 1000 },
  );
  expect(queryOf('/hook')).toStrictEqual(new Map());
  expect(queryOf('http://app.test/?a=1?b=2#c=3')).toStrictEqual(new Map([['a', '1?b=2']]));
});
