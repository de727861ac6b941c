/** Whether calls go by what Redis says, or by what this process may do alone. */
import { RedisQuotaError } from './errors.ts';
import type { RedisQuotaEvent } from './events.ts';
import { Share } from './share.ts';
import { ahead, answerLimit, mostWider, probeEvery, turnSlack } from './times.ts';

type Change = RedisQuotaEvent extends infer Event ? (Event extends unknown ? Omit<Event, 'key'> : never) : never;

export class Availability {
  readonly #shares: boolean;
  readonly #processes: number;
  readonly #margin: number;
  readonly #tell: (change: Change) => void;
  #state: 'redis' | 'lost' | 'returning' = 'redis';
  /** Since when it is lost, or until when it is returning. */
  #moment = 0;
  #failedAt = Number.NEGATIVE_INFINITY;
  /** When the request was sent that has no answer yet. */
  #askedAt: number | undefined;
  #share: Share;
  #isSharing = false;
  /** Why calls are refused. */
  #error: RedisQuotaError | undefined;
  /** The longest window that has to be waited for, in milliseconds. */
  window = 0;

  constructor(
    { shares, assumedProcesses, margin }: { shares: boolean; assumedProcesses: number; margin: number },
    tell: (change: Change) => void,
  ) {
    this.#shares = shares;
    this.#processes = assumedProcesses;
    this.#margin = margin;
    this.#tell = tell;
    this.#share = new Share(assumedProcesses, margin);
  }

  get isLost(): boolean {
    return this.#state === 'lost';
  }

  /** Whether slots may be asked for. */
  mayWant(at: number): boolean {
    if (this.#state === 'returning' && at >= this.#moment) {
      this.#state = 'redis';
      this.#tell({ kind: 'available' });
    }
    return this.#state === 'redis';
  }

  /** When Redis is asked next: whether it is there again, or for slots. */
  get asksAt(): number {
    if (this.#state === 'redis') return 0;
    return this.#state === 'lost' ? this.#failedAt + probeEvery : this.#moment;
  }

  /** Why a call is refused now; undefined when it may wait. */
  errorAt(at: number): RedisQuotaError | undefined {
    return at < this.#failedAt + probeEvery ? this.#error : undefined;
  }

  /** Why a call has waited in vain; undefined when Redis is there. */
  get whyNot(): RedisQuotaError | undefined {
    if (this.#state === 'redis') return undefined;
    const message =
      'Redis could not be asked for a turn, and this process had none of its own in time. Nothing was sent.';
    return this.#error ?? new RedisQuotaError('unavailable', message);
  }

  /** What this process may start alone; undefined while Redis may still be there, or others may still go by it. */
  shareAt(at: number): Share | undefined {
    if (this.#state !== 'lost' || this.#error !== undefined || at < this.sharesAt || !this.#isFresh(at))
      return undefined;
    if (!this.#isSharing) this.#tell({ kind: 'sharing' });
    this.#isSharing = true;
    return this.#share;
  }

  /** When everything has ended that Redis has allowed before. */
  get sharesAt(): number {
    return this.#moment + this.window + mostWider * this.#margin + ahead;
  }

  /** Whether Redis was not there a moment ago: others that see it again wait just as long for this process to see it too. */
  #isFresh(at: number): boolean {
    const next = this.#failedAt + probeEvery;
    return at <= next || (this.#askedAt !== undefined && this.#askedAt <= next + turnSlack);
  }

  /** For a call of which a share has none. */
  noShareError(): RedisQuotaError {
    const message =
      'Redis cannot be asked for a turn, and the share of one process is less than one call. Nothing was sent.';
    return new RedisQuotaError('unavailable', message);
  }

  asked(at: number): void {
    this.#askedAt = at;
  }

  /** @param code Why Redis cannot be asked. */
  failed(at: number, code: string | undefined): void {
    const said = code === undefined ? '' : ` (${code})`;
    const error = new RedisQuotaError('unavailable', `Redis cannot be asked for a turn${said}. Nothing was sent.`);
    this.#lose(at, this.#shares ? undefined : error);
    if (this.#state === 'lost') return;
    this.#begin(at);
    this.#tell({ kind: 'unavailable', code });
  }

  /** The round trip is too long for the margin. */
  tooSlow(at: number, roundTrip: number, needed: number): void {
    const message = `the round trip to Redis takes ${roundTrip} ms, too long for the margin of ${this.#margin} ms. Set margin to ${needed} or more. Nothing was sent.`;
    this.#lose(at, this.#shares ? undefined : new RedisQuotaError('marginTooSmall', message));
    if (this.#state === 'lost') return;
    this.#begin(at);
    this.#tell({ kind: 'marginTooSmall', roundTrip, margin: this.#margin, needed });
  }

  /** Redis does not let this user do it. */
  refused(at: number, message: string): void {
    const wasRefused = this.#error?.code === 'refused';
    this.#lose(at, new RedisQuotaError('refused', `Nothing was sent: ${message}`));
    if (this.#state !== 'lost') this.#begin(at);
    if (!wasRefused) this.#tell({ kind: 'refused', message });
  }

  #lose(at: number, error: RedisQuotaError | undefined): void {
    this.#failedAt = at;
    this.#askedAt = undefined;
    this.#error = error;
  }

  #begin(at: number): void {
    this.#state = 'lost';
    this.#moment = at;
    this.#isSharing = false;
    this.#share = new Share(this.#processes, this.#margin);
  }

  /** Redis has answered. */
  answered(at: number): void {
    this.#askedAt = undefined;
    if (this.#state !== 'lost') return;
    this.#error = undefined;
    if (!this.#shares) {
      this.#state = 'redis';
      this.#tell({ kind: 'available' });
      return;
    }
    const wait = this.window + this.#margin + probeEvery + answerLimit + turnSlack;
    this.#state = 'returning';
    this.#moment = at + wait;
    this.#tell({ kind: 'returning', wait });
  }
}
