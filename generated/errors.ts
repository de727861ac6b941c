/* Made from spec/ by `npm run generate`. Do not edit: change spec/ and run the command again. */

import type { RetryClass } from './document.ts';

/** What is known of a code at run time. `renews`: a call that failed with it may be made again, with a new signature. */
export type ErrorEntry = readonly [name: string, retry: RetryClass, renews?: true];

/**
 * The names of all codes, each behind its distance from the code before, which is 1 where none stands. `?` is for transient, `!`
 * for throttled, `+` for a code that a new signature mends.
 */
const table =
  '6017InvalidParameter 3985InternalServerError? InvalidCommand InvalidGroupParameter 3NotPermitted 3GroupNotFound 6RefusedByWebhook 7MessageTooFrequent! 7MessageNotFound 9971InvalidRequest 4InternalServerError? RefusedByWebhook 39996HttpNotParsable BodyNotJson AccountCheckFailed? AccountCheckFailed? SdkAppIdNotValid RateLimitExceeded! ServiceTimeout? ResourceNotFound AdminRequired AppRateLimitExceeded! SdkAppIdMissing ResponseNotParsable? AccountLookupTimeout? AccountNotString SdkAppIdDisabled RequestDisabled TooManyRequests! TooManyRequests! ServiceNotAvailable AddressNotPermitted 4InvalidQuery WrongRegion ProductNotPermitted TrialVolumeExceeded 9973UserSigExpired+ UserSigEmpty UserSigMalformed 2UserSigMalformed 4UserSigCheckFailed 4IdentifierMismatch SdkAppIdMismatch 2KeyMissing 4SdkAppIdUnknown 30TooManyFailedChecks AccountBlocked UserSigExpired+ 49TicketExpired 6AccountNotFound 7TooManyLogins 55ServerTimeout? 33ServerTimeout? 4InvalidBatchSize 192AccountLimitReached AccountReimportBlocked 3InvalidAccountParameter AdminRequired SdkTooOld 96InternalServerError? 500AccountDeletionNotAllowed 1000DailyActiveUsersExceeded FeatureNotEnabled MonthlyActiveUsersExceeded 8UserCallsTooFrequent! FeatureNotEnabled FeatureNotEnabled 7990MessageTooLong 12998MessageTooLong 37002NotPermitted 2OfficialAccountNotFound AlreadySubscribed SubscriberLimitReached InvalidOfficialAccountId OfficialAccountIdInUse DeletionNotSupported OfficialAccountLimitReached 990OfficialAccountNotEnabled 3SubscriptionNotFound 2SdkTooOld';

/** Name and retry class of each code of the catalogue, and whether a new signature mends it. */
export const errorCodes: { readonly [code: number]: ErrorEntry } = /* @__PURE__ */ readTable();

function readTable(): { readonly [code: number]: ErrorEntry } {
  const entries: { [code: number]: ErrorEntry } = {};
  let code = 0;
  for (const [, step, name = '', mark, renews] of table.matchAll(/(\d*)(\w+)([?!]?)(\+?)/g)) {
    code += Number(step) || 1;
    const retry = mark === '?' ? 'transient' : mark === '!' ? 'throttled' : 'never';
    entries[code] = renews === '+' ? [name, retry, true] : [name, retry];
  }
  return entries;
}

/** A code that every operation can give, whatever its own page documents. */
export type CommonCode = 60002 | 60003 | 60004 | 60005 | 60006 | 60007 | 60008 | 60009 | 60010 | 60011 | 60012 | 60013 | 60014 | 60015 | 60016 | 60017 | 60018 | 60019 | 60020 | 60021 | 60025 | 60026 | 60027 | 60028 | 70001 | 70002 | 70003 | 70005 | 70009 | 70013 | 70014 | 70016 | 70020 | 70050 | 70051 | 70052 | 70101 | 70107 | 70114 | 70169 | 70202 | 70206 | 70398 | 70399 | 70402 | 70403 | 70404 | 70500 | 71000 | 72000 | 72001 | 72002 | 72010 | 72011 | 72012;

/** The hash of what the document demands and promises; it does not change with words. */
export const documentHash = "9ac316dfb62d391a";
