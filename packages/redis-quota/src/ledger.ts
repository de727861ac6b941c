/** The quota of one app: who waits for which slots, and when Redis is asked for them. */
import { ChatQuotaError, type QuotaRequest } from '@chat-openapi/client';
import { Availability } from './availability.ts';
import { notify } from './events.ts';
import { gapOf, type Limit, longestWait, toLimits } from './limits.ts';
import { Line, type Waiter } from './line.ts';
import type { Settings } from './options.ts';
import type { RunScript } from './redis-client.ts';
import { type Answer, type Given, RedisLog } from './redis-log.ts';
import { now, setTimer } from './time.ts';
import { type Call, waitInLine } from './waiting.ts';

/** How many slots are asked for at once: more when the last request was put off, so that there are fewer. */
const batch = 5;
const crowdedBatch = 10;
/** How long it is believed that there is no slot, in milliseconds: others may give some back. */
const belief = 1000;
/** How long to wait after an answer that was too slow, in milliseconds. */
const slowPause = 100;

export class Ledger {
  readonly #settings: Settings;
  readonly #key: string;
  readonly #availability: Availability;
  readonly #log: RedisLog;
  readonly #lines = new Map<string, Line>();
  /** When to ask again for slots under a limit, by its key. */
  readonly #turns = new Map<string, number>();
  #arrivals = 0;
  #isAsking = false;
  #cancel = (): void => {};

  constructor(settings: Settings, run: RunScript, key: string) {
    const { margin, onEvent } = settings;
    this.#settings = settings;
    this.#key = key;
    this.#availability = new Availability(settings, (change) => notify(onEvent, { key, ...change }));
    this.#log = new RedisLog({
      margin,
      onEvent,
      run,
      key,
      onDistrust: () => this.#drop(),
      onLateStart: () => this.#pump(),
    });
  }

  /** @throws ChatQuotaError, RedisQuotaError, or the reason of the signal. */
  async start({ operation, limits: given, remaining, signal }: QuotaRequest, start: () => void): Promise<void> {
    const limits = toLimits(given, this.#key, this.#settings);
    const context = { operation, attempts: 0, outcome: 'notApplied' } as const;
    const call: Call = {
      number: this.#arrivals++,
      until: now() + remaining,
      signal,
      late: ({ shown }, wait) =>
        new ChatQuotaError(shown, Math.max(1, Math.ceil(wait)), Math.round(remaining), context),
    };
    for (;;) {
      if (signal.aborted) throw signal.reason;
      const grant = await waitInLine(this.#lineOf(limits), call, {
        onEnter: (line, waiter) => this.#enter(line, waiter),
        whyNot: () => this.#availability.whyNot,
      });
      const at = now();
      if (!signal.aborted && at < call.until && grant.opens(at) <= at && at <= grant.closes(at)) {
        try {
          return start();
        } finally {
          grant.settle(now());
        }
      }
      grant.settle(undefined);
    }
  }

  #enter(line: Line, waiter: Waiter): void {
    const at = now();
    const error = this.#availability.errorAt(at);
    const waitsForAnswer = this.#isAsking && !this.#availability.isLost && !line.hasOpen(at);
    if (error !== undefined) waiter.fail(error);
    else if (!line.refuse(waiter, at) && !waitsForAnswer) this.#pump();
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
    if (!this.#isAsking && this.#asksAt(at) <= at) void this.#ask(mayWant ? this.#wants(at) : new Map());
    const next = this.#nextMoment(at);
    this.#cancel = next === undefined ? () => {} : setTimer(() => this.#pump(), Math.max(1, next - at));
  }

  #serveAlone(line: Line, at: number): void {
    const share = this.#availability.shareAt(at);
    if (share === undefined) return;
    if (share.nextAt(line.limits) === Number.POSITIVE_INFINITY) {
      line.failAll(this.#availability.noShareError());
      return;
    }
    while (line.waiting.length > 0 && share.nextAt(line.limits) <= at) {
      line.waiting.shift()?.give(share.take(line.limits, at));
    }
  }

  /** When Redis has to be asked next. */
  #asksAt(at: number): number {
    const { asksAt, isLost } = this.#availability;
    if (this.#log.isUrgent) return asksAt;
    const lookAhead = Math.min(this.#settings.margin, 1.5 * this.#log.roundTrip + 1);
    const times = Array.from(this.#lines.values(), (line) => Math.max(line.asksAt(at, lookAhead), this.#turnOf(line)));
    // Whether it is there again is asked for anybody who waits.
    const isAwaited = isLost && times.some((time) => time < Number.POSITIVE_INFINITY);
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
    if (!this.#availability.isLost) return line.grants.slice(0, 1).map((grant) => grant.opens(at));
    const share = this.#availability.shareAt(at);
    const { sharesAt } = this.#availability;
    if (share === undefined) return sharesAt > at ? [sharesAt] : [];
    return [share.nextAt(line.limits)];
  }

  /** Never rejects. */
  async #ask(wants: ReadonlyMap<Line, number>): Promise<void> {
    this.#isAsking = true;
    this.#availability.asked(now());
    const answer = await this.#log.ask(wants);
    this.#isAsking = false;
    this.#apply(answer, now());
    this.#pump();
  }

  /** What is asked for: slots for those that have waited longest, and have none yet. */
  #wants(at: number): Map<Line, number> {
    const wants = new Map<Line, number>();
    const lines = [...this.#lines.values()].filter((line) => Math.max(line.askAt, this.#turnOf(line)) <= at);
    const most = lines.some((line) => line.isCrowded) ? crowdedBatch : batch;
    const numberOf = (line: Line): number =>
      line.waiting[line.grants.length + (wants.get(line) ?? 0)]?.number ?? Number.POSITIVE_INFINITY;
    for (let count = 0; count < most; count++) {
      const number = Math.min(...lines.map(numberOf));
      const first = lines.find((line) => numberOf(line) === number);
      if (first === undefined || number === Number.POSITIVE_INFINITY) break;
      wants.set(first, (wants.get(first) ?? 0) + 1);
    }
    return wants;
  }

  #apply(answer: Answer, at: number): void {
    const availability = this.#availability;
    if (answer.kind === 'given') {
      availability.answered(at);
      for (const [line, given] of answer.given) this.#take(line, given, at);
    } else if (answer.kind === 'failed') this.#lose(() => availability.failed(at, answer.code));
    else if (answer.kind === 'refused') this.#lose(() => availability.refused(at, answer.message));
    else if (answer.isLasting || availability.isLost) {
      this.#lose(() => availability.tooSlow(at, answer.roundTrip, answer.needed));
    } else for (const line of this.#lines.values()) line.askAt = at + slowPause;
  }

  #take(line: Line, { grants, delay }: Given, at: number): void {
    // What others have given back may come before what this process has.
    line.grants = [...line.grants, ...grants].toSorted((one, other) => one.opens(at) - other.opens(at));
    line.isCrowded = delay !== undefined;
    line.delay = delay && { ...delay, until: at + belief };
    if (delay === undefined) return;
    // Under a paced limit the time is this process's turn, and holds for all lines of it.
    if (gapOf(delay.limit) > 0) this.#turns.set(delay.limit.key, delay.askAt);
    else line.askAt = Math.min(delay.askAt, at + belief);
    for (const waiter of [...line.waiting]) line.refuse(waiter, at);
  }

  #lose(change: () => void): void {
    change();
    this.#drop();
    this.#turns.clear();
    const error = this.#availability.errorAt(now());
    for (const line of this.#lines.values()) {
      line.askAt = 0;
      if (error !== undefined) line.failAll(error);
    }
  }

  /** Gives all slots back. */
  #drop(): void {
    for (const line of this.#lines.values()) line.drop();
  }
}
