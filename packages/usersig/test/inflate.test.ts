/** Any stream is read, within a bound, with and without the platform's streams. */
import { constants, deflateRawSync, deflateSync, gzipSync, inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { Inflate } from 'fflate';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { explainUserSig, readUserSig, signUserSig, verifyUserSig } from '../src/index.ts';
import { inflateGzip, inflateRaw, inflateZlib } from '../src/inflate.ts';
import type { Inflated } from '../src/inflated.ts';
import { hasZlibHeader, readStored, store } from '../src/stored-block.ts';
import { documentOf, identity, options, right, swap, time } from './forge.ts';
import { sampleKey, vectors, writtenBySigners } from './vectors.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const bytesIn = (inflated: Inflated | undefined): Buffer | undefined =>
  inflated?.kind === 'bytes' ? Buffer.from(inflated.bytes) : undefined;

const repeated = fc.tuple(fc.uint8Array({ maxLength: 40 }), fc.nat(300)).map(([part, times]) => {
  return Buffer.concat(Array.from({ length: times }, () => part));
});
const content = fc.oneof(
  fc.uint8Array({ maxLength: 3000, size: 'max' }).map((bytes) => Buffer.from(bytes)),
  repeated,
);
const settings = fc.record({
  level: fc.integer({ min: 0, max: 9 }),
  windowBits: fc.integer({ min: 9, max: 15 }),
  memLevel: fc.integer({ min: 1, max: 9 }),
  strategy: fc.constantFrom(constants.Z_DEFAULT_STRATEGY, constants.Z_FIXED, constants.Z_HUFFMAN_ONLY, constants.Z_RLE),
});

/** What Node makes of a stream: the bytes, or why it refuses it. */
function inflateByNode(stream: Uint8Array): unknown {
  try {
    return inflateSync(stream);
  } catch (error) {
    return error instanceof Error ? error.message : error;
  }
}

describe('inflating', () => {
  it('gives what was deflated, with any settings', () => {
    fc.assert(
      fc.property(content, settings, (bytes, how) => {
        expect(bytesIn(inflateZlib(deflateSync(bytes, how)))).toStrictEqual(bytes);
        expect(bytesIn(inflateRaw(deflateRawSync(bytes, how)))).toStrictEqual(bytes);
        expect(bytesIn(inflateGzip(gzipSync(bytes, how)))).toStrictEqual(bytes);
      }),
    );
  });

  it("takes no stream that Node's zlib refuses, but for sets of codes that no compressor writes", () => {
    const stream = fc.tuple(content, settings).map(([bytes, how]) => deflateSync(bytes, how));
    fc.assert(
      fc.property(
        stream,
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        fc.uint8Array({ maxLength: 6 }),
        (bytes, at, bits, more) => {
          const changed = Buffer.concat([bytes, more]);
          const index = at % (bytes.length * 2);
          if (index < bytes.length) changed[index] = (changed[index] ?? 0) ^ bits;
          if (!hasZlibHeader(changed)) return;
          const own = bytesIn(inflateZlib(changed));
          if (own === undefined) return;
          expect(more).toHaveLength(0);
          // The inflater does not ask whether a set of codes is complete. What comes out still has the right checksum.
          expect([
            'invalid code lengths set',
            'invalid literal/lengths set',
            'invalid distances set',
            own,
          ]).toContainEqual(inflateByNode(changed));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('knows every cut of a stream, and what stands behind its end', () => {
    for (const stream of [
      deflateSync('{"a":1}'),
      deflateSync('{"a":1}', { level: 0 }),
      Buffer.from(store(Buffer.from('{}'))),
    ]) {
      for (let length = 2; length < stream.length; length++) {
        expect(inflateZlib(stream.subarray(0, length)).kind, `${length}`).toBe('cut');
      }
      expect(inflateZlib(Buffer.concat([stream, Buffer.of(0)])).kind).toBe('broken');
      expect(inflateZlib(Buffer.concat([stream, stream.subarray(-4)])).kind).toBe('broken');
    }
  });

  it('stops after two small pieces of a bomb, whatever wraps it', () => {
    const push = vi.spyOn(Inflate.prototype, 'push');
    const zeros = Buffer.alloc(12_000_000);
    expect(inflateZlib(deflateSync(zeros, { level: 9 }))).toStrictEqual({ kind: 'too-large' });
    expect(inflateRaw(deflateRawSync(zeros, { level: 9 }))).toStrictEqual({ kind: 'too-large' });
    expect(inflateGzip(gzipSync(zeros, { level: 9 }))).toStrictEqual({ kind: 'too-large' });
    expect(push.mock.calls.length).toBeLessThanOrEqual(8);
    for (const [piece] of push.mock.calls) expect(piece.length).toBeLessThanOrEqual(64);
    const most = Buffer.alloc(64 * 1024);
    expect(bytesIn(inflateZlib(deflateSync(most)))).toStrictEqual(most);
    expect(inflateZlib(deflateSync(Buffer.alloc(64 * 1024 + 1)))).toStrictEqual({ kind: 'too-large' });
  });

  it('reads stored blocks, several and empty ones too, as the Go signer writes them', () => {
    const [text, end] = [Buffer.from('{"a":1}'), Buffer.of(1, 0, 0, 0xff, 0xff)];
    const one = Buffer.from(store(text));
    one[2] = 0;
    const go = Buffer.concat([one.subarray(0, -4), end, one.subarray(-4)]);
    expect(inflateSync(go).toString()).toBe('{"a":1}');
    expect(bytesIn(readStored(go))?.toString()).toBe('{"a":1}');
    expect(readStored(deflateSync(text))).toBeUndefined();
    expect(inflateSync(store(text)).toString()).toBe('{"a":1}');
    expect(() => store(new Uint8Array(65_536))).toThrow(RangeError);
  });
});

describe('without CompressionStream and DecompressionStream', () => {
  it('signs, verifies, explains, and reads what this signer writes', async () => {
    vi.stubGlobal('CompressionStream', undefined);
    vi.stubGlobal('DecompressionStream', undefined);
    Reflect.deleteProperty(globalThis, 'CompressionStream');
    Reflect.deleteProperty(globalThis, 'DecompressionStream');
    for (const { sdkAppId, secretKey, identifier, time: now, expire, userBuffer } of vectors) {
      const given = { sdkAppId, secretKey, identifier, now, userBuffer };
      const userSig = await signUserSig({ ...given, expiresIn: expire });
      expect(await verifyUserSig(userSig, given)).toBe(true);
      expect(await readUserSig(userSig)).toStrictEqual({ sdkAppId, identifier, time: now, expire });
    }
    const json = JSON.stringify(documentOf(right));
    for (const [bytes, reasons] of [
      [deflateSync(json), []],
      [deflateRawSync(json), ['raw-deflate']],
      [gzipSync(json), ['gzip']],
    ] as const) {
      const findings = await explainUserSig(swap(bytes.toString('base64')), options);
      expect(findings.map(({ reason }) => reason)).toStrictEqual(reasons);
    }
    // What is compressed is not worth an inflater in a client.
    expect(await readUserSig(writtenBySigners.node ?? '')).toBeUndefined();
  });

  it('needs neither of them where they are', async () => {
    const stream = vi.fn(() => {
      throw new Error('is not used');
    });
    vi.stubGlobal('CompressionStream', stream);
    vi.stubGlobal('DecompressionStream', stream);
    const userSig = await signUserSig({ ...identity, secretKey: sampleKey, now: time });
    expect(await readUserSig(userSig)).toBeDefined();
    expect(await verifyUserSig(writtenBySigners.node ?? '', { ...options, identifier: 'xiaojun' })).toBe(true);
    expect(stream).not.toHaveBeenCalled();
  });
});

describe('readUserSig', () => {
  it('stops early when a short text inflates without end', async () => {
    const bomb = swap(deflateSync(Buffer.alloc(3_000_000), { level: 9 }).toString('base64'));
    expect(await readUserSig(bomb)).toBeUndefined();
  });
});
