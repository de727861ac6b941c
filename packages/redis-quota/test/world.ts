/** What the tests of the quota share: a Redis, a client of it, and calls. */
import type { Quota, QuotaLimit, QuotaRequest } from '@chat-openapi/client';
import { createClient, type RedisClientType } from 'redis';
import { onTestFinished } from 'vitest';
import { createRedisQuota, type RedisQuotaEvent, type RedisQuotaOptions } from '../src/index.ts';
import { noRedis, type RedisServer, type RedisServerOptions, startRedis } from './redis-server.ts';

export const operation = 'destroyOfficialAccount';
export const sdkAppId = 1400000000;
export const perSecond: QuotaLimit = { key: `${sdkAppId}:${operation}`, calls: 200, seconds: 1 };
/** How long nobody starts on a Redis that knows nothing, in milliseconds. */
export const silence = 2140;

/** Ends a test where there is no Redis: skipped, with the reason. */
export function needRedis(context: { skip(reason: string): void }): void {
  if (noRedis !== undefined) context.skip(noRedis);
}

export interface World {
  readonly server: RedisServer;
  readonly redis: RedisClientType;
}

/** A Redis that ends with the test. */
export async function startWorld(options?: RedisServerOptions): Promise<World> {
  const server = await startRedis(options);
  onTestFinished(() => server.remove());
  return { server, redis: await connect(server.path) };
}

/** A client that ends with the test. */
export async function connect(path: string): Promise<RedisClientType> {
  const redis: RedisClientType = createClient({ socket: { path, reconnectStrategy: 20 } });
  redis.on('error', () => {});
  await redis.connect();
  onTestFinished(() => redis.destroy());
  return redis;
}

/** Lets a Redis know its past, so that calls need not wait for it. */
export async function giveAPast({ redis }: World, key = `chat:{${sdkAppId}}`): Promise<void> {
  const run = /run_id:(\w+)/.exec(await redis.info('server'))?.[1] ?? '';
  const seen = `${Date.now() * 1000}`;
  await redis.hSet(`${key}:past`, { run, seen, began: `${(Date.now() - 60_000) * 1000}` });
}

export interface Observed {
  readonly quota: Quota;
  readonly events: RedisQuotaEvent[];
  readonly kinds: () => string[];
  /** When the first event of a kind came. */
  readonly timeOf: (kind: RedisQuotaEvent['kind']) => number;
}

export function observe(options: Omit<RedisQuotaOptions, 'onEvent'>): Observed {
  const events: RedisQuotaEvent[] = [];
  const times = new Map<string, number>();
  const onEvent = (event: RedisQuotaEvent): void => {
    events.push(event);
    if (!times.has(event.kind)) times.set(event.kind, performance.now());
  };
  const quota = createRedisQuota({ ...options, onEvent });
  return {
    quota,
    events,
    kinds: () => events.map(({ kind }) => kind),
    timeOf: (kind) => times.get(kind) ?? Number.NaN,
  };
}

/** Starts a call, and gives how long it has waited, in milliseconds. */
export async function call(quota: Quota, request: Partial<QuotaRequest> = {}): Promise<number> {
  const { signal } = new AbortController();
  const asked = performance.now();
  let waited: number | undefined;
  await quota.start({ operation, sdkAppId, limits: [perSecond], remaining: 20_000, signal, ...request }, () => {
    waited = performance.now() - asked;
  });
  if (waited === undefined) throw new Error('The quota has ended without a start.');
  return waited;
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
