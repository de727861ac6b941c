import { startMock } from '@chat-openapi/mock';
import { RedisQuotaError, type RedisQuotaEvent } from '@chat-openapi/redis-quota';
import { describe, expect, it, onTestFinished } from 'vitest';
import { noRedis, startRedis } from '../../redis-quota/test/redis-server.ts';
import { openSharedQuota } from '../src/shared-quota.ts';
import { account, canary, runCli } from './run-cli.ts';

const destroy = ['call', 'destroyOfficialAccount', '--body', '{"Official_Account":"@TOA#_a"}'];

describe('with CHAT_REDIS_URL', () => {
  it('a call waits for its turn among all processes, and the connection is closed after it', async (context) => {
    if (noRedis !== undefined) context.skip(noRedis);
    const redis = await startRedis({ hasPort: true, args: ['--requirepass', canary] });
    onTestFinished(() => redis.remove());
    await using mock = await startMock();
    const env = { ...account, CHAT_REDIS_URL: `redis://:${canary}@127.0.0.1:${redis.port}`, CHAT_BASE_URL: mock.url };
    const ran = await runCli(destroy, { env });
    expect(ran).toMatchObject({ code: 0 });
    // Nobody knows yet who has called.
    expect(ran.stderr).toMatch(/^Quota on Redis: unknownPast \(wait \d+\)\.\n$/);
    expect(mock.calls()).toHaveLength(1);
    const wrong = await runCli(destroy, {
      env: { ...env, CHAT_REDIS_URL: env.CHAT_REDIS_URL.replace(canary, `${canary}x`) },
    });
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain('does not let this program in (WRONGPASS)');
    expect(wrong.stderr).not.toContain(canary);
  });

  it('nothing is told of a connection that is closed while Redis is asked', async (context) => {
    if (noRedis !== undefined) context.skip(noRedis);
    const redis = await startRedis({ hasPort: true });
    onTestFinished(() => redis.remove());
    const events: RedisQuotaEvent[] = [];
    const { quota, close } = await openSharedQuota(`redis://127.0.0.1:${redis.port}`, (event) => events.push(event));
    const waiting = quota.start(
      {
        operation: 'destroyOfficialAccount',
        sdkAppId: 1,
        limits: [{ key: 'a', calls: 1, seconds: 1 }],
        remaining: 20_000,
        signal: new AbortController().signal,
      },
      () => {},
    );
    close();
    await expect(waiting).rejects.toThrow(RedisQuotaError);
    expect(events).toStrictEqual([]);
  });

  it('nothing is sent when it is wrong, or not there, and it is not shown', async () => {
    await using mock = await startMock();
    const codes = new Map([
      [canary, 2],
      [`http://${canary}`, 2],
      // As when it is gone later: the call may be repeated.
      [`redis://:${canary}@127.0.0.1:1`, 4],
    ]);
    for (const [url, code] of codes) {
      const ran = await runCli(destroy, { env: { ...account, CHAT_BASE_URL: mock.url, CHAT_REDIS_URL: url } });
      expect(ran.code).toBe(code);
      expect(ran.stderr).toContain('CHAT_REDIS_URL');
      expect(ran.stderr).not.toContain(canary);
    }
    expect(mock.calls()).toStrictEqual([]);
  });
});
