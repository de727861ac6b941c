/**
 * Undoes the layers of a UserSig one after the other: text form, base64, compression, JSON, fields. Each says what is
 * wrong with it.
 */
import type { UserSigFinding, UserSigReason } from './finding.ts';
import { fromBase64, fromUrlAlphabet, toStandardAlphabet } from './text-form.ts';
import { type Inflated, inflate } from './zlib.ts';

/** What could be read of a UserSig, and what is wrong with its form. */
export interface Decoded {
  /** The JSON document; undefined when it could not be reached. */
  document: Record<string, unknown> | undefined;
  /** The same as the text that was compressed. */
  text: string | undefined;
  findings: UserSigFinding[];
}

/** A UserSig has about 250 characters, and a few dozen more with a user buffer. */
const maxCharacters = 16 * 1024;
const form = 'zlib stream, then base64, then + to *, / to -, = to _';

/** Undoes the text form, the compression and the JSON as far as possible, and notes each step that was not as it should be. */
export async function decode(userSig: string): Promise<Decoded> {
  const findings: UserSigFinding[] = [];
  const text = cleanText(userSig, noteInto(findings));
  if (text === undefined) return { document: undefined, text: undefined, findings };
  let best: Decoded | undefined;
  // A text may be possible in more than one alphabet; then the one counts in which it makes sense.
  for (const { reason, bytes, found, remedy } of readings(text)) {
    const own: UserSigFinding[] = [...findings];
    const note = noteInto(own);
    if (reason !== undefined) note(reason, found, form, remedy);
    const decoded = { ...(await decodeBytes(bytes, note)), findings: own };
    if (decoded.document !== undefined) return decoded;
    best ??= decoded;
  }
  if (best !== undefined) return best;
  const note = noteInto(findings);
  note(
    'not-base64',
    'characters or a length that base64 does not have',
    form,
    'Send the UserSig whole, as the signer made it.',
  );
  return { document: undefined, text: undefined, findings };
}

type Note = (reason: UserSigReason, found: string, expected: string, remedy: string) => void;

function noteInto(findings: UserSigFinding[]): Note {
  return (reason, found, expected, remedy) => findings.push({ code: 70003, reason, found, expected, remedy });
}

/** The text without what does not belong around it; undefined when it cannot be a UserSig at all. */
function cleanText(userSig: string, note: Note): string | undefined {
  if (userSig.trim() === '') {
    note('empty', 'nothing', 'a UserSig', 'Send the UserSig as `usersig`; the variable that should hold it is empty.');
    return undefined;
  }
  if (userSig.length > maxCharacters) {
    const found = `${userSig.length} characters`;
    note('too-large', found, 'a few hundred characters', 'This is no UserSig; see where the text comes from.');
    return undefined;
  }
  let text = userSig;
  if (/\s/.test(text)) {
    const remedy = 'Trim the UserSig; a file or a variable often ends with a line break.';
    note('white-space', 'white space in or around it', 'none', remedy);
    text = text.replace(/\s+/g, '');
  }
  if (/%[0-9a-f]{2}/i.test(text)) {
    const remedy = 'Encode the UserSig for the URL once, not twice.';
    note('percent-encoded', 'percent-encoded characters', 'the characters themselves', remedy);
    text = text.replace(/(?:%[0-9a-f]{2})+/gi, decodePercent);
  }
  return text;
}

interface Reading {
  /** What is wrong with this form; undefined for the right one. */
  reason: UserSigReason | undefined;
  found: string;
  remedy: string;
  bytes: Uint8Array;
}

/** The alphabets that the text can be read in, the right one first. */
function readings(text: string): Reading[] {
  const all: [RegExp, (text: string) => string, Omit<Reading, 'bytes'>][] = [
    [
      /^(?:[A-Za-z0-9*-]{4})*[A-Za-z0-9*-]{2,4}_{0,2}$/,
      toStandardAlphabet,
      { reason: undefined, found: '', remedy: '' },
    ],
    [
      /^[A-Za-z0-9_-]+={0,2}$/,
      fromUrlAlphabet,
      {
        reason: 'base64url',
        found: 'base64url (RFC 4648)',
        remedy: "Use the vendor's own alphabet: - and _ stand for other characters there, and padding is kept.",
      },
    ],
    [
      /^[A-Za-z0-9+/]+={0,2}$/,
      (same) => same,
      {
        reason: 'standard-base64',
        found: 'the alphabet of standard base64 (+ / =)',
        remedy: 'Replace + by *, / by - and = by _ in the last step.',
      },
    ],
  ];
  return all.flatMap(([pattern, standard, reading]) => {
    if (!pattern.test(text) || (reading.reason === undefined && text.length % 4 !== 0)) return [];
    const bytes = fromBase64(standard(text));
    return bytes === undefined ? [] : [{ ...reading, bytes }];
  });
}

async function decodeBytes(bytes: Uint8Array, note: Note): Promise<Omit<Decoded, 'findings'>> {
  const content = await readCompressed(bytes, note);
  if (content === undefined) return { document: undefined, text: undefined };
  const text = new TextDecoder().decode(content);
  const document = parseObject(text);
  if (document === undefined) {
    const remedy = 'Make the UserSig again; it is damaged or of another kind.';
    note('not-json', 'content that is not a JSON object', 'a JSON object', remedy);
  }
  return { document, text };
}

function decodePercent(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}

async function readCompressed(bytes: Uint8Array, note: Note): Promise<Uint8Array | undefined> {
  const [first = 0, second = 0] = bytes;
  const input = Uint8Array.from(bytes);
  if (parseObject(new TextDecoder().decode(input)) !== undefined) {
    note(
      'not-compressed',
      'the JSON document itself',
      'a zlib stream',
      'Compress the JSON with zlib before the base64 step.',
    );
    return bytes;
  }
  if (first === 0x1f && second === 0x8b) {
    note(
      'gzip',
      'a gzip stream',
      'a zlib stream',
      'Compress with zlib (RFC 1950), not gzip: deflate, not gzip, in most libraries.',
    );
    return finish(await inflate(input, 'gzip'), note);
  }
  if ((first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0) return finish(await inflate(input, 'deflate'), note);
  const raw = await inflate(input, 'deflate-raw');
  if (raw.kind === 'broken') {
    note(
      'not-zlib',
      'bytes that are no zlib stream',
      'a zlib stream',
      'Compress the JSON with zlib (RFC 1950) before the base64 step.',
    );
    return undefined;
  }
  note(
    'raw-deflate',
    'a raw deflate stream',
    'a zlib stream',
    'Compress with zlib (RFC 1950), which adds a header and a checksum to deflate.',
  );
  return finish(raw, note);
}

function finish(inflated: Inflated, note: Note): Uint8Array | undefined {
  if (inflated.kind === 'bytes') return inflated.bytes;
  if (inflated.kind === 'too-large') {
    note(
      'too-large',
      'more than 64 KiB when it is inflated',
      'a few hundred bytes',
      'This is no UserSig; see where the text comes from.',
    );
  } else {
    note(
      'broken-zlib',
      'a stream that is cut or damaged',
      'a whole zlib stream',
      'Send the UserSig whole; a column or a log may have cut it.',
    );
  }
  return undefined;
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
