import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SetTimer, Timer } from '../src/time.ts';

let createTimerQueue: (wait: number) => SetTimer;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  // The clock that is there when it is loaded is the platform's to it.
  vi.resetModules();
  ({ createTimerQueue } = await import('../src/time.ts'));
});

afterEach(() => {
  vi.useRealTimers();
});

describe('a queue of timers', () => {
  it('fires each at its time and in order, except those that are cancelled', () => {
    const step = fc.record({ gap: fc.integer({ min: 0, max: 80 }), cancel: fc.option(fc.nat({ max: 30 })) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const setTimer = createTimerQueue(100);
        const due = new Map<number, number>();
        const fired: number[] = [];
        const timers: Timer[] = [];
        for (const [index, { gap, cancel }] of steps.entries()) {
          vi.advanceTimersByTime(gap);
          due.set(index, performance.now() + 100);
          timers.push(
            setTimer(() => {
              fired.push(index);
              expect(performance.now()).toBeGreaterThanOrEqual(due.get(index) ?? 0);
              expect(performance.now()).toBeLessThan((due.get(index) ?? 0) + 2);
            }, 100),
          );
          if (cancel !== null && cancel < timers.length && !fired.includes(cancel)) {
            timers[cancel]?.cancel();
            due.delete(cancel);
          }
        }
        vi.advanceTimersByTime(300);
        expect(fired).toStrictEqual([...due.keys()]);
        expect(vi.getTimerCount()).toBe(0);
      }),
    );
  });

  it('keeps no timer of the platform when the last one is cancelled', () => {
    const setTimer = createTimerQueue(100);
    const [one, two] = [setTimer(() => {}, 100), setTimer(() => {}, 100)];
    expect(vi.getTimerCount()).toBe(1);
    one.cancel();
    one.cancel();
    expect(vi.getTimerCount()).toBe(1);
    two.cancel();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('lets a timer that fires set and cancel others', () => {
    const setTimer = createTimerQueue(100);
    const fired: string[] = [];
    let second: Timer | undefined;
    setTimer(() => {
      fired.push('first');
      second?.cancel();
      setTimer(() => fired.push('third'), 100);
    }, 100);
    second = setTimer(() => fired.push('second'), 100);
    vi.advanceTimersByTime(250);
    expect(fired).toStrictEqual(['first', 'third']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('fires in time what was set before, when a timer that fires sets another', () => {
    const setTimer = createTimerQueue(100);
    const fired: [string, number][] = [];
    const started = performance.now();
    const note = (name: string) => fired.push([name, performance.now() - started]);
    setTimer(() => {
      note('first');
      setTimer(() => note('third'), 100);
    }, 100);
    vi.advanceTimersByTime(50);
    setTimer(() => note('second'), 100);
    vi.advanceTimersByTime(250);
    expect(fired).toStrictEqual([
      ['first', 100],
      ['second', 150],
      ['third', 200],
    ]);
  });

  it('goes on when a timer that fires cancels all others and sets a new one', () => {
    const setTimer = createTimerQueue(100);
    const fired: string[] = [];
    let second: Timer | undefined;
    setTimer(() => {
      second?.cancel();
      setTimer(() => fired.push('third'), 100);
    }, 100);
    second = setTimer(() => fired.push('second'), 100);
    vi.advanceTimersByTime(99);
    setTimer(() => fired.push('fourth'), 100).cancel();
    vi.advanceTimersByTime(102);
    expect(fired).toStrictEqual(['third']);
    expect(vi.getTimerCount()).toBe(0);
  });
});
