/**
 * Takes secrets out of texts that came from outside. A text is looked at as it is and in the forms in which an error page, a
 * log or a gateway may have written it. What is looked at is bounded, and the time it takes grows with the text alone.
 */

const pieceLength = 12;
const maxLayers = 2;

/**
 * Makes a function that takes every piece of a secret out of a text, which is 12 characters in a row that stand in the secret too,
 * in upper or lower case. What stands in the text as it is becomes `[redacted]`. Then the text is looked at without white
 * space, invisible characters and tags, and with percent-encoding, entities, `\u` and `\x` escapes, base64 and hex decoded, up
 * to two of these layers; when a piece shows only then, the whole text is withheld, and so is one that is too long.
 *
 * @param secrets Keys and signatures. One with fewer than 12 characters is not looked for.
 * @param maxLength How many characters a text may have to be looked through; 8192 by default. A longer one is withheld.
 */
export function createRedact(secrets: readonly string[], maxLength = 8192): (text: string) => string {
  const long = secrets.filter((secret) => secret.length >= pieceLength);
  const asIs = createSearch(long.map(fold));
  const bare = createSearch(long.flatMap((secret) => [bareOf(secret), bareOf(toBinary(secret))]));
  return (text) => {
    if (text.length < pieceLength || long.length === 0) return text;
    if (text.length > maxLength) return '[withheld: it is too long]';
    const redacted = takeOut(text, asIs);
    return holds(redacted, bare, maxLayers) ? '[withheld: it holds a piece of a secret in an encoded form]' : redacted;
  };
}

function takeOut(text: string, find: Search): string {
  const folded = fold(text);
  let made = '';
  let kept = 0;
  for (let at = find(folded, 0); at !== -1; ) {
    let end = at + pieceLength;
    let next = find(folded, at + 1);
    while (next !== -1 && next <= end) {
      end = next + pieceLength;
      next = find(folded, next + 1);
    }
    made += `${text.slice(kept, at)}[redacted]`;
    kept = end;
    at = next;
  }
  return made + text.slice(kept);
}

/** Whether a piece shows in a text, or in what it decodes to within some layers. */
function holds(text: string, find: Search, layers: number): boolean {
  return variantsOf(text).some((variant) => {
    const ascii = variant.replace(/[^!-~]+/g, '');
    if (find(bareOf(variant), 0) !== -1 || find(bareOf(ascii), 0) !== -1) return true;
    if (layers === 0) return false;
    return decoders.some((decode) => {
      const decoded = decode(variant);
      return decoded !== undefined && holds(decoded, find, layers - 1);
    });
  });
}

/** The text without what cannot be seen, and also without its tags: these may stand around a secret or inside of it. */
function variantsOf(text: string): string[] {
  return [...new Set(['', ...tags].map((tag) => visible(text.replaceAll(tag, ''))))];
}

/** As a text may have them that is no HTML, and as HTML and XML have them: with quotes, comments and sections. */
const tags = [/<[^<>]*>/g, /<!--.*?-->|<!\[CDATA\[|]]>|<(?:"[^"]*"|'[^']*'|[^<>"'])*>/gs];

const visible = (text: string): string =>
  /^[!-~]*$/.test(text) ? text : text.replace(/[\s\p{C}\p{Default_Ignorable_Code_Point}\u2800]+/gu, '');

const decoders = [decodeEscapes, decodeBase64, decodeHex];

const escapes =
  /(?:%|\\+x)([0-9a-f]{2})|(?:%|\\+)u([0-9a-f]{4})|(?:\\+[ux]\{|&#x)0*([0-9a-f]{1,6})[;}]?|&#0*(\d{1,7});?|&(shy|nbsp|[a-z]{2,31}(?=;));?|\\+(.)/gi;

/** Signs of keys and signatures that HTML has names for, and its syntax. */
const entities: ReadonlyMap<string, string> = new Map(
  'amp& lt< gt> quot" apos\' ast* midast* lowbar_ UnderBar_ plus+ sol/ equals= bsol\\ num# percnt%'
    .split(' ')
    .map((entity) => [entity.slice(0, -1), entity.slice(-1)]),
);

/** One layer of percent-encoding, entities and escapes, mixed as they come. Bytes become characters of the same number. */
function decodeEscapes(text: string): string | undefined {
  if (!/[%&\\]/.test(text)) return undefined;
  return text.replace(escapes, (_, byte, unit, point, decimal, name, other) => {
    if (other !== undefined) return /[nrtfbv]/.test(other) ? '' : other;
    // A name that is not known stands for something that cannot be seen, such as a soft hyphen.
    if (name !== undefined) return entities.get(name) ?? '';
    return characterOf(decimal === undefined ? Number.parseInt(byte ?? unit ?? point, 16) : Number(decimal));
  });
}

const characterOf = (point: number): string => (point <= 0x10ffff ? String.fromCodePoint(point) : '');

function decodeBase64(text: string): string | undefined {
  const runs = text.replaceAll('\\', '').match(/[A-Za-z0-9+/*_-]{16,}/g);
  // What stands before it may belong to the same run, so the beginning may be anywhere.
  return runs
    ?.flatMap(standardForms)
    .flatMap((run) => [0, 1, 2, 3].map((start) => fromBase64(run.slice(start))))
    .join(' ');
}

/** Standard base64; for its URL form, and for that of a UserSig, where `*` and `-` stand for `+` and `/`. */
function standardForms(run: string): string[] {
  const standard = run.replaceAll('*', '+').replaceAll('_', '/');
  return [standard.replaceAll('-', '/'), standard.replaceAll('-', '+')];
}

const fromBase64 = (run: string): string => atob(run.slice(0, run.length - (run.length % 4)));

function decodeHex(text: string): string | undefined {
  const runs = text.replace(/\\|0x(?=[0-9a-f]{2})/gi, '').match(/[0-9a-f](?:[:,.-]?[0-9a-f]){23,}/gi);
  return runs
    ?.map((run) => run.replace(/[:,.-]/g, ''))
    .flatMap((run) => [fromHex(run), fromHex(run.slice(1))])
    .join(' ');
}

/** Characters of the numbers that pairs of digits stand for. */
function fromHex(digits: string): string {
  let made = '';
  for (let at = 0; at + 2 <= digits.length; at += 2)
    made += String.fromCharCode(Number.parseInt(digits.slice(at, at + 2), 16));
  return made;
}

/** Its bytes in UTF-8, as characters of the same number. */
const toBinary = (text: string): string => Array.from(new TextEncoder().encode(text), characterOf).join('');

/** Upper and lower case of ASCII are one. */
const fold = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/** What is compared in the end. A plus may have become a space, which is left out, and backslashes come and go. */
const bareOf = (text: string): string => fold(visible(text)).replace(/[+\\]/g, '');

/** Where the first piece begins in a text, at or after an index; -1 when there is none. */
type Search = (text: string, from: number) => number;

const base = 31;
const highest = Array.from({ length: pieceLength - 1 }).reduce<number>((power) => Math.imul(power, base), 1);

/** Looks pieces up by a hash that goes along with the text: to cut a piece out at each index takes ten times as long. */
function createSearch(secrets: readonly string[]): Search {
  const pieces = new Set<string>();
  for (const secret of secrets) {
    for (let at = 0; at + pieceLength <= secret.length; at++) pieces.add(secret.slice(at, at + pieceLength));
  }
  const hashes = new Set([...pieces].map((piece) => hashOf(piece, 0)));
  return (text, from) => {
    const last = text.length - pieceLength;
    if (from > last) return -1;
    let hash = hashOf(text, from);
    for (let at = from; ; at++) {
      if (hashes.has(hash) && pieces.has(text.slice(at, at + pieceLength))) return at;
      if (at === last) return -1;
      const rest = hash - Math.imul(text.charCodeAt(at), highest);
      hash = (Math.imul(rest, base) + text.charCodeAt(at + pieceLength)) | 0;
    }
  };
}

function hashOf(text: string, from: number): number {
  let hash = 0;
  for (let at = from; at < from + pieceLength; at++) hash = (Math.imul(hash, base) + text.charCodeAt(at)) | 0;
  return hash;
}
