/** The command `sign`. */
import { UsageError } from '@chat-openapi/contract/command-line';
import { signUserSig } from '@chat-openapi/usersig';
import { accountOf } from './account.ts';
import { askHidden } from './ask.ts';
import type { CliContext } from './context.ts';
import { jsonOf, write } from './output.ts';
import { readVariables } from './variables.ts';

export interface SignFlags {
  readonly expiresIn: string;
}

export async function sign(context: CliContext, user: string | undefined, { expiresIn }: SignFlags): Promise<void> {
  const account = accountOf((await readVariables(context)).values);
  const { sdkAppId } = account;
  const identifier = user ?? account.identifier;
  if (sdkAppId === undefined) throw new UsageError('CHAT_SDK_APP_ID is missing: the app to sign for.');
  if (identifier === undefined)
    throw new UsageError('name the user: chat-openapi sign <user>, or set CHAT_IDENTIFIER.');
  if (!/^[1-9]\d{0,14}$/.test(expiresIn)) {
    throw new UsageError('--expires-in must be a whole number of seconds from 1, such as 3600 for an hour.');
  }
  const secretKey = account.secretKey ?? (await askForKey(context, sdkAppId));
  const userSig = await signUserSig({ sdkAppId, identifier, secretKey, expiresIn: Number(expiresIn) }).catch(
    (error) => {
      // It says which option is wrong, and never quotes the key.
      throw new UsageError(error instanceof Error ? error.message : '');
    },
  );
  const { stdout, options } = context;
  await write(stdout, `${options.json ? jsonOf({ sdkAppId, identifier, userSig }) : userSig}\n`);
}

function askForKey(context: CliContext, sdkAppId: number): Promise<string> {
  if (context.isInteractive) return askHidden(context, `The secret key of app ${sdkAppId}`);
  throw new UsageError('CHAT_SECRET_KEY is missing. Set it in the environment or in a .env file.');
}
