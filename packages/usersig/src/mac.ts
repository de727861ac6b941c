import { type SignedFields, signedText } from './signed-fields.ts';
import { fromBase64, toBase64 } from './text-form.ts';

/** The field `TLS.sig`: HMAC-SHA256 over the signed text, in base64. */
export async function macOf(fields: SignedFields, key: CryptoKey): Promise<string> {
  const mac = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(signedText(fields)));
  return toBase64(new Uint8Array(mac));
}

/** The key is the text that the console shows. It looks like hexadecimal digits and is not decoded. */
export const importKey = (secretKey: string, usage: 'sign' | 'verify'): Promise<CryptoKey> =>
  importBytes(new TextEncoder().encode(secretKey), usage);

const importBytes = (bytes: Uint8Array<ArrayBuffer>, usage: 'sign' | 'verify'): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, [usage]);

/** Whether the MAC, in base64, is the one that the key makes of a text or of bytes. In constant time. */
export async function isMacOf(
  mac: string,
  secretKey: string | Uint8Array<ArrayBuffer>,
  signed: string | Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const bytes = fromBase64(mac);
  if (bytes === undefined || secretKey.length === 0) return false;
  const key = await importBytes(bytesOf(secretKey), 'verify');
  return crypto.subtle.verify('HMAC', key, bytes, bytesOf(signed));
}

const bytesOf = (given: string | Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> =>
  typeof given === 'string' ? new TextEncoder().encode(given) : given;
