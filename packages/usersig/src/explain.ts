/**
 * Says why the service refuses a UserSig: one finding for each fault, with what was found, what was expected, and the
 * remedy.
 */
import { decode } from './decode.ts';
import type { UserSigFinding } from './finding.ts';
import { importKey, type SignedFields, signedText } from './mac.ts';
import {
  checkIdentifier,
  checkNow,
  checkSdkAppId,
  checkSecretKey,
  checkUserBuffer,
  isMilliseconds,
} from './options.ts';
import { fromBase64, toBase64 } from './text-form.ts';

/** What a UserSig should be. */
export interface ExplainUserSigOptions {
  /** The app that is called: the `sdkappid` of the URL. */
  sdkAppId: number;
  /** The user that calls: the `identifier` of the URL. */
  identifier: string;
  /** The app's secret key. Without it everything is checked but the signature itself. It is never quoted. */
  secretKey?: string;
  /** The user buffer that the UserSig should carry; without it the buffer is not compared. */
  userBuffer?: Uint8Array;
  /**
   * The moment to check for, in seconds since 1970.
   *
   * @default Date.now() / 1000
   */
  now?: number;
}

/** What a UserSig has to be checked against; here the key is needed. */
export interface VerifyUserSigOptions extends ExplainUserSigOptions {
  secretKey: string;
}

/**
 * Says why the service would refuse a UserSig: what was found, what was expected, what to do, and the service's code. An
 * empty list means that nothing is wrong with it, as far as was checked.
 *
 * @example
 * for (const { code, found, expected, remedy } of await explainUserSig(userSig, { sdkAppId, identifier, secretKey })) {
 *   console.log(`${code}: found ${found}, expected ${expected}. ${remedy}`);
 * }
 *
 * @returns Findings in the order of the service's checks, as far as it is known: form, app, user, expiry, buffer, MAC.
 * @throws TypeError or RangeError when an option cannot be right. The UserSig itself may be anything.
 */
export async function explainUserSig(userSig: string, options: ExplainUserSigOptions): Promise<UserSigFinding[]> {
  const { sdkAppId, identifier, secretKey, userBuffer, now = Date.now() / 1000 } = options;
  checkSdkAppId(sdkAppId);
  checkIdentifier(identifier);
  if (secretKey !== undefined) checkSecretKey(secretKey);
  checkUserBuffer(userBuffer);
  checkNow(now);
  const { document, text, findings } = await decode(String(userSig));
  if (document === undefined || text === undefined) return findings;
  const fields = readFields(document, findings);
  if (fields === undefined) return findings;
  compare(fields, { ...options, now }, findings);
  if (secretKey !== undefined) {
    const finding = await checkMac(fields, fields.mac, secretKey, text);
    if (finding !== undefined) findings.push(finding);
  }
  return findings;
}

/**
 * Whether a UserSig is exactly what it should be, expiry and MAC included.
 *
 * @throws TypeError or RangeError when an option cannot be right. The UserSig itself may be anything.
 */
export async function verifyUserSig(userSig: string, options: VerifyUserSigOptions): Promise<boolean> {
  checkSecretKey(options.secretKey);
  return (await explainUserSig(userSig, options)).length === 0;
}

interface ReadFields extends SignedFields {
  mac: string;
}

/** The fields of the document, when each has its type; what is wrong with them goes into the findings. */
function readFields(document: Record<string, unknown>, findings: UserSigFinding[]): ReadFields | undefined {
  if ('TLS.account_type' in document || 'TLS.appid_at_3rd' in document || 'TLS.version' in document) {
    findings.push({
      code: 70003,
      reason: 'ecdsa',
      found: 'the old form, signed with ECDSA and a private key',
      expected: 'version 2.0, signed with HMAC-SHA256 and the secret key',
      remedy: 'Use a signer of version 2.0 with the secret key of the console. The two kinds of key do not mix.',
    });
    return undefined;
  }
  if (document['TLS.ver'] !== '2.0') {
    findings.push({
      code: 70003,
      reason: 'version',
      found: `TLS.ver ${show(document['TLS.ver'])}`,
      expected: 'TLS.ver "2.0"',
      remedy: 'Use a signer of version 2.0.',
    });
  }
  const identifier = takeString(document, 'TLS.identifier', findings);
  const sdkAppId = takeInteger(document, 'TLS.sdkappid', findings);
  const time = takeInteger(document, 'TLS.time', findings);
  const expire = takeInteger(document, 'TLS.expire', findings);
  const mac = takeString(document, 'TLS.sig', findings);
  const userBuffer = 'TLS.userbuf' in document ? takeString(document, 'TLS.userbuf', findings) : undefined;
  if (identifier === undefined || sdkAppId === undefined || time === undefined || expire === undefined)
    return undefined;
  if (mac === undefined) return undefined;
  return { identifier, sdkAppId, time, expire, mac, ...(userBuffer === undefined ? {} : { userBuffer }) };
}

function takeString(document: Record<string, unknown>, name: string, findings: UserSigFinding[]): string | undefined {
  const value = document[name];
  if (typeof value === 'string') return value;
  findings.push(fieldFinding(name, value, 'a string'));
  return undefined;
}

function takeInteger(document: Record<string, unknown>, name: string, findings: UserSigFinding[]): number | undefined {
  const value = document[name];
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  findings.push(fieldFinding(name, value, 'a whole number'));
  return undefined;
}

function fieldFinding(name: string, value: unknown, type: string): UserSigFinding {
  return {
    code: 70003,
    reason: 'field',
    found: `${name} ${show(value)}`,
    expected: `${name} as ${type}`,
    remedy: 'Write the field with its own type into the JSON document.',
  };
}

function compare(
  fields: ReadFields,
  options: ExplainUserSigOptions & { now: number },
  findings: UserSigFinding[],
): void {
  const { sdkAppId, identifier, userBuffer, now } = options;
  if (fields.sdkAppId !== sdkAppId) {
    const wrapped = fields.sdkAppId >>> 0 === sdkAppId >>> 0;
    findings.push({
      code: 70014,
      reason: wrapped ? 'overflow' : 'sdk-app-id',
      found: `made for SDKAppID ${fields.sdkAppId}`,
      expected: `SDKAppID ${sdkAppId}`,
      remedy: wrapped
        ? 'The signer keeps the SDKAppID in 32 bits, which is too small. Use a 64-bit integer.'
        : 'Sign for the SDKAppID that is sent in the URL, with the key of that app.',
    });
  }
  if (fields.identifier !== identifier) {
    findings.push({
      code: 70013,
      reason: 'identifier',
      found: `made for the user ${show(fields.identifier)}`,
      expected: `the user ${show(identifier)}`,
      remedy: 'Sign for the identifier that is sent in the URL, with the same letters and case.',
    });
  }
  const expiry = expiryFinding(fields, now);
  if (expiry !== undefined) findings.push(expiry);
  if (userBuffer !== undefined && fields.userBuffer !== toBase64(userBuffer)) {
    findings.push({
      code: 70009,
      reason: 'user-buffer',
      found: fields.userBuffer === undefined ? 'no user buffer' : 'another user buffer',
      expected: 'the user buffer that was given',
      remedy: 'Sign with the same user buffer.',
    });
  }
}

function expiryFinding({ time, expire }: ReadFields, now: number): UserSigFinding | undefined {
  const seconds = 'Use seconds for both: Math.floor(Date.now() / 1000), and the validity as a number of seconds.';
  if (isMilliseconds(time) || isMilliseconds(expire * 10)) {
    return {
      code: 70003,
      reason: 'milliseconds',
      found: `TLS.time ${time} and TLS.expire ${expire}`,
      expected: 'both in seconds',
      remedy: seconds,
    };
  }
  if (time < 0 || expire < 0) {
    return {
      code: 70001,
      reason: 'overflow',
      found: `TLS.time ${time} and TLS.expire ${expire}`,
      expected: 'numbers that are not negative',
      remedy: 'The signer keeps them in 32 bits, which is too small. Use 64-bit integers.',
    };
  }
  if (now <= time + expire) return undefined;
  const expired = new Date((time + expire) * 1000).toISOString();
  return {
    code: 70001,
    reason: 'expired',
    found: `made at ${new Date(time * 1000).toISOString()} for ${expire} seconds, so it ended at ${expired}`,
    expected: `a UserSig that holds at ${new Date(now * 1000).toISOString()}`,
    remedy:
      expire > 1_000_000_000
        ? 'TLS.expire is a duration, not a moment; and the UserSig has to be renewed before it ends.'
        : 'Make a new UserSig, and renew it some time before it ends. Check the clock of the machine that signs.',
  };
}

/** Compares the MAC, and when it differs tries the ways in which people get it wrong. */
async function checkMac(
  fields: SignedFields,
  mac: string,
  secretKey: string,
  document: string,
): Promise<UserSigFinding | undefined> {
  const signed = signedText(fields);
  const matches = async (key: string | Uint8Array<ArrayBuffer>, text: string): Promise<boolean> => {
    const bytes = fromBase64(mac);
    if (bytes === undefined) return false;
    const imported = await importKey(key, 'verify');
    return crypto.subtle.verify('HMAC', imported, Uint8Array.from(bytes), new TextEncoder().encode(text));
  };
  if (await matches(secretKey, signed)) return undefined;

  const finding = (
    reason: UserSigFinding['reason'],
    found: string,
    expected: string,
    remedy: string,
  ): UserSigFinding => ({
    code: 70009,
    reason,
    found,
    expected,
    remedy,
  });
  const bare = secretKey.trim();
  const decoded = /^(?:[0-9a-f]{2})+$/i.test(bare) ? fromHex(bare) : undefined;
  if (decoded !== undefined && (await matches(decoded, signed))) {
    return finding(
      'key-decoded',
      'a MAC made with the key decoded from hexadecimal',
      'the key used as text',
      'Use the key as the text that the console shows.',
    );
  }
  for (const spaced of [`${bare}\n`, `${bare}\r\n`, `${bare} `, ` ${bare}`, `\t${bare}`, bare]) {
    if (spaced === secretKey || !(await matches(spaced, signed))) continue;
    return spaced === bare
      ? finding(
          'key-white-space',
          'a MAC made with the key without white space',
          'the key that was given, which has white space around it',
          'Trim the key that you check with; the signature is right.',
        )
      : finding(
          'key-white-space',
          'a MAC made with a key that has white space around it',
          'the key alone',
          'Trim the key where the signer reads it; a file or a variable often ends with a line break.',
        );
  }
  if (await matches(secretKey, signed.replaceAll('\n', '\\n'))) {
    return finding(
      'literal-newlines',
      'lines ended by a backslash and an n',
      'lines ended by a line break',
      'Write a real line break; in PHP that takes double quotes.',
    );
  }
  if (await matches(secretKey, signed.slice(0, -1))) {
    return finding(
      'literal-newlines',
      'a last line without its line break',
      'each line ended by a line break, the last one too',
      'Add the last line break.',
    );
  }
  if (await signsDocument(document, (text) => matches(secretKey, text))) {
    return finding(
      'document-signed',
      'a MAC over the JSON document',
      'a MAC over the lines TLS.identifier, TLS.sdkappid, TLS.time, TLS.expire',
      'Sign the lines, not the document.',
    );
  }
  return finding(
    'key',
    'a MAC that this key does not make',
    'a MAC made with the secret key of this app',
    'Use the secret key of this very app. If the key is right, check the signed lines: their order, names, and line breaks.',
  );
}

/** Whether the MAC covers the JSON document, as it would stand without the field for the MAC itself. */
async function signsDocument(document: string, matches: (text: string) => Promise<boolean>): Promise<boolean> {
  const { 'TLS.sig': _, ...rest } = Object(JSON.parse(document));
  return matches(JSON.stringify(rest));
}

function fromHex(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'missing';
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
