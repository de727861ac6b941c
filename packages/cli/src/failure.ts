/** How a failure is told, and which exit code it has. */
import { UsageError } from '@chat-openapi/contract/command-line';
import { Interrupted } from './ask.ts';
import type { CliContext } from './context.ts';
import { exitCodes } from './exit-codes.ts';
import { jsonOf, plainText } from './output.ts';
import { folded } from './table.ts';

export type FailureKind = Exclude<keyof typeof exitCodes, 'done'>;

/** By name, so that the client is loaded by those commands alone that call. */
const kinds: { readonly [name: string]: FailureKind | undefined } = {
  ChatConfigError: 'usage',
  ChatQuotaError: 'throttled',
  ChatConnectionError: 'noAnswer',
  ChatTimeoutError: 'noAnswer',
  ChatHttpError: 'foreignAnswer',
  ChatResponseError: 'foreignAnswer',
};

export function kindOf(error: unknown): FailureKind {
  if (error instanceof UsageError) return 'usage';
  if (error instanceof Interrupted) return 'interrupted';
  const { name, retry, code } = Object(error);
  if (name === 'ChatApiError') return retry === 'throttled' ? 'throttled' : 'refused';
  if (name === 'RedisQuotaError' && code === 'unavailable') return 'throttled';
  return kinds[name] ?? 'failed';
}

/** What of an error is worth telling a program. All of it is without secrets, by the errors themselves. */
const told = [
  'code',
  'codeName',
  'info',
  'retry',
  'operation',
  'attempts',
  'outcome',
  'status',
  'retryAfter',
  'docsUrl',
];

/** Tells a failure on standard error, as JSON when that is wanted. Returns the exit code. */
export async function reportFailure(
  { stderr }: Pick<CliContext, 'stderr'>,
  error: unknown,
  json: boolean,
): Promise<number> {
  const kind = kindOf(error);
  const exitCode = exitCodes[kind];
  // Who has pressed Ctrl-C knows why it ends.
  if (kind === 'interrupted') return exitCode;
  const message = plainText(error instanceof Error ? error.message : String(error));
  const remedy = await remedyOf(error);
  if (json) {
    const details = told.flatMap((name) => {
      const value: unknown = Object(error)[name];
      return value === undefined ? [] : [[name, value]];
    });
    const failure = { kind, exitCode, message, ...Object.fromEntries(details), ...(remedy && { remedy }) };
    stderr.write(`${jsonOf({ error: failure })}\n`);
  } else {
    stderr.write(`${folded(`chat-openapi: ${message}`, stderr)}\n`);
    if (remedy !== undefined) stderr.write(`${folded(`What to do: ${remedy}`, stderr)}\n`);
  }
  return exitCode;
}

/** What the document advises for a code of the service. */
async function remedyOf(error: unknown): Promise<string | undefined> {
  const { name, code, operation } = Object(error);
  if (name !== 'ChatApiError') return undefined;
  const { explainErrorCode } = await import('@chat-openapi/client');
  const { isOperationId } = await import('@chat-openapi/openapi');
  return (await explainErrorCode(code, isOperationId(operation) ? operation : undefined))?.remedy;
}
