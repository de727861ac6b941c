/**
 * Takes texts out of other texts in every form in which they can stand there: as they are, escaped for URLs, HTML and JSON, also
 * several times, and inside of base64. Nothing is guessed by its look. The time it takes grows with the text and not with the
 * number of what is looked for. (`createRedact` of the signer looks for keys and signatures alone, and withholds what is encoded.
 * One table of cases is run over client, recorder and mock: test/contract/secret-forms.ts.)
 */

export interface Needle {
  value: string;
  standIn: string;
  /** Also take pieces of it, as they are left of one that was cut or wrapped. */
  pieces?: boolean;
}

export type TakeOut = (text: string) => string;

/** A shorter text is only taken where it stands alone. */
const minLength = 6;
/** So many characters in a row that also stand in a secret are a piece of it. */
const pieceLength = 12;
/** Escapes of escapes of escapes; nobody reads more. */
const maxLevels = 8;

/** Where the same text is given twice, the first stand-in counts. */
export function createTakeOut(needles: readonly Needle[]): TakeOut {
  const root: Branch = { next: new Map() };
  const pieces = new Map<string, string>();
  for (const { value, standIn, pieces: hasPieces = false } of needles) {
    if (value === '') continue;
    const { text } = readingOf(value);
    grow(root, fold(text), standIn);
    if (hasPieces) for (const piece of piecesOf(fold(text))) pieces.set(piece, standIn);
  }
  if (root.next.size === 0) return (text) => text;
  return (text) => {
    const spans: Span[][] = [];
    let reading: Reading | undefined = readingOf(text);
    for (let level = 0; reading !== undefined && level < maxLevels; level += 1) {
      spans.push(matches(root, reading), pieceMatches(pieces, reading), base64Matches(root, reading));
      reading = unescaped(reading);
    }
    return replaced(text, spans.flat());
  };
}

interface Span {
  start: number;
  end: number;
  standIn: string;
}

/** Spans that overlap become one, with the stand-in of the longest. No stand-in is looked at again. */
function replaced(text: string, spans: readonly Span[]): string {
  let made = '';
  let kept = 0;
  let longest: Span | undefined;
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (longest === undefined || span.start >= kept) {
      made += (longest?.standIn ?? '') + text.slice(kept, span.start);
      longest = span;
    } else if (span.end - span.start > longest.end - longest.start) longest = span;
    kept = Math.max(kept, span.end);
  }
  return made + (longest?.standIn ?? '') + text.slice(kept);
}

/** A node of the tree of all needles, a character a step. */
interface Branch {
  next: Map<number, Branch>;
  standIn?: string;
}

function grow(root: Branch, text: string, standIn: string): void {
  let branch = root;
  for (let index = 0; index < text.length; index += 1) {
    const next: Branch = branch.next.get(text.charCodeAt(index)) ?? { next: new Map() };
    branch.next.set(text.charCodeAt(index), next);
    branch = next;
  }
  branch.standIn ??= standIn;
}

function matches(root: Branch, { text, starts, ends }: Reading): Span[] {
  const folded = fold(text);
  const spans: Span[] = [];
  for (let start = 0; start < folded.length; start += 1) {
    let branch = root.next.get(folded.charCodeAt(start));
    for (let end = start + 1; branch !== undefined; end += 1) {
      if (branch.standIn !== undefined && (end - start >= minLength || standsAlone(folded, start, end))) {
        spans.push({ start: starts[start] ?? 0, end: ends[end - 1] ?? 0, standIn: branch.standIn });
      }
      branch = branch.next.get(folded.charCodeAt(end));
    }
  }
  return spans;
}

const standsAlone = (text: string, start: number, end: number): boolean =>
  !/[a-z0-9]/.test(text.charAt(start - 1)) && !/[a-z0-9]/.test(text.charAt(end));

function* piecesOf(text: string): Generator<string> {
  for (let start = 0; start + pieceLength <= text.length; start += 1) yield text.slice(start, start + pieceLength);
}

function pieceMatches(pieces: ReadonlyMap<string, string>, { text, starts, ends }: Reading): Span[] {
  if (pieces.size === 0) return [];
  const spans: Span[] = [];
  let start = 0;
  for (const piece of piecesOf(fold(text))) {
    const standIn = pieces.get(piece);
    if (standIn !== undefined) {
      spans.push({ start: starts[start] ?? 0, end: ends[start + pieceLength - 1] ?? 0, standIn });
    }
    start += 1;
  }
  return spans;
}

/** Where a text stands inside of base64 depends on how many characters stand before it. The whole of the base64 is taken. */
function base64Matches(root: Branch, { text, starts, ends }: Reading): Span[] {
  return [...text.matchAll(/[A-Za-z0-9+/*_-]{4,}={0,2}/g)].flatMap(({ 0: run, index }) => {
    const found = alphabets(run)
      .flatMap((base64) => [0, 1, 2, 3].map((start) => Buffer.from(base64.slice(start), 'base64').toString('utf8')))
      .flatMap((decoded) => matches(root, readingOf(decoded)))
      // In what is no base64 at all one or two characters stand somewhere by chance.
      .find(({ start, end }) => end - start > 2);
    if (found === undefined) return [];
    return [{ start: starts[index] ?? 0, end: ends[index + run.length - 1] ?? 0, standIn: found.standIn }];
  });
}

/** The usual alphabet with that for URLs; and that of a UserSig, where `*-_` stand for `+/=`. */
const alphabets = (run: string): string[] =>
  /[*_-]/.test(run) ? [run.replaceAll('*', '+'), run.replaceAll('*', '+').replaceAll('-', '/')] : [run];

/** Upper and lower case are one, and so are a plus and a space, which it is in a query. */
const fold = (text: string): string => {
  const lower = text.toLowerCase();
  const same = lower.length === text.length ? lower : text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return same.replaceAll('+', ' ');
};

/** A text, and where each of its characters stands in the text that it was read from. */
interface Reading {
  text: string;
  starts: number[];
  ends: number[];
}

/** Backslashes in a row are one, because nobody knows how often they were escaped. */
function readingOf(text: string): Reading {
  return read(text, [], (from, to) => [from, to]);
}

/** Escapes, one level of them. */
const escapes = /(?:%[0-9a-f]{2})+|&#(?:x[0-9a-f]{1,8}|\d{1,8});|&(?:amp|lt|gt|quot|apos);|\\(?:u[0-9a-f]{4}|["/])/gi;

/** The text with one level of its escapes read; undefined when there are none. */
function unescaped({ text, starts, ends }: Reading): Reading | undefined {
  const found = [...text.matchAll(escapes)].map(({ 0: written, index }) => ({ index, characters: decode(written) }));
  if (found.length === 0) return undefined;
  return read(text, found, (from, to) => [starts[from] ?? 0, ends[to - 1] ?? 0]);
}

/** A character, and how many characters it was written with. */
type Written = readonly [character: string, length: number];

function read(
  text: string,
  escaped: readonly { index: number; characters: readonly Written[] }[],
  where: (from: number, to: number) => [start: number, end: number],
): Reading {
  const starts: number[] = [];
  const ends: number[] = [];
  const made: string[] = [];
  const add = (character: string, from: number, length: number): void => {
    const [start, end] = where(from, from + length);
    if (character === '\\' && made.at(-1) === '\\') {
      ends[ends.length - 1] = end;
      return;
    }
    for (const unit of character.split('')) {
      made.push(unit);
      starts.push(start);
      ends.push(end);
    }
  };
  let position = 0;
  for (const { index, characters } of [...escaped, { index: text.length, characters: [] }]) {
    for (; position < index; position += 1) add(text.charAt(position), position, 1);
    for (const [character, length] of characters) {
      add(character, position, length);
      position += length;
    }
  }
  return { text: made.join(''), starts, ends };
}

const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" };

function decode(written: string): Written[] {
  if (written.startsWith('%')) return decodePercent(written);
  if (written.startsWith('\\')) {
    const hex = /u([0-9a-f]{4})$/i.exec(written)?.[1];
    return [[hex === undefined ? written.slice(1) : String.fromCharCode(Number.parseInt(hex, 16)), written.length]];
  }
  const [, hex, decimal] = /^&#(?:x([0-9a-f]+)|(\d+));$/i.exec(written) ?? [];
  const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  const character = point <= 0x10ffff ? String.fromCodePoint(point) : (entities[written.toLowerCase()] ?? written);
  return [[character, written.length]];
}

/** What is no UTF-8 stays as it is. */
function decodePercent(run: string): Written[] {
  const bytes = Buffer.from(run.replaceAll('%', ''), 'hex');
  const characters: Written[] = [];
  for (let index = 0; index < bytes.length; ) {
    const first = bytes[index] ?? 0;
    const size = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    const character = bytes.toString('utf8', index, index + size);
    const isWhole = [...character].length === 1 && character !== '\ufffd';
    const length = isWhole ? size : 1;
    const source = run.slice(3 * index, 3 * (index + length));
    if (isWhole) characters.push([character, 3 * length]);
    else characters.push(...[...source].map((one): Written => [one, 1]));
    index += length;
  }
  return characters;
}
