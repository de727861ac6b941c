/**
 * Writes and reads zlib streams (RFC 1950) whose blocks are stored, not compressed. The vendor's own Go signer writes them
 * too. Nothing of the platform is needed for it.
 */
import type { Inflated } from './inflated.ts';

/** A stored block has its length in 16 bits. */
const maxStored = 0xffff;

/** One zlib stream with one stored block: header, block, checksum. */
export function store(content: Uint8Array): Uint8Array {
  const { length } = content;
  if (length > maxStored) throw new RangeError('too long for one block');
  const sum = adler32(content);
  // After the zlib header: the last block, and a stored one. Its length and the complement of that have their low byte first.
  const head = [0x78, 0x01, 0x01, length, length >> 8, ~length, ~length >> 8];
  // Of each number the array keeps the lowest 8 bits.
  return Uint8Array.from([...head, ...content, sum >> 24, sum >> 16, sum >> 8, sum]);
}

/** Whether the two bytes of a zlib header stand at the beginning, without a preset dictionary. */
export function hasZlibHeader([first = 0, second = 0]: Uint8Array): boolean {
  const deflate = (first & 0x0f) === 8 && first >> 4 <= 7;
  return deflate && ((first << 8) | second) % 31 === 0 && (second & 0x20) === 0;
}

/** The content of a zlib stream of stored blocks; undefined when another kind of block is among them. */
export function readStored(stream: Uint8Array): Inflated | undefined {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  const content = new Uint8Array(stream.length);
  let length = 0;
  let at = 2;
  for (let last = false; !last; ) {
    if (at >= stream.length) return { kind: 'cut' };
    const header = view.getUint8(at);
    if ((header & 0b110) !== 0) return undefined;
    last = (header & 1) === 1;
    if (at + 5 > stream.length) return { kind: 'cut' };
    const stored = view.getUint16(at + 1, true);
    if (stored + view.getUint16(at + 3, true) !== maxStored) return { kind: 'broken' };
    at += 5;
    if (at + stored > stream.length) return { kind: 'cut' };
    content.set(stream.subarray(at, at + stored), length);
    at += stored;
    length += stored;
  }
  return checked(content.slice(0, length), stream.subarray(at));
}

/** The content, when the checksum behind it is whole, right and the last of the stream. */
export function checked(content: Uint8Array, checksum: Uint8Array): Inflated {
  if (checksum.length < 4) return { kind: 'cut' };
  const stated = new DataView(checksum.buffer, checksum.byteOffset, checksum.byteLength).getUint32(0);
  const right = checksum.length === 4 && stated === adler32(content);
  return right ? { kind: 'bytes', bytes: content } : { kind: 'broken' };
}

function adler32(bytes: Uint8Array): number {
  let a = 1;
  let b = 0;
  for (const byte of bytes) {
    a = (a + byte) % 65_521;
    b = (b + a) % 65_521;
  }
  return b * 0x10000 + a;
}
