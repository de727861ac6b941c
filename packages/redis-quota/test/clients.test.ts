/** The quota with the clients that people have, each as it is, and without a cast. */
import { Cluster, Redis } from 'ioredis';
import { Redis as Valkey, Cluster as ValkeyCluster } from 'iovalkey';
import { createClient, createClientPool, createCluster, createSentinel } from 'redis';
import { beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createRedisQuota, type RedisClient } from '../src/index.ts';
import { noRedis, type RedisServer, startRedis } from './redis-server.ts';
import { call, connect, giveAPast, needRedis, observe, sdkAppId } from './world.ts';

const host = '127.0.0.1';
const name = 'main';

/** A client that is connected, and how it ends. */
interface Connected {
  readonly client: RedisClient;
  readonly end: () => unknown;
}

interface Servers {
  readonly single: RedisServer;
  readonly cluster: RedisServer;
  readonly sentinel: RedisServer;
}

let servers: Servers;

beforeAll(async () => {
  if (noRedis !== undefined) return undefined;
  const single = await startRedis({ hasPort: true });
  const cluster = await startRedis({
    hasPort: true,
    args: ['--cluster-enabled', 'yes', '--cluster-announce-ip', host],
  });
  const sentinel = await startRedis({ hasPort: true, monitors: { name, port: single.port } });
  servers = { single, cluster, sentinel };
  return async () => {
    await Promise.all([single.remove(), cluster.remove(), sentinel.remove()]);
  };
});

beforeEach(needRedis);

const clients: Record<string, () => Promise<Connected>> = {
  'node-redis': async () => {
    const client = await createClient({ socket: { host, port: servers.single.port } }).connect();
    return { client, end: () => client.destroy() };
  },
  'node-redis with the third protocol': async () => {
    const client = await createClient({ RESP: 3, socket: { host, port: servers.single.port } }).connect();
    return { client, end: () => client.destroy() };
  },
  'a pool of node-redis': async () => {
    const client = createClientPool({ socket: { host, port: servers.single.port } });
    await client.connect();
    return { client, end: () => client.destroy() };
  },
  'a cluster of node-redis': async () => {
    const client = await createCluster({ rootNodes: [{ socket: { host, port: servers.cluster.port } }] }).connect();
    return { client, end: () => client.destroy() };
  },
  'a sentinel of node-redis': async () => {
    const client = await createSentinel({ name, sentinelRootNodes: [{ host, port: servers.sentinel.port }] }).connect();
    return { client, end: () => client.destroy() };
  },
  ioredis: async () => {
    const client = new Redis({ host, port: servers.single.port });
    return { client, end: () => client.disconnect() };
  },
  'a cluster of ioredis': async () => {
    const client = new Cluster([{ host, port: servers.cluster.port }]);
    return { client, end: () => client.disconnect() };
  },
  'a sentinel of ioredis': async () => {
    const client = new Redis({ name, sentinels: [{ host, port: servers.sentinel.port }] });
    return { client, end: () => client.disconnect() };
  },
  iovalkey: async () => {
    const client = new Valkey({ host, port: servers.single.port });
    return { client, end: () => client.disconnect() };
  },
  'a cluster of iovalkey': async () => {
    const client = new ValkeyCluster([{ host, port: servers.cluster.port }]);
    return { client, end: () => client.disconnect() };
  },
  'a sentinel of iovalkey': async () => {
    const client = new Valkey({ name, sentinels: [{ host, port: servers.sentinel.port }] });
    return { client, end: () => client.disconnect() };
  },
};

describe('a quota', () => {
  it.for(Object.keys(clients))('works with %s', async (kind) => {
    for (const server of [servers.single, servers.cluster]) {
      const redis = await connect(server.path);
      if (server === servers.cluster) await serveAllSlots(redis);
      await giveAPast({ server, redis });
    }
    const connected = await clients[kind]?.();
    if (connected === undefined) throw new Error('There is no such client.');
    onTestFinished(() => {
      connected.end();
    });
    const { quota, events } = observe({ client: connected.client, assumedProcesses: 2 });
    const limits = [
      { key: `${sdkAppId}:a`, calls: 200, seconds: 1 },
      { key: `${sdkAppId}:a:to=}{x`, calls: 100, seconds: 1 },
    ];
    await Promise.all(Array.from({ length: 12 }, () => call(quota, { limits })));
    expect(events).toStrictEqual([]);
  });

  it('is typed for them, and for no other', () => {
    // @ts-expect-error This has neither evalSha nor evalsha.
    expect(() => createRedisQuota({ client: { eval: async () => [] }, assumedProcesses: 1 })).toThrow(/^client /);
    // @ts-expect-error How many processes there are is not known.
    expect(() => createRedisQuota({ client: { evalSha: async () => [], eval: async () => [] } })).toThrow(/^assumed/);
  });
});

/** One node is a cluster when it has all slots. */
async function serveAllSlots(redis: Awaited<ReturnType<typeof connect>>): Promise<void> {
  if (/cluster_state:ok/.test(await redis.clusterInfo())) return;
  await redis.sendCommand(['CLUSTER', 'ADDSLOTSRANGE', '0', '16383']);
  await expect.poll(() => redis.clusterInfo(), { timeout: 20_000 }).toContain('cluster_state:ok');
}
