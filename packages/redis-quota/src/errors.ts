/**
 * Why the quota refuses a call before anything was sent:
 *
 * - `unavailable`: Redis cannot be asked, and the call has no share of its own;
 * - `refused`: the user of the connection may not do what the quota needs, and the message says what to grant;
 * - `marginTooSmall`: the round trip to Redis is too long for the margin, so nothing can start.
 */
export type RedisQuotaErrorCode = 'unavailable' | 'refused' | 'marginTooSmall';

/** The quota cannot let a call start. Nothing was sent. A turn that comes too late is a `ChatQuotaError` of the client. */
export class RedisQuotaError extends Error {
  override readonly name = 'RedisQuotaError';
  readonly code: RedisQuotaErrorCode;

  constructor(code: RedisQuotaErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

const commands = 'info time eval evalsha hset hmget hget pexpire lindex linsert lpop lrem rpush del'.split(' ');

/** @param key What all keys begin with. */
export const deniedMessage = (key: string): string =>
  `the Redis user may not run what the quota needs. Grant it: ACL SETUSER <user> ${commands.map((name) => `+${name}`).join(' ')} ~${key}:*`;

export const anonymousMessage =
  'INFO of this server has no run_id, so a restart could not be seen. Use Redis 6.2 or newer, or Valkey.';
