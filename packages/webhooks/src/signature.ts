/** The signature of the service: the SHA-256 of the token, immediately followed by the time, in hexadecimal digits. */

export interface SignWebhookOptions {
  /** The token, as the console shows it. */
  token: string;
  /**
   * When the request is sent, in seconds since 1970.
   *
   * @default the present time
   */
  requestTime?: number | string | undefined;
}

/**
 * Makes the `Sign` of a request, for an app's own tests.
 *
 * @returns 64 hexadecimal digits in small letters.
 * @throws TypeError when there is no token, or the time is not one.
 * @example await signWebhook({ token: 'xxxxyyyy', requestTime: 1669872112 })
 */
export async function signWebhook({ token, requestTime = secondsNow() }: SignWebhookOptions): Promise<string> {
  if (typeof token !== 'string' || token === '') throw new TypeError('token must be a text that is not empty.');
  const time = String(requestTime);
  if (!isTime(time)) throw new TypeError('requestTime must be whole seconds since 1970.');
  return Array.from(await digest(token, time), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export const secondsNow = (): number => Math.floor(Date.now() / 1000);

/** In the one form that a number has: forms with more zeros would be as many more digests to keep. */
export const isTime = (text: string): boolean => /^(?:0|[1-9]\d{0,14})$/.test(text);

async function digest(token: string, time: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token + time)));
}

/** More than the seconds of a window that anybody needs. Beyond them digests are made anew. */
const maxKept = 1024;

/** Compares signatures with those of one app. The digests of a second are made once. */
export interface Verifier {
  /** @param time As it was received. */
  verify(sign: string, time: string): Promise<boolean>;
}

export function createVerifier(tokens: readonly string[]): Verifier {
  // What is kept is finished: on some platforms a promise belongs to the request that made it.
  const kept = new Map<string, readonly Uint8Array[]>();
  const digestsOf = async (time: string): Promise<readonly Uint8Array[]> => {
    const known = kept.get(time);
    if (known !== undefined) return known;
    const made = await Promise.all(tokens.map((token) => digest(token, time)));
    const [oldest] = kept.keys();
    if (kept.size >= maxKept && oldest !== undefined) kept.delete(oldest);
    kept.set(time, made);
    return made;
  };
  return {
    async verify(sign, time) {
      const digests = await digestsOf(time);
      const bytes = fromHex(sign);
      return bytes !== undefined && isOneOf(bytes, digests);
    },
  };
}

/** Looks at all bytes of all digests, so that the time it takes tells nothing of where they differ. */
function isOneOf(bytes: Uint8Array, digests: readonly Uint8Array[]): boolean {
  let equal = 0;
  for (const other of digests) {
    let different = 0;
    for (let index = 0; index < other.length; index += 1) different |= (bytes[index] ?? 0) ^ (other[index] ?? 0);
    equal |= Number(different === 0);
  }
  return equal === 1;
}

/** The bytes of 64 hexadecimal digits, of either case; undefined for anything else. */
function fromHex(text: string): Uint8Array | undefined {
  if (text.length !== 64) return undefined;
  const bytes = new Uint8Array(32);
  for (let index = 0; index < 32; index += 1) {
    const value = 16 * digitAt(text, 2 * index) + digitAt(text, 2 * index + 1);
    if (Number.isNaN(value)) return undefined;
    bytes[index] = value;
  }
  return bytes;
}

function digitAt(text: string, index: number): number {
  const code = text.charCodeAt(index);
  if (code >= 48 && code <= 57) return code - 48;
  // Small letters and capitals differ by one bit.
  const letter = code | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : Number.NaN;
}
