import { importKey, macOf } from './mac.ts';
import {
  checkExpiresIn,
  checkNow,
  checkSdkAppId,
  checkSignedBuffer,
  checkSignedIdentifier,
  checkSigningKey,
} from './options.ts';
import type { SignedFields } from './signed-fields.ts';
import { store } from './stored-block.ts';
import { toBase64, toTextForm } from './text-form.ts';

export interface SignUserSigOptions {
  /** The app's id, which the console shows as SDKAppID. A positive whole number. */
  sdkAppId: number;
  /**
   * The app's secret key alone, as the console shows it: visible ASCII without quotes, name and white space, at most 1,024
   * characters. It is used as text and never decoded.
   */
  secretKey: string;
  /**
   * The user that the signature is for; for the server API an app administrator.
   * 1 to 32 bytes of UTF-8 without control characters and line breaks (vendor page 1047/34385).
   */
  identifier: string;
  /**
   * For how many seconds the signature holds. The vendor advises 24 hours or more and names no maximum. More than a year
   * (31,622,400 seconds) is taken for milliseconds and refused, unless `allowLongValidity` is true.
   *
   * @default 86400
   */
  expiresIn?: number | undefined;
  /**
   * Lets `expiresIn` be more than a year. Below 10,000,000,000 seconds, which is over 300 years, any positive whole number
   * is taken then; from there on it can only be milliseconds. A signature cannot be called back: whoever has it can use it
   * until it ends.
   *
   * @default false
   */
  allowLongValidity?: boolean | undefined;
  /**
   * Bytes for the `TLS.userbuf` field, as TRTC uses it for room permissions. The server API needs none. At most 4,096, which
   * is our own limit.
   */
  userBuffer?: Uint8Array | undefined;
  /**
   * The moment of signing, in seconds since 1970; fractions are cut off.
   *
   * @default Date.now() / 1000
   */
  now?: number | undefined;
}

const day = 24 * 60 * 60;

/**
 * Makes a UserSig (version 2.0, HMAC-SHA256). Its document is stored, not compressed, as the vendor's own Go signer does it.
 *
 * @example
 * const userSig = await signUserSig({ sdkAppId: 1400000000, secretKey, identifier: 'administrator' });
 *
 * @returns The signature, ready for the query string: letters, digits, `*`, `-` and `_` only; about 250 characters.
 * @throws TypeError when an option has the wrong type, RangeError when its value cannot be right. Neither message holds
 * the secret key.
 */
export async function signUserSig(options: SignUserSigOptions): Promise<string> {
  return signChecked(fieldsToSign(options), options.secretKey);
}

/** Makes a UserSig of fields that were checked before: by `checkSigner`, the times and the buffer by the program itself. */
export async function signChecked(fields: SignedFields, secretKey: string): Promise<string> {
  return userSigOf(fields, await macOf(fields, await importKey(secretKey, 'sign')));
}

/** The signature that states the fields, with their MAC in base64. */
export function userSigOf(fields: SignedFields, mac: string): string {
  const document = {
    'TLS.ver': '2.0',
    'TLS.identifier': fields.identifier,
    'TLS.sdkappid': fields.sdkAppId,
    'TLS.time': fields.time,
    'TLS.expire': fields.expire,
    'TLS.userbuf': fields.userBuffer,
    'TLS.sig': mac,
  };
  return toTextForm(store(new TextEncoder().encode(JSON.stringify(document))));
}

/**
 * What the signature will state.
 *
 * @throws TypeError or RangeError for an option that cannot be right, as `signUserSig` does.
 */
export function fieldsToSign(options: SignUserSigOptions): SignedFields {
  const { sdkAppId, secretKey, identifier, expiresIn = day, allowLongValidity = false } = options;
  const { userBuffer, now = Date.now() / 1000 } = options;
  checkSdkAppId(sdkAppId);
  checkSigningKey(secretKey);
  checkSignedIdentifier(identifier);
  checkExpiresIn(expiresIn, allowLongValidity);
  checkNow(now);
  checkSignedBuffer(userBuffer);
  const fields = { identifier, sdkAppId, time: Math.floor(now), expire: expiresIn };
  return userBuffer === undefined ? fields : { ...fields, userBuffer: toBase64(userBuffer) };
}
