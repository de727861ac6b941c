/** What a UserSig states and its MAC covers. */
export interface SignedFields {
  identifier: string;
  sdkAppId: number;
  /** When it was made, in seconds since 1970. */
  time: number;
  /** For how many seconds it holds from then on. */
  expire: number;
  /** The user buffer as base64. */
  userBuffer?: string;
}

/** The fields as they are written into the signed text, by other signers in other ways too. */
type Written = { [Name in keyof SignedFields]: SignedFields[Name] | string };

/** The text that the MAC covers: one line for each field, each ended by a line break. No field may hold one itself. */
export function signedText({ identifier, sdkAppId, time, expire, userBuffer }: Written): string {
  const lines = `TLS.identifier:${identifier}\nTLS.sdkappid:${sdkAppId}\nTLS.time:${time}\nTLS.expire:${expire}\n`;
  return userBuffer === undefined ? lines : `${lines}TLS.userbuf:${userBuffer}\n`;
}
