/** Takes out of what the mock says and shows what nobody may read there: key, token, and the signatures of requests. */
import { inflateSync } from 'node:zlib';
import { isObject } from '@chat-openapi/openapi/document';
import { createRedact } from '@chat-openapi/usersig';
import { BoundedMap } from './bounded-map.ts';

export interface Secrets {
  /**
   * A text of a message or a log without pieces of secrets: 12 characters in a row, in upper or lower case, also encoded. What only
   * has the form of a key or a signature is taken out too.
   *
   * @param signatures Those of the request that the text is about; by default those of the last requests.
   */
  hide(text: string, signatures?: readonly string[]): string;
  /** The same for an id or a path, from which a key or token too short for pieces is taken as a whole. A sentence would lose words. */
  hideInId(text: string, signatures?: readonly string[]): string;
  /** A JSON value without those pieces, names of fields included; the value itself when it holds none. Forms are left alone. */
  hideIn(value: unknown, signatures?: readonly string[]): unknown;
  /** The signatures that stand in a URL. */
  signaturesIn(url: string): string[];
  /** Remembers the URL of a request. Takes next to no time, since every call pays for it. */
  note(url: string): void;
}

type Redact = (text: string) => string;

/** How many of the last requests are remembered, and how many signatures are prepared. */
const maxRecent = 20;
/** Of a signature that is looked for; none is as long. */
const maxSignature = 2048;
/** 64 hexadecimal digits, as keys have them, or what begins as a zlib stream in base64 does. */
const forms = /[0-9a-f]{64}|e[ajn][a-z0-9*_-]{80,}/gi;

export function createSecrets(known: { secretKey?: string | undefined; token?: string | undefined }): Secrets {
  const always = [known.secretKey, known.token].filter((secret) => secret !== undefined);
  const redactKnown = prepare(always);
  const prepared = new BoundedMap<Redact>(maxRecent);
  const urls: string[] = [];
  let at = 0;
  let ofUrls: string[] | undefined;
  const recent = (): string[] => {
    ofUrls ??= [...new Set(urls.flatMap(signaturesIn))];
    return ofUrls;
  };
  const redactFor = (signatures: readonly string[]): Redact => {
    const long = signatures.filter(({ length }) => length >= 12);
    if (long.length === 0) return redactKnown;
    const key = long.join(' ');
    const redact = prepared.get(key) ?? prepare([...always, ...long, ...long.flatMap(macOf)]);
    if (!prepared.has(key)) prepared.set(key, redact);
    return redact;
  };
  const hide: Secrets['hide'] = (text, signatures = recent()) =>
    redactFor(signatures)(text.replace(forms, '[redacted]'));
  return {
    hide,
    hideInId: (text, signatures) => always.reduce(hideWhole, hide(text, signatures)),
    hideIn: (value, signatures = recent()) => changeTexts(value, redactFor(signatures)),
    signaturesIn,
    note(url) {
      urls[at] = url;
      ofUrls = undefined;
      at = (at + 1) % maxRecent;
    },
  };
}

/** Ids and names of fields come again and again. */
function prepare(secrets: readonly string[]): Redact {
  const redact = createRedact(secrets, Number.POSITIVE_INFINITY);
  const known = new BoundedMap<string>(500);
  return (text) => {
    if (text.length < 12 || text.length > 100) return redact(text);
    const before = known.get(text);
    if (before !== undefined) return before;
    const redacted = redact(text);
    known.set(text, redacted);
    return redacted;
  };
}

/** Takes a secret out as a whole that is too short for pieces. */
export function hideWhole(text: string, secret: string | undefined): string {
  if (secret === undefined || secret === '' || secret.length >= 12) return text;
  const escaped = secret.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  return text.replace(new RegExp(escaped, 'gi'), '[redacted]');
}

/** A JSON value with its texts and the names of its fields changed; the value itself when none is. */
export function changeTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) {
    const items = value.map((item) => changeTexts(item, change));
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (!isObject(value)) return value;
  const fields = Object.entries(value);
  const changed = fields.map(([name, field]) => [change(name), changeTexts(field, change)] as const);
  const isSame = changed.every(([name, field], index) => name === fields[index]?.[0] && field === fields[index][1]);
  return isSame ? value : Object.fromEntries(changed);
}

/** What throws a RangeError about what it was given says it without secrets. */
export function redactErrors<T>({ hide }: Pick<Secrets, 'hide'>, run: () => T): T {
  try {
    return run();
  } catch (error) {
    const hidden = error instanceof RangeError ? hide(error.message) : undefined;
    throw hidden === undefined || hidden === Object(error).message ? error : new RangeError(hidden);
  }
}

/** Looks for the name alone in lower case: an expression that is blind to case takes four times as long, in each call that is logged. */
function signaturesIn(url: string): string[] {
  const folded = url.toLowerCase();
  const found: string[] = [];
  for (let at = folded.indexOf('usersig'); at !== -1; at = folded.indexOf('usersig', at + 1)) {
    const [, value] = /^(?:=|%3d)([^&#]*)/i.exec(url.slice(at + 'usersig'.length)) ?? [];
    if (value !== undefined) found.push(decode(value).slice(0, maxSignature));
  }
  return found;
}

function decode(value: string): string {
  if (!value.includes('%')) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

const standard: Readonly<Record<string, string>> = { '*': '+', '-': '/', _: '=' };

/** The MAC in a signature, if it can be read. At once, unlike `readUserSigMac`, because calls are shown at once. */
function macOf(signature: string): string[] {
  try {
    const stream = Buffer.from(
      signature.replace(/[*_-]/g, (sign) => standard[sign] ?? sign),
      'base64',
    );
    const claims: unknown = JSON.parse(inflateSync(stream, { maxOutputLength: 8192 }).toString());
    const mac = isObject(claims) ? claims['TLS.sig'] : undefined;
    return typeof mac === 'string' ? [mac] : [];
  } catch {
    return [];
  }
}
