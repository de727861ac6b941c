/**
 * One of several processes that call as fast as their quota lets them. It begins when its parent says for how many
 * milliseconds, and writes each start to a file at once, so that nothing of it is lost when it is killed.
 */
import { appendFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createChatClient, type Quota } from '@chat-openapi/client';
import { createClient } from 'redis';
import { createRedisQuota, type NodeRedisLike } from '../src/index.ts';

const {
  REDIS_SOCKET: path = '',
  SERVICE: baseUrl = '',
  STARTS: file = '',
  CLOCK_OFF = '0',
  PROCESSES = '1',
} = process.env;
const callers = 16;

/** Milliseconds of the clock that all processes of this machine share. */
const machineTime = (): number => Number(process.hrtime.bigint()) / 1e6;

// A clock that is wrong, as that of another host.
const rightNow = Date.now;
Date.now = () => rightNow() + Number(CLOCK_OFF);

const redis = createClient({ socket: { path, reconnectStrategy: 50 } });
redis.on('error', () => {});
await redis.connect();

let roundTrips = 0;
const counting: NodeRedisLike = {
  evalSha: (sha, options) => {
    roundTrips++;
    return redis.evalSha(sha, options);
  },
  eval: (script, options) => {
    roundTrips++;
    return redis.eval(script, options);
  },
};
const events: string[] = [];
const shared = createRedisQuota({
  client: counting,
  assumedProcesses: Number(PROCESSES),
  onEvent: ({ kind }) => events.push(kind),
});
const quota: Quota = {
  start: (request, start) =>
    shared.start(request, () => {
      appendFileSync(file, `${machineTime()}\n`);
      start();
    }),
};
const identity = { sdkAppId: 1400000000, identifier: 'administrator', userSig: 'eJ1' };
const chat = createChatClient({ baseUrl, ...identity, quota, retry: false, timeout: 60_000, deadline: 60_000 });

// Before it counts, so that nothing is loaded and compiled any more when it does.
const warmUp = createChatClient({ baseUrl, ...identity, quota: false });
for (let call = 0; call < 30; call++) await warmUp.destroyOfficialAccount({ Official_Account: '@TOA#_news' });

async function callUntil(end: number): Promise<void> {
  while (machineTime() < end) await chat.destroyOfficialAccount({ Official_Account: '@TOA#_news' });
}

/** What the timers of this process take, in nanoseconds, and what they were set to, in milliseconds. */
const resolution = 5;
const delay = monitorEventLoopDelay({ resolution });
delay.enable();

process.on('message', async (milliseconds: number) => {
  delay.reset();
  const end = machineTime() + milliseconds;
  const ended = await Promise.allSettled(Array.from({ length: callers }, () => callUntil(end)));
  const errors = ended.flatMap((result) => (result.status === 'rejected' ? [String(result.reason)] : []));
  process.send?.({ roundTrips, events, errors, delay: Math.max(0, delay.percentile(90) / 1e6 - resolution) });
  roundTrips = 0;
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
