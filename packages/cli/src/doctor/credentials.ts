/** Whether the variables can be right, as far as this can be told without the service. */
import { checkSigner, explainUserSig } from '@chat-openapi/usersig';
import type { Account } from '../account.ts';
import type { Check } from './check.ts';

/** Who calls, with all that is needed for it. */
export interface Caller {
  readonly sdkAppId: number;
  readonly identifier: string;
  readonly secretKey?: string | undefined;
  readonly userSig?: string | undefined;
}

const name = 'Credentials';

/** @returns The caller too, when it can call. */
export async function checkCredentials(account: Account): Promise<{ check: Check; caller?: Caller }> {
  const { sdkAppId, identifier, secretKey, userSig } = account;
  const missing = [
    ...(sdkAppId === undefined ? ['CHAT_SDK_APP_ID'] : []),
    ...(identifier === undefined ? ['CHAT_IDENTIFIER'] : []),
    ...(secretKey === undefined && userSig === undefined ? ['CHAT_SECRET_KEY or CHAT_USER_SIG'] : []),
  ];
  if (sdkAppId === undefined || identifier === undefined || missing.length > 0) {
    const remedy = 'Take them from the console, and set them in the environment or in a .env file of mode 600.';
    return { check: { name, state: 'unknown', text: `not set: ${missing.join(', ')}`, remedy } };
  }
  if (secretKey !== undefined && userSig !== undefined) {
    const text = 'CHAT_SECRET_KEY and CHAT_USER_SIG are both set';
    return { check: { name, state: 'wrong', text, remedy: 'Set one of them; with the key, signatures are renewed.' } };
  }
  const caller = { sdkAppId, identifier, secretKey, userSig };
  try {
    checkSigner(caller);
  } catch (error) {
    const text = error instanceof Error ? error.message : 'they cannot be right';
    return { check: { name, state: 'wrong', text, remedy: 'Correct it; the console shows it.' } };
  }
  const [finding] = userSig === undefined ? [] : await explainUserSig(userSig, { sdkAppId, identifier });
  if (finding !== undefined) {
    const { code, reason, found, expected, remedy } = finding;
    const text = `CHAT_USER_SIG: ${code} ${reason}: found ${found}, expected ${expected}`;
    return { check: { name, state: 'wrong', text, remedy } };
  }
  const how = userSig === undefined ? 'with the key' : 'with a signature';
  return { check: { name, state: 'ok', text: `app ${sdkAppId} as ${identifier}, ${how}` }, caller };
}
