/** The quota that all processes share through the Redis of `CHAT_REDIS_URL`. */
import type { Quota } from '@chat-openapi/client';
import { UsageError } from '@chat-openapi/contract/command-line';
import { createRedisQuota, RedisQuotaError, type RedisQuotaEvent } from '@chat-openapi/redis-quota';
import { createClient } from '@redis/client';

export interface SharedQuota {
  readonly quota: Quota;
  close(): void;
}

/** Milliseconds to connect. */
const patience = 3000;

/**
 * Connects to Redis. While it is gone later, each call is refused: only this is strict when other processes still have it.
 *
 * @throws UsageError for an address that is none, and when Redis refuses; RedisQuotaError when nothing answers there. None holds the
 *   address, which may have a password in it.
 */
export async function openSharedQuota(url: string, onEvent: (event: RedisQuotaEvent) => void): Promise<SharedQuota> {
  let isOpen = false;
  const redis = make(url, () => isOpen);
  let why: unknown;
  redis.on('error', (error: unknown) => {
    why = error;
  });
  try {
    await redis.connect();
  } catch (error) {
    if (redis.isOpen) redis.destroy();
    const { code, message } = Object(error ?? why);
    const [word] = /^[A-Z]{3,20}(?= )/.exec(String(message)) ?? [];
    const text = `the Redis of CHAT_REDIS_URL does not let this program in (${code ?? word ?? 'no answer'}). Start it, correct the address, or unset CHAT_REDIS_URL when no other process calls.`;
    if (code === undefined && word !== undefined) throw new UsageError(text);
    throw new RedisQuotaError('unavailable', text);
  }
  isOpen = true;
  const quota = createRedisQuota({
    client: redis,
    assumedProcesses: 1,
    onUnavailable: 'refuse',
    // What is under way when the connection is closed is no news.
    onEvent: (event) => {
      if (isOpen) onEvent(event);
    },
  });
  return {
    quota,
    close() {
      isOpen = false;
      redis.destroy();
    },
  };
}

function make(url: string, isOpen: () => boolean) {
  try {
    return createClient({
      url,
      name: 'chat-openapi',
      socket: {
        connectTimeout: patience,
        reconnectStrategy: (retries) => isOpen() && Math.min(50 * 2 ** retries, 2000),
      },
    });
  } catch {
    throw new UsageError('CHAT_REDIS_URL is wrong; it has to be an address such as redis://127.0.0.1:6379.');
  }
}
