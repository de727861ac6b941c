/** What people make of the secret key by mistake: wrapped in quotes, white space or a line of a file, decoded, encoded. */
import type { UserSigReason } from './finding.ts';
import { putBack } from './look-alikes.ts';
import { fromBase64, fromUrlAlphabet, toBase64 } from './text-form.ts';

export interface KeyForm {
  reason: UserSigReason;
  key: string | Uint8Array<ArrayBuffer>;
}

const space = /^[\s\p{Cc}\p{Cf}]+|[\s\p{Cc}\p{Cf}]+$/gu;
const quotes = /^["'`\u2018-\u201f«»＂＇]+|["'`\u2018-\u201f«»＂＇;,]+$/g;
const name = /^(?:(?:export|set|let|const|var)\s+)?["']?[A-Za-z_$][\w.$-]*["']?\s*[=:]\s*(?=\S{8})/;

/** The key without what stands around it, step by step; the last one is the bare key. */
export function unwrapKey(given: string): KeyForm[] {
  const forms: KeyForm[] = [];
  let key = given;
  let reason: UserSigReason | undefined;
  const take = (stripped: string, why: UserSigReason): void => {
    if (stripped === key || stripped === '') return;
    key = stripped;
    // A line of a file has quotes and white space of its own.
    reason = reason === 'key-line' || (reason === 'key-quoted' && why === 'key-white-space') ? reason : why;
    forms.push({ reason, key });
  };
  for (let round = 0; round < 3; round++) {
    take(key.replace(space, ''), 'key-white-space');
    take(key.replace(name, ''), 'key-line');
    take(key.replace(/\s+#.*$/, ''), 'key-line');
    take(key.replace(quotes, ''), 'key-quoted');
  }
  take(key.replace(/[\s\p{Cf}]+/gu, ''), 'key-white-space');
  take(putBack(key).text, 'key-look-alike');
  return forms;
}

const pairs = [
  '""',
  "''",
  '``',
  '\u201c\u201d',
  '\u2018\u2019',
  '\u201e\u201c',
  '\u201a\u2018',
  '\u201d\u201d',
  '\u2019\u2019',
  '«»',
];
const names = [
  'CHAT_SECRET_KEY',
  'SECRET_KEY',
  'SECRETKEY',
  'SDKSECRETKEY',
  'SDK_SECRET_KEY',
  'TIM_SECRET_KEY',
  'IM_SECRET_KEY',
  'TRTC_SECRET_KEY',
  'TENCENT_SECRET_KEY',
  'TENCENT_IM_SECRET_KEY',
  'APP_SECRET_KEY',
  'USERSIG_KEY',
  'KEY',
  'SECRET',
  'secretKey',
  'secret_key',
  'SecretKey',
  'sdkSecretKey',
  'key',
  'secret',
];

/** The bare key as a signer may have used it by mistake. */
export function wrapKey(bare: string): KeyForm[] {
  const forms: KeyForm[] = [];
  const add = (reason: UserSigReason, ...keys: KeyForm['key'][]): void => {
    for (const key of keys) forms.push({ reason, key });
  };
  for (const white of ['\n', '\r\n', '\r', ' ', '\t', '\ufeff', '\u00a0', '\u200b', '\0', '\\n']) {
    add('key-white-space', `${bare}${white}`, `${white}${bare}`, `${white}${bare}${white}`);
  }
  for (const pair of pairs) {
    const [open, close] = [pair.charAt(0), pair.charAt(1)];
    add('key-quoted', `${open}${bare}${close}`, `${open}${bare}${close}\n`, `${open}${bare}`, `${bare}${close}`);
  }
  add('key-quoted', `\\"${bare}\\"`, `'"${bare}"'`, `"'${bare}'"`);
  const { hex, base64 } = decodings(bare);
  if (hex !== undefined) add('key-decoded', hex);
  if (base64 !== undefined) add('key-decoded', base64);
  for (const text of [bare, `${bare}\n`]) {
    const bytes = new TextEncoder().encode(text);
    add('key-encoded', toBase64(bytes), toBase64(bytes).replace(/=+$/, ''), toHex(bytes));
  }
  for (const variable of names) {
    const before = `${variable}=`;
    add('key-line', `${before}${bare}`, `${before}"${bare}"`, `${before}'${bare}'`, `${variable}: ${bare}`);
    add('key-line', `export ${before}${bare}`, `${before}${bare}\n`);
  }
  return forms;
}

/** The key that a given one is the hexadecimal or base64 form of, when that is a text. */
export function decodeGiven(bare: string): string[] {
  return Object.values(decodings(bare)).flatMap((bytes) => {
    const text = bytes === undefined ? '' : new TextDecoder().decode(bytes).trim();
    return /^[\x21-\x7e]{8,}$/.test(text) ? [text] : [];
  });
}

function decodings(text: string): Record<'hex' | 'base64', Uint8Array<ArrayBuffer> | undefined> {
  const hex = /^(?:[0-9a-f]{2})+$/i.test(text)
    ? Uint8Array.from(text.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16))
    : undefined;
  return { hex, base64: /^[\w+/-]+={0,2}$/.test(text) ? fromBase64(fromUrlAlphabet(text)) : undefined };
}

const toHex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
