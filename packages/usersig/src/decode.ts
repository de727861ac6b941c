/**
 * Undoes the layers of a UserSig one after the other: what is around it, text form, base64, compression, JSON. Each says
 * what is wrong with it.
 */
import { cutNote, form, type Reading, readingsOf } from './alphabets.ts';
import { readDocument, type SignatureDocument } from './document.ts';
import type { Note, UserSigReason } from './finding.ts';
import { inflateGzip, inflateRaw, inflateZlib } from './inflate.ts';
import { type Inflated, maxCharacters } from './inflated.ts';
import { describe, escapeUnits } from './quote.ts';
import { hasZlibHeader } from './stored-block.ts';
import { findInside, unwrap } from './unwrap.ts';

/** What could be read of a UserSig, and what is wrong with its form. */
export interface Decoded {
  /** Undefined when it could not be reached. */
  document: SignatureDocument | undefined;
  findings: Note[];
}

/** Undoes the text form, the compression and the JSON as far as possible, and notes each step that was not as it should be. */
export function decode(userSig: unknown): Decoded {
  const unusable = notText(userSig);
  if (unusable !== undefined) return { document: undefined, findings: [unusable] };
  const given = String(userSig);
  const { text, notes } = unwrap(given);
  const decoded = decodeText(text);
  if (decoded.document === undefined) {
    for (const inside of findInside(given)) {
      const found = decodeText(inside);
      if (found.document !== undefined) return { ...found, findings: [surrounded, ...found.findings] };
    }
  }
  return { ...decoded, findings: [...notes, ...decoded.findings] };
}

const surrounded: Note = {
  ...note('surrounded', 'other text around it', 'the UserSig alone', 'Take the UserSig alone out of the text.'),
  wrapping: true,
};

function note(reason: UserSigReason, found: string, expected: string, remedy: string): Note {
  return { code: 70003, reason, found, expected, remedy };
}

const noUserSig = 'This is no UserSig; see where the text comes from.';

/** What is wrong when it cannot be a UserSig at all. */
function notText(userSig: unknown): Note | undefined {
  const missing = 'Send the UserSig as `usersig`; the variable that should hold it is empty.';
  if (userSig === undefined || userSig === null) return note('empty', String(userSig), 'a UserSig', missing);
  if (typeof userSig !== 'string') {
    const remedy = 'Hand in the text of the UserSig. Of a promise, await it first.';
    // Of what may be a secret only the type is said.
    const found = typeof userSig === 'number' ? 'a number' : describe(userSig);
    return note('not-base64', found, 'a string', remedy);
  }
  const word = userSig.trim();
  if (word === '') return note('empty', 'nothing', 'a UserSig', missing);
  if (word === 'undefined' || word === 'null') return note('empty', `the word ${word}`, 'a UserSig', missing);
  if (userSig.length <= maxCharacters) return undefined;
  return note('too-large', `${userSig.length} characters`, 'a few hundred characters', noUserSig);
}

/** A text may be possible in more than one alphabet; then the one counts in which it makes sense. */
function decodeText(text: string): Decoded {
  let best: Decoded | undefined;
  for (const reading of readingsOf(text)) {
    const decoded = decodeReading(reading, text.length);
    if (decoded.document !== undefined) return decoded;
    // A text whose length fits no whole bytes is only worth naming when a signature begins in it.
    if ((reading.isCut || reading.note?.reason === 'cut') && !hasZlibHeader(reading.bytes)) continue;
    if (best === undefined || progressOf(decoded) > progressOf(best)) best = decoded;
  }
  return best ?? { document: undefined, findings: [notBase64(text)] };
}

/** How much sense a text makes whose document cannot be reached: most when nothing is wrong but that it ends too early. */
function progressOf({ findings }: Decoded): number {
  const cut = findings.filter(({ reason }) => reason === 'cut').length;
  return cut === 0 ? 0 : cut / findings.length;
}

function notBase64(text: string): Note {
  const strange = [...new Set(text.match(/[^A-Za-z0-9*_+/=-]/gu))];
  const shown = strange.slice(0, 5).map((character) => (/[!-~]/.test(character) ? character : escapeUnits(character)));
  const found =
    shown.length > 0
      ? `characters that it cannot have: ${shown.join(' ')}`
      : `${text.length} characters, with padding or a length that base64 does not have`;
  return note('not-base64', found, form, 'Send the UserSig whole, as the signer made it.');
}

function decodeReading({ bytes, note: wrong }: Reading, characters: number): Decoded {
  const findings: Note[] = wrong === undefined ? [] : [wrong];
  const { content, note: compression } = readCompressed(bytes, characters);
  if (compression !== undefined && compression.reason !== wrong?.reason) findings.push(compression);
  if (content === undefined) return { document: undefined, findings };
  const document = readDocument(content);
  if (document === undefined) {
    const remedy = 'Make the UserSig again; it is damaged or of another kind.';
    findings.push(note('not-json', 'content that is not a JSON object in UTF-8', 'a JSON object', remedy));
  }
  return { document, findings };
}

interface Content {
  content: Uint8Array | undefined;
  note: Note | undefined;
}

function readCompressed(bytes: Uint8Array, characters: number): Content {
  if (readDocument(bytes) !== undefined) {
    const remedy = 'Compress the JSON with zlib before the base64 step.';
    return { content: bytes, note: note('not-compressed', 'the JSON document itself', 'a zlib stream', remedy) };
  }
  const { 0: first, 1: second } = bytes;
  if (first === 0x1f && second === 0x8b) {
    const remedy = 'Compress with zlib (RFC 1950), not gzip: deflate, not gzip, in most libraries.';
    return finish(inflateGzip(bytes), characters, note('gzip', 'a gzip stream', 'a zlib stream', remedy));
  }
  if (hasZlibHeader(bytes)) return finish(inflateZlib(bytes), characters);
  const raw = inflateRaw(bytes);
  if (raw.kind === 'broken' || raw.kind === 'cut') {
    const remedy =
      'Compress the JSON with zlib (RFC 1950) before the base64 step. A UserSig begins with eA or eJ; see whether its beginning is missing.';
    return { content: undefined, note: note('not-zlib', 'bytes that are no zlib stream', 'a zlib stream', remedy) };
  }
  const remedy = 'Compress with zlib (RFC 1950), which adds a header and a checksum to deflate.';
  return finish(raw, characters, note('raw-deflate', 'a raw deflate stream', 'a zlib stream', remedy));
}

/** The content, or why there is none; what is wrong with the form comes second to that. */
function finish(inflated: Inflated, characters: number, wrong?: Note): Content {
  if (inflated.kind === 'bytes') return { content: inflated.bytes, note: wrong };
  if (inflated.kind === 'cut') return { content: undefined, note: cutNote(characters) };
  const tooLarge = note('too-large', 'more than 64 KiB when it is inflated', 'a few hundred bytes', noUserSig);
  const remedy = 'Copy the UserSig again from where it was made; a character of it has changed.';
  const broken = note('broken-zlib', 'a stream that is damaged', 'a zlib stream with the right checksum', remedy);
  return { content: undefined, note: inflated.kind === 'too-large' ? tooLarge : broken };
}
