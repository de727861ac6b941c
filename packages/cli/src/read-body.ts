import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { UsageError } from '@chat-openapi/contract/command-line';
import { type Operation, type OperationId, operations } from '@chat-openapi/openapi';
import type { CliContext } from './context.ts';
import { decode, NotUtf8 } from './decode.ts';
import { findInexact } from './exact.ts';

export interface BodyFlags {
  readonly body?: string | undefined;
  readonly bodyFile?: string | undefined;
}

/**
 * The body of a call, of which only one place may speak. An operation that needs none does not wait for standard input.
 *
 * @throws UsageError
 */
export async function readBody(
  context: Pick<CliContext, 'stdin' | 'cwd'>,
  operation: OperationId,
  { body, bodyFile }: BodyFlags,
): Promise<unknown> {
  if (body !== undefined && bodyFile !== undefined) throw new UsageError('Give --body or --body-file, not both.');
  // What a shell has put in from a file may have its byte order mark.
  if (body !== undefined) return parse(body.replace(/^\ufeff/, ''), '--body');
  if (bodyFile !== undefined && bodyFile !== '-') {
    return parse(textOf(await readBytes(resolve(context.cwd, bodyFile), bodyFile), bodyFile), bodyFile);
  }
  const { bodyOptional }: Operation = operations[operation];
  if (bodyFile === undefined && bodyOptional) return undefined;
  if (bodyFile === undefined && context.stdin.isTTY === true) {
    throw new UsageError(
      `${operation} needs a body: --body '{…}', --body-file <file>, or standard input. chat-openapi operations ${operation} shows what it takes.`,
    );
  }
  return parse(textOf(await buffer(context.stdin), 'standard input'), 'standard input');
}

async function readBytes(path: string, name: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new UsageError(`${name} cannot be read (${error instanceof Error && 'code' in error ? error.code : ''}).`);
  }
}

function textOf(bytes: Uint8Array, from: string): string {
  try {
    return decode(bytes);
  } catch (error) {
    if (error instanceof NotUtf8) throw new UsageError(`${from} ${error.message}.`);
    throw error;
  }
}

function parse(json: string, from: string): unknown {
  if (json.trim() === '')
    throw new UsageError(`${from} is empty; it has to be JSON, such as {"Official_Account": "@TOA#_news"}.`);
  const body = parseJson(json, from);
  const inexact = findInexact(body);
  if (inexact !== undefined) throw new UsageError(`${from} ${inexact}.`);
  return body;
}

function parseJson(json: string, from: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    const [, position] = /at position (\d+)/.exec(String(error)) ?? [];
    const at = position === undefined ? '' : `, at character ${Number(position) + 1}`;
    const hint = from === '--body' ? ' In most shells it stands in single quotes: --body \'{"name": "value"}\'' : '';
    throw new UsageError(`${from} is not JSON${at}.${hint}`);
  }
}
