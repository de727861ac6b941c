import { isObject } from '@chat-openapi/openapi/document';

/** What must not get into a recording, and what stands in its place there. */
export const placeholders = {
  signature: 'redacted-signature',
  key: 'redacted-key',
  identifier: 'redacted-identifier',
  // Valid where it stands, and also for a number.
  appId: '0',
  channel: '@TOA#_redacted',
  name: 'redacted-name',
  // Addresses that are kept free for documentation.
  address: '192.0.2.1',
  host: 'redacted.example',
  header: 'redacted-header',
} as const;

export type SecretKind = keyof typeof placeholders;

export interface Secret {
  kind: SecretKind;
  value: string;
}

export interface Redactor {
  text(text: string): string;
  /** Redacts all texts, keys and numbers of decoded JSON. */
  value(value: unknown): unknown;
}

export type CreateRedactor = (secrets: readonly Secret[]) => Redactor;

/**
 * Takes declared secrets out: as they are, escaped for URLs, JSON and HTML, also several times, and within base64. Nothing is
 * guessed by its look. A secret shorter than six characters is only taken where it stands alone.
 */
export const createRedactor: CreateRedactor = (secrets) => {
  const known = [
    ...new Map(secrets.filter(({ value }) => value !== '').map((secret) => [secret.value, secret])).values(),
  ]
    // What holds another one goes first.
    .toSorted((a, b) => b.value.length - a.value.length);
  const plain = alternatives(known, ({ value }) => plainForms(value), 'gi');
  const encoded = alternatives(known, ({ value }) => base64Forms(value), 'g');
  const pieces = piecesOf(known);
  const byNumber = new Map(known.map(({ kind, value }) => [value, placeholders[kind]]));

  const text = (given: string): string => pieces(encoded(plain(given)));
  const value = (given: unknown): unknown => {
    if (typeof given === 'string') return text(given);
    if (typeof given === 'number') return byNumber.has(String(given)) ? Number(placeholders.appId) : given;
    if (Array.isArray(given)) return given.map(value);
    if (!isObject(given)) return given;
    return Object.fromEntries(Object.entries(given).map(([key, item]) => [text(key), value(item)]));
  };
  return { text, value };
};

type Replace = (text: string) => string;

/** Replaces all secrets at once, so that no placeholder is looked at again. */
function alternatives(secrets: readonly Secret[], formsOf: (secret: Secret) => string[], flags: string): Replace {
  const forms = secrets.flatMap((secret) =>
    formsOf(secret).map((source) => ({ source, placeholder: placeholders[secret.kind] })),
  );
  if (forms.length === 0) return (text) => text;
  const pattern = compile(forms.map(({ source }) => `(${source})`).join('|'), flags);
  return (text) =>
    text.replace(
      pattern,
      (match, ...groups) => forms[groups.findIndex((group) => group !== undefined)]?.placeholder ?? match,
    );
}

/** The error of a wrong expression would quote it, and with it the secrets. */
function compile(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch {
    throw new Error('A secret cannot be looked for, so nothing is written.');
  }
}

function plainForms(secret: string): string[] {
  const body = [...secret].map(anyForm).join('');
  return [secret.length < 6 ? `(?<![A-Za-z0-9])${body}(?![A-Za-z0-9])` : body];
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const hexOf = (number: number): string => number.toString(16);
const literal = (character: string): string => character.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** A character as it is, percent-encoded, as an entity of HTML, or escaped in JSON; escapes themselves may be escaped. */
function anyForm(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  const percent = [...bytesOf(character)].map((byte) => `%(?:25)*${hexOf(byte).padStart(2, '0')}`).join('');
  const units = Array.from({ length: character.length }, (_, index) =>
    hexOf(character.charCodeAt(index)).padStart(4, '0'),
  );
  const json = units.map((unit) => `\\\\+u${unit}`).join('');
  const short = '"\\/'.includes(character) ? `|\\\\+${literal(character)}` : '';
  const plus = character === ' ' ? '|\\+' : '';
  return `(?:${literal(character)}|${percent}|&#0*${point};|&#x0*${hexOf(point)};|${json}${short}${plus})`;
}

/** Where a secret stands inside of base64 depends on how many bytes stand before it. The whole of the base64 is taken. */
function base64Forms(secret: string): string[] {
  const run = '[A-Za-z0-9+/*_-]*';
  return [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), bytesOf(secret)]);
    const text = bytes.toString('base64').replaceAll('=', '');
    // The characters at both ends also hold bits of what stands there.
    const core = text.slice(Math.ceil((before * 8) / 6), bytes.length % 3 === 0 ? text.length : -1);
    if (core.length < 4) return [];
    const signs: Record<string, string> = { '+': '(?:[+*-]|%2[Bb])', '/': '(?:[/_-]|%2[Ff])' };
    const body = [...core].map((character) => signs[character] ?? character).join('');
    return [`${run}${body}${run}(?:=|%3[Dd]){0,2}`];
  });
}

/** So many characters in a row that also stand in a signature or key are a piece of it. */
const pieceLength = 12;

/** Pieces of signatures and keys, as they are left of one that was cut or wrapped. */
function piecesOf(secrets: readonly Secret[]): Replace {
  const pieces = new Map<string, string>();
  for (const { kind, value } of secrets) {
    if (kind !== 'signature' && kind !== 'key') continue;
    for (let start = 0; start + pieceLength <= value.length; start += 1) {
      pieces.set(value.slice(start, start + pieceLength), placeholders[kind]);
    }
  }
  return (text) => {
    let redacted = '';
    let kept = 0;
    for (let start = 0; start + pieceLength <= text.length; start += 1) {
      const placeholder = pieces.get(text.slice(start, start + pieceLength));
      if (placeholder === undefined) continue;
      let last = start;
      while (pieces.has(text.slice(last + 1, last + 1 + pieceLength))) last += 1;
      redacted += text.slice(kept, start) + placeholder;
      kept = last + pieceLength;
      start = kept - 1;
    }
    return redacted + text.slice(kept);
  };
}
