/** What one check has found. */
export interface Check {
  readonly name: string;
  /** `unknown`: it could not be checked, and `text` says why. */
  readonly state: 'ok' | 'wrong' | 'unknown';
  readonly text: string;
  readonly remedy?: string | undefined;
  /** Why what is said is a conclusion, and no fact. */
  readonly inferred?: string | undefined;
}
