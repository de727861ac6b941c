import { describe, expect, it } from 'vitest';
import { createRateLimit, type Window } from '../src/rate-limit.ts';

const windowOf = (key: string, calls = 1): Window => ({ key, limit: { calls, seconds: 3600 } });

describe('the counts of calls', () => {
  it('are kept for thousands of keys, and the oldest are forgotten first', () => {
    const rates = createRateLimit();
    expect(rates.take([windowOf('first')])).toBeUndefined();
    for (let key = 1; key < 10_000; key++) rates.take([windowOf(String(key))]);
    expect(rates.take([windowOf('first')])).toMatchObject({ key: 'first' });
    rates.take([windowOf('one more')]);
    expect(rates.take([windowOf('first')])).toBeUndefined();
    expect(rates.take([windowOf('9999')])).toMatchObject({ key: '9999' });
  });

  it('of what is called all the time outlive those of many keys', () => {
    const rates = createRateLimit();
    for (let key = 0; key < 20_000; key++) rates.take([windowOf('all', 20_000), windowOf(String(key))]);
    expect(rates.take([windowOf('all', 20_000)])).toMatchObject({ key: 'all' });
  });

  it('change in all windows or in none', () => {
    const rates = createRateLimit();
    expect(rates.take([windowOf('one', 2), windowOf('full')])).toBeUndefined();
    expect(rates.take([windowOf('one', 2), windowOf('full')])).toMatchObject({ key: 'full' });
    expect(rates.take([windowOf('one', 2)])).toBeUndefined();
    expect(rates.take([windowOf('one', 2)])).toMatchObject({ key: 'one' });
  });
});
