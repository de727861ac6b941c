/** What the quota of a process costs a call by itself, with few and with many channels that have windows of their own. */
import { LocalQuota } from '../../../packages/client/src/local-quota.ts';
import type { QuotaLimit } from '../../../packages/client/src/quota.ts';
import { medianOf } from '../median.ts';
import type { Report } from '../progress.ts';
import type { Target } from '../targets.ts';

const few = 1000;
const many = 100_000;
/** More than this, of which the memory of the machine takes its part, would be a walk through all of them. */
const mostTimes = 10;

export function benchChannels({ say, progress }: Report, rounds: number): Target {
  const found = new Map<number, number[]>([few, many].map((keys) => [keys, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [keys, times] of found) {
      progress(`round ${round + 1} of ${rounds}, ${keys} channels`);
      times.push(measure(keys));
    }
  }
  const [fewer = 0, more = 0] = [few, many].map((keys) => medianOf(found.get(keys) ?? []));
  say(`a call under three limits: ${fewer.toFixed(2)} us with ${few} channels, ${more.toFixed(2)} us with ${many}`);
  const text = `${many} channels cost at most ${mostTimes} times what ${few} cost: ${(more / fewer).toFixed(1)} times`;
  return { isReached: more <= mostTimes * fewer, text };
}

const shared: QuotaLimit = { key: 'all', calls: 1_000_000, seconds: 1 };

/** Microseconds a call. Each channel is called in turn, in an order that no cache foresees. */
function measure(keys: number): number {
  const quota = new LocalQuota();
  const limits = Array.from({ length: keys }, (_, index) => [
    shared,
    { key: `second ${index}`, calls: 1000, seconds: 1 },
    { key: `hour ${index}`, calls: 10_000, seconds: 3600 },
  ]);
  const run = (calls: number): number => {
    const started = performance.now();
    for (let call = 0; call < calls; call++) {
      quota.startAtOnce(limits[(call * 7919) % keys] ?? [], (place) => place)?.end(true);
    }
    return performance.now() - started;
  };
  const calls = 2 * many;
  run(calls);
  return (run(calls) * 1000) / calls;
}
