/** Why a row has failed. Nothing secret is in it: messages are those of the client, which takes secrets out. */
export interface RowError {
  /** Short, and the same for all rows that have failed in the same way. */
  readonly reason: string;
  readonly message: string;
  /** Whether the call may have been carried out. */
  readonly outcome: 'notApplied' | 'unknown' | 'partly';
  /** The answer's `ErrorCode`. */
  readonly code?: number;
  /** The items that were not dealt with, as the answer has them. */
  readonly items?: readonly unknown[];
}

/** Of a row that was under way when its run was killed. */
export const killedError: RowError = {
  reason: 'killed while it was under way',
  message: 'The run was killed before an answer came. Look whether it has taken effect.',
  outcome: 'unknown',
};
