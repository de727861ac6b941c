import { type SignedFields, signedText } from './signed-fields.ts';
import { fromBase64, toBase64 } from './text-form.ts';

/** The field `TLS.sig`: HMAC-SHA256 over the signed text, in base64. */
export async function macOf(fields: SignedFields, key: CryptoKey): Promise<string> {
  const mac = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(signedText(fields)));
  return toBase64(new Uint8Array(mac));
}

/** The key is the text that the console shows. It looks like hexadecimal digits and is not decoded. */
export function importKey(secretKey: string | Uint8Array<ArrayBuffer>, usage: 'sign' | 'verify'): Promise<CryptoKey> {
  const bytes = typeof secretKey === 'string' ? new TextEncoder().encode(secretKey) : secretKey;
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, [usage]);
}

/** Whether the MAC, in base64, is the one that the key makes of a text. In constant time. */
export async function isMacOf(
  mac: string,
  secretKey: string | Uint8Array<ArrayBuffer>,
  text: string,
): Promise<boolean> {
  const bytes = fromBase64(mac);
  if (bytes === undefined || secretKey.length === 0) return false;
  const key = await importKey(secretKey, 'verify');
  return crypto.subtle.verify('HMAC', key, bytes, new TextEncoder().encode(text));
}
