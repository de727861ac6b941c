/** What the receiver costs beside the least that a server could do, at a steady rate, in the same run. */
import { startChild } from '../child.ts';
import { type Summary, summarize } from '../compare.ts';
import type { Report } from '../progress.ts';
import { describeTargets } from '../targets.ts';
import { connections, type Load, runLoad, token } from './load.ts';
import type { Usage } from './server.ts';

export const kinds = ['bare', 'receiver'] as const;
export type Kind = (typeof kinds)[number];

export interface Options {
  rounds: number;
  /** Events a second. */
  rate: number;
  seconds: number;
  warmUp: number;
}

export interface Round extends Load {
  /** Microseconds of the server's processor for an event. */
  cpu: number;
  handled: number;
  /** How many bytes more of the heap are in use after it than before it. */
  growth: number;
}

/** A round of each kind after the other: they have had the same machine. */
export type Rounds = Record<Kind, Round>[];

export async function bench({ say, progress }: Report, { quick }: { quick: boolean }): Promise<void> {
  const options = quick
    ? { rounds: 1, rate: 500, seconds: 2, warmUp: 1 }
    : { rounds: 5, rate: 2000, seconds: 10, warmUp: 2 };
  for (const line of describe(await runWebhookBench(options, progress), options)) say(line);
}

export async function runWebhookBench(options: Options, progress: (step: string) => void): Promise<Rounds> {
  const rounds: Rounds = [];
  for (let round = 1; round <= options.rounds; round += 1) {
    const measured: Partial<Record<Kind, Round>> = {};
    for (const kind of round % 2 === 0 ? kinds.toReversed() : kinds) {
      progress(`round ${round} of ${options.rounds}, ${kind}`);
      measured[kind] = await runRound(kind, options);
    }
    const { bare, receiver } = measured;
    if (bare !== undefined && receiver !== undefined) rounds.push({ bare, receiver });
  }
  return rounds;
}

async function runRound(kind: Kind, { rate, seconds, warmUp }: Options): Promise<Round> {
  await using child = startChild('./webhooks/server.ts', kind, token);
  const port = Number(await child.ask());
  const usage = async (): Promise<Usage> => readUsage(await child.ask(0));
  await runLoad(port, rate, warmUp);
  const before = await usage();
  const load = await runLoad(port, rate, seconds);
  const after = await usage();
  return {
    ...load,
    cpu: ((after.cpu - before.cpu) * 1000) / load.sent,
    handled: after.handled - before.handled,
    growth: after.heap - before.heap,
  };
}

function readUsage(told: unknown): Usage {
  const { cpu, heap, handled } = Object(told);
  return { cpu: Number(cpu), heap: Number(heap), handled: Number(handled) };
}

const names: Record<Kind, string> = { bare: 'bare node:http, JSON.parse', receiver: 'toNodeHandler(receiver)' };

export function describe(rounds: Rounds, { rate, seconds }: Options): string[] {
  const rows = kinds.map((kind) => {
    const figure = (name: 'cpu' | 'p99' | 'growth'): Summary => summarize(rounds, (round) => round[kind][name]);
    const lost = rounds.reduce((sum, round) => sum + round[kind].sent - round[kind].handled, 0);
    const figures = [
      figure('cpu').median.toFixed(0).padStart(7),
      timesOf(rounds, kind).toFixed(2).padStart(7),
      figure('p99').median.toFixed(1).padStart(7),
      (figure('growth').median / 1e6).toFixed(2).padStart(8),
      String(lost).padStart(5),
    ];
    return `${figures.join('  ')}  ${names[kind]}`;
  });
  return [
    `${rate} events a second of 0.9 kB over ${connections} connections, ${seconds} s a round: the median of ${rounds.length} rounds. CPU is microseconds of`,
    'the server for an event; p99 counts from the moment at which an event was to be sent; heap is what more is in use afterwards, in MB.',
    '',
    ' CPU us   x bare   p99 ms      heap   lost  server',
    ...rows,
    '',
    ...describeTargets(targets(rounds)),
  ];
}

/** How many times the processor time of the bare server. Both figures of a round are taken together. */
const timesOf = (rounds: Rounds, kind: Kind): number =>
  summarize(rounds, (round) => round[kind].cpu / round.bare.cpu).median;

function targets(rounds: Rounds): { isReached: boolean; text: string }[] {
  const times = timesOf(rounds, 'receiver');
  const lost = rounds.flatMap(({ receiver }) => [receiver.sent - receiver.answered, receiver.sent - receiver.handled]);
  const growth = summarize(rounds, ({ receiver }) => receiver.growth).median / 1e6;
  return [
    { isReached: lost.every((count) => count === 0), text: `none lost: ${Math.max(...lost)} at most in a round` },
    { isReached: growth < 2, text: `the heap is flat: at most 2 MB more; it is ${growth.toFixed(2)}` },
    { isReached: times <= 1.5, text: `processor time: at most 1.50 x bare node:http; it is ${times.toFixed(2)} x` },
  ];
}
