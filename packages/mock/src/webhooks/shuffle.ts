import { ringAfter } from '../clock.ts';
import type { Random } from '../seeded-random.ts';

/** Hands things on in another order, and some of them twice. */
export interface Shuffle<Item> {
  add(item: Item): void;
  /** How many are held back. */
  readonly count: number;
  /** Hands on what is held back. */
  flush(): void;
  /** Forgets what is held back, and returns how many they were. */
  end(): number;
}

/** How long things are held back, so that there are several to be shuffled. */
const heldMilliseconds = 100;
const maxHeld = 1000;
const shareOfDoubles = 0.25;

export function createShuffle<Item>(random: Random, handOn: (item: Item) => void): Shuffle<Item> {
  let held: Item[] = [];
  let stopTimer = (): void => {};
  const take = (): Item[] => {
    stopTimer();
    const taken = held;
    held = [];
    return taken;
  };
  const flush = (): void => {
    const doubled = take().flatMap((item) => (random() < shareOfDoubles ? [item, item] : [item]));
    for (const item of shuffled(doubled, random)) handOn(item);
  };
  return {
    add(item) {
      if (held.length === 0) stopTimer = ringAfter(heldMilliseconds, flush);
      held.push(item);
      if (held.length >= maxHeld) flush();
    },
    get count() {
      return held.length;
    },
    flush,
    end: () => take().length,
  };
}

/** By Fisher and Yates. */
function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  const left = [...items];
  const order: Item[] = [];
  while (left.length > 0) order.push(...left.splice(Math.floor(random() * left.length), 1));
  return order;
}
