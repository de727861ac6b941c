/** Delivers things one after the other in lanes, several lanes at once. */
import { inNextTurn } from '../clock.ts';

export interface Lanes<Item> {
  /** False when too many are waiting, or after the end. */
  add(lane: string, item: Item): boolean;
  /** How many are not delivered yet. */
  readonly count: number;
  /** Forgets those that wait, and returns how many they were. */
  end(): number;
}

const maxAtOnce = 16;
export const maxWaiting = 10_000;

/** @param deliver Must not reject. */
export function createLanes<Item>(deliver: (item: Item) => Promise<void>, onIdle: () => void): Lanes<Item> {
  /** What waits, by lane; a lane is there from its first item until its last one is delivered. */
  const lanes = new Map<string, Item[]>();
  /** Lanes of which nothing is under way. */
  const ready: string[] = [];
  let waiting = 0;
  let running = 0;
  let isStarting = false;
  let isOver = false;

  const run = async (lane: string): Promise<void> => {
    const items = lanes.get(lane);
    const item = items?.shift();
    if (items === undefined || item === undefined) return;
    waiting--;
    running++;
    await deliver(item);
    running--;
    if (items.length > 0) ready.push(lane);
    else lanes.delete(lane);
    start();
    if (waiting + running === 0) onIdle();
  };
  const start = (): void => {
    isStarting = false;
    while (running < maxAtOnce) {
      const lane = ready.shift();
      if (lane === undefined) return;
      run(lane);
    }
  };
  return {
    add(lane, item) {
      if (isOver || waiting >= maxWaiting) return false;
      waiting++;
      const items = lanes.get(lane);
      if (items !== undefined) items.push(item);
      else {
        lanes.set(lane, [item]);
        ready.push(lane);
      }
      // Not within the turn of the call that it comes from.
      if (!isStarting) inNextTurn(start);
      isStarting = true;
      return true;
    },
    get count() {
      return waiting + running;
    },
    end() {
      isOver = true;
      const left = waiting;
      waiting = 0;
      ready.length = 0;
      for (const items of lanes.values()) items.length = 0;
      return left;
    },
  };
}
