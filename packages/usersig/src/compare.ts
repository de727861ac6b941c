/** Holds what a UserSig states against what it should be: app, user, time, user buffer. */
import type { ReadFields } from './fields.ts';
import type { Note } from './finding.ts';
import { lookAlike } from './look-alikes.ts';
import { isMillisecondMoment, isMillisecondValidity } from './options.ts';
import { quoteFound, quoteGiven } from './quote.ts';
import { toBase64 } from './text-form.ts';

export interface Expected {
  sdkAppId: number;
  identifier: string;
  userBuffer: Uint8Array | undefined;
  now: number;
  /** What no finding may show. */
  secrets: readonly string[];
}

export function compare(fields: ReadFields, expected: Expected): Note[] {
  const { userBuffer, now } = expected;
  const findings = [appFinding(fields, expected), userFinding(fields, expected), expiryFinding(fields, now)];
  if (userBuffer !== undefined && fields.userBuffer !== toBase64(userBuffer)) {
    findings.push({
      code: 70009,
      reason: 'user-buffer',
      found: fields.userBuffer === undefined ? 'no user buffer' : 'another user buffer',
      expected: 'the user buffer that was given',
      remedy: 'Sign with the same user buffer.',
    });
  }
  return findings.filter((finding) => finding !== undefined);
}

function appFinding(fields: ReadFields, { sdkAppId }: Expected): Note | undefined {
  if (fields.sdkAppId === sdkAppId) return undefined;
  const wrapped = fields.sdkAppId >>> 0 === sdkAppId >>> 0;
  return {
    code: 70014,
    reason: wrapped ? 'overflow' : 'sdk-app-id',
    found: `made for SDKAppID ${fields.sdkAppId}`,
    expected: `SDKAppID ${sdkAppId}`,
    remedy: wrapped
      ? 'The signer keeps the SDKAppID in 32 bits, which is too small. Use a 64-bit integer.'
      : 'Sign for the SDKAppID that is sent in the URL, with the key of that app.',
  };
}

function userFinding(fields: ReadFields, { identifier, secrets }: Expected): Note | undefined {
  if (fields.identifier === identifier) return undefined;
  const alike = lookAlike(fields.identifier, identifier);
  return {
    code: 70013,
    reason: alike ? 'look-alike' : 'identifier',
    found: `made for the user ${quoteFound(fields.identifier, secrets, alike)}`,
    expected: `the user ${quoteGiven(identifier, secrets, alike)}`,
    remedy: alike
      ? 'Type the user id anew on both sides: they look the same, but their characters differ.'
      : 'Sign for the identifier that is sent in the URL, with the same letters and case.',
  };
}

function expiryFinding({ time, expire }: ReadFields, now: number): Note | undefined {
  const found = `TLS.time ${time} and TLS.expire ${expire}`;
  if (isMillisecondMoment(time) || isMillisecondValidity(expire)) {
    return {
      code: 70003,
      reason: 'milliseconds',
      found,
      expected: 'both in seconds',
      remedy: 'Use seconds for both: Math.floor(Date.now() / 1000), and the validity as a number of seconds.',
    };
  }
  if (time < 0 || expire < 0) {
    return {
      code: 70001,
      reason: 'overflow',
      found,
      expected: 'numbers that are not negative',
      remedy: 'The signer keeps them in 32 bits, which is too small. Use 64-bit integers.',
    };
  }
  if (now <= time + expire) return undefined;
  return {
    code: 70001,
    reason: 'expired',
    found: `made at ${dateOf(time)} for ${expire} seconds, so it ended at ${dateOf(time + expire)}`,
    expected: `a UserSig that holds at ${dateOf(now)}`,
    remedy:
      expire > 1_000_000_000
        ? 'TLS.expire is a duration, not a moment; and the UserSig has to be renewed before it ends.'
        : 'Make a new UserSig, and renew it some time before it ends. Check the clock of the machine that signs.',
  };
}

const dateOf = (seconds: number): string => new Date(seconds * 1000).toISOString();
