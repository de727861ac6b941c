/** Makes signatures by hand, as wrong and hostile signers do. */
import { createHmac } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { sampleKey } from './vectors.ts';

export const time = 1700000000;
export const identity = { sdkAppId: 1400000000, identifier: 'administrator' };
export const options = { ...identity, secretKey: sampleKey, now: time + 60 };

export const hmac = (text: string, key: string | Buffer = sampleKey): string =>
  createHmac('sha256', key).update(text).digest('base64');

/** What stands in the lines of the signed text; written into them as it is, whatever its type. */
export interface Lines {
  identifier: unknown;
  sdkAppId: unknown;
  time: unknown;
  expire: unknown;
  userBuffer?: unknown;
}

export const right: Lines = { ...identity, time, expire: 86400 };

export function linesOf({ identifier, sdkAppId, time: made, expire, userBuffer }: Lines): string {
  const lines = `TLS.identifier:${identifier}\nTLS.sdkappid:${sdkAppId}\nTLS.time:${made}\nTLS.expire:${expire}\n`;
  return userBuffer === undefined ? lines : `${lines}TLS.userbuf:${userBuffer}\n`;
}

export function documentOf(fields: Lines, mac: unknown = hmac(linesOf(fields))): Record<string, unknown> {
  return {
    'TLS.ver': '2.0',
    'TLS.identifier': fields.identifier,
    'TLS.sdkappid': fields.sdkAppId,
    'TLS.time': fields.time,
    'TLS.expire': fields.expire,
    ...(fields.userBuffer === undefined ? {} : { 'TLS.userbuf': fields.userBuffer }),
    'TLS.sig': mac,
  };
}

export const swap = (base64: string): string => base64.replaceAll('+', '*').replaceAll('/', '-').replaceAll('=', '_');

/** The UserSig of a JSON text, whatever it is. */
export const pack = (json: string | Uint8Array): string => swap(deflateSync(json).toString('base64'));

/** The UserSig of a signer that writes into the lines what it is given. */
export const forge = (fields: Lines, mac?: unknown): string => pack(JSON.stringify(documentOf(fields, mac)));
