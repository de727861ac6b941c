/** The exit code of each kind of failure. Part of the command line's interface. */
export const exitCodes = {
  done: 0,
  /** Something failed that is none of the others. */
  failed: 1,
  /** It cannot be done as it was asked. Nothing was sent. */
  usage: 2,
  /** The service refused: its answer has a code other than 0. */
  refused: 3,
  /** The rate is used up, here or at the service. Nothing was carried out; the call may be repeated later. */
  throttled: 4,
  /** No answer came: no connection, or not in time. */
  noAnswer: 5,
  /** Something answered that is not the service. */
  foreignAnswer: 6,
  /** Ctrl-C, at a question as well. */
  interrupted: 130,
} as const;
