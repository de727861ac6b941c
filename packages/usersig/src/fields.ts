/** Takes the fields out of the document of a UserSig, and notes each that is not as it should be. */
import { foldName, type SignatureDocument } from './document.ts';
import type { Note } from './finding.ts';
import { describe } from './quote.ts';
import type { SignedFields } from './signed-fields.ts';
import { fromBase64, fromStrictBase64 } from './text-form.ts';
import { wholeNumbers } from './text-forms.ts';

export interface ReadFields extends SignedFields {
  mac: string;
}

const own = 'Write the field with its own type into the JSON document.';
const ownMac = 'Write the MAC as standard base64 of HMAC-SHA256: 44 characters, with + / = and not - _.';
const ownBuffer = 'Write the user buffer as one line of standard base64, in the document and in the signed lines.';

const names = ['TLS.ver', 'TLS.identifier', 'TLS.sdkappid', 'TLS.time', 'TLS.expire', 'TLS.userbuf', 'TLS.sig'];

/** Whether a name is there, in whatever case. */
const isThere = (name: string, fields: object): boolean =>
  Object.keys(fields).some((other) => foldName(other) === foldName(name));

/** How the MAC is written, without a character of it. */
function macFound(mac: string): string {
  const found = describe(mac);
  if (/^(?:[0-9a-f]{2}){16,}$/i.test(mac)) return `${found}, in hexadecimal`;
  if (/^[\w-]+={0,2}$/.test(mac) && /[_-]|[^=]$/.test(mac)) return `${found}, in base64url or without padding`;
  const { length = 0 } = fromBase64(mac) ?? [];
  const hash = { 16: 'MD5', 20: 'SHA-1', 28: 'SHA-224', 48: 'SHA-384', 64: 'SHA-512' }[length];
  return hash === undefined ? found : `${found}, of the length that ${hash} gives`;
}

/** The fields, when each has its type and none can pass for other signed lines. */
export function readFields(
  { fields, numbers, ambiguous }: SignatureDocument,
  findings: Note[],
): ReadFields | undefined {
  if (['TLS.account_type', 'TLS.appid_at_3rd', 'TLS.version'].some((name) => Object.hasOwn(fields, name))) {
    findings.push({
      code: 70003,
      reason: 'ecdsa',
      found: 'the old form, signed with ECDSA and a private key',
      expected: 'version 2.0, signed with HMAC-SHA256 and the secret key',
      remedy: 'Use a signer of version 2.0 with the secret key of the console. The two kinds of key do not mix.',
    });
    return undefined;
  }
  if (ambiguous) {
    findings.push({
      code: 70003,
      reason: 'duplicate-field',
      found: 'a name that stands in the JSON document more than once',
      expected: 'each field once',
      remedy:
        'Make the UserSig again. If nobody made it in this way by mistake, somebody tries to pass for another user.',
    });
  }
  const take = (name: string): unknown => (Object.hasOwn(fields, name) ? fields[name] : undefined);
  const note = (name: string, found: string, expected: string, remedy: string): undefined => {
    findings.push({
      code: 70003,
      reason: 'field',
      found: `${name}, ${found}`,
      expected: `${name} ${expected}`,
      remedy,
    });
    return undefined;
  };
  const wrong = (name: string, expected: string, found = describe(take(name)), remedy = own): undefined => {
    // It is not missing, but written in another case, which is noted.
    return otherCase.has(name) ? undefined : note(name, found, `as ${expected}`, remedy);
  };
  const otherCase = new Set(names.filter((name) => !Object.hasOwn(fields, name) && isThere(name, fields)));
  for (const name of otherCase) {
    const remedy =
      'Write the name with the capitals that are expected: some readers take it in any case, others do not.';
    note(name, 'its name in other capitals', 'in these capitals', remedy);
  }
  const takeNumber = (name: string): number | undefined => {
    const value = take(name);
    const whole = typeof value === 'number' && Number.isSafeInteger(value) && !Object.is(value, -0);
    if (!whole) return wrong(name, 'a whole number');
    if (numbers.get(name) === `${value}`) return value;
    return wrong(
      name,
      'a whole number in digits alone',
      'written with a point or an exponent, as a float',
      wholeNumbers,
    );
  };
  const takeLine = (name: string): string | undefined => {
    const value = take(name);
    if (typeof value !== 'string' || value === '') return wrong(name, 'a string that is not empty');
    return isLine(value) ? value : lineBreak(name, findings);
  };
  const takeBase64 = (name: string, expected: string, remedy: string, length?: number): string | undefined => {
    const value = take(name);
    // A MAC of another type may be a secret all the same.
    if (typeof value === 'number' || typeof value === 'bigint') return wrong(name, expected, 'a number', remedy);
    if (typeof value !== 'string') return wrong(name, expected);
    if (!isLine(value)) return lineBreak(name, findings);
    const fits = length === undefined || value.length === length;
    if (fits && fromStrictBase64(value) !== undefined) return value;
    return wrong(name, expected, length === undefined ? undefined : macFound(value), remedy);
  };

  const version = take('TLS.ver');
  if (version !== '2.0' && !otherCase.has('TLS.ver')) {
    findings.push({
      code: 70003,
      reason: 'version',
      found: `TLS.ver, ${describe(version)}`,
      expected: 'TLS.ver "2.0"',
      remedy: 'Use a signer of version 2.0.',
    });
  }
  const identifier = takeLine('TLS.identifier');
  const sdkAppId = takeNumber('TLS.sdkappid');
  const time = takeNumber('TLS.time');
  const expire = takeNumber('TLS.expire');
  const mac = takeBase64('TLS.sig', '44 characters of standard base64', ownMac, 44);
  const buffered = Object.hasOwn(fields, 'TLS.userbuf');
  const userBuffer = buffered ? takeBase64('TLS.userbuf', 'one line of standard base64', ownBuffer) : undefined;
  // Some readers take it as the user buffer.
  if (otherCase.size > 0) return undefined;
  if (identifier === undefined || sdkAppId === undefined || time === undefined || expire === undefined)
    return undefined;
  if (mac === undefined || (buffered && userBuffer === undefined)) return undefined;
  return { identifier, sdkAppId, time, expire, mac, ...(userBuffer === undefined ? {} : { userBuffer }) };
}

/** No control character, no line break of Unicode, no half of a surrogate pair, which is signed as another character. */
const isLine = (text: string): boolean => !/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(text);

function lineBreak(name: string, findings: Note[]): undefined {
  findings.push({
    code: 70003,
    reason: 'line-break',
    found: `${name} with a line break, another control character or half of a surrogate pair`,
    expected: `${name} on one line`,
    remedy:
      'Refuse such values before they are signed: each field is a line of the signed text, and a line break lets one field pass for others.',
  });
}
