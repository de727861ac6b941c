/** Takes the fields out of the document of a UserSig, and notes each that is not as it should be. */
import type { SignatureDocument } from './document.ts';
import type { Note } from './finding.ts';
import { describe } from './quote.ts';
import type { SignedFields } from './signed-fields.ts';
import { fromStrictBase64 } from './text-form.ts';

export interface ReadFields extends SignedFields {
  mac: string;
}

const own = 'Write the field with its own type into the JSON document.';

/** The fields, when each has its type and none can pass for other signed lines. */
export function readFields({ fields, ambiguous }: SignatureDocument, findings: Note[]): ReadFields | undefined {
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
  const wrong = (name: string, expected: string, found = describe(take(name))): undefined => {
    findings.push({
      code: 70003,
      reason: 'field',
      found: `${name}, ${found}`,
      expected: `${name} as ${expected}`,
      remedy: own,
    });
    return undefined;
  };
  const takeNumber = (name: string): number | undefined => {
    const value = take(name);
    const whole = typeof value === 'number' && Number.isSafeInteger(value) && !Object.is(value, -0);
    return whole ? value : wrong(name, 'a whole number');
  };
  const takeLine = (name: string): string | undefined => {
    const value = take(name);
    if (typeof value !== 'string' || value === '') return wrong(name, 'a string that is not empty');
    return isLine(value) ? value : lineBreak(name, findings);
  };
  const takeBase64 = (name: string, expected: string, length?: number): string | undefined => {
    const value = take(name);
    if (typeof value !== 'string') return wrong(name, expected);
    if (!isLine(value)) return lineBreak(name, findings);
    const fits = length === undefined || value.length === length;
    return fits && fromStrictBase64(value) !== undefined ? value : wrong(name, expected);
  };

  const version = take('TLS.ver');
  if (version !== '2.0') {
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
  const mac = takeBase64('TLS.sig', '44 characters of standard base64', 44);
  const buffered = Object.hasOwn(fields, 'TLS.userbuf');
  const userBuffer = buffered ? takeBase64('TLS.userbuf', 'one line of standard base64') : undefined;
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
