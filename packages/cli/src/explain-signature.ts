/** The command `explain usersig`. */
import { text } from 'node:stream/consumers';
import { UsageError } from '@chat-openapi/contract/command-line';
import { explainUserSig, readUserSig } from '@chat-openapi/usersig';
import { accountOf } from './account.ts';
import { askHidden } from './ask.ts';
import type { CliContext } from './context.ts';
import { exitCodes } from './exit-codes.ts';
import { jsonOf, plainText, write } from './output.ts';
import { folded } from './table.ts';
import { readVariables } from './variables.ts';

/** @returns The exit code: `failed` when something is wrong with it. */
export async function explainSignature(context: CliContext): Promise<number> {
  const account = accountOf((await readVariables(context)).values);
  const userSig = await readSignature(context);
  const claims = await readUserSig(userSig);
  const { sdkAppId = claims?.sdkAppId ?? 1, identifier = claims?.identifier ?? 'administrator', secretKey } = account;
  const findings = await explainUserSig(userSig, { sdkAppId, identifier, secretKey });
  const unchecked = [
    ...(account.sdkAppId === undefined ? ['the app (CHAT_SDK_APP_ID is not set)'] : []),
    ...(account.identifier === undefined ? ['the user (CHAT_IDENTIFIER is not set)'] : []),
    ...(secretKey === undefined ? ['the key (CHAT_SECRET_KEY is not set)'] : []),
  ];
  const { stdout, options } = context;
  const ends = claims === undefined ? undefined : new Date((claims.time + claims.expire) * 1000);
  // A time beyond the calendar is told by a finding.
  const until = ends === undefined || Number.isNaN(ends.getTime()) ? undefined : ends.toISOString();
  if (options.json) await write(stdout, `${jsonOf({ findings, unchecked, until: until ?? null })}\n`);
  else {
    const lines = findings.map(
      ({ code, reason, found, expected, remedy }) =>
        `${code} ${reason}: found ${found}, expected ${expected}.\n  What to do: ${remedy}`,
    );
    if (findings.length === 0)
      lines.push(`Nothing is wrong with it.${until === undefined ? '' : ` It ends ${until}.`}`);
    if (unchecked.length > 0) lines.push(`Not checked: ${unchecked.join(', ')}.`);
    await write(stdout, `${folded(plainText(lines.join('\n')), stdout)}\n`);
  }
  return findings.length === 0 ? exitCodes.done : exitCodes.failed;
}

async function readSignature(context: CliContext): Promise<string> {
  if (context.isInteractive) return askHidden(context, 'The signature');
  if (context.stdin.isTTY === true) {
    throw new UsageError('give the signature by standard input: chat-openapi explain usersig < signature.txt');
  }
  // The line break at the end of a file belongs to the file.
  return (await text(context.stdin)).replace(/\r?\n$/, '');
}
