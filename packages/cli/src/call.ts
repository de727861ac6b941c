/** The command `call`: from a line of the shell to the answer. */
import { type CallOptions, failedItems } from '@chat-openapi/client';
import { checkBody } from '@chat-openapi/client/check-body';
import { UsageError } from '@chat-openapi/contract/command-line';
import { itemResults, type OperationId, paging } from '@chat-openapi/openapi';
import { isObject } from '@chat-openapi/openapi/document';
import { callForItems, callOperation, isPaged } from './call-operation.ts';
import type { CliContext } from './context.ts';
import { exitCodes } from './exit-codes.ts';
import { findOperation } from './find-operation.ts';
import { jsonOf, write } from './output.ts';
import { readBody } from './read-body.ts';

export interface CallFlags {
  readonly body?: string;
  readonly bodyFile?: string;
  readonly all?: boolean;
  readonly check: boolean;
  readonly timeout?: string;
  readonly deadline?: string;
  readonly retry?: string;
}

/** @returns The exit code. */
export async function call(context: CliContext, name: string, flags: CallFlags): Promise<number> {
  const operation = findOperation(name);
  const options = callOptionsOf(flags);
  if (flags.all && !isPaged(operation)) {
    throw new UsageError(`${operation} does not answer in pages; leave --all out.`);
  }
  const body = await readBody(context, operation, flags);
  // Where the first page begins may be left out.
  const first = flags.all && isPaged(operation) ? paging[operation].first : {};
  if (flags.check) refuseWrong(operation, isObject(body) ? { ...first, ...body } : body);
  await using opened = await context.openClient();
  const { stdout, stderr } = context;
  if (flags.all && isPaged(operation)) {
    for await (const item of callForItems(opened.client, operation, body, options)) {
      await write(stdout, `${jsonOf(item)}\n`);
    }
    return exitCodes.done;
  }
  const answer = await callOperation(opened.client, operation, body, options);
  await write(stdout, `${jsonOf(answer, stdout.isTTY === true && context.options.json !== true)}\n`);
  const failed = failedOf(operation, answer);
  if (failed === 0) return exitCodes.done;
  stderr.write(`chat-openapi: ${operation}: ${failed} of its items failed; the answer has the result of each.\n`);
  return exitCodes.refused;
}

/** The client says what is wrong with them. */
function callOptionsOf({ timeout, deadline, retry }: CallFlags): CallOptions {
  const numbers = Object.entries({ timeout, deadline, retry }).flatMap(([name, text]) =>
    text === undefined ? [] : [[name, wholeNumber(name, text)]],
  );
  return Object.fromEntries(numbers);
}

function wholeNumber(name: string, text: string): number {
  if (/^\d{1,10}$/.test(text)) return Number(text);
  throw new UsageError(`--${name} must be a whole number${name === 'retry' ? '' : ' of milliseconds'}.`);
}

function refuseWrong(operation: OperationId, body: unknown): void {
  const problems = checkBody(operation, body);
  if (problems.length === 0) return;
  const lines = problems.map(({ path, message }) => `\n  ${path === '' ? 'the body' : path} ${message}`);
  throw new UsageError(
    `${operation}: nothing was sent, because of its body.${lines.join('')}\nchat-openapi operations ${operation} shows what it takes.`,
  );
}

/** How many of its items an answer tells as failed, although the call has succeeded. */
function failedOf(operation: OperationId, answer: object): number {
  if (!Object.hasOwn(itemResults, operation)) return 0;
  const failed: unknown = Reflect.apply(failedItems, undefined, [answer]);
  return Array.isArray(failed) ? failed.length : 0;
}
