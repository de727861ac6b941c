import { deflateSync, inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readUserSig, readUserSigMac } from '../src/index.ts';
import { store } from '../src/stored-block.ts';
import { documentOf, right, swap } from './forge.ts';
import { vectors, writtenBySigners } from './vectors.ts';

afterEach(() => vi.unstubAllGlobals());

/** A zlib stream of one stored block for each piece, as it is written when each write is flushed. */
function storedIn(json: Buffer, cuts: number[], last: 'full' | 'empty'): Buffer {
  const edges = [0, ...cuts.map((cut) => cut % json.length).toSorted((one, other) => one - other), json.length];
  const pieces = edges.slice(1).map((edge, index) => json.subarray(edges[index], edge));
  const blocks = (last === 'empty' ? [...pieces, Buffer.alloc(0)] : pieces).map((piece, index, { length }) => {
    const head = Buffer.alloc(5);
    head[0] = index === length - 1 ? 1 : 0;
    head.writeUInt16LE(piece.length, 1);
    head.writeUInt16LE(0xffff - piece.length, 3);
    return Buffer.concat([head, piece]);
  });
  const whole = store(json);
  return Buffer.concat([whole.subarray(0, 2), ...blocks, whole.subarray(-4)]);
}

describe('readUserSig', () => {
  it('reads any stream of stored blocks without the platform, as the Go signer and others write them', async () => {
    vi.stubGlobal('DecompressionStream', undefined);
    const user = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 });
    const cuts = fc.array(fc.nat(), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(user, cuts, fc.constantFrom('full', 'empty'), async (identifier, at, last) => {
        const fields = documentOf({ ...right, identifier });
        const stream = storedIn(Buffer.from(JSON.stringify(fields)), at, last);
        expect(JSON.parse(inflateSync(stream).toString())).toStrictEqual(JSON.parse(JSON.stringify(fields)));
        const userSig = swap(stream.toString('base64'));
        expect(await readUserSig(userSig)).toMatchObject({
          sdkAppId: 1400000000,
          identifier: identifier.toWellFormed(),
        });
        expect(await readUserSigMac(userSig)).toBe(fields['TLS.sig']);
      }),
    );
  });

  it('reads a stream whose blocks are stored and compressed, with the platform', async () => {
    const json = Buffer.from(JSON.stringify(documentOf(right)));
    const [start, rest] = [json.subarray(0, 40), json.subarray(40)];
    const first = storedIn(start, [], 'empty').subarray(0, 2 + 5 + 40);
    const mixed = Buffer.concat([first, deflateSync(rest).subarray(2, -4), store(json).subarray(-4)]);
    expect(inflateSync(mixed)).toStrictEqual(json);
    expect(await readUserSig(swap(mixed.toString('base64')))).toMatchObject({ identifier: 'administrator' });
  });

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
