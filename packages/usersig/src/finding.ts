/** The service's code for what is wrong with a UserSig. */
export type UserSigCode = 70001 | 70003 | 70009 | 70013 | 70014;

/** What is wrong, in one stable word. */
export type UserSigReason =
  | 'empty'
  | 'white-space'
  | 'invisible'
  | 'percent-encoded'
  | 'escaped'
  | 'url'
  | 'query'
  | 'bearer'
  | 'variable-line'
  | 'quoted'
  | 'surrounded'
  | 'look-alike'
  | 'standard-base64'
  | 'base64url'
  | 'not-base64'
  | 'not-compressed'
  | 'raw-deflate'
  | 'gzip'
  | 'not-zlib'
  | 'broken-zlib'
  | 'cut'
  | 'too-large'
  | 'not-json'
  | 'duplicate-field'
  | 'ecdsa'
  | 'version'
  | 'field'
  | 'line-break'
  | 'milliseconds'
  | 'overflow'
  | 'sdk-app-id'
  | 'identifier'
  | 'expired'
  | 'user-buffer'
  | 'key-decoded'
  | 'key-encoded'
  | 'key-white-space'
  | 'key-quoted'
  | 'key-line'
  | 'key-look-alike'
  | 'literal-newlines'
  | 'document-signed'
  | 'signed-lines'
  | 'key';

/**
 * One thing that is wrong with a UserSig. Neither the signature nor the key nor the MAC is quoted. Of what the signature
 * states, only numbers and plausible user ids are; no text holds a control character or a line break.
 */
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

/** A finding, and whether all is well once what it is about has been taken off. */
export interface Note extends UserSigFinding {
  wrapping?: boolean;
}
