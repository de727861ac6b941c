import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ClockDifference } from '../src/clock-difference.ts';

const answer = fc.record({
  pause: fc.double({ min: 0, max: 3000, noNaN: true }),
  there: fc.double({ min: 0.01, max: 80, noNaN: true }),
  back: fc.double({ min: 0.01, max: 80, noNaN: true }),
});

describe('the difference of two clocks', () => {
  it('lies between what the answers prove, however long these take and however the clocks drift', () => {
    const drifts = fc.double({ min: -9e-5, max: 9e-5, noNaN: true });
    const offsets = fc.double({ min: -1e12, max: 2e12, noNaN: true });
    fc.assert(
      fc.property(fc.array(answer, { minLength: 1, maxLength: 60 }), offsets, drifts, (answers, offset, drift) => {
        const serverAt = (time: number): number => offset + time * (1 + drift);
        const difference = new ClockDifference();
        let time = 1000;
        for (const { pause, there, back } of answers) {
          const sent = time + pause;
          time = sent + there + back;
          expect(difference.learn(serverAt(sent + there), sent, time)).toBe(false);
          const known = difference.at(time);
          const truth = serverAt(time) - time;
          // Numbers this large have no smaller digits; and what counts for a second is widened by the drift of a second.
          expect(known?.low).toBeLessThanOrEqual(truth + 0.01);
          expect(known?.high).toBeGreaterThanOrEqual(truth - 0.01);
          expect((known?.high ?? 0) - (known?.low ?? 0)).toBeLessThanOrEqual(there + back + 0.25);
        }
      }),
    );
  });

  it.for([-3_600_000, -600, -100, 100, 600, 3_600_000])('shows when a clock jumps by %i ms', (jump) => {
    const difference = new ClockDifference();
    for (const time of [0, 500, 1000]) expect(difference.learn(50_000 + time, time, time + 4)).toBe(false);
    expect(difference.learn(50_000 + jump + 1500, 1500, 1504)).toBe(true);
    expect(difference.at(1504)).toStrictEqual({ low: 50_000 + jump - 4, high: 50_000 + jump });
    expect(difference.learn(50_000 + jump + 2000, 2000, 2004)).toBe(false);
  });

  it('is not known before the first answer, nor long after the last', () => {
    const difference = new ClockDifference();
    expect(difference.at(0)).toBeUndefined();
    difference.learn(1000, 0, 1);
    expect(difference.at(9000)).toBeDefined();
    expect(difference.at(12_000)).toBeUndefined();
  });
});
