/** The service's code for what is wrong with a UserSig. */
export type UserSigCode = 70001 | 70003 | 70009 | 70013 | 70014;

/** What is wrong, in one stable word. */
export type UserSigReason =
  | 'empty'
  | 'white-space'
  | 'percent-encoded'
  | 'standard-base64'
  | 'base64url'
  | 'not-base64'
  | 'not-compressed'
  | 'raw-deflate'
  | 'gzip'
  | 'not-zlib'
  | 'broken-zlib'
  | 'too-large'
  | 'not-json'
  | 'ecdsa'
  | 'version'
  | 'field'
  | 'milliseconds'
  | 'overflow'
  | 'sdk-app-id'
  | 'identifier'
  | 'expired'
  | 'user-buffer'
  | 'key-decoded'
  | 'key-white-space'
  | 'literal-newlines'
  | 'document-signed'
  | 'key';

/** One thing that is wrong with a UserSig. Neither the signature nor the key is quoted. */
export interface UserSigFinding {
  /**
   * The code that the service answers with. Where no page says which of them it is (milliseconds, overflow, the old ECDSA
   * form), it is the one whose meaning fits.
   */
  code: UserSigCode;
  reason: UserSigReason;
  found: string;
  expected: string;
  remedy: string;
}
