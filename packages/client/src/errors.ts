import type { OperationId } from '@chat-openapi/openapi';

/**
 * What is known about a call that failed: it has certainly not been carried out (`notApplied`), or it may have been
 * (`unknown`).
 */
export type Outcome = 'notApplied' | 'unknown';

/** The circumstances of a failure, the same for every error of this package. */
export interface ChatErrorContext {
  operation: OperationId | undefined;
  attempts: number;
  outcome: Outcome;
}

/**
 * Every error that a call rejects with, except the caller's own abort reason. None holds a URL, a header, a request, a
 * response, an error of the platform, the secret key or the signature; what it quotes of an answer is redacted.
 */
export abstract class ChatError extends Error {
  /** The operation that was called; undefined when the client could not be made. */
  readonly operation: OperationId | undefined;
  /** How many requests went out, or were about to. */
  readonly attempts: number;
  readonly outcome: Outcome;

  constructor(message: string, context: ChatErrorContext) {
    super(context.operation === undefined ? message : `${context.operation}: ${message}`);
    this.operation = context.operation;
    this.attempts = context.attempts;
    this.outcome = context.outcome;
  }
}

/** An option of the client, or of a call, cannot be right. Nothing was sent. */
export class ChatConfigError extends ChatError {
  override readonly name = 'ChatConfigError';

  constructor(message: string, operation?: OperationId) {
    super(message, { operation, attempts: 0, outcome: 'notApplied' });
  }
}
