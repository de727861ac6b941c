import type { Note } from './finding.ts';
import { fromBase64 } from './text-form.ts';

/** One way to understand the text as base64. */
export interface Reading {
  bytes: Uint8Array;
  /** Whether its length fits no whole bytes, so that the last character was left out. */
  isCut: boolean;
  /** What is wrong with the text, understood in this way. */
  note?: Note;
}

export const form = 'zlib stream, then base64, then + to *, / to -, = to _';

/**
 * The ways in which the text can be understood, the right one first. Most signs have one meaning: `+` and `*`, `/`, `=`. Of the
 * other two, `-` is `/` or, in base64url, `+`; `_` at the end is padding or, as everywhere else, the `/` of base64url.
 */
export function readingsOf(text: string): Reading[] {
  const { 1: all = '', 2: padding = '' } = /^([\w*+/-]+?)([_=]{0,2})$/.exec(text) ?? [];
  const bodies: [body: string, padding: string][] = [[all, padding]];
  for (let at = 1; at <= padding.length && padding[at - 1] === '_'; at++) {
    bodies.push([all + padding.slice(0, at), padding.slice(at)]);
  }
  const readings = bodies.flatMap(([body, pad]) => ['/', '+'].flatMap((dash) => readingOf(text, body, pad, dash)));
  return readings.toSorted((one, other) => rankOf(one) - rankOf(other));
}

/** @param dash What `-` stands for. */
function readingOf(text: string, body: string, padding: string, dash: string): Reading[] {
  const standard = body.replaceAll('*', '+').replaceAll('-', dash).replaceAll('_', '/');
  const isPadded = (body.length + padding.length) % 4 === 0;
  // Of a text whose end is missing, what makes up whole bytes.
  const isCut = body.length % 4 === 1;
  const bytes = fromBase64(isCut ? standard.slice(0, -1) : standard);
  if (bytes === undefined || bytes.length === 0) return [];
  const isUrl = body.includes('_') || (dash === '+' && (body.includes('-') || !(isPadded || text.includes('*'))));
  const kept = ['+', '/', '='].filter((character) => text.includes(character));
  if (isUrl) return [{ bytes, isCut, note: urlNote }];
  if (kept.length > 0) return [{ bytes, isCut, note: keptNote(kept, text) }];
  return [{ bytes, isCut, ...(isPadded ? {} : { note: cutNote(text.length) }) }];
}

/** What has nothing wrong comes first, and what is cut last: of that, any beginning can be made sense of. */
const rankOf = ({ note }: Reading): number => (note === undefined ? 0 : note.reason === 'cut' ? 2 : 1);

const urlNote: Note = {
  code: 70003,
  reason: 'base64url',
  found: 'base64url (RFC 4648)',
  expected: form,
  remedy: "Use the vendor's own alphabet: - and _ stand for other characters there, and padding is kept.",
};

/** @param kept The characters of standard base64 that are still there. */
function keptNote(kept: string[], text: string): Note {
  const some = kept.length < 3 ? kept.join(' and ') : kept.join(' ');
  return {
    code: 70003,
    reason: 'standard-base64',
    found: /[*_-]/.test(text)
      ? `characters of standard base64 that were not replaced: ${some}`
      : `the alphabet of standard base64, with ${some}`,
    expected: form,
    remedy: `Replace + by *, / by - and = by _ in the last step; ${some} ${kept.length === 1 ? 'was' : 'were'} not replaced.`,
  };
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
