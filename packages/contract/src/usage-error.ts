/** What was asked for cannot be done; the message says why, and what to give instead. */
export class UsageError extends Error {}
