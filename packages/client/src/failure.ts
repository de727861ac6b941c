/** All that is needed only when an attempt has failed. It is loaded beside the first call, and waited for when one fails. */
import type { RawResult } from './attempt.ts';
import type { AnswerBody } from './call-errors.ts';
import { readConnectionFailure } from './connection.ts';
import { createRedact, excerptOf } from './redact.ts';
import type { Ended } from './time.ts';

export { errorOf, lateError } from './error-of.ts';
export { judge } from './judge.ts';

/** How one request ended. Nothing in it needs to be kept secret, except the body of an answer. */
export type AttemptResult =
  | { kind: 'answer'; body: AnswerBody }
  | { kind: 'connection'; code: string | undefined; nothingSent: boolean }
  | { kind: 'http'; status: number; contentType: string | undefined; excerpt: string }
  | { kind: 'response'; reason: string; contentType: string | undefined; excerpt: string }
  | Ended;

/** Takes from the end of an attempt what may be told of it. */
export function digest(raw: RawResult, secrets: readonly string[]): AttemptResult {
  if (raw.kind === 'thrown') return { kind: 'connection', ...readConnectionFailure(raw.error) };
  if (raw.kind !== 'stray') return raw;
  const { status, text } = raw;
  const redact = createRedact(secrets);
  const contentType = raw.contentType === null ? undefined : redact(raw.contentType).slice(0, 100);
  const excerpt = text === undefined ? '' : excerptOf(text, redact);
  return status === 200
    ? { kind: 'response', reason: reasonOf(text), contentType, excerpt }
    : { kind: 'http', status, contentType, excerpt };
}

/** Why a text is no answer of the service. */
function reasonOf(text: string | undefined): string {
  if (text === undefined) return 'the body is too large';
  if (text === '') return 'the body is empty';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'the body is not JSON';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'the body is not a JSON object';
  return 'ErrorCode' in value ? 'ErrorCode is not a whole number' : 'the body has no ErrorCode';
}
