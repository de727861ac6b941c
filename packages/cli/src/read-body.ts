import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { UsageError } from '@chat-openapi/contract/command-line';
import { type Operation, type OperationId, operations } from '@chat-openapi/openapi';
import type { CliContext } from './context.ts';

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
  if (body !== undefined) return parse(body, '--body');
  if (bodyFile !== undefined && bodyFile !== '-') {
    return parse(await readText(resolve(context.cwd, bodyFile), bodyFile), bodyFile);
  }
  const { bodyOptional }: Operation = operations[operation];
  if (bodyFile === undefined && bodyOptional) return undefined;
  if (bodyFile === undefined && context.stdin.isTTY === true) {
    throw new UsageError(
      `${operation} needs a body: --body '{…}', --body-file <file>, or standard input. chat-openapi operations ${operation} shows what it takes.`,
    );
  }
  return parse(await text(context.stdin), 'standard input');
}

async function readText(path: string, name: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new UsageError(`${name} cannot be read (${error instanceof Error && 'code' in error ? error.code : ''}).`);
  }
}

function parse(json: string, from: string): unknown {
  // Windows editors begin a file with a byte order mark.
  const content = json.replace(/^\ufeff/, '');
  if (content.trim() === '')
    throw new UsageError(`${from} is empty; it has to be JSON, such as {"Official_Account": "@TOA#_news"}.`);
  try {
    return JSON.parse(content);
  } catch (error) {
    const [, position] = /at position (\d+)/.exec(String(error)) ?? [];
    const at = position === undefined ? '' : `, at character ${Number(position) + 1}`;
    const hint = from === '--body' ? ' In most shells it stands in single quotes: --body \'{"name": "value"}\'' : '';
    throw new UsageError(`${from} is not JSON${at}.${hint}`);
  }
}
