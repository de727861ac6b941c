/** Checks of what callers hand in. An error says what was expected and what came; of a text only its length. */
import { isUnset, whatCame } from './what-came.ts';

const day = 24 * 60 * 60;
const year = 366 * day;
/** From here on a moment is in milliseconds: in seconds it would be after the year 5000. */
const latest = 100_000_000_000;
/** From here on a validity is in milliseconds: in seconds it would be more than 300 years. */
const longest = 10_000_000_000;
const maxBytes = 32;
/** Our own limits: what is longer is no key, and makes a signature that no URL can carry. */
const maxKey = 1024;
const maxBuffer = 4096;

/** @throws TypeError or RangeError that names the option. */
export function checkSdkAppId(sdkAppId: unknown): asserts sdkAppId is number {
  if (isPositive(sdkAppId)) return;
  throw wrongType('sdkAppId', 'the SDKAppID of the console, a positive whole number', sdkAppId);
}

export function checkIdentifier(identifier: unknown): asserts identifier is string {
  if (typeof identifier !== 'string' || identifier === '') throw wrongType('identifier', userId, identifier);
}

const userId = `a user id of 1 to ${maxBytes} bytes without control characters, line breaks and halves of surrogate pairs`;

/** What would let a user id pass for other signed lines, and what is no text. */
const unsignable = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u;

/** What a user id to sign for has to be besides. */
export function checkSignedIdentifier(identifier: unknown): asserts identifier is string {
  checkIdentifier(identifier);
  const bytes = new TextEncoder().encode(identifier).length;
  const code = unsignable.exec(identifier)?.[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  const fault = code === undefined ? bytes > maxBytes && `${bytes} bytes` : `U+${code} in it`;
  if (fault) throw wrongValue('identifier', userId, identifier, ` It has ${fault}.`);
}

const key = `the key alone, as the console shows it, of at most ${maxKey} characters, our limit`;

export function checkSecretKey(secretKey: unknown): asserts secretKey is string {
  if (typeof secretKey !== 'string' || isUnset(secretKey)) throw wrongType('secretKey', key, secretKey);
}

/** Who signs. */
export interface Signer {
  sdkAppId: number;
  identifier: string;
  secretKey?: string | undefined;
}

/**
 * Checks who signs, as `signUserSig` does; the key may be missing, where a program is given a signature in its place.
 *
 * @throws TypeError when a value has the wrong type, RangeError when it cannot be right. Neither holds the key.
 */
export function checkSigner(signer: { [Name in keyof Signer]: unknown }): asserts signer is Signer {
  const { sdkAppId, identifier, secretKey } = signer;
  checkSdkAppId(sdkAppId);
  checkSignedIdentifier(identifier);
  if (secretKey !== undefined) checkSigningKey(secretKey);
}

export type Wrapping =
  | 'its name before it'
  | 'white space or an invisible character'
  | 'quotes around it'
  | 'a character that is not ASCII';

/** What is around a key or in it and does not belong there; undefined when nothing is. The service knows the bare key alone. */
export function wrappingOf(secretKey: string): Wrapping | undefined {
  if (/[=:＝：].{8}/s.test(secretKey)) return 'its name before it';
  if (/[\s\p{C}]|\\[nrt]/u.test(secretKey)) return 'white space or an invisible character';
  if (/[\p{QMark}`\\❛-❠]|^[\p{Ps}<]|[\p{Pe}>,;]$/u.test(secretKey)) return 'quotes around it';
  return /[^!-~]/.test(secretKey) ? 'a character that is not ASCII' : undefined;
}

/** What a key to sign with has to be besides: visible ASCII, as the console shows it, and nothing around it. */
export function checkSigningKey(secretKey: unknown): asserts secretKey is string {
  checkSecretKey(secretKey);
  const wrapping = wrappingOf(secretKey);
  if (wrapping !== undefined || secretKey.length > maxKey) {
    throw wrongValue('secretKey', key, secretKey, wrapping && ` It has ${wrapping}.`);
  }
}

/** A number of seconds since 1970; in milliseconds it would be a date after the year 5000. */
export function checkNow(now: number): void {
  if (!Number.isFinite(now) || now < 0) throw wrongType('now', 'a number of seconds since 1970', now);
  if (now >= latest) throw wrongValue('now', 'in seconds, not milliseconds', now);
}

export function checkUserBuffer(userBuffer: Uint8Array | undefined): void {
  if (userBuffer === undefined || userBuffer instanceof Uint8Array) return;
  throw wrongType('userBuffer', 'a Uint8Array', userBuffer);
}

export function checkSignedBuffer(userBuffer: Uint8Array | undefined): void {
  checkUserBuffer(userBuffer);
  if (userBuffer !== undefined && userBuffer.length > maxBuffer) {
    throw wrongValue(
      'userBuffer',
      `at most ${maxBuffer} bytes, our limit`,
      userBuffer,
      ` It has ${userBuffer.length}.`,
    );
  }
}

export function checkExpiresIn(expiresIn: number, allowLongValidity: boolean): void {
  if (typeof allowLongValidity !== 'boolean') throw wrongType('allowLongValidity', 'true or false', allowLongValidity);
  if (!isPositive(expiresIn)) throw wrongType('expiresIn', 'a positive whole number of seconds', expiresIn);
  if (expiresIn >= longest) throw wrongValue('expiresIn', 'in seconds, not milliseconds', expiresIn);
  if (expiresIn <= year || allowLongValidity) return;
  const hint = ' If so long a validity is meant, set allowLongValidity: true.';
  throw wrongValue('expiresIn', `at most ${year}, a year in seconds, not milliseconds`, expiresIn, hint);
}

export const isMillisecondMoment = (value: number): boolean => value >= latest;
export const isMillisecondValidity = (value: number): boolean => value >= longest;

const isPositive = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0;

const wrongType = (name: string, expected: string, value: unknown): TypeError =>
  new TypeError(wrong(name, expected, value));

const wrongValue = (name: string, expected: string, value: unknown, hint?: string): RangeError =>
  new RangeError(wrong(name, expected, value) + (hint ?? ''));

const wrong = (name: string, expected: string, value: unknown): string =>
  `${name} must be ${expected}. ${whatCame(value, name === 'secretKey')}`;
