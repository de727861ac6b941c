/** The script itself, asked as a process asks it. */
import { beforeEach, describe, expect, it } from 'vitest';
import { createRunScript } from '../src/redis-client.ts';
import { type Question, type Reply, readReply } from '../src/script.ts';
import { giveAPast, needRedis, startWorld, type World } from './world.ts';

beforeEach(needRedis);

const pastKey = 'chat:{1400000000}:past';
const second = 1_000_000;

const question = (more: Partial<Question>): Question => ({
  margin: 30_000,
  lead: 0,
  ahead: 250_000,
  rest: 1_080_000,
  longest: 10 * second,
  slack: 5000,
  past: '',
  isStepped: false,
  asksPolicy: false,
  limits: [],
  moves: [],
  wants: [],
  ...more,
});

async function ask({ redis }: World, keys: string[], more: Partial<Question>): Promise<Reply> {
  const reply = readReply(await createRunScript(redis)([pastKey, ...keys], JSON.stringify(question(more))));
  if (typeof reply === 'string') throw new Error(reply);
  return reply;
}

describe('the script', () => {
  it('gives no slot before the one that the last calls allow, whatever the numbers', async () => {
    const world = await startWorld();
    await giveAPast(world);
    const limits = [[3, second, 0]] as const;
    const { now, grants } = await ask(world, ['{1}a'], { limits, ahead: 60 * second, wants: [[20, [1]]] });
    const { slots = [] } = grants[0] ?? {};
    expect(slots).toHaveLength(20);
    expect(slots.slice(0, 3)).toStrictEqual([now, now, now]);
    for (const [index, slot] of slots.slice(3).entries()) {
      // Three calls before, the latest moment of a start, and a window after it.
      expect(slot).toBe((slots[index] ?? 0) + 30_000 + second);
    }
    expect(now).toBeGreaterThan(1e15);
  });

  it('keeps slots apart where a limit is paced, and holds several limits at once', async () => {
    const world = await startWorld();
    await giveAPast(world);
    const limits = [
      [200, second, 4500],
      [2, 3600 * second, 0],
    ] as const;
    const { grants, now } = await ask(world, ['{1}a', '{1}b'], {
      limits,
      wants: [
        [4, [1]],
        [3, [1, 2]],
      ],
    });
    const [all, hourly] = grants;
    expect(all?.slots.map((slot) => slot - now)).toStrictEqual([0, 4500, 9000, 13_500]);
    expect(hourly?.slots.map((slot) => slot - now)).toStrictEqual([18_000, 22_500]);
    expect(hourly).toMatchObject({ limit: 2, wait: 3600 * second + 18_000 + 30_000 });
  });

  it('gives what was given back to others, and moves what started late', async () => {
    const world = await startWorld();
    await giveAPast(world);
    const limits = [[2, second, 0]] as const;
    const first = await ask(world, ['{1}a'], { limits, wants: [[2, [1]]] });
    const [one = 0] = first.grants[0]?.slots ?? [];
    const reserved = one + 30_000;
    const full = await ask(world, ['{1}a'], { limits, wants: [[1, [1]]] });
    expect(full.grants[0]?.slots).toStrictEqual([]);
    const back = await ask(world, ['{1}a'], { limits, moves: [[1, reserved, 0]], wants: [[1, [1]]] });
    expect(back.grants[0]?.slots).toHaveLength(1);
    await ask(world, ['{1}a'], { limits, moves: [[1, reserved, reserved + 500_000]] });
    const noted = (await world.redis.lRange('{1}a', 0, -1)).map(Number);
    expect(noted.at(-1)).toBe(reserved + 500_000);
    expect(noted).toHaveLength(2);
    // What is not there any more is not put back.
    await ask(world, ['{1}a'], { limits, moves: [[1, reserved, reserved + 900_000]] });
    expect((await world.redis.lRange('{1}a', 0, -1)).map(Number)).toStrictEqual(noted);
  });

  it('gives those who have to wait one turn after the other', async () => {
    const world = await startWorld();
    await giveAPast(world);
    const limits = [[200, second, 4500]] as const;
    await ask(world, ['{1}a'], { limits, wants: [[190, [1]]] });
    const turns: number[] = [];
    for (let asked = 0; asked < 5; asked++) {
      const { now, grants } = await ask(world, ['{1}a'], { limits, ahead: 100_000, wants: [[10, [1]]] });
      expect(grants[0]?.slots).toStrictEqual([]);
      turns.push(now + (grants[0]?.askIn ?? 0));
    }
    const gaps = turns.slice(1).map((turn, index) => turn - (turns[index] ?? 0));
    // Ten calls at 200 a second.
    expect(gaps).toStrictEqual([50_000, 50_000, 50_000, 50_000]);
  });

  it('takes the past as unknown when a process that knows it has seen the clock jump, and only then', async () => {
    const world = await startWorld();
    await giveAPast(world);
    const { past } = await ask(world, [], {});
    expect((await ask(world, [], { isStepped: true, past: '1' })).past).toBe(past);
    const after = await ask(world, [], { isStepped: true, past });
    expect(after.past).toBe(String(after.now));
    // The second process that has seen the same does not begin it anew.
    expect((await ask(world, [], { isStepped: true, past })).past).toBe(after.past);
  });

  it('bears a clock that goes back by less than a slot has to spare', async () => {
    const world = await startWorld();
    await giveAPast(world);
    const { past } = await ask(world, [], {});
    await world.redis.hSet(pastKey, { seen: `${(Date.now() + 600) * 1000}` });
    expect((await ask(world, [], {})).past).not.toBe(past);
    const { past: next, now } = await ask(world, [], {});
    await world.redis.hSet(pastKey, { seen: String(now + 4000) });
    expect((await ask(world, [], {})).past).toBe(next);
  });

  it('forgets what counts no more, and nothing else, whoever allows how many', async () => {
    const world = await startWorld();
    await giveAPast(world);
    await ask(world, ['{1}a'], { limits: [[100, second, 0]], wants: [[80, [1]]] });
    // A process that allows fewer does not make room for those that allow more.
    await ask(world, ['{1}a'], { limits: [[10, second, 0]], wants: [[1, [1]]] });
    expect(await world.redis.lLen('{1}a')).toBe(80);
    await expect
      .poll(
        async () => {
          await ask(world, ['{1}a'], { limits: [[100, second, 0]] });
          return world.redis.lLen('{1}a');
        },
        { timeout: 10_000 },
      )
      .toBe(0);
  });
});
