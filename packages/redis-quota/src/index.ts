export { RedisQuotaError, type RedisQuotaErrorCode } from './errors.ts';
export type { RedisQuotaEvent } from './events.ts';
export type { RedisQuotaOptions } from './options.ts';
export type { IoRedisLike, NodeRedisLike, RedisClient } from './redis-client.ts';
export { createRedisQuota } from './redis-quota.ts';
