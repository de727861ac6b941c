import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRandom } from '../src/seeded-random.ts';
import { createShuffle } from '../src/webhooks/shuffle.ts';

function shuffle(items: readonly number[], seed: number): number[] {
  const order: number[] = [];
  const { add, flush } = createShuffle<number>(createRandom(seed), (item) => order.push(item));
  for (const item of items) add(item);
  flush();
  return order;
}

it('hands everything on once or twice, in an order that the seed decides', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(), { maxLength: 50 }), fc.nat(), (items, seed) => {
      const order = shuffle(items, seed);
      expect(order).toStrictEqual(shuffle(items, seed));
      for (const item of items) expect([1, 2]).toContain(order.filter((other) => other === item).length);
      expect(order.every((item) => items.includes(item))).toBe(true);
    }),
  );
  const items = Array.from({ length: 50 }, (_, index) => index);
  expect(shuffle(items, 1)).not.toStrictEqual(shuffle(items, 2));
  expect(new Set(shuffle(items, 1))).toHaveLength(50);
  expect(shuffle(items, 1).length).toBeGreaterThan(50);
  expect([...new Set(shuffle(items, 1))]).not.toStrictEqual(items);
});

it('hands on what it can no longer hold', () => {
  const order: number[] = [];
  const shuffle = createShuffle<number>(createRandom(1), (item) => order.push(item));
  for (let item = 0; item < 1001; item++) shuffle.add(item);
  expect(new Set(order)).toHaveLength(1000);
  expect([shuffle.count, shuffle.end(), shuffle.count]).toStrictEqual([1, 1, 0]);
});
