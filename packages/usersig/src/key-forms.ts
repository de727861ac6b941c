/** What people make of the secret key by mistake: wrapped in quotes, white space or a line of a file, decoded, encoded. */
import type { UserSigReason } from './finding.ts';
import { putBack } from './look-alikes.ts';
import { type Wrapping, wrappingOf } from './options.ts';
import { fromBase64, fromUrlAlphabet, toBase64 } from './text-form.ts';

export interface KeyForm {
  reason: UserSigReason;
  key: string | Uint8Array<ArrayBuffer>;
}

/** How the explanations call what `wrappingOf` finds. */
const reasons = {
  'its name before it': 'key-line',
  'white space or an invisible character': 'key-white-space',
  'quotes around it': 'key-quoted',
  'a character that is not ASCII': 'key-look-alike',
} as const satisfies Record<Wrapping, UserSigReason>;

type WrappingReason = (typeof reasons)[Wrapping];

/** Why no key can be as this one is; undefined when nothing is wrong with it. */
export function wrappingReason(secretKey: string): WrappingReason | undefined {
  const wrapping = wrappingOf(secretKey);
  const reason = wrapping && reasons[wrapping];
  return reason === 'key-white-space' && comment.test(secretKey) ? 'key-line' : reason;
}

/** What stands behind a value on its line. */
const comment = /\s(?:#|\/\/).*$/s;

/** What is taken off for each of these reasons, one after the other until something changes. */
const strips: Record<WrappingReason, ((key: string) => string)[]> = {
  'key-line': [(key) => key.replace(/^.{0,64}?[=:＝：]>?\s*(?=.{8})/s, ''), (key) => key.replace(comment, '')],
  'key-white-space': [
    (key) => key.replace(/^(?:[\s\p{C}]|\\[nrt])+|(?<![\s\p{C}])(?:[\s\p{C}]|\\[nrt])+$/gu, ''),
    (key) => key.replace(/[\s\p{C}]+|\\[nrt]/gu, ''),
  ],
  'key-quoted': [(key) => key.replace(/^[\p{QMark}`\\❛-❠\p{Ps}<]+|(?<![,;>])[\p{QMark}`\\❛-❠\p{Pe}>,;]+$/gu, '')],
  'key-look-alike': [(key) => putBack(key).text, (key) => key.replace(/[^!-~]+/g, '')],
};

/** More layers than anybody wraps by mistake. */
const maxLayers = 8;

/** The key without what stands around it, step by step, until it is one that a signer takes. The last one is the bare key. */
export function unwrapKey(given: string): KeyForm[] {
  const forms: KeyForm[] = [];
  let key = given;
  let reason: WrappingReason | undefined;
  while (forms.length < maxLayers) {
    const why = wrappingReason(key);
    const stripped = why && strips[why].map((strip) => strip(key)).find((one) => one !== key && one !== '');
    if (why === undefined || stripped === undefined) break;
    // A line of a file has quotes and white space of its own, and quotes have white space.
    const inside = reason === 'key-line' || (reason === 'key-quoted' && why === 'key-white-space');
    if (reason === undefined || !inside) reason = why;
    key = stripped;
    forms.push({ reason, key });
  }
  return forms;
}

/** What ends up around a key, or in it where it was pasted over two lines. */
const whites = [
  '\n',
  '\r\n',
  '\r',
  ' ',
  '\t',
  '\0',
  '\u00a0',
  '\u00ad',
  '\u200b',
  '\u200e',
  '\u200f',
  '\u2028',
  '\u2060',
  '\u3000',
  '\ufeff',
  '\\n',
  '\\r\\n',
  '\\t',
];
/** One opening and one closing mark each. */
const pairs = '"" \'\' `` “” ‘’ „“ ‚‘ ”” ’’ «» »« ‹› ＂＂ ＇＇ 「」 『』 《》 〈〉 【】 〝〞 ｢｣ ❝❞ ❛❜ () [] {} <>'
  .split(' ')
  .map((pair) => [...pair]);
/** A line of a file or a program, with `N` for the name and `K` for the key. */
const pairsOfWords = ['N=K', 'N: K', 'N:K', 'N：K', 'N： K', 'N＝K'];
const lines = [
  ...pairsOfWords,
  ...['N="K"', "N='K'", 'N = K', 'N = "K"', "N = 'K'", 'N=K;', 'N=K\n', 'N: "K"', "N: 'K'", 'N: "K",', "N: 'K',"],
  ...['"N":"K"', '"N": "K"', '{"N":"K"}', '{"N": "K"}', "'N' => 'K'", '"N" => "K"'],
  ...['export ', 'set ', '$env:', 'ENV '].flatMap((before) => [`${before}N=K`, `${before}N="K"`, `${before}N='K'`]),
  ...['const', 'let', 'var'].flatMap((word) => [`${word} N = 'K'`, `${word} N = 'K';`, `${word} N = "K";`]),
];
const ofPrograms =
  'CHAT_SECRET_KEY SECRET_KEY SECRETKEY SDKSECRETKEY SDK_SECRET_KEY TIM_SECRET_KEY IM_SECRET_KEY TRTC_SECRET_KEY TENCENT_SECRET_KEY TENCENT_IM_SECRET_KEY APP_SECRET_KEY USERSIG_KEY KEY SECRET secretKey secret_key SecretKey sdkSecretKey key secret';
const ofPeople = '密钥 秘钥 密鑰 鍵 キー シークレットキー Key';
/** Which names stand in which lines. */
const tables: [names: string[], lines: string[]][] = [
  [ofPrograms.split(' '), lines],
  [ofPeople.split(' '), pairsOfWords],
];
/** Where a line may have ended: real keys have 64 characters. */
const maxBreak = 128;

/** The bare key as a signer may have used it by mistake. */
export function wrapKey(bare: string): KeyForm[] {
  const forms: KeyForm[] = [];
  const add = (reason: UserSigReason, ...keys: KeyForm['key'][]): void => {
    for (const key of keys) forms.push({ reason, key });
  };
  for (const white of whites) add('key-white-space', `${bare}${white}`, `${white}${bare}`, `${white}${bare}${white}`);
  for (let at = 1; at < bare.length && at < maxBreak; at++) {
    for (const white of ['\n', '\r\n', ' ']) add('key-white-space', `${bare.slice(0, at)}${white}${bare.slice(at)}`);
  }
  for (const [open = '', close = ''] of pairs) {
    const quoted = `${open}${bare}${close}`;
    add('key-quoted', quoted, `${quoted}\n`, `${quoted};`, `${quoted},`, `${open}${bare}`, `${bare}${close}`);
  }
  add('key-quoted', `\\"${bare}\\"`, `'"${bare}"'`, `"'${bare}'"`, `${bare};`, `${bare},`);
  const { hex, base64 } = decodings(bare);
  if (hex !== undefined) add('key-decoded', hex);
  if (base64 !== undefined) add('key-decoded', base64);
  for (const text of [bare, `${bare}\n`]) {
    const bytes = new TextEncoder().encode(text);
    add('key-encoded', toBase64(bytes), toBase64(bytes).replace(/=+$/, ''), toHex(bytes));
  }
  // A function, so that no $ in the key counts as a sign of the replacement.
  const fill = (line: string, name: string): string =>
    line.replace(/[NK](?![A-Z])/g, (letter) => (letter === 'N' ? name : bare));
  for (const [names, within] of tables) {
    for (const name of names) add('key-line', ...within.map((line) => fill(line, name)));
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
