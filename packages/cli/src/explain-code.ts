/** The command `explain <code>`. */
import { explainErrorCode } from '@chat-openapi/client';
import { nearest, UsageError } from '@chat-openapi/contract/command-line';
import { docsUrl, type RetryClass } from '@chat-openapi/openapi';
import { errorCatalogue } from '@chat-openapi/openapi/catalogue';
import type { CliContext } from './context.ts';
import { findOperation } from './find-operation.ts';
import { jsonOf, plainText, write } from './output.ts';
import { folded } from './table.ts';

const repeats: Record<RetryClass, string> = {
  never: 'not before something is changed',
  throttled: 'after a pause; it was not carried out',
  transient: 'after a pause, but it may have been carried out',
};

export async function explainCode(context: CliContext, what: string, operation: string | undefined): Promise<void> {
  const id = operation === undefined ? undefined : findOperation(operation);
  const code = codeOf(what);
  const text = await explainErrorCode(code, id);
  if (text === undefined) {
    throw new UsageError(`${code} is no code that the document knows. ${docsUrl}errors/index.html lists all of them.`);
  }
  const { operations } = errorCatalogue[code] ?? { operations: [] };
  const page = `${docsUrl}errors/${code}.html`;
  const { stdout, options } = context;
  if (options.json) return write(stdout, `${jsonOf({ code, ...text, operations, docsUrl: page })}\n`);
  const lines = [
    `${code} ${text.name}`,
    text.meaning,
    `What to do: ${text.remedy}`,
    `Repeat it: ${repeats[text.retry]}.`,
    `Comes from: ${operations === 'every' ? 'every operation' : operations.join(', ')}`,
    ...(text.guide === undefined ? [] : [`Guide: ${text.guide}`]),
    page,
  ];
  return write(stdout, `${folded(plainText(lines.join('\n')), stdout)}\n`);
}

/** A number, or the name of a code. */
function codeOf(what: string): number {
  if (/^\d{1,9}$/.test(what)) return Number(what);
  const codes = new Map(Object.entries(errorCatalogue).map(([code, { name }]) => [name, Number(code)]));
  const code = codes.get(what);
  if (code !== undefined) return code;
  // What is longer may be a signature, and is not repeated.
  if (what.length > 40) {
    throw new UsageError(
      'that is no code. If it is a signature, everybody on this machine could read it: make a new one, and give it to chat-openapi explain usersig by standard input.',
    );
  }
  const meant = nearest(what, [...codes.keys(), 'usersig']);
  throw new UsageError(
    `${what} is no code.${meant === undefined ? ' Give a number, such as 130004.' : ` Did you mean ${meant}?`}`,
  );
}
