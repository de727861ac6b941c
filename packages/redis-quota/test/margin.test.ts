import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Margin } from '../src/margin.ts';

describe('the margin', () => {
  it('stays as it is while few slots are missed, and gets wider while many are', () => {
    const margin = new Margin(30);
    for (let slot = 0; slot < 300; slot++) margin.note(slot % 20 === 0);
    expect(margin.current).toBeLessThanOrEqual(40);
    const before = margin.current;
    for (let slot = 0; slot < 300; slot++) margin.note(slot % 5 === 0);
    expect(margin.current).toBeGreaterThan(before + 10);
    for (let slot = 0; slot < 300; slot++) margin.note(false);
    expect(margin.current).toBe(30);
  });

  it('is never less than was set, nor more than all others wait for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 15, max: 1000 }), fc.array(fc.boolean(), { maxLength: 200 }), (least, slots) => {
        const margin = new Margin(least);
        for (const isMissed of slots) {
          margin.note(isMissed);
          expect(margin.current).toBeGreaterThanOrEqual(least);
          expect(margin.current).toBeLessThanOrEqual(3 * least);
        }
      }),
    );
  });
});
