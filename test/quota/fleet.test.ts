/** Eight processes under one quota in Redis, and what they start in any second. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  describeRound,
  type Fleet,
  mostInWindow,
  type Round,
  rateOf,
  startFleet,
} from '../../packages/redis-quota/test/fleet.ts';
import { noRedis, type RedisServer, startRedis } from '../../packages/redis-quota/test/redis-server.ts';

const processes = 8;
const hour = 3_600_000;
/** What a window of a second allows. */
const calls = 200;
/** A new Redis lets nobody start for this long, in milliseconds. */
const silence = 2200;
/** For so long processes use slots that the Redis before has given them, in milliseconds. */
const spare = 400;

/** How late timers are, in milliseconds, when nobody else needs the processor. */
const usualDelay = 2;

let server: RedisServer;
let fleet: Fleet;

beforeAll(async () => {
  if (noRedis !== undefined) return;
  server = await startRedis();
  // Two of the hosts have clocks that are an hour wrong, one in each direction.
  fleet = await startFleet({ path: server.path, processes, clocksOff: [hour, -hour] });
});

afterAll(async () => {
  await fleet?.end();
  await server?.remove();
});

const print = (name: string, round: Round): boolean => process.stdout.write(`${name}: ${describeRound(round)}\n`);

describe('eight processes that call without a pause', () => {
  it('use at least 95 % of the quota, never more than all of it in any second, and divide it', async (context) => {
    if (noRedis !== undefined) context.skip(noRedis);
    const rounds: Round[] = [];
    for (const milliseconds of [silence + 2000, 2000, 2000]) rounds.push(await fleet.run(milliseconds));
    for (const [index, round] of rounds.entries()) print(`run ${index + 1}`, round);
    expect(rounds.flatMap(({ errors }) => errors)).toStrictEqual([]);
    // Over the end of one run and the beginning of the next, too.
    expect(
      mostInWindow(
        rounds.flatMap(({ starts }) => starts),
        1000,
      ),
    ).toBeLessThanOrEqual(calls);
    // Where other programs take the processor, slots pass before their process gets it.
    const measured = rounds.filter(({ delay }) => delay <= usualDelay);
    if (measured.length === 0) process.stdout.write('the machine is too busy for its rate to say anything\n');
    else {
      expect(Math.max(...rounds.map(({ starts }) => rateOf(starts)))).toBeGreaterThanOrEqual(0.95 * calls);
      expect(Math.min(...rounds.map((round) => round.roundTrips / round.starts.length))).toBeLessThanOrEqual(0.3);
    }
    const shares =
      rounds[0]?.shares.map((_, index) => rounds.reduce((sum, round) => sum + (round.shares[index] ?? 0), 0)) ?? [];
    const total = shares.reduce((sum, share) => sum + share, 0);
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(total / processes / 2);
  });

  it('keep to it when two of them are killed and Redis is restarted empty, and go on', async (context) => {
    if (noRedis !== undefined) context.skip(noRedis);
    const running = fleet.run(6000);
    const later = (milliseconds: number, act: () => Promise<void>) =>
      new Promise<void>((resolve, reject) => setTimeout(() => act().then(resolve, reject), milliseconds));
    await Promise.all([
      later(400, () => fleet.kill(2)),
      later(700, () => fleet.kill(5)),
      later(1000, () => server.restart(100)),
    ]);
    const restarted = Number(process.hrtime.bigint()) / 1e6;
    const round = await running;
    print('with two killed and Redis restarted', round);
    expect(round.errors).toStrictEqual([]);
    expect(mostInWindow(round.starts, 1000)).toBeLessThanOrEqual(calls);
    // Each that is left has seen the first Redis and the second.
    expect(round.events.filter((kind) => kind === 'unknownPast')).toHaveLength(2 * (processes - 2));
    const [first = 0, ...others] = round.starts.filter((start) => start > restarted + spare);
    expect(others.length).toBeGreaterThan(0);
    expect(first - restarted).toBeGreaterThan(1000);
  });
});
