/** A process that calls as fast as its quota lets it. Told by messages of its parent when to begin and how long. */
import { createClient } from 'redis';
import { createRedisQuota } from '../src/index.ts';

const { REDIS_SOCKET: path = '', CLOCK_OFF = '0', CALLERS = '16', PROCESSES = '8', QUOTA_OPTIONS = '{}' } = process.env;
// A clock that is wrong, as that of another host.
const rightNow = Date.now;
Date.now = () => rightNow() + Number(CLOCK_OFF);

const redis = createClient({ socket: { path, reconnectStrategy: 50 } });
redis.on('error', () => {});
await redis.connect();
let roundTrips = 0;
const counted = {
  evalSha: (sha: string, options: { keys: string[]; arguments: string[] }) => {
    roundTrips++;
    return redis.evalSha(sha, options);
  },
  eval: (script: string, options: { keys: string[]; arguments: string[] }) => {
    roundTrips++;
    return redis.eval(script, options);
  },
};
const events: object[] = [];
const quota = createRedisQuota({
  client: counted,
  assumedProcesses: Number(PROCESSES),
  onEvent: (event) => events.push({ ...event, at: machineTime() }),
  ...JSON.parse(QUOTA_OPTIONS),
});

/** Milliseconds of the clock that all processes of this machine share. */
const machineTime = (): number => Number(process.hrtime.bigint()) / 1e6;

const starts: number[] = [];
const errors: string[] = [];
let ends = Number.POSITIVE_INFINITY;

async function call(): Promise<void> {
  while (machineTime() < ends) {
    const { signal } = new AbortController();
    const limits = [{ key: '1400000000:destroyOfficialAccount', calls: 200, seconds: 1 }];
    const request = {
      operation: 'destroyOfficialAccount',
      sdkAppId: 1400000000,
      limits,
      remaining: 30_000,
      signal,
    } as const;
    const start = (): void => {
      starts.push(machineTime());
    };
    await quota.start(request, start).catch((error: unknown) => errors.push(String(error)));
    // As long as an answer takes.
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

process.on('message', (message: { seconds: number }) => {
  const begun = machineTime();
  ends = begun + message.seconds * 1000;
  for (let caller = 0; caller < Number(CALLERS); caller++) void call();
  setTimeout(() => {
    process.send?.({ starts, roundTrips, events, errors });
    process.disconnect();
    redis.destroy();
  }, message.seconds * 1000);
});
process.send?.('ready');
