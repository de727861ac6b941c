/** Eight processes that call without a pause under one quota in Redis. */
import {
  describeRound,
  mostInWindow,
  type Round,
  rateOf,
  startFleet,
} from '../../../packages/redis-quota/test/fleet.ts';
import { startRedis } from '../../../packages/redis-quota/test/redis-server.ts';
import type { Report } from '../progress.ts';
import type { Target } from '../targets.ts';

const processes = 8;
const allowed = 200;
const hour = 3_600_000;
/** A new Redis lets nobody start for this long, in milliseconds. */
const silence = 2100;

export async function benchFleet({ say, progress }: Report, program: string, seconds: number): Promise<Target[]> {
  const server = await startRedis({ program });
  progress(`${program}: starting ${processes} processes`);
  const fleet = await startFleet({ path: server.path, processes, clocksOff: [hour, -hour] });
  const plain: Round[] = [];
  try {
    for (let run = 1; run <= 3; run++) {
      progress(`${program}: run ${run} of 3, ${seconds} s`);
      const round = await fleet.run(seconds * 1000 + (run === 1 ? silence : 0));
      plain.push(round);
      say(`${program}, run ${run}: ${describeRound(round)}`);
    }
    progress(`${program}: a run with a process killed and ${program} restarted empty`);
    const running = fleet.run(seconds * 1000 + 3 * silence);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await fleet.kill(processes - 1);
    await server.restart(300);
    const disturbed = await running;
    say(`${program}, disturbed: ${describeRound(disturbed)}`);
    const most = Math.max(...[...plain, disturbed].map(({ starts }) => mostInWindow(starts, 1000)));
    const best = Math.max(...plain.map(({ starts }) => rateOf(starts)));
    const fewest = Math.min(...plain.map(({ roundTrips, starts }) => roundTrips / starts.length));
    return [
      { isReached: most <= allowed, text: `${program}: at most ${allowed} starts in any second: ${most}` },
      {
        isReached: best >= 0.95 * allowed,
        text: `${program}: 190 starts a second in the best run: ${best.toFixed(1)}`,
      },
      { isReached: fewest <= 0.3, text: `${program}: at most 0.3 round trips a call: ${fewest.toFixed(2)}` },
    ];
  } finally {
    await fleet.end();
    await server.remove();
  }
}
