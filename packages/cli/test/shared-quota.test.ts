import { startMock } from '@chat-openapi/mock';
import { describe, expect, it, onTestFinished } from 'vitest';
import { noRedis, startRedis } from '../../redis-quota/test/redis-server.ts';
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
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toContain('does not let this program in (WRONGPASS)');
    expect(wrong.stderr).not.toContain(canary);
  });

  it('nothing is sent when it is wrong, or not there, and it is not shown', async () => {
    await using mock = await startMock();
    for (const url of [canary, `http://${canary}`, `redis://:${canary}@127.0.0.1:1`]) {
      const ran = await runCli(destroy, { env: { ...account, CHAT_BASE_URL: mock.url, CHAT_REDIS_URL: url } });
      expect(ran.code).toBeGreaterThan(0);
      expect(ran.stderr).toContain('CHAT_REDIS_URL');
      expect(ran.stderr).not.toContain(canary);
    }
    expect(mock.calls()).toStrictEqual([]);
  });
});
