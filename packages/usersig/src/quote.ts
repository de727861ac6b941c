/** What of a value may stand in a finding. Whoever made the signature wrote the value, so little of it is shown. */

const maxShown = 32;
/** In a text these cannot be seen, or change how others are seen. */
const invisible = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/gu;
/** So many characters in a row that stand in a secret too give it away. */
const telling = 8;

/** The type of a value, and the length of a text. A whole number is shown. */
export function describe(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (typeof value === 'string') return `a string of ${value.length} characters`;
  if (typeof value === 'number') {
    if (Number.isSafeInteger(value)) return `the number ${value}`;
    return Number.isInteger(value) ? 'a number out of range' : 'a number that is not whole';
  }
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** A user id that was found; only described when it cannot be one or holds a piece of a secret. */
export function quoteFound(identifier: string, secrets: readonly string[], asciiOnly = false): string {
  const bytes = new TextEncoder().encode(identifier).length;
  const plausible = bytes > 0 && bytes <= maxShown && !/[\p{Cc}\p{Cs}]/u.test(identifier);
  if (!plausible || isTelling(identifier, secrets)) return `given as ${describe(identifier)}`;
  return quote(identifier, asciiOnly);
}

/** A user id that the caller gave; the same, but cut where it is too long. */
export function quoteGiven(identifier: string, secrets: readonly string[], asciiOnly = false): string {
  if (isTelling(identifier, secrets)) return `given as ${describe(identifier)}`;
  const characters = Array.from(identifier);
  const shown = characters.slice(0, maxShown).join('');
  return quote(shown, asciiOnly) + (characters.length > maxShown ? ` and ${characters.length - maxShown} more` : '');
}

/** Each UTF-16 unit as `\u` and four digits. */
export function escapeUnits(text: string): string {
  return Array.from({ length: text.length }, (_, index) => {
    return `\\u${text.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }).join('');
}

function quote(text: string, asciiOnly: boolean): string {
  const escaped = text.replace(/["\\]/g, '\\$&').replace(invisible, escapeUnits);
  return `"${asciiOnly ? escaped.replace(/[^\x20-\x7e]/g, escapeUnits) : escaped}"`;
}

function isTelling(text: string, secrets: readonly string[]): boolean {
  return secrets.some((secret) => {
    const { length } = secret;
    if (length < 4) return false;
    if (length <= telling) return text.includes(secret);
    for (let at = 0; at + telling <= text.length; at++) {
      if (secret.includes(text.slice(at, at + telling))) return true;
    }
    return false;
  });
}
