/** What this process knows of the log of starts in Redis, and how it asks for slots in it. */
import { ClockDifference } from './clock-difference.ts';
import { anonymousMessage, deniedMessage } from './errors.ts';
import { notify, type OnEvent } from './events.ts';
import type { Limit } from './limits.ts';
import type { Grant, Line } from './line.ts';
import { Margin } from './margin.ts';
import { createQuestion, Moves } from './question.ts';
import { codeOf, messageOf, type RunScript, withLimit } from './redis-client.ts';
import { type Grants, type Reply, readReply } from './script.ts';
import { now } from './time.ts';
import { answerLimit, guard, restOf } from './times.ts';

/** The least time in milliseconds during which a slot has to be usable, and how often it may be less before that counts. */
const usable = 2;
const patience = 3;

/** What there is for a line. */
export interface Given {
  readonly grants: readonly Grant[];
  /** Why there is no more: which limit, when its next slot comes, and when to ask for it, in milliseconds. */
  readonly delay: { readonly limit: Limit; readonly slotAt: number; readonly askAt: number } | undefined;
}

export type Answer =
  | { readonly kind: 'given'; readonly given: ReadonlyMap<Line, Given> }
  /** No slot could be used: the round trip takes too long for the margin. `isLasting` when it has for several answers. */
  | { readonly kind: 'slow'; readonly roundTrip: number; readonly needed: number; readonly isLasting: boolean }
  /** The user of the connection may not do this. */
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'failed'; readonly code: string | undefined };

interface Context {
  readonly margin: number;
  readonly onEvent: OnEvent | undefined;
  readonly run: RunScript;
  /** What all keys begin with. */
  readonly key: string;
  /** Called when no slot that was given before can be trusted any more. */
  readonly onDistrust: () => void;
  /** Called when Redis has to be told of a start soon. */
  readonly onLateStart: () => void;
}

/** What was asked. */
interface Asked {
  readonly keys: readonly string[];
  readonly lines: readonly Line[];
  /** When the answer came, and how long after its slot a call may start, in milliseconds. */
  readonly at: number;
  readonly margin: number;
}

export class RedisLog {
  readonly #context: Context;
  readonly #difference = new ClockDifference();
  readonly #moves = new Moves();
  readonly #margin: Margin;
  #past = '';
  #isStepped = false;
  #isPolicyKnown = false;
  #roundTrip = 0;
  #slowAnswers = 0;

  constructor(context: Context) {
    this.#context = context;
    this.#margin = new Margin(context.margin);
  }

  /** How long answers take at the moment, in milliseconds. */
  get roundTrip(): number {
    return this.#roundTrip;
  }

  /** Whether something has started later than was reserved: until Redis knows, it may let others start too early. */
  get isUrgent(): boolean {
    return this.#moves.areUrgent;
  }

  /** Asks for as many slots for each line, and tells what has become of others. Never rejects. */
  async ask(wants: ReadonlyMap<Line, number>): Promise<Answer> {
    const { key, run } = this.#context;
    const margin = this.#margin.current;
    const moves = this.#moves.take();
    const { keys, question } = createQuestion({
      pastKey: `${key}:past`,
      past: this.#past,
      isStepped: this.#isStepped,
      asksPolicy: !this.#isPolicyKnown,
      margin,
      rest: restOf(this.#context.margin),
      lead: this.#lead(now()),
      wants,
      moves,
    });
    const sent = now();
    try {
      const reply = readReply(await withLimit(run(keys, question), answerLimit));
      const received = now();
      if (reply === 'denied') return this.#end({ kind: 'refused', message: deniedMessage(key) });
      if (reply === 'anonymous') return this.#end({ kind: 'refused', message: anonymousMessage });
      const isTrusted = this.#learn(reply, sent, received);
      return (
        this.#slowness(received, received - sent) ??
        this.#give(reply, { keys, lines: [...wants.keys()], at: received, margin }, isTrusted)
      );
    } catch (error) {
      this.#moves.keep(moves);
      if (messageOf(error).startsWith('NOPERM')) return this.#end({ kind: 'refused', message: deniedMessage(key) });
      return this.#end({ kind: 'failed', code: codeOf(error) });
    }
  }

  /** It may be another server, or another setting of it, that answers next. */
  #end(answer: Answer): Answer {
    this.#isPolicyKnown = false;
    return answer;
  }

  /** How long an answer takes at least, beyond what a slot bears: one that is on its way longer is an exception. */
  #lead(at: number): number {
    const { low = 0, high = 0 } = this.#difference.at(at) ?? {};
    return Math.min(this.#context.margin, Math.max(0, high - low - guard / 2));
  }

  /** Returns whether what comes with the answer can be used. */
  #learn(reply: Reply, sent: number, received: number): boolean {
    const { key, margin, onEvent, onDistrust } = this.#context;
    const hasJumped = this.#difference.learn(reply.now / 1000, sent, received);
    const isNew = reply.past !== this.#past;
    this.#roundTrip = Math.max(received - sent, this.#roundTrip * 0.9);
    this.#tellPolicy(reply.policy);
    // Slots of another past, or by another clock, may come at any time.
    if (isNew || hasJumped) onDistrust();
    // A server whose clock has jumped forwards does not know it.
    this.#isStepped = hasJumped && !isNew;
    if (isNew) {
      this.#past = reply.past;
      const wait = Math.ceil((Number(reply.past) - reply.now) / 1000 + restOf(margin));
      if (wait > 0) notify(onEvent, { key, kind: 'unknownPast', wait });
    }
    return !this.#isStepped;
  }

  #tellPolicy(policy: string): void {
    const { key, onEvent } = this.#context;
    if (policy !== '' && policy !== 'noeviction') notify(onEvent, { key, kind: 'eviction', policy });
    this.#isPolicyKnown = true;
  }

  /** Undefined when slots can be used. */
  #slowness(at: number, took: number): Answer | undefined {
    const { low = 0, high = 0 } = this.#difference.at(at) ?? {};
    const isSlow = this.#context.margin - guard - (high - low) < usable;
    this.#slowAnswers = isSlow ? this.#slowAnswers + 1 : 0;
    if (!isSlow) return undefined;
    const isLasting = this.#slowAnswers >= patience;
    return { kind: 'slow', roundTrip: Math.ceil(took), needed: Math.ceil(1.5 * took + 2 * guard), isLasting };
  }

  #give(reply: Reply, { keys, lines, at, margin }: Asked, isTrusted: boolean): Answer {
    const given = new Map<Line, Given>();
    for (const [index, line] of lines.entries()) {
      const found = reply.grants[index];
      if (found === undefined) continue;
      const grants = found.slots.map((slot) => this.#grantOf(line.limits, slot, margin));
      if (isTrusted) given.set(line, { grants, delay: delayOf(found, line, keys, at) });
      else for (const grant of grants) grant.settle(undefined);
    }
    return { kind: 'given', given };
  }

  #grantOf(limits: readonly Limit[], slot: number, margin: number): Grant {
    const reserved = slot + margin * 1000;
    const move = (to: number): void => {
      for (const limit of limits) this.#moves.add(limit, reserved, to);
    };
    return {
      opens: (at) => slot / 1000 - (this.#difference.at(at)?.low ?? Number.NEGATIVE_INFINITY),
      closes: (at) => reserved / 1000 - guard - (this.#difference.at(at)?.high ?? Number.POSITIVE_INFINITY),
      settle: (after) => {
        this.#margin.note(after === undefined);
        if (after === undefined) return move(0);
        const { high } = this.#difference.at(after) ?? {};
        if (high === undefined) return;
        // Sooner than was reserved, so that others need not wait for the rest; or later, when this process has stood still
        // right between the last look at the clock and the start.
        const latest = Math.ceil((after + high) * 1000);
        move(latest);
        if (latest > reserved) this.#context.onLateStart();
      },
    };
  }
}

function delayOf({ wait, askIn, limit }: Grants, line: Line, keys: readonly string[], at: number): Given['delay'] {
  if (wait === 0) return undefined;
  const blocking = line.limits.find(({ key }) => key === keys[limit]) ?? line.first;
  return { limit: blocking, slotAt: at + wait / 1000, askAt: at + askIn / 1000 };
}
