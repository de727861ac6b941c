import type { Note } from './finding.ts';
import { fromBase64, fromUrlAlphabet, toStandardAlphabet } from './text-form.ts';

/** One way to understand the text as base64. */
export interface Reading {
  bytes: Uint8Array;
  /** What is wrong with the text, understood in this way. */
  note?: Note;
}

export const form = 'zlib stream, then base64, then + to *, / to -, = to _';

const own = /^[A-Za-z0-9*-]+_{0,2}$/;

/** The ways in which the text can be understood, the right one first. */
export function readingsOf(text: string): Reading[] {
  const readings: Reading[] = [];
  const add = (standard: string, note?: Note): void => {
    const bytes = fromBase64(standard);
    if (bytes !== undefined && bytes.length > 0) readings.push(note === undefined ? { bytes } : { bytes, note });
  };
  if (own.test(text) && text.length % 4 === 0) add(toStandardAlphabet(text));
  if (/^[A-Za-z0-9_-]+={0,2}$/.test(text)) {
    add(fromUrlAlphabet(text), {
      code: 70003,
      reason: 'base64url',
      found: 'base64url (RFC 4648)',
      expected: form,
      remedy: "Use the vendor's own alphabet: - and _ stand for other characters there, and padding is kept.",
    });
  }
  if (/^[A-Za-z0-9+/]+={0,2}$/.test(text)) {
    add(text, {
      code: 70003,
      reason: 'standard-base64',
      found: 'the alphabet of standard base64 (+ / =)',
      expected: form,
      remedy: 'Replace + by *, / by - and = by _ in the last step.',
    });
  }
  // Of a text whose end is missing, what makes up whole bytes.
  if (own.test(text) && text.length % 4 !== 0) {
    const bare = text.replace(/_+$/, '');
    add(toStandardAlphabet(bare.length % 4 === 1 ? bare.slice(0, -1) : bare), cutNote(text.length));
  }
  return readings;
}

/** @param length How many characters there are. */
export function cutNote(length: number): Note {
  return {
    code: 70003,
    reason: 'cut',
    found: `a UserSig of ${length} characters whose end is missing`,
    expected: 'a whole one, about 250 characters as this signer makes it, more with a user buffer',
    remedy: 'Send the UserSig whole; a column, a log or a selection with the mouse may have cut its end.',
  };
}
