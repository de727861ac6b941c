import { UsageError } from '@chat-openapi/contract/command-line';
import type { Values } from './variables.ts';

/** Who calls, as far as the variables say it. */
export interface Account {
  readonly sdkAppId: number | undefined;
  readonly identifier: string | undefined;
  readonly secretKey: string | undefined;
  readonly userSig: string | undefined;
}

/** Variables that are empty count as missing. @throws UsageError for an app id that is none. */
export function accountOf(values: Values): Account {
  const of = (name: string): string | undefined => values[name] || undefined;
  const id = of('CHAT_SDK_APP_ID');
  if (id !== undefined && !/^[1-9]\d{0,14}$/.test(id)) {
    throw new UsageError('CHAT_SDK_APP_ID is wrong; it has to be a positive whole number.');
  }
  return {
    sdkAppId: id === undefined ? undefined : Number(id),
    identifier: of('CHAT_IDENTIFIER'),
    secretKey: of('CHAT_SECRET_KEY'),
    userSig: of('CHAT_USER_SIG'),
  };
}
