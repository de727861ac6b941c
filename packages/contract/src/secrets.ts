import { networkInterfaces } from 'node:os';
import { inflateSync } from 'node:zlib';
import type { Exchange, Secret, SecretKind } from './exchange.ts';

/** The places of secrets in the query of every call. */
export const secretParameters: ReadonlyMap<string, SecretKind> = new Map([
  ['usersig', 'signature'],
  ['identifier', 'identifier'],
  ['sdkappid', 'appId'],
]);

const secretHeaders = new Set(['authorization', 'cookie', 'proxy-authorization', 'set-cookie']);
const addressHeaders = new Set(['forwarded', 'x-forwarded-for', 'x-real-ip', 'x-client-ip', 'cf-connecting-ip']);

/** The secrets of an exchange: what was declared, and what has its place in query and headers. They are looked for everywhere. */
export function secretsOf({ request, answer, secrets }: Exchange): Secret[] {
  const query = [...secretParameters].flatMap(([name, kind]) =>
    request.query.getAll(name).map((value): Secret => ({ kind, value })),
  );
  const headers = [...request.headers, ...answer.headers].flatMap(([name, value]): Secret[] => {
    const lower = name.toLowerCase();
    if (secretHeaders.has(lower)) return [{ kind: 'header', value }];
    if (addressHeaders.has(lower)) return value.split(',').map((one) => ({ kind: 'address', value: one.trim() }));
    return [];
  });
  const all = [...secrets, ...query, ...headers, ...ownAddresses()];
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

/** This machine's own addresses. */
function ownAddresses(): Secret[] {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return addresses.map(({ address }) => ({ kind: 'address', value: address }));
}
