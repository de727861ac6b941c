import { networkInterfaces } from 'node:os';
import { inflateSync } from 'node:zlib';
import type { Exchange, Secret, SecretKind } from './exchange.ts';
import { secretsFoundIn } from './found-secrets.ts';

/** The places of secrets in the query of every call. */
export const secretParameters: ReadonlyMap<string, SecretKind> = new Map([
  ['usersig', 'signature'],
  ['identifier', 'identifier'],
  ['sdkappid', 'appId'],
]);

/** Headers whose value lets somebody in, by a word of their name. */
const secretHeader =
  /(^|-)(api-?key|auth|authentication|authorization|cookie|credentials?|csrf|jwt|key|passw(or)?d|secret|session|sign(ature)?|token|usersig)(-|$)/;
/** Headers that say where a call comes from, also where it is no address but a name. */
const addressHeader = /(^|-)(addr(ess)?|client|forwarded|ip|real)(-(?!port$|proto(col)?$|scheme$|ssl$|version$)|$)/;

/** A shorter part of a credential, such as `/` or `true`, stands everywhere. */
const minPart = 6;

/**
 * The secrets of an exchange: what was declared, what has its place in query and headers, and what can be told by itself. They
 * are looked for everywhere.
 */
export function secretsOf(exchange: Exchange): Secret[] {
  const { request, answer, secrets } = exchange;
  const query = [...request.query].flatMap(([name, value]): Secret[] => {
    const kind = kindOfParameter(name);
    return kind === undefined ? [] : [{ kind, value }];
  });
  const headers = [...request.headers, ...answer.headers].flatMap(([name, value]): Secret[] => {
    const lower = name.toLowerCase();
    if (secretHeader.test(lower)) return partsOf(value).map((one) => ({ kind: 'header', value: one }));
    if (addressHeader.test(lower)) return value.split(',').map((one) => ({ kind: 'address', value: one.trim() }));
    return [];
  });
  // Last, because the stand-in of what is known by its place says more.
  const all = [...secrets, ...query, ...headers, ...ownAddresses(), ...secretsFoundIn(exchange)];
  return [...all, ...all.filter(({ kind }) => kind === 'signature').flatMap(({ value }) => macIn(value))];
}

/** The MAC inside of a signature is as secret as the signature itself. */
function macIn(userSig: string): Secret[] {
  try {
    const stream = Buffer.from(userSig.replaceAll('*', '+').replaceAll('-', '/'), 'base64');
    const { 'TLS.sig': mac }: Record<string, unknown> = JSON.parse(
      inflateSync(stream, { maxOutputLength: 65_536 }).toString(),
    );
    return typeof mac === 'string' ? [{ kind: 'signature', value: mac }] : [];
  } catch {
    return [];
  }
}

/** `UserSig`, `user_sig` and `amp;usersig` are meant as `usersig`. */
function kindOfParameter(name: string): SecretKind | undefined {
  const plain = name.toLowerCase().replaceAll(/[^a-z]/g, '');
  return [...secretParameters].find(([known]) => plain.endsWith(known))?.[1];
}

/** A credential as it is sent, and what it is made of: other places may quote either. */
function partsOf(value: string): string[] {
  const [, scheme = '', rest = ''] = /^(\S+)\s+(.+)$/.exec(value) ?? [];
  const basic = scheme.toLowerCase() === 'basic' ? Buffer.from(rest, 'base64').toString('utf8').split(':') : [];
  const cookies = value.split(';').map((pair) => pair.slice(pair.indexOf('=') + 1));
  const parts = [rest, ...basic, ...cookies].map((part) => part.trim()).filter((part) => part.length >= minPart);
  return [value, ...parts];
}

/** This machine's own addresses. */
function ownAddresses(): Secret[] {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return addresses.map(({ address }) => ({ kind: 'address', value: address }));
}
