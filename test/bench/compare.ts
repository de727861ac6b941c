import { type Child, startChild } from './child.ts';
import type { ProgramName, Setup } from './client/programs.ts';

/** Microseconds for one unit of work: by the clock, and of the processor. */
export interface Cost {
  wall: number;
  cpu: number;
}

/** What each program has cost in one round. */
export type Round = ReadonlyMap<ProgramName, Cost>;

/** How much is done. */
export interface Extent {
  /** How often a program does its work in one run. */
  times: number;
  /** Each begins with fresh processes, because one compiles its code and lays out its memory unlike the next. */
  groups: number;
  /** Rounds in a group. */
  rounds: number;
  /** Rounds before the first that counts, in each group. */
  warmUps: number;
}

/**
 * Runs programs side by side, each in its own process and only one at a time. In a round each runs once, in random order,
 * so that what the machine does besides falls upon all of them alike.
 *
 * @returns The rounds of each group.
 */
export async function compare(
  programs: readonly ProgramName[],
  extent: Extent,
  setup: Setup,
  onStep: (step: string) => void,
): Promise<Round[][]> {
  const groups: Round[][] = [];
  for (let group = 1; group <= extent.groups; group++) {
    await using stack = new AsyncDisposableStack();
    const runners = new Map<ProgramName, Child>();
    for (const name of programs) {
      const child = stack.use(startChild('./client/runner.ts', name, JSON.stringify(setup)));
      throwFailure(name, await child.ask());
      runners.set(name, child);
    }
    for (let warmUp = 0; warmUp < extent.warmUps; warmUp++) {
      await runRound(runners, extent.times);
      onStep(`group ${group} of ${extent.groups}, warming up`);
    }
    const rounds: Round[] = [];
    while (rounds.length < extent.rounds) {
      rounds.push(await runRound(runners, extent.times));
      onStep(`group ${group} of ${extent.groups}, round ${rounds.length} of ${extent.rounds}`);
    }
    groups.push(rounds);
  }
  return groups;
}

async function runRound(runners: Map<ProgramName, Child>, times: number): Promise<Round> {
  const round = new Map<ProgramName, Cost>();
  for (const [name, child] of shuffled([...runners])) {
    const answer = await child.ask(times);
    throwFailure(name, answer);
    const { wall, cpu } = Object(answer);
    round.set(name, { wall: Number(wall), cpu: Number(cpu) });
  }
  return round;
}

function throwFailure(name: ProgramName, answer: unknown): void {
  const { failure } = Object(answer);
  if (failure !== undefined) throw new Error(`${name}: ${failure}`);
}

/** The middle of some figures, and where the middle half of them lies. */
export interface Summary {
  median: number;
  low: number;
  high: number;
}

/** Sums up one figure of each round. */
export function summarize<T>(rounds: readonly T[], figure: (round: T) => number): Summary {
  const sorted = rounds.map(figure).sort((a, b) => a - b);
  const at = (part: number): number => sorted[Math.floor((sorted.length - 1) * part)] ?? Number.NaN;
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}

export function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, order: Math.random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);
}
