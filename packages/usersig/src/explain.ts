/**
 * Says why the service refuses a UserSig: one finding for each fault, with what was found, what was expected, and the
 * remedy.
 */
import { compare } from './compare.ts';
import { type Decoded, decode } from './decode.ts';
import { bothWrapped, explainMac } from './explain-mac.ts';
import { readFields } from './fields.ts';
import type { Note, UserSigFinding } from './finding.ts';
import { wrappingReason } from './key-forms.ts';
import { isMacOf } from './mac.ts';
import { checkIdentifier, checkNow, checkSdkAppId, checkSecretKey, checkUserBuffer } from './options.ts';
import { signedText } from './signed-fields.ts';

/** What a UserSig should be. */
export interface ExplainUserSigOptions {
  /** The app that is called: the `sdkappid` of the URL. */
  sdkAppId: number;
  /** The user that calls: the `identifier` of the URL. */
  identifier: string;
  /** The app's secret key. Without it everything is checked but the signature itself. It is never quoted. */
  secretKey?: string | undefined;
  /** The user buffer that the UserSig should carry; without it the buffer is not compared. */
  userBuffer?: Uint8Array | undefined;
  /**
   * The moment to check for, in seconds since 1970.
   *
   * @default Date.now() / 1000
   */
  now?: number | undefined;
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
  const { secretKey } = options;
  const { decoded, fields, findings } = examine(userSig, options);
  if (fields !== undefined && decoded.document !== undefined && secretKey !== undefined) {
    const wrapping = wrappingReason(secretKey);
    if (!(await isMacOf(fields.mac, secretKey, signedText(fields)))) {
      const { userBuffer } = options;
      const otherApp = fields.sdkAppId !== options.sdkAppId;
      findings.push(await explainMac(fields, secretKey, { document: decoded.document, otherApp, userBuffer }));
    } else if (wrapping !== undefined) findings.push(bothWrapped(wrapping));
  }
  const harmless = findings.every(({ wrapping }) => wrapping === true) ? withoutIt(findings, secretKey) : '';
  return findings.map(({ wrapping: _, remedy, ...finding }) => ({ ...finding, remedy: remedy + harmless }));
}

/** What is said when nothing is wrong but what stands around the UserSig or the key. */
function withoutIt(findings: Note[], secretKey: string | undefined): string {
  const without = findings.length === 1 ? 'Without it' : 'Without these';
  if (secretKey !== undefined) return ` ${without}, the UserSig is right.`;
  return ` ${without}, nothing is wrong with the UserSig, as far as it can be checked without the key.`;
}

/**
 * Whether a UserSig is exactly what it should be, expiry and MAC included.
 *
 * @throws TypeError or RangeError when an option cannot be right. The UserSig itself may be anything.
 */
export async function verifyUserSig(userSig: string, options: VerifyUserSigOptions): Promise<boolean> {
  const { secretKey } = options;
  checkSecretKey(secretKey);
  const { fields, findings } = examine(userSig, options);
  if (fields === undefined || findings.length > 0 || wrappingReason(secretKey) !== undefined) return false;
  return isMacOf(fields.mac, secretKey, signedText(fields));
}

/** Everything that can be checked without the key. */
function examine(userSig: string, options: ExplainUserSigOptions) {
  const { sdkAppId, identifier, secretKey, userBuffer, now = Date.now() / 1000 } = options;
  checkSdkAppId(sdkAppId);
  checkIdentifier(identifier);
  if (secretKey !== undefined) checkSecretKey(secretKey);
  checkUserBuffer(userBuffer);
  checkNow(now);
  const decoded: Decoded = decode(userSig);
  const findings: Note[] = [...decoded.findings];
  const fields = decoded.document && readFields(decoded.document, findings);
  if (fields !== undefined) {
    const secrets = [fields.mac, userSig, secretKey ?? ''];
    findings.push(...compare(fields, { sdkAppId, identifier, userBuffer, now, secrets }));
  }
  return { decoded, fields, findings };
}
