/**
 * Secrets of an exchange that stand where they should not: a UserSig is told by decoding it, wherever it is and whatever it is
 * called; an address by its form.
 */
import { isIP } from 'node:net';
import { constants, inflateSync } from 'node:zlib';
import type { Exchange, Headers, Secret } from './exchange.ts';

/** Base64 in base64, percent-encoding in percent-encoding; nobody reads more. */
const maxLayers = 3;
/** A longer run holds no UserSig that a service takes. */
const maxCharacters = 4096;
/** Of what a UserSig inflates to. */
const maxInflated = 64 * 1024;
/** So many letters at the beginning say whether two candidates are the same. */
const prefixLength = 32;
/** Nothing but a text that was made for it has more that begin like a UserSig. */
const maxTried = 10_000;
/** A longer text is looked through only as it is. */
const maxDecoded = 64 * 1024;

/** What can be told by itself in the texts of an exchange: UserSigs with what they hold, and addresses. */
export function secretsFoundIn({ request, answer, secrets }: Exchange): Secret[] {
  const declared = secrets.filter(({ kind }) => kind === 'signature').map(({ value }) => value);
  const texts = [
    request.path,
    ...[...request.query].flat(),
    ...[...request.headers, ...answer.headers].flat(),
    request.body,
    answer.body,
    ...declared,
  ];
  const found = new Map<string, Secret>();
  const tried = new Set<string>();
  for (const text of new Set(texts)) {
    for (const secret of signaturesIn(text, tried, maxLayers)) found.set(secret.value, secret);
  }
  return [...found.values(), ...addressesIn([...request.headers, ...answer.headers]), ...addressesOf(answer.body)];
}

function* signaturesIn(text: string, tried: Set<string>, layers: number): Generator<Secret> {
  for (const { index } of text.matchAll(/e[AFJN]/g)) {
    const prefix = text.slice(index, index + prefixLength);
    if (tried.size === maxTried || tried.has(prefix) || !/^[A-Za-z0-9+/*_=-]{18}/.test(prefix)) continue;
    tried.add(prefix);
    const [run = ''] = /^[A-Za-z0-9+/*_=-]+/.exec(text.slice(index, index + maxCharacters)) ?? [];
    yield* readSignature(run);
  }
  if (layers === 0 || text.length > maxDecoded) return;
  for (const decoded of decodings(text)) yield* signaturesIn(decoded, tried, layers - 1);
}

/** The secrets in a UserSig, itself first; none when the text is not one. A cut one is one, too. */
function readSignature(text: string): Secret[] {
  const alphabets = [text.replaceAll('*', '+').replaceAll('-', '/').replaceAll('_', '='), text];
  for (const base64 of new Set(alphabets)) {
    const json = inflate(Buffer.from(base64, 'base64'));
    if (json === undefined || !/^\s*\{[\s\S]*"TLS\./.test(json)) continue;
    const fieldOf = (name: string): string => new RegExp(`"TLS\\.${name}"\\s*:\\s*"?([^",}]+)`).exec(json)?.[1] ?? '';
    return [
      { kind: 'signature', value: text },
      { kind: 'signature', value: fieldOf('sig') },
      { kind: 'identifier', value: fieldOf('identifier') },
      { kind: 'appId', value: fieldOf('sdkappid') },
    ];
  }
  return [];
}

function inflate(bytes: Buffer): string | undefined {
  // Most candidates are none, and to let zlib find out is dear.
  if (bytes.length < 8 || bytes.readUInt16BE(0) % 31 !== 0) return undefined;
  try {
    const options = { maxOutputLength: maxInflated, finishFlush: constants.Z_SYNC_FLUSH };
    return inflateSync(bytes, options).toString('utf8');
  } catch {
    return undefined;
  }
}

/** What a text says when it is decoded in each of the usual ways, as far as that changes it. */
function decodings(text: string): string[] {
  const percent = text.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  const escapes = text
    .replaceAll(/\\u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replaceAll(/\\(["\\/])/g, '$1');
  const entities = text.replaceAll(/&#(x?)([0-9a-f]{1,7});/gi, (match, isHex: string, digits: string) => {
    const point = Number.parseInt(digits, isHex === '' ? 10 : 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : match;
  });
  const base64 = [...text.matchAll(/[A-Za-z0-9+/_-]{24,}/g)].flatMap(([run]) =>
    [0, 1, 2, 3].map((start) => Buffer.from(run.slice(start), 'base64').toString('latin1')),
  );
  // A UserSig in base64 is text, and what is no text has none in it.
  const texts = base64.filter((decoded) => /[A-Za-z0-9+/*_=-]{18}/.test(decoded));
  return [percent, escapes, entities].filter((decoded) => decoded !== text).concat(texts);
}

/** Headers in which numbers with dots are versions. */
const versionHeaders = /^(user-agent|server|sec-ch-ua.*)$/i;

const addressesIn = (headers: Headers): Secret[] =>
  headers.filter(([name]) => !versionHeaders.test(name)).flatMap(([, value]) => addressesOf(value));

function addressesOf(text: string): Secret[] {
  const runs = text.match(/[0-9a-f]*[:.][0-9a-f:.]+/gi) ?? [];
  const addresses = new Set(
    runs.map((run) => run.replace(/\.+$/, '')).flatMap((run) => [run, run.replace(/:\d+$/, '')]),
  );
  return [...addresses].filter((one) => isIP(one) !== 0).map((value) => ({ kind: 'address', value }));
}
