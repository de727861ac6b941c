/* Made from spec/ by `npm run generate`. Do not edit: change spec/ and run the command again. */

import type { RetryClass } from './document.ts';

/** What is known of a code at run time. `renews`: a call that failed with it may be made again, with a new signature. */
export type ErrorEntry = readonly [name: string, retry: RetryClass, renews?: true];

/** Name and retry class of each code of the catalogue, and whether a new signature mends it. */
export const errorCodes: { readonly [code: number]: ErrorEntry } = {
  6017: ["InvalidParameter", "never"],
  10004: ["InvalidGroupParameter", "never"],
  20001: ["InvalidRequest", "never"],
  20005: ["InternalServerError", "transient"],
  60002: ["HttpNotParsable", "never"],
  60003: ["BodyNotJson", "never"],
  60004: ["AccountCheckFailed", "transient"],
  60005: ["AccountCheckFailed", "transient"],
  60006: ["SdkAppIdNotValid", "never"],
  60007: ["RateLimitExceeded", "throttled"],
  60008: ["ServiceTimeout", "transient"],
  60009: ["ResourceNotFound", "never"],
  60010: ["AdminRequired", "never"],
  60011: ["AppRateLimitExceeded", "throttled"],
  60012: ["SdkAppIdMissing", "never"],
  60013: ["ResponseNotParsable", "transient"],
  60014: ["AccountLookupTimeout", "transient"],
  60015: ["AccountNotString", "never"],
  60016: ["SdkAppIdDisabled", "never"],
  60017: ["RequestDisabled", "never"],
  60018: ["TooManyRequests", "throttled"],
  60019: ["TooManyRequests", "throttled"],
  60020: ["ServiceNotAvailable", "never"],
  60021: ["AddressNotPermitted", "never"],
  60025: ["InvalidQuery", "never"],
  60026: ["WrongRegion", "never"],
  60027: ["ProductNotPermitted", "never"],
  60028: ["TrialVolumeExceeded", "never"],
  70001: ["UserSigExpired", "never", true],
  70002: ["UserSigEmpty", "never"],
  70003: ["UserSigMalformed", "never"],
  70005: ["UserSigMalformed", "never"],
  70009: ["UserSigCheckFailed", "never"],
  70013: ["IdentifierMismatch", "never"],
  70014: ["SdkAppIdMismatch", "never"],
  70016: ["KeyMissing", "never"],
  70020: ["SdkAppIdUnknown", "never"],
  70050: ["TooManyFailedChecks", "never"],
  70051: ["AccountBlocked", "never"],
  70052: ["UserSigExpired", "never", true],
  70101: ["TicketExpired", "never"],
  70107: ["AccountNotFound", "never"],
  70114: ["TooManyLogins", "never"],
  70169: ["ServerTimeout", "transient"],
  70202: ["ServerTimeout", "transient"],
  70206: ["InvalidBatchSize", "never"],
  70398: ["AccountLimitReached", "never"],
  70399: ["AccountReimportBlocked", "never"],
  70402: ["InvalidAccountParameter", "never"],
  70403: ["AdminRequired", "never"],
  70404: ["SdkTooOld", "never"],
  70500: ["InternalServerError", "transient"],
  71000: ["AccountDeletionNotAllowed", "never"],
  72000: ["DailyActiveUsersExceeded", "never"],
  72001: ["FeatureNotEnabled", "never"],
  72002: ["MonthlyActiveUsersExceeded", "never"],
  72010: ["UserCallsTooFrequent", "throttled"],
  72011: ["FeatureNotEnabled", "never"],
  72012: ["FeatureNotEnabled", "never"],
  130002: ["NotPermitted", "never"],
  130004: ["OfficialAccountNotFound", "never"],
  130007: ["InvalidOfficialAccountId", "never"],
  130008: ["OfficialAccountIdInUse", "never"],
  131000: ["OfficialAccountNotEnabled", "never"],
};

/** A code that every operation can give, whatever its own page documents. */
export type CommonCode = 60002 | 60003 | 60004 | 60005 | 60006 | 60007 | 60008 | 60009 | 60010 | 60011 | 60012 | 60013 | 60014 | 60015 | 60016 | 60017 | 60018 | 60019 | 60020 | 60021 | 60025 | 60026 | 60027 | 60028 | 70001 | 70002 | 70003 | 70005 | 70009 | 70013 | 70014 | 70016 | 70020 | 70050 | 70051 | 70052 | 70101 | 70107 | 70114 | 70169 | 70202 | 70206 | 70398 | 70399 | 70402 | 70403 | 70404 | 70500 | 71000 | 72000 | 72001 | 72002 | 72010 | 72011 | 72012;

/** The hash of what the document demands and promises; it does not change with words. */
export const documentHash = "d12b3c7f0bbd9c82";
