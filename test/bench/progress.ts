/** Where a bench says what it does and what it has found. */
export interface Report {
  say(line: string): void;
  /** May be called often; it is shown now and then. */
  progress(step: string): void;
}
