/** The quota of one app: who waits for which slots, and what Redis is asked for. */
import { ChatQuotaError, type QuotaRequest } from '@chat-openapi/client';
import { Availability } from './availability.ts';
import { ClockDifference } from './clock-difference.ts';
import { anonymousMessage, deniedMessage } from './errors.ts';
import { notify } from './events.ts';
import { gapOf, type Limit, longestWait, toLimits } from './limits.ts';
import { type Grant, Line, type Waiter } from './line.ts';
import type { Settings } from './options.ts';
import { createQuestion, Moves } from './question.ts';
import { codeOf, messageOf, type RunScript, withLimit } from './redis-client.ts';
import { type Grants, type Reply, readReply } from './script.ts';
import { now, setTimer } from './time.ts';
import { answerLimit, guard, restOf } from './times.ts';

/** How many slots are asked for at once: more when the last request was put off, so that there are fewer. */
const batch = 5;
const crowdedBatch = 10;
/** How long it is believed that there is no slot, in milliseconds: others may give some back. */
const belief = 1000;
/** The least time in milliseconds during which a slot can be used, and how often it may be less before that counts. */
const usable = 2;
const patience = 3;
/** How long to wait after an answer that was too slow, in milliseconds. */
const slowPause = 100;

/** A question that has an answer. */
interface Asked {
  readonly lines: readonly Line[];
  readonly keys: readonly string[];
  /** When, in milliseconds. */
  readonly sent: number;
  readonly received: number;
}

export class Ledger {
  readonly #settings: Settings;
  readonly #run: RunScript;
  readonly #key: string;
  readonly #availability: Availability;
  readonly #difference = new ClockDifference();
  readonly #moves = new Moves();
  readonly #lines = new Map<string, Line>();
  /** When to ask again for slots under a limit, by its key. */
  readonly #turns = new Map<string, number>();
  #arrivals = 0;
  #past = '';
  #isStepped = false;
  #isPolicyKnown = false;
  #isAsking = false;
  /** How long the last answers took, in milliseconds. */
  #roundTrip = 0;
  #slowAnswers = 0;
  #cancel = (): void => {};

  constructor(settings: Settings, run: RunScript, key: string) {
    this.#settings = settings;
    this.#run = run;
    this.#key = key;
    this.#availability = new Availability(settings, (change) => notify(settings.onEvent, { key, ...change }));
  }

  /** @throws ChatQuotaError, RedisQuotaError, or the reason of the signal. */
  async start({ operation, limits: given, remaining, signal }: QuotaRequest, start: () => void): Promise<void> {
    const until = now() + remaining;
    const number = this.#arrivals++;
    const limits = toLimits(given, this.#key, this.#settings);
    const late = (limit: Limit, wait: number): ChatQuotaError =>
      new ChatQuotaError(limit.shown, Math.ceil(wait), Math.round(remaining), {
        operation,
        attempts: 0,
        outcome: 'notApplied',
      });
    for (;;) {
      if (signal.aborted) throw signal.reason;
      const grant = await this.#turn(limits, number, until, signal, late);
      const at = now();
      if (!signal.aborted && at < until && grant.opens(at) <= at && at <= grant.closes(at)) {
        try {
          start();
        } finally {
          grant.settle(now());
        }
        return;
      }
      grant.settle(undefined);
    }
  }

  /** Waits for the right to start a call. By a promise, so that the call goes on in its own asynchronous context. */
  #turn(
    limits: readonly Limit[],
    number: number,
    until: number,
    signal: AbortSignal,
    late: (limit: Limit, wait: number) => ChatQuotaError,
  ): Promise<Grant> {
    const line = this.#lineOf(limits);
    return new Promise((resolve, reject) => {
      const release = (): void => {
        cancel();
        signal.removeEventListener('abort', leave);
      };
      const fail = (error: unknown): void => {
        release();
        line.remove(waiter);
        reject(error);
      };
      const leave = (): void => fail(signal.reason);
      const give = (grant: Grant): void => {
        release();
        resolve(grant);
      };
      const waiter: Waiter = { number, until, give, fail, late: (limit, slotAt) => fail(late(limit, slotAt - now())) };
      const cancel = setTimer(
        () => waiter.late(line.delay?.limit ?? line.first, line.delay?.slotAt ?? until),
        until - now(),
        true,
      );
      signal.addEventListener('abort', leave);
      line.add(waiter);
      this.#arrive(line, waiter);
    });
  }

  #arrive(line: Line, waiter: Waiter): void {
    const at = now();
    const error = this.#availability.errorAt(at);
    if (error !== undefined) waiter.fail(error);
    else if (!line.refuse(waiter, at) && (!this.#isAsking || line.hasOpen(at))) this.#pump();
  }

  #lineOf(limits: readonly Limit[]): Line {
    const key = limits.map((limit) => limit.key).join('\n');
    const known = this.#lines.get(key);
    if (known !== undefined) return known;
    const line = new Line(limits);
    this.#lines.set(key, line);
    const lengths = limits.map(({ length }) => length).filter((length) => length <= longestWait);
    this.#availability.window = Math.max(this.#availability.window, ...lengths);
    return line;
  }

  /** Does what is due, and comes back when the next thing is. */
  #pump(): void {
    this.#cancel();
    const at = now();
    const mayWant = this.#availability.mayWant(at);
    for (const [key, line] of this.#lines) {
      line.serve(at);
      if (!mayWant) this.#serveAlone(line, at);
      if (line.isIdle(at)) this.#lines.delete(key);
    }
    if (!this.#isAsking && this.#asksAt(at) <= at) void this.#ask(at, mayWant);
    const next = this.#nextMoment(at);
    if (next !== undefined) this.#cancel = setTimer(() => this.#pump(), Math.max(1, next - at));
  }

  #serveAlone(line: Line, at: number): void {
    const share = this.#availability.shareAt(at);
    if (share === undefined) return;
    if (share.nextAt(line.limits) === Number.POSITIVE_INFINITY) {
      line.failAll(this.#availability.noShareError());
      return;
    }
    while (line.waiting.length > 0 && share.nextAt(line.limits) <= at)
      line.waiting.shift()?.give(share.take(line.limits, at));
  }

  /** When Redis has to be asked next. */
  #asksAt(at: number): number {
    const { asksAt } = this.#availability;
    if (this.#moves.areUrgent) return asksAt;
    const lookAhead = Math.min(this.#settings.margin, 1.5 * this.#roundTrip + 1);
    const times = Array.from(this.#lines.values(), (line) => Math.max(line.asksAt(at, lookAhead), this.#turnOf(line)));
    // Whether it is there again is asked for anybody who waits.
    const isAwaited = this.#availability.isLost && times.some((time) => time < Number.POSITIVE_INFINITY);
    return isAwaited ? asksAt : Math.max(asksAt, Math.min(...times));
  }

  #turnOf({ limits }: Line): number {
    return Math.max(...limits.map(({ key }) => this.#turns.get(key) ?? 0));
  }

  #nextMoment(at: number): number | undefined {
    const times = [...this.#lines.values()].flatMap((line) => this.#momentsOf(line, at));
    if (!this.#isAsking) times.push(this.#asksAt(at));
    const next = Math.min(...times);
    return next === Number.POSITIVE_INFINITY ? undefined : next;
  }

  #momentsOf(line: Line, at: number): number[] {
    if (line.waiting.length === 0) return [];
    const opens = line.grants.slice(0, 1).map((grant) => grant.opens(at));
    if (!this.#availability.isLost) return opens;
    const share = this.#availability.shareAt(at);
    return share === undefined ? [Math.max(at, this.#availability.sharesAt)] : [share.nextAt(line.limits)];
  }

  /** Asks Redis, and does what follows from the answer. Never rejects. */
  async #ask(at: number, mayWant: boolean): Promise<void> {
    const wants = mayWant ? this.#wants(at) : new Map<Line, number>();
    const moves = this.#moves.take();
    const { keys, question } = createQuestion({
      pastKey: `${this.#key}:past`,
      past: this.#past,
      isStepped: this.#isStepped,
      asksPolicy: !this.#isPolicyKnown,
      margin: this.#settings.margin,
      wants,
      moves,
      lead: Math.max(0, this.#roundTrip - guard / 2),
    });
    this.#isAsking = true;
    const sent = now();
    this.#availability.asked(sent);
    try {
      const reply = readReply(await withLimit(this.#run(keys, question), answerLimit));
      const received = now();
      if (typeof reply === 'string') this.#refused(received, reply === 'denied' ? deniedMessage : anonymousMessage);
      else this.#learn(reply, { lines: [...wants.keys()], keys, sent, received });
    } catch (error) {
      this.#moves.keep(moves);
      this.#fail(error);
    }
    this.#isAsking = false;
    this.#pump();
  }

  /** What is asked for: slots for those that have waited longest, and have none yet. */
  #wants(at: number): Map<Line, number> {
    const wants = new Map<Line, number>();
    const lines = [...this.#lines.values()].filter((line) => Math.max(line.askAt, this.#turnOf(line)) <= at);
    const most = lines.some((line) => line.isCrowded) ? crowdedBatch : batch;
    for (let count = 0; count < most; count++) {
      const numberOf = (line: Line): number =>
        line.waiting[line.grants.length + (wants.get(line) ?? 0)]?.number ?? Number.POSITIVE_INFINITY;
      const [first] = lines.map((line) => ({ line, number: numberOf(line) })).toSorted((a, b) => a.number - b.number);
      if (first === undefined || first.number === Number.POSITIVE_INFINITY) break;
      wants.set(first.line, (wants.get(first.line) ?? 0) + 1);
    }
    return wants;
  }

  #learn(reply: Reply, { lines, keys, sent, received }: Asked): void {
    const hasJumped = this.#difference.learn(reply.now / 1000, sent, received);
    this.#roundTrip = Math.max(received - sent, this.#roundTrip * 0.9);
    this.#tellPolicy(reply.policy);
    const isNew = reply.past !== this.#past;
    // Slots of another past, or by another clock, may come at any time.
    if (isNew || hasJumped) for (const line of this.#lines.values()) line.drop();
    this.#isStepped = hasJumped && !isNew;
    if (isNew) this.#begin(reply);
    if (this.#isTooSlow(received, received - sent)) return;
    this.#availability.answered(received);
    for (const [index, line] of lines.entries()) {
      const grants = reply.grants[index];
      if (grants !== undefined) this.#take(line, grants, keys, received);
    }
  }

  #begin({ past, now: server }: Reply): void {
    this.#past = past;
    const wait = Math.ceil((Number(past) - server) / 1000 + restOf(this.#settings.margin));
    if (wait > 0) notify(this.#settings.onEvent, { key: this.#key, kind: 'unknownPast', wait });
  }

  #take(line: Line, { slots, wait, askIn, limit }: Grants, keys: readonly string[], received: number): void {
    const grants = slots.map((slot) => this.#grantOf(line, slot));
    if (this.#isStepped) for (const grant of grants) grant.settle(undefined);
    else line.grants.push(...grants);
    line.isCrowded = wait > 0;
    line.delay = undefined;
    if (wait === 0) return;
    const blocking = line.limits.find(({ key }) => key === keys[limit]) ?? line.first;
    line.delay = { slotAt: received + wait / 1000, limit: blocking, until: received + belief };
    const isPaced = gapOf(blocking.shown.calls, blocking) > 0;
    if (isPaced) this.#turns.set(blocking.key, received + askIn / 1000);
    else line.askAt = received + Math.min(askIn / 1000, belief);
    for (const waiter of [...line.waiting]) line.refuse(waiter, received);
  }

  #grantOf({ limits }: Line, slot: number): Grant {
    const { margin } = this.#settings;
    const reserved = slot + margin * 1000;
    const move = (to: number): void => {
      for (const limit of limits) this.#moves.add(limit, reserved, to);
    };
    return {
      opens: (at) => slot / 1000 - (this.#difference.at(at)?.low ?? Number.NEGATIVE_INFINITY),
      closes: (at) => reserved / 1000 - guard - (this.#difference.at(at)?.high ?? Number.POSITIVE_INFINITY),
      settle: (after) => {
        if (after === undefined) return move(0);
        // This process stood still right between the last look at the clock and the start.
        const latest = Math.ceil((after + (this.#difference.at(after)?.high ?? 0)) * 1000);
        if (latest > reserved) {
          move(latest);
          if (!this.#isAsking) this.#pump();
        }
      },
    };
  }

  /** Whether no slot could be used. */
  #isTooSlow(at: number, roundTrip: number): boolean {
    const { low = 0, high = 0 } = this.#difference.at(at) ?? {};
    const { margin } = this.#settings;
    const isSlow = margin - guard - (high - low) < usable;
    this.#slowAnswers = isSlow ? this.#slowAnswers + 1 : 0;
    if (!isSlow) return false;
    for (const line of this.#lines.values()) line.askAt = at + slowPause;
    if (this.#slowAnswers >= patience || this.#availability.isLost) {
      const needed = Math.ceil(1.5 * roundTrip + 2 * guard);
      this.#lose(() => this.#availability.tooSlow(at, Math.ceil(roundTrip), needed));
    }
    return true;
  }

  #tellPolicy(policy: string): void {
    if (!this.#isPolicyKnown && policy !== '' && policy !== 'noeviction') {
      notify(this.#settings.onEvent, { key: this.#key, kind: 'eviction', policy });
    }
    this.#isPolicyKnown = true;
  }

  #fail(error: unknown): void {
    const at = now();
    if (messageOf(error).startsWith('NOPERM')) this.#refused(at, deniedMessage);
    else this.#lose(() => this.#availability.failed(at, codeOf(error)));
  }

  #refused(at: number, message: string): void {
    this.#lose(() => this.#availability.refused(at, message));
  }

  #lose(change: () => void): void {
    change();
    // It may be another server, or another setting of it, that is there next.
    this.#isPolicyKnown = false;
    const error = this.#availability.errorAt(now());
    for (const line of this.#lines.values()) {
      line.drop();
      line.askAt = 0;
      this.#turns.clear();
      if (error !== undefined) line.failAll(error);
    }
  }
}
