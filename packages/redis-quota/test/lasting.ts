/** A process whose Redis does not answer: it must end by itself, and nothing may be rejected unseen. */
import { createRedisQuota } from '../src/index.ts';

process.on('unhandledRejection', () => process.exit(3));
const late: ((error: Error) => void)[] = [];
const hanging = () => new Promise<never>((_, reject) => late.push(reject));
const quota = createRedisQuota({
  client: { evalSha: hanging, eval: hanging },
  assumedProcesses: 1000,
  onUnavailable: process.argv[2] === 'refuse' ? 'refuse' : 'share',
  onEvent: async () => {
    throw new Error('The hook fails.');
  },
});
const { signal } = new AbortController();
const limits = [{ key: 'a', calls: 200, seconds: 1 }];
const request = { operation: 'destroyOfficialAccount', sdkAppId: 1, limits, remaining: 1200, signal } as const;
const [result] = await Promise.allSettled([quota.start(request, () => {})]);
// The client gives up what it has held back only now.
for (const reject of late) reject(new Error('The connection is closed.'));
process.stdout.write(result?.status === 'rejected' ? String(result.reason.code) : 'started');
