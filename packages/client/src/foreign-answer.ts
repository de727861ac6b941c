import { createRedact } from '@chat-openapi/usersig';
import { excerptOf } from './redact.ts';
import { isRedirect } from './redirects.ts';

/** What an answer looks like that is not one of the service. `cut` is one whose end is missing or was not read. */
export type AnswerKind = 'html' | 'json' | 'text' | 'empty' | 'cut';

/** What may be said of an answer that is not one of the service. Its text may hold anything, so it is not among it. */
export interface ForeignAnswer {
  readonly status: number;
  readonly contentType: string | undefined;
  readonly kind: AnswerKind;
  /** How many bytes its body has; undefined when it was not read to its end. */
  readonly size: number | undefined;
  /** The beginning of the body; undefined unless the user wants it. */
  readonly excerpt: string | undefined;
}

/** As it came. */
interface FoundAnswer {
  readonly status: number;
  readonly contentType: string | null;
  readonly text: string | undefined;
  /** How many bytes the text had; undefined when they were not seen. */
  readonly bytes?: number | undefined;
}

/** @param quotes Whether the user wants the beginning of the body. */
export function describeForeign(
  { status, contentType, text, bytes }: FoundAnswer,
  secrets: readonly string[],
  quotes: boolean,
): ForeignAnswer {
  // The body of a redirect is not read.
  const isRead = text !== undefined && !isRedirect(status);
  return {
    status,
    contentType: contentType === null ? undefined : createRedact(secrets)(contentType.slice(0, 100)),
    kind: isRead ? kindOf(text) : 'cut',
    size: isRead ? (bytes ?? new TextEncoder().encode(text).length) : undefined,
    excerpt: quotes && isRead && text !== '' ? excerptOf(text, secrets) : undefined,
  };
}

function kindOf(text: string): AnswerKind {
  const [first] = /[^\s\ufeff]/.exec(text) ?? [];
  if (first === undefined) return 'empty';
  if (first === '<') return 'html';
  try {
    JSON.parse(text);
    return 'json';
  } catch {
    return first === '{' || first === '[' ? 'cut' : 'text';
  }
}
