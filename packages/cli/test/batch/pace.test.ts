import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InFlight } from '../../src/batch/in-flight.ts';
import { Pace } from '../../src/batch/pace.ts';

describe('the slots of a pace', () => {
  it('are never more than the rate and what may be made good, whenever they are asked for', () => {
    const pauses = fc.array(fc.oneof(fc.double({ min: 0, max: 20, noNaN: true }), fc.constant(500)), {
      minLength: 400,
    });
    fc.assert(
      fc.property(pauses, (late) => {
        let now = 0;
        const pace = new Pace(190, () => now);
        const taken: number[] = [];
        for (const more of late) {
          // A timer fires when the slot has come, or later.
          now += pace.untilNext() + (more === 500 ? 500 : more > 15 ? more : 0);
          pace.take();
          taken.push(now);
        }
        for (const [index, at] of taken.entries()) {
          const inSecond = taken.slice(index).filter((other) => other < at + 1000).length;
          expect(inSecond).toBeLessThanOrEqual(193);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('come one by one, so that 190 a second take a second', () => {
    let now = 0;
    const pace = new Pace(190, () => now);
    for (let slot = 0; slot < 190; slot++) {
      now += pace.untilNext();
      pace.take();
    }
    expect(now).toBeCloseTo(995, 0);
  });
});

describe('how many calls are under way', () => {
  it('follows how long an answer takes', () => {
    const inFlight = new InFlight(190);
    for (let answer = 0; answer < 200; answer++) inFlight.note(200);
    // 38 keep the rate, and answers do not all take the same time.
    expect(inFlight.limit).toBeGreaterThanOrEqual(45);
    expect(inFlight.limit).toBeLessThanOrEqual(60);
    for (let answer = 0; answer < 200; answer++) inFlight.note(2);
    expect(inFlight.limit).toBe(8);
    for (let answer = 0; answer < 600; answer++) inFlight.note(60_000);
    expect(inFlight.limit).toBe(512);
  });

  it('becomes more one by one, and less at once', () => {
    const inFlight = new InFlight(190);
    const before = inFlight.limit;
    inFlight.note(5000);
    expect(inFlight.limit).toBe(before + 1);
    for (let answer = 0; answer < 100; answer++) inFlight.note(5000);
    const more = inFlight.limit;
    inFlight.noteFailure();
    expect(inFlight.limit).toBe(Math.floor(more / 2));
    for (let failure = 0; failure < 10; failure++) inFlight.noteFailure();
    expect(inFlight.limit).toBe(8);
  });
});
