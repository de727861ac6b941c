import { type Inflated, maxInflated, pieceBytes } from './inflated.ts';

/**
 * Undoes a zlib stream with the platform's own stream, and stops as soon as more comes out than a UserSig can hold. Broken
 * where the platform has none.
 */
export async function inflateByPlatform(input: Uint8Array): Promise<Inflated> {
  if (typeof DecompressionStream === 'undefined') return { kind: 'broken' };
  const stream = new DecompressionStream('deflate');
  const writer = stream.writable.getWriter();
  const feed = async (): Promise<void> => {
    // Deno hands out everything that one piece of input inflates to at once.
    for (let start = 0; start < input.length; start += pieceBytes) {
      await writer.write(Uint8Array.from(input.subarray(start, start + pieceBytes)));
    }
    await writer.close();
  };
  // What is wrong with the input is seen where it is read; here it would be an unhandled rejection.
  feed().catch(() => {});
  try {
    return await readBounded(stream.readable);
  } catch {
    return { kind: 'broken' };
  } finally {
    writer.abort().catch(() => {});
  }
}

/** Reads a stream to its end, or until it has more bytes than it may have. Rejects with what breaks the stream. */
async function readBounded(stream: ReadableStream<Uint8Array>): Promise<Inflated> {
  const reader = stream.getReader();
  const bytes = new Uint8Array(maxInflated);
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { kind: 'bytes', bytes: bytes.slice(0, length) };
    if (length + value.length > maxInflated) {
      reader.cancel().catch(() => {});
      return { kind: 'too-large' };
    }
    bytes.set(value, length);
    length += value.length;
  }
}
