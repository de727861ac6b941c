/** `npm run bench quota`: what a quota costs a call, and what several processes start that share one. */
import { servers } from '../../../packages/redis-quota/test/redis-server.ts';
import type { Report } from '../progress.ts';
import { describeTargets } from '../targets.ts';
import { benchChannels } from './channels.ts';
import { benchCost } from './cost.ts';
import { benchFleet } from './fleet.ts';

export async function bench(report: Report, { quick }: { quick: boolean }): Promise<void> {
  const targets = [benchChannels(report, quick ? 3 : 9)];
  if (servers.length === 0) report.say('no redis-server and no valkey-server on the path: nothing is shared');
  for (const program of servers) {
    await benchCost(report, program, quick ? 5 : 25);
    targets.push(...(await benchFleet(report, program, quick ? 2 : 10)));
  }
  for (const line of describeTargets(targets)) report.say(line);
}
