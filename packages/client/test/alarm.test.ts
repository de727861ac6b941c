import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Alarm, createAlarmQueue } from '../src/alarm.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});

afterEach(() => {
  vi.useRealTimers();
});

describe('a queue of alarms', () => {
  it('rings each at its time and in order, but those that are cancelled', () => {
    const step = fc.record({ gap: fc.integer({ min: 0, max: 80 }), cancel: fc.option(fc.nat({ max: 30 })) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const setAlarm = createAlarmQueue(100);
        const due = new Map<number, number>();
        const rung: number[] = [];
        const alarms: Alarm[] = [];
        for (const [index, { gap, cancel }] of steps.entries()) {
          vi.advanceTimersByTime(gap);
          due.set(index, performance.now() + 100);
          alarms.push(
            setAlarm(() => {
              rung.push(index);
              expect(performance.now()).toBeGreaterThanOrEqual(due.get(index) ?? 0);
              expect(performance.now()).toBeLessThan((due.get(index) ?? 0) + 2);
            }, 100),
          );
          if (cancel !== null && cancel < alarms.length && !rung.includes(cancel)) {
            alarms[cancel]?.cancel();
            due.delete(cancel);
          }
        }
        vi.advanceTimersByTime(300);
        expect(rung).toStrictEqual([...due.keys()]);
        expect(vi.getTimerCount()).toBe(0);
      }),
    );
  });

  it('keeps no timer when the last alarm is cancelled', () => {
    const setAlarm = createAlarmQueue(100);
    const [one, two] = [setAlarm(() => {}, 100), setAlarm(() => {}, 100)];
    expect(vi.getTimerCount()).toBe(1);
    one.cancel();
    one.cancel();
    expect(vi.getTimerCount()).toBe(1);
    two.cancel();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('lets an alarm that rings set and cancel others', () => {
    const setAlarm = createAlarmQueue(100);
    const rung: string[] = [];
    let second: Alarm | undefined;
    setAlarm(() => {
      rung.push('first');
      second?.cancel();
      setAlarm(() => rung.push('third'), 100);
    }, 100);
    second = setAlarm(() => rung.push('second'), 100);
    vi.advanceTimersByTime(250);
    expect(rung).toStrictEqual(['first', 'third']);
    expect(vi.getTimerCount()).toBe(0);
  });
});
