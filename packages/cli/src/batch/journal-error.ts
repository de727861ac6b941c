import { UsageError } from '@chat-openapi/contract/command-line';

/** The journal cannot be used; nothing was sent. The message says why, and what to do. */
export class JournalError extends UsageError {}
