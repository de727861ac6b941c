/** Sends the rows of a journal, each at most once, and notes how each has ended. */
import type { OperationId } from '@chat-openapi/openapi';
import type { InFlight } from './in-flight.ts';
import type { EndState, Journal, JournalRow } from './journal.ts';
import { type Pace, pause } from './pace.ts';
import { endOfAnswer, endOfError, mayWait, type RowEnd } from './row-end.ts';
import type { RowError } from './row-error.ts';

export interface RunOptions {
  readonly operation: OperationId;
  /** Makes a call. Rejects as a method of the client does. */
  readonly call: (body: object) => Promise<unknown>;
  readonly inFlight: InFlight;
  /** Undefined where a quota that processes share says when calls start. */
  readonly pace: Pace | undefined;
  /** How many rows are sent at most. */
  readonly max: number;
  /** Aborted when no more rows are to be sent. What is under way is waited for. */
  readonly signal: AbortSignal;
  readonly onEnd?: ((state: EndState) => void) | undefined;
}

/** Why it has stopped before its end, if it has. */
export interface RunResult {
  /** So many rows one after the other have failed for a reason that others would fail for as well. They are to be sent again. */
  readonly stopped: RowError | undefined;
}

/** After so many rows in a row that fail for a general reason, the others are not even tried. */
export const maxGeneralFailures = 20;

/** How often a call that only has to wait is made again. */
const maxWaits = 10;
/** Milliseconds before each of them. */
const wait = 1000;

/** Never rejects for what a call does. */
export function runRows(journal: Journal, options: RunOptions): Promise<RunResult> {
  return new Run(journal, options).run();
}

class Run {
  readonly #journal: Journal;
  readonly #options: RunOptions;
  /** Rows that have failed for a general reason since the last one that has not. */
  #suspects: { number: number; end: RowEnd; wasInDoubt: boolean }[] = [];
  #stopped: RowError | undefined;
  /** What the journal itself has thrown. */
  #broken: { error: unknown } | undefined;
  readonly #stop = new AbortController();

  constructor(journal: Journal, options: RunOptions) {
    this.#journal = journal;
    this.#options = options;
  }

  async run(): Promise<RunResult> {
    const { inFlight, pace, max } = this.#options;
    const signal = AbortSignal.any([this.#options.signal, this.#stop.signal]);
    let sent = 0;
    try {
      for (const row of this.#journal.pending()) {
        if (sent === max) break;
        await inFlight.room();
        await pace?.turn(signal);
        if (signal.aborted) break;
        sent++;
        this.#journal.send(row.number);
        inFlight.enter();
        void this.#send(row, signal).finally(() => inFlight.leave());
      }
    } catch (error) {
      this.#break(error);
    }
    await inFlight.empty();
    if (this.#broken !== undefined) throw this.#broken.error;
    if (signal.aborted) this.#putBackSuspects();
    else this.#flush();
    return { stopped: this.#stopped };
  }

  async #send(row: JournalRow, signal: AbortSignal): Promise<void> {
    try {
      this.#note(row, await this.#endOf(row, signal));
    } catch (error) {
      this.#break(error);
    }
  }

  /** The disk is full, or the like. What is not noted stays under way for the journal, so nothing is lost. */
  #break(error: unknown): void {
    this.#broken ??= { error };
    this.#stop.abort();
  }

  /** Undefined for what is to be sent again. */
  async #endOf({ body, wasInDoubt }: JournalRow, signal: AbortSignal): Promise<RowEnd | undefined> {
    const { operation, call } = this.#options;
    const parsed: object = JSON.parse(body);
    for (let waits = 0; ; waits++) {
      try {
        return endOfAnswer(await call(parsed));
      } catch (error) {
        if (!mayWait(operation, error)) return endOfError(operation, error, wasInDoubt);
        if (signal.aborted) return undefined;
        if (waits === maxWaits) return endOfError(operation, error, wasInDoubt);
        await pause(wait, signal);
      }
    }
  }

  #note({ number, wasInDoubt }: JournalRow, end: RowEnd | undefined): void {
    if (end === undefined) {
      this.#journal.putBack(number, wasInDoubt);
      return;
    }
    if (end.isGeneral) {
      this.#suspects.push({ number, end, wasInDoubt });
      if (this.#suspects.length >= maxGeneralFailures) {
        this.#stopped ??= end.error;
        this.#stop.abort();
      }
      return;
    }
    // With an answer that is about its row, the others were so as well.
    if (this.#stopped === undefined) this.#flush();
    this.#end(number, end);
  }

  #end(number: number, { state, error }: RowEnd): void {
    this.#journal.end(number, state, error);
    this.#options.onEnd?.(state);
  }

  /** They have failed for good. */
  #flush(): void {
    for (const { number, end } of this.#suspects) this.#end(number, end);
    this.#suspects = [];
  }

  /** They are sent by the next run, unless they may have been carried out and must not be sent again. */
  #putBackSuspects(): void {
    for (const { number, end, wasInDoubt } of this.#suspects) {
      if (end.state === 'inDoubt') this.#end(number, end);
      else this.#journal.putBack(number, wasInDoubt || end.error?.outcome === 'unknown');
    }
  }
}
