/** Standard base64, padded. */
export function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/**
 * The bytes of standard base64, padded or not.
 *
 * @throws DOMException when it is none.
 */
export const decodeBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

/** The bytes of standard base64, padded or not; undefined when it is none. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return decodeBase64(text);
  } catch {
    return undefined;
  }
}

/** The bytes of one line of standard base64 as encoders write it: padded, no white space, no bit left over. */
export function fromStrictBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  const bytes = fromBase64(text);
  return bytes !== undefined && toBase64(bytes) === text ? bytes : undefined;
}

/** The vendor's own alphabet, which is not base64url: `+` becomes `*`, `/` becomes `-`, `=` becomes `_`. */
export function toTextForm(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll('+', '*').replaceAll('/', '-').replaceAll('=', '_');
}

/** The vendor's alphabet put back into standard base64. */
export function toStandardAlphabet(text: string): string {
  return text.replaceAll('*', '+').replaceAll('-', '/').replaceAll('_', '=');
}

/** base64url put back into standard base64. */
export function fromUrlAlphabet(text: string): string {
  return text.replaceAll('-', '+').replaceAll('_', '/');
}
