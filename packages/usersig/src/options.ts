/** Checks of what callers hand in. An error says what came; of the secret key only its type and length. */

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
  if (typeof sdkAppId === 'number' && Number.isSafeInteger(sdkAppId) && sdkAppId > 0) return;
  const came = typeof sdkAppId === 'number' ? sdkAppId : kindOf(sdkAppId);
  throw new TypeError(
    `sdkAppId must be a positive whole number, the SDKAppID of the console, as a number. It is ${came}.`,
  );
}

export function checkIdentifier(identifier: unknown): asserts identifier is string {
  if (typeof identifier === 'string' && identifier !== '') return;
  throw new TypeError(`identifier must be a user id, a string that is not empty. It is ${kindOf(identifier)}.`);
}

/** What a user id to sign for has to be besides: it must not pass for other signed lines. */
export function checkSignedIdentifier(identifier: unknown): asserts identifier is string {
  checkIdentifier(identifier);
  if (/\p{Cc}/u.test(identifier)) throw new RangeError('identifier holds a control character, such as a line break.');
  if (/[\u2028\u2029]/.test(identifier)) throw new RangeError('identifier holds a line break (\\u2028 or \\u2029).');
  if (/\p{Cs}/u.test(identifier))
    throw new RangeError('identifier holds half of a surrogate pair; its text is damaged.');
  const bytes = new TextEncoder().encode(identifier).length;
  if (bytes > maxBytes) throw new RangeError(`identifier has ${bytes} bytes; a user id has at most ${maxBytes}.`);
}

export function checkSecretKey(secretKey: unknown): asserts secretKey is string {
  if (typeof secretKey === 'string' && secretKey !== '') return;
  const hint = secretKey === undefined ? ' Is the variable that should hold it set?' : '';
  throw new TypeError(
    `secretKey must be the secret key of the app, a string that is not empty. It is ${kindOf(secretKey)}.${hint}`,
  );
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

const wrappings = {
  'key-white-space': 'has white space around it, most likely from a file or variable. Trim it.',
  'key-quoted': 'is wrapped in quotes. Take them off: the key is the text between them.',
  'key-line': 'is a whole line of a file. The key is the value alone, without name and sign.',
};

/** What stands around a key; undefined when nothing does. The service knows the bare key alone. */
export function wrappingOf(secretKey: string): keyof typeof wrappings | undefined {
  if (secretKey.trim() !== secretKey) return 'key-white-space';
  if (/^(?:export\s+)?[A-Za-z_]\w*\s*=\s*["']?\w{16}/.test(secretKey)) return 'key-line';
  return /^["'`\u2018-\u201f]|["'`\u2018-\u201f]$/.test(secretKey) ? 'key-quoted' : undefined;
}

/** What a key to sign with has to be besides: the text that the console shows, and nothing around it. */
export function checkSigningKey(secretKey: unknown): asserts secretKey is string {
  checkSecretKey(secretKey);
  const wrapping = wrappingOf(secretKey);
  if (wrapping !== undefined) throw new RangeError(`secretKey ${wrappings[wrapping]}`);
  if (secretKey.length > maxKey) {
    throw new RangeError(`secretKey has ${secretKey.length} characters; our limit is ${maxKey}.`);
  }
}

/** A number of seconds since 1970; in milliseconds it would be a date after the year 5000. */
export function checkNow(now: number): void {
  if (!Number.isFinite(now) || now < 0) throw new TypeError('now must be a number of seconds since 1970.');
  if (now >= latest) throw new RangeError(`now is ${now}. It is counted in seconds, not milliseconds.`);
}

export function checkUserBuffer(userBuffer: Uint8Array | undefined): void {
  if (userBuffer === undefined || userBuffer instanceof Uint8Array) return;
  throw new TypeError(`userBuffer must be a Uint8Array. It is ${kindOf(userBuffer)}.`);
}

export function checkSignedBuffer(userBuffer: Uint8Array | undefined): void {
  checkUserBuffer(userBuffer);
  if (userBuffer !== undefined && userBuffer.length > maxBuffer) {
    throw new RangeError(`userBuffer has ${userBuffer.length} bytes; our limit is ${maxBuffer}.`);
  }
}

export function checkExpiresIn(expiresIn: number, allowLongValidity: boolean): void {
  if (typeof allowLongValidity !== 'boolean') {
    throw new TypeError(`allowLongValidity must be true or false. It is ${kindOf(allowLongValidity)}.`);
  }
  if (!Number.isSafeInteger(expiresIn) || expiresIn <= 0) {
    const came = typeof expiresIn === 'number' ? expiresIn : kindOf(expiresIn);
    throw new TypeError(`expiresIn must be a positive whole number of seconds. It is ${came}.`);
  }
  if (expiresIn >= longest) {
    throw new RangeError(`expiresIn is ${expiresIn}, over 300 years. It is counted in seconds, not milliseconds.`);
  }
  if (expiresIn > year && !allowLongValidity) {
    throw new RangeError(
      `expiresIn is ${expiresIn}, more than a year (${year}). It is counted in seconds, not milliseconds. If so long a validity is meant, set allowLongValidity: true.`,
    );
  }
}

export const isMillisecondMoment = (value: number): boolean => value >= latest;
export const isMillisecondValidity = (value: number): boolean => value >= longest;

function kindOf(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (typeof value === 'string') return value === '' ? 'empty' : `a string of ${value.length} characters`;
  return typeof value === 'object' ? (Array.isArray(value) ? 'an array' : 'an object') : `a ${typeof value}`;
}
