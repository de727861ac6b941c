/** What came of undoing a compression. */
export type Inflated =
  | { kind: 'bytes'; bytes: Uint8Array }
  | { kind: 'too-large' }
  | { kind: 'broken' }
  | { kind: 'cut' };

/** Far more than any UserSig needs: its document has about 250 bytes, and a user buffer a few dozen more. */
export const maxInflated = 64 * 1024;

/** The input goes in pieces of this many bytes, so that no more than 66 KB can come out of one. */
export const pieceBytes = 64;

/** A UserSig has about 250 characters, and a few dozen more with a user buffer. */
export const maxCharacters = 16 * 1024;
