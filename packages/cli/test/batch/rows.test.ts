import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReadId, createReadRow, type Row } from '../../src/batch/rows.ts';

const readId = createReadId();
const readRow = createReadRow('addSubscriber');

function rowOf(read: Row | string): Row {
  if (typeof read === 'string') throw new Error(read);
  return read;
}

describe('a line with the id of a channel', () => {
  it('is the body of a call that terminates it', () => {
    const { body, isInDoubt } = rowOf(readId('@TOA#_news'));
    expect({ body, isInDoubt }).toStrictEqual({ body: '{"Official_Account":"@TOA#_news"}', isInDoubt: false });
  });

  it('may be what has failed before, in doubt when it may have been carried out', () => {
    const row = (outcome: string) =>
      rowOf(readId(`{"Official_Account":"@TOA#_news","error":{"outcome":"${outcome}"}}`));
    expect(row('notApplied')).toStrictEqual(rowOf(readId('@TOA#_news')));
    expect(row('unknown')).toStrictEqual({ ...rowOf(readId('@TOA#_news')), isInDoubt: true });
  });

  it.for([
    ['news', /^Official_Account /],
    ['@TOA#_中', /^Official_Account /],
    [`@TOA#_${'x'.repeat(43)}`, /^Official_Account /],
    ['{"Official_Account":', /^is not JSON$/],
  ] as const)('is refused: %s', ([text, problem]) => {
    expect(readId(text)).toMatch(problem);
  });
});

describe('a line with the body of a call', () => {
  it.for([
    ['[]', 'is not a JSON object'],
    ['7', 'is not a JSON object'],
    ['null', 'is not a JSON object'],
    ['{"Official_Account":"@TOA#_a"}', 'SubscriberList is missing'],
    ['{}', 'Official_Account is missing (and 1 more)'],
  ] as const)('is refused: %s', ([text, problem]) => {
    expect(readRow(text)).toBe(problem);
  });

  it('is refused when a number in it would become another one', () => {
    const text =
      '{"Official_Account":"@TOA#_a","SubscriberList":[{"Subscriber_Account":"u","CustomString":9007199254740993}]}';
    expect(readRow(text)).toBe('has a number that JavaScript cannot hold exactly (it would become 9007199254740992)');
  });

  it.for([
    [
      '{"Official_Account":"@TOA#_a","x":1e400}',
      'has a number that JavaScript cannot hold exactly (it would become Infinity)',
    ],
    [`{"x":${'['.repeat(1e5)}${']'.repeat(1e5)}}`, 'is nested more than 100 levels deep'],
  ] as const)('is refused when it could not be sent as it is: %#', ([text, problem]) => {
    expect(createReadRow('addSubscriber', false)(text)).toBe(problem);
  });

  it('has the same key as another with its fields in another order, and only as such a one', () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    const reversed = (given: unknown): unknown => {
      if (Array.isArray(given)) return given.map(reversed);
      if (typeof given !== 'object' || given === null) return given;
      return Object.fromEntries(
        Object.entries(given)
          .toReversed()
          .map(([name, item]) => [name, reversed(item)]),
      );
    };
    const read = createReadRow('getSubscribedOfficialAccountList');
    const keyOf = (extra: unknown): string | undefined => {
      const row = read(JSON.stringify({ Subscriber_Account: 'u', Extra: extra }));
      return typeof row === 'string' ? undefined : row.key;
    };
    fc.assert(
      fc.property(value, value, (one, other) => {
        const key = keyOf(one);
        expect(keyOf(reversed(one))).toBe(key);
        const isSame = JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
        if (key !== undefined) expect(keyOf(other) === key).toBe(isSame);
      }),
    );
  });
});

/** Another way to compare them: lists of fields, marked as such. */
function sorted(given: unknown): unknown {
  if (Array.isArray(given)) return ['list', ...given.map(sorted)];
  if (typeof given !== 'object' || given === null) return given;
  const fields = Object.entries(given).map(([name, item]) => [name, sorted(item)]);
  return ['fields', ...fields.toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1))];
}
