import { maxInflated, pieceBytes } from './inflated.ts';

/**
 * Undoes a zlib stream with the platform's own stream. Rejects when it is broken, when it gives more than a UserSig can hold,
 * and where the platform has none.
 */
export async function inflateByPlatform(input: Uint8Array): Promise<Uint8Array> {
  let at = 0;
  const pieces = new ReadableStream<Uint8Array<ArrayBuffer>>({
    // Deno hands out everything that one piece of input inflates to at once.
    pull(controller) {
      controller.enqueue(Uint8Array.from(input.subarray(at, at + pieceBytes)));
      at += pieceBytes;
      if (at >= input.length) controller.close();
    },
  });
  const reader = pieces.pipeThrough(new DecompressionStream('deflate')).getReader();
  const bytes = new Uint8Array(maxInflated);
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return bytes.subarray(0, length);
      // Throws where it does not fit in any more.
      bytes.set(value, length);
      length += value.length;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}
