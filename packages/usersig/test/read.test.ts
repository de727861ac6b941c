import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readUserSig } from '../src/index.ts';
import { vectors, writtenBySigners } from './vectors.ts';

describe('readUserSig', () => {
  it.each(Object.entries(writtenBySigners))("reads what the vendor's %s signer wrote", async (_signer, text) => {
    const [{ sdkAppId, identifier, time, expire } = {}] = vectors;
    expect(await readUserSig(text)).toStrictEqual({ sdkAppId, identifier, time, expire });
  });

  it('gives nothing for anything else', async () => {
    const numbers = deflateSync('{"TLS.sdkappid":"1","TLS.identifier":"a","TLS.time":1,"TLS.expire":1}');
    expect(await readUserSig(numbers.toString('base64'))).toBeUndefined();
    expect(await readUserSig(deflateSync('null').toString('base64'))).toBeUndefined();
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.base64String()), async (text) => {
        expect(await readUserSig(text)).toBeUndefined();
      }),
    );
  });
});
