/** What a line of the input asks for. */
import { hash } from 'node:crypto';
import { checkBody } from '@chat-openapi/client/check-body';
import type { CallBody, OperationId } from '@chat-openapi/openapi';
import { findInexact } from '../exact.ts';

export interface Row {
  /** The body of the call as JSON text. */
  readonly body: string;
  /** The same for rows that ask for the same, whatever the order of their fields. */
  readonly key: string;
  /** Whether it is known from an earlier run that the call may have been carried out. */
  readonly isInDoubt: boolean;
}

/** Reads a line. Returns what is wrong with it, as the end of a sentence, when it cannot be used. */
export type ReadRow = (text: string) => Row | string;

/** Where rows that have failed say why. No field of the API is called so. */
export const errorField = 'error';

/**
 * A row is a body as a JSON object. The error of a row that has failed before is taken out.
 *
 * @param isChecked Whether it has to be as the document wants it.
 */
export function createReadRow(operation: OperationId, isChecked = true): ReadRow {
  return (text) => {
    let parsed: unknown;
    try {
      parsed = JSON.parse(text);
    } catch {
      return 'is not JSON';
    }
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return 'is not a JSON object';
    const { [errorField]: error, ...body }: Record<string, unknown> = { ...parsed };
    return rowOf(operation, body, isObject(error) && error.outcome === 'unknown', isChecked);
  };
}

/** A row is the id of a channel, or what has failed before. */
export function createReadId(isChecked = true): ReadRow {
  const readRow = createReadRow('destroyOfficialAccount', isChecked);
  return (text) => {
    if (text.startsWith('{')) return readRow(text);
    const body: CallBody<'destroyOfficialAccount'> = { Official_Account: text };
    return rowOf('destroyOfficialAccount', { ...body }, false, isChecked);
  };
}

function rowOf(
  operation: OperationId,
  body: Record<string, unknown>,
  isInDoubt: boolean,
  isChecked: boolean,
): Row | string {
  const inexact = findInexact(body);
  if (inexact !== undefined) return inexact;
  const [problem, ...others] = isChecked ? checkBody(operation, body) : [];
  if (problem !== undefined) {
    const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
    return `${problem.path === '' ? '' : `${problem.path} `}${problem.message}${more}`;
  }
  // As text: a million buffers would fill memory outside of the heap before they are collected.
  const key = hash('sha256', JSON.stringify(sorted(body)), 'base64url').slice(0, 22);
  return { body: JSON.stringify(body), key, isInDoubt };
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const names = Object.keys(value).toSorted();
  return Object.fromEntries(names.map((name) => [name, sorted(value[name])]));
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
