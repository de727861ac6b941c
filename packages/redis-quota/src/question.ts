import { gapOf, type Limit, longestWait } from './limits.ts';
import type { Line } from './line.ts';
import type { Question } from './script.ts';
import { ahead, slack } from './times.ts';

/** What has become of a reserved slot, in microseconds of the server. */
interface Move {
  readonly limit: Limit;
  readonly from: number;
  /** 0 when nothing was started. */
  readonly to: number;
}

/** More than this many cost Redis more than they are worth. */
const mostMoves = 60;

/** What Redis has to be told of slots. */
export class Moves {
  #moves: readonly Move[] = [];

  /** Whether something has started later than was reserved: until Redis knows, it may let others start too early. */
  get areUrgent(): boolean {
    return this.#moves.some(({ from, to }) => to > from);
  }

  add(limit: Limit, from: number, to: number): void {
    this.#moves = [...this.#moves, { limit, from, to }];
  }

  take(): readonly Move[] {
    const first = this.#moves.toSorted((a, b) => b.to - b.from - (a.to - a.from)).slice(0, mostMoves);
    this.#moves = [];
    return first;
  }

  /** Keeps for the next time what did not reach Redis. */
  keep(moves: readonly Move[]): void {
    this.#moves = [...moves, ...this.#moves];
  }
}

interface Parts {
  readonly pastKey: string;
  readonly past: string;
  readonly isStepped: boolean;
  readonly asksPolicy: boolean;
  /** In milliseconds, as `lead`. */
  readonly margin: number;
  /** How long nobody starts after a window when the past is unknown. */
  readonly rest: number;
  readonly lead: number;
  readonly wants: ReadonlyMap<Line, number>;
  readonly moves: readonly Move[];
}

/** A question with its keys, from milliseconds to microseconds. */
export function createQuestion(parts: Parts): { keys: string[]; question: string } {
  const { pastKey, past, isStepped, asksPolicy, margin, rest, lead, wants, moves } = parts;
  const limits = new Map<string, Limit>();
  for (const { limit } of moves) limits.set(limit.key, limit);
  for (const line of wants.keys()) for (const limit of line.limits) limits.set(limit.key, limit);
  const keys = [...limits.keys()];
  const numberOf = ({ key }: Limit): number => keys.indexOf(key) + 1;
  const question: Question = {
    margin: margin * 1000,
    lead: Math.round(lead * 1000),
    ahead: ahead * 1000,
    rest: rest * 1000,
    longest: longestWait * 1000,
    slack: slack * 1000,
    past,
    isStepped,
    asksPolicy,
    limits: Array.from(limits.values(), (limit) => [
      limit.shown.calls,
      limit.length * 1000,
      Math.round(gapOf(limit) * 1000),
    ]),
    moves: moves.map(({ limit, from, to }) => [numberOf(limit), from, to]),
    wants: Array.from(wants, ([line, count]) => [count, line.limits.map(numberOf)]),
  };
  return { keys: [pastKey, ...keys], question: JSON.stringify(question) };
}
