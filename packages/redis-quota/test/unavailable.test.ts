/** A Redis that is slow, gone, or comes back with another past. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { connect as connectTcp, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { NodeRedisLike } from '../src/index.ts';
import { mostInWindow } from './fleet.ts';
import { type RedisServer, startRedis } from './redis-server.ts';
import { call, connect, giveAPast, needRedis, observe, pause, perSecond, silence, startWorld } from './world.ts';

const run = promisify(execFile);

beforeEach(needRedis);

/** Calls without a pause until it is told to end; gives the moments of the starts. */
function callOn(quota: Parameters<typeof call>[0]): { starts: number[]; errors: unknown[]; end(): Promise<void> } {
  const starts: number[] = [];
  const errors: unknown[] = [];
  let isOver = false;
  const loop = async (): Promise<void> => {
    while (!isOver) {
      await call(quota).then(
        () => starts.push(performance.now()),
        (error) => errors.push(error),
      );
      await pause(5);
    }
  };
  const loops = Promise.all(Array.from({ length: 8 }, loop));
  return {
    starts,
    errors,
    async end() {
      isOver = true;
      await loops;
    },
  };
}

describe('with share, the default', () => {
  it('goes on with its part after a pause when Redis is gone, and by Redis after a pause when it is back', async () => {
    const world = await startWorld();
    await giveAPast(world);
    const { quota, kinds, timeOf } = observe({ client: world.redis, assumedProcesses: 20 });
    const calling = callOn(quota);
    await pause(300);
    const gone = performance.now();
    await world.server.kill();
    await expect.poll(kinds, { timeout: 10_000 }).toContain('sharing');
    const shared = timeOf('sharing');
    await pause(1500);
    const back = performance.now();
    await world.server.restart();
    await expect.poll(kinds, { timeout: 15_000 }).toContain('available');
    await pause(600);
    await calling.end();
    expect(kinds()).toStrictEqual(['unavailable', 'sharing', 'unknownPast', 'returning', 'available']);
    expect(calling.errors).toStrictEqual([]);
    const between = (from: number, to: number) => calling.starts.filter((start) => start >= from && start < to);
    // What had its turn may still start.
    expect(between(gone + 400, shared)).toStrictEqual([]);
    // The first may be told late on a busy machine, which makes the pause look shorter.
    expect(shared - timeOf('unavailable')).toBeGreaterThan(1200);
    const alone = between(shared, back);
    expect(alone.length).toBeGreaterThan(5);
    expect(mostInWindow(alone, 985)).toBeLessThanOrEqual(10);
    // One by one, as all together: eight such processes are no burst. On a busy machine timers that are late come together.
    expect(mostInWindow(alone, 50)).toBeLessThan(5);
    const [first = 0, ...rest] = between(back + 1000, Number.POSITIVE_INFINITY);
    expect(first - back).toBeGreaterThan(1700);
    expect(rest.length).toBeGreaterThan(15);
    expect(mostInWindow(calling.starts, 985)).toBeLessThanOrEqual(200);
  });

  it('does the same when Redis hangs, though its client waits for ever', async () => {
    const world = await startWorld();
    await giveAPast(world);
    const { quota, events, kinds } = observe({ client: world.redis, assumedProcesses: 20 });
    await call(quota);
    world.server.process().kill('SIGSTOP');
    const waited = await call(quota);
    expect(waited).toBeGreaterThan(1700);
    expect(events).toMatchObject([{ kind: 'unavailable', code: 'TIMEOUT' }, { kind: 'sharing' }]);
    world.server.process().kill('SIGCONT');
    await expect.poll(() => call(quota).then(kinds), { timeout: 15_000 }).toContain('available');
  });

  it('refuses at once, when Redis is gone, what a share has no whole call of', async () => {
    const world = await startWorld();
    await giveAPast(world);
    const { quota } = observe({ client: world.redis, assumedProcesses: 3 });
    const limits = [perSecond, { key: 'hourly', calls: 2, seconds: 3600 }];
    await call(quota, { limits });
    await world.server.kill();
    await expect(call(quota, { limits })).rejects.toMatchObject({ name: 'RedisQuotaError', code: 'unavailable' });
    await expect(call(quota)).resolves.toBeGreaterThan(0);
  });

  it('asks Redis first when it has not done so for a while', async () => {
    const world = await startWorld();
    await giveAPast(world);
    const { quota, kinds } = observe({ client: world.redis, assumedProcesses: 20 });
    await call(quota);
    await world.server.kill();
    await call(quota);
    await world.server.restart();
    await pause(600);
    // Others have seen by now that it is back.
    await call(quota);
    expect(kinds()).toStrictEqual(['unavailable', 'sharing', 'unknownPast', 'returning', 'available']);
  });
});

describe('with refuse', () => {
  it('rejects every call while Redis is gone, and goes on at once when it is back', async () => {
    const world = await startWorld();
    await giveAPast(world);
    const { quota, kinds } = observe({ client: world.redis, assumedProcesses: 20, onUnavailable: 'refuse' });
    await call(quota);
    await world.server.kill();
    const refused = await call(quota).catch((error: unknown) => error);
    expect(refused).toMatchObject({ name: 'RedisQuotaError', code: 'unavailable' });
    expect(String(refused)).toContain('Nothing was sent.');
    await expect(call(quota)).rejects.toMatchObject({ code: 'unavailable' });
    await world.server.restart();
    await expect.poll(() => call(quota).then(kinds, () => []), { timeout: 15_000 }).toContain('available');
    expect(kinds()).not.toContain('sharing');
  });
});

describe('another past', () => {
  it('is seen when a copy that lags behind takes over, and nobody starts before all of the old has ended', async () => {
    const primary = await startRedis({ hasPort: true });
    const copy = await startRedis({ hasPort: true, args: ['--replicaof', '127.0.0.1', String(primary.port)] });
    onTestFinished(async () => {
      await Promise.all([primary.remove(), copy.remove()]);
    });
    const [first, second] = [await connect(primary.path), await connect(copy.path)];
    await giveAPast({ server: primary, redis: first });
    await first.wait(1, 5000);
    let current = first;
    const client: NodeRedisLike = {
      evalSha: (...args) => current.evalSha(...args),
      eval: (...args) => current.eval(...args),
    };
    const { quota, kinds } = observe({ client, assumedProcesses: 2 });
    const calling = callOn(quota);
    await pause(200);
    copy.process().kill('SIGSTOP');
    await pause(400);
    const gone = performance.now();
    await primary.kill();
    copy.process().kill('SIGCONT');
    await second.sendCommand(['REPLICAOF', 'NO', 'ONE']);
    current = second;
    await expect.poll(kinds, { timeout: 15_000 }).toContain('unknownPast');
    await pause(silence + 700);
    await calling.end();
    expect(mostInWindow(calling.starts, 985)).toBeLessThanOrEqual(200);
    const later = calling.starts.filter((start) => start > gone + 400);
    expect((later[0] ?? 0) - gone).toBeGreaterThan(1000);
    expect(later.length).toBeGreaterThan(20);
  });

  it('is one that was loaded from a dump, and one whose clock was ahead', async () => {
    const world = await startWorld();
    await giveAPast(world);
    const { quota } = observe({ client: world.redis, assumedProcesses: 2 });
    await call(quota);
    const past = 'chat:{1400000000}:past';
    await world.redis.hSet(past, { run: 'a'.repeat(40) });
    expect(await call(quota)).toBeGreaterThan(silence - 100);
    await world.redis.hSet(past, { seen: `${(Date.now() + 3_600_000) * 1000}` });
    await world.redis.rPush(`chat:{1400000000}:${perSecond.key}`, `${(Date.now() + 3_600_000) * 1000}`);
    const waited = await call(quota);
    expect(waited).toBeGreaterThan(silence - 100);
    expect(waited).toBeLessThan(2 * silence);
  });
});

describe('a round trip', () => {
  /** Redis at some distance, in milliseconds each way. */
  async function startDistant(server: RedisServer, distance: number): Promise<string> {
    const path = join(server.path, '..', 'distant');
    const forward = (from: Socket, to: Socket): void => {
      from.on('error', () => {}).on('close', () => to.destroy());
      from.on('data', (data) => setTimeout(() => to.writable && to.write(data), distance));
    };
    const proxy = createServer((near) => {
      const far = connectTcp(server.path);
      forward(near, far);
      forward(far, near);
    });
    proxy.listen(path);
    await once(proxy, 'listening');
    onTestFinished(() => {
      proxy.close();
    });
    return path;
  }

  it.for(['share', 'refuse'] as const)(
    'that is too long for the margin is reported, and does not hang calls: %s',
    async (onUnavailable) => {
      const world = await startWorld();
      await giveAPast(world);
      const redis = await connect(await startDistant(world.server, 25));
      const { quota, events } = observe({ client: redis, assumedProcesses: 20, onUnavailable });
      const [result] = await Promise.allSettled([call(quota)]);
      expect(events[0]).toMatchObject({ kind: 'marginTooSmall', margin: 30 });
      const { roundTrip = 0, needed = 0 } = Object(events[0]);
      expect(roundTrip).toBeGreaterThanOrEqual(49);
      if (onUnavailable === 'share') expect(events[1]).toMatchObject({ kind: 'sharing' });
      else expect(result).toMatchObject({ status: 'rejected', reason: { code: 'marginTooSmall' } });
      // What the report asks for is enough.
      const wider = observe({ client: redis, assumedProcesses: 20, margin: Math.max(150, needed) });
      expect(await call(wider.quota)).toBeLessThan(10_000);
      expect(wider.kinds()).toStrictEqual([]);
    },
  );
});

describe('a process', () => {
  it.for([
    ['share', 'unavailable'],
    ['refuse', 'unavailable'],
  ])(
    'is neither kept alive nor ended by a Redis that does not answer: %s',
    async ([onUnavailable = '', expected = '']) => {
      const file = fileURLToPath(new URL('lasting.ts', import.meta.url));
      const args = ['--conditions=@chat-openapi/source', file, onUnavailable];
      const { stdout } = await run(process.execPath, args, { timeout: 30_000 });
      expect(stdout).toBe(expected);
    },
  );
});
