import { importKey, macOf, type SignedFields } from './mac.ts';
import { checkIdentifier, checkNow, checkSdkAppId, checkSecretKey, checkUserBuffer } from './options.ts';
import { toBase64, toTextForm } from './text-form.ts';
import { deflate } from './zlib.ts';

export interface SignUserSigOptions {
  /** The app's id, which the console shows as SDKAppID. A positive whole number. */
  sdkAppId: number;
  /** The app's secret key, as the console shows it. It is used as text and never decoded. */
  secretKey: string;
  /**
   * The user that the signature is for; for the server API an app administrator.
   * 1 to 32 bytes of UTF-8 without control characters (vendor page 1047/34385).
   */
  identifier: string;
  /**
   * For how many seconds the signature holds. The vendor advises 24 hours or more and names no maximum; more than ten
   * years is taken for milliseconds and refused.
   *
   * @default 86400
   */
  expiresIn?: number;
  /** Bytes for the `TLS.userbuf` field, as TRTC uses it for room permissions. The server API needs none. */
  userBuffer?: Uint8Array;
  /**
   * The moment of signing, in seconds since 1970; fractions are cut off.
   *
   * @default Date.now() / 1000
   */
  now?: number;
}

const day = 24 * 60 * 60;
const longest = 10 * 365 * day;

/**
 * Makes a UserSig (version 2.0, HMAC-SHA256).
 *
 * @example
 * const userSig = await signUserSig({ sdkAppId: 1400000000, secretKey, identifier: 'administrator' });
 *
 * @returns The signature, ready for the query string: letters, digits, `*`, `-` and `_` only.
 * @throws TypeError when an option has the wrong type, RangeError when its value cannot be right. Neither message holds
 * the secret key.
 */
export async function signUserSig(options: SignUserSigOptions): Promise<string> {
  const { secretKey, userBuffer } = options;
  const fields = checkFields(options);
  if (userBuffer !== undefined) fields.userBuffer = toBase64(userBuffer);
  const mac = await macOf(fields, await importKey(secretKey, 'sign'));
  const document = {
    'TLS.ver': '2.0',
    'TLS.identifier': fields.identifier,
    'TLS.sdkappid': fields.sdkAppId,
    'TLS.time': fields.time,
    'TLS.expire': fields.expire,
    ...(fields.userBuffer === undefined ? {} : { 'TLS.userbuf': fields.userBuffer }),
    'TLS.sig': mac,
  };
  return toTextForm(await deflate(JSON.stringify(document)));
}

function checkFields(options: SignUserSigOptions): SignedFields {
  const { sdkAppId, secretKey, identifier, expiresIn = day, userBuffer, now = Date.now() / 1000 } = options;
  checkSdkAppId(sdkAppId);
  checkSecretKey(secretKey);
  if (secretKey.trim() !== secretKey) {
    throw new RangeError('secretKey has white space around it, most likely from a file or variable. Trim it.');
  }
  checkIdentifier(identifier);
  // A line break would let one identifier pass for other signed lines.
  if (/\p{Cc}/u.test(identifier)) throw new RangeError('identifier holds a control character, such as a line break.');
  const bytes = new TextEncoder().encode(identifier).length;
  if (bytes > 32) throw new RangeError(`identifier has ${bytes} bytes; a user id has at most 32.`);
  if (!Number.isSafeInteger(expiresIn) || expiresIn <= 0) {
    throw new TypeError('expiresIn must be a positive whole number of seconds.');
  }
  if (expiresIn > longest) {
    throw new RangeError(`expiresIn is ${expiresIn}, more than ten years. It is counted in seconds, not milliseconds.`);
  }
  checkNow(now);
  checkUserBuffer(userBuffer);
  return { identifier, sdkAppId, time: Math.floor(now), expire: expiresIn };
}
