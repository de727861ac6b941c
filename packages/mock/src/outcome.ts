import type { CommonCode, OperationCode, OperationId } from '@chat-openapi/openapi';

/** Ways in which the transport fails. The service never answers so; what stands between it and a client does. */
export const faults = ['502', 'timeout', 'reset', 'truncated', 'html', 'slow'] as const;

export type Fault = (typeof faults)[number];

/**
 * What a call is to end with: an `ErrorCode` that the document has for the operation, a fault of the transport, or `OK` for
 * what would happen anyway.
 */
export type Outcome<K extends OperationId = OperationId> = OperationCode<K> | CommonCode | Fault | 'OK';

/** An outcome whose code is only known when the mock runs. */
export type AnyOutcome = number | Fault | 'OK';

/** With these the call is carried out all the same, and the client cannot know. */
const carriedOut: ReadonlySet<Fault> = new Set(['timeout', 'truncated', 'slow']);

export const isCarriedOut = (fault: Fault | undefined): boolean => fault === undefined || carriedOut.has(fault);

export const isFault = (word: unknown): word is Fault => faults.some((fault) => fault === word);

/**
 * Reads `130004`, `OK`, `reset` and the like; `0` is the document's example of a success. Undefined when it is none of them, or
 * a code without example.
 */
export function parseOutcome(word: string, examples: Readonly<Record<string, unknown>>): AnyOutcome | undefined {
  if (word === 'OK') return 'OK';
  if (isFault(word)) return word;
  return Object.hasOwn(examples, word) ? Number(word) : undefined;
}

/** For a message: what may be asked for. */
export function knownOutcomes(examples: Readonly<Record<string, unknown>>): string {
  const codes = Object.keys(examples).filter((key) => key !== '0');
  return ['OK', ...codes, ...faults].join(', ');
}
