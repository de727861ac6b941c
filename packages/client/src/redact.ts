const replacement = '[redacted]';
const excerptLength = 200;

/** Replaces secrets in texts that came from outside. Made for one attempt, with the signature of that moment. */
export type Redact = (text: string) => string;

/**
 * A gateway's error page may echo the request's URL: as it was sent, percent-encoded, as HTML or JSON entities, or cut. All
 * of these forms are found. A secret shorter than six characters is only taken where it stands alone.
 */
export function createRedact(secrets: readonly string[]): Redact {
  const parts = secrets.flatMap((secret) => (secret === '' ? [] : [replaceForms(secret), replacePieces(secret)]));
  return (text) => parts.reduce((redacted, replace) => replace(redacted), text);
}

/** The beginning of a text, redacted before it is cut, on one line. */
export function excerptOf(text: string, redact: Redact): string {
  // Redacting leaves more than enough of it.
  const line = redact(text.slice(0, 8192)).replace(/\s+/g, ' ').trim();
  return line.length > excerptLength ? `${line.slice(0, excerptLength)}...` : line;
}

/** Redacts every string in a decoded body, keys included. */
export function redactDeep(value: unknown, redact: Redact): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((item) => redactDeep(item, redact));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [redact(key), redactDeep(item, redact)]));
}

/** The whole secret in any of its forms. */
function replaceForms(secret: string): (text: string) => string {
  const body = [...secret].map(anyForm).join('');
  const pattern =
    secret.length < 6 ? new RegExp(`(?<![A-Za-z0-9])${body}(?![A-Za-z0-9])`, 'gi') : new RegExp(body, 'gi');
  return (text) => text.replace(pattern, replacement);
}

/** This many characters in a row that also stand in the secret are a piece of it. */
const pieceLength = 12;

/** Pieces of a long secret, as they are left of one that was cut or wrapped. */
function replacePieces(secret: string): (text: string) => string {
  const pieces = new Set<string>();
  for (let start = 0; start + pieceLength <= secret.length; start++)
    pieces.add(secret.slice(start, start + pieceLength));
  const isPiece = (text: string, start: number): boolean => pieces.has(text.slice(start, start + pieceLength));
  return (text) => {
    let redacted = '';
    let kept = 0;
    for (let start = 0; start + pieceLength <= text.length; start++) {
      if (!isPiece(text, start)) continue;
      let end = start;
      while (isPiece(text, end)) end++;
      end += pieceLength - 1;
      redacted += text.slice(kept, start) + replacement;
      kept = end;
      start = end - 1;
    }
    return redacted + text.slice(kept);
  };
}

function anyForm(character: string): string {
  if (/[A-Za-z0-9]/.test(character)) return character;
  const point = character.codePointAt(0) ?? 0;
  const hex = point.toString(16);
  const percent = [...new TextEncoder().encode(character)]
    .map((byte) => `%(?:25)*${byte.toString(16).padStart(2, '0')}`)
    .join('');
  const literal = character.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  return `(?:${literal}|${percent}|&#0*${point};|&#x0*${hex};|\\\\u${hex.padStart(4, '0')})`;
}
