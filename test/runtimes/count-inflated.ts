/** Counts from now on how many bytes all streams inflate, also those that nobody reads. */
export function countInflated(): () => number {
  let bytes = 0;
  const { DecompressionStream } = globalThis;
  class Counting {
    readonly readable: ReadableStream<Uint8Array>;
    readonly writable: WritableStream<BufferSource>;

    constructor(format: CompressionFormat) {
      const stream = new DecompressionStream(format);
      const counter = new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          bytes += chunk.length;
          controller.enqueue(chunk);
        },
      });
      this.readable = stream.readable.pipeThrough(counter);
      this.writable = stream.writable;
    }
  }
  Object.assign(globalThis, { DecompressionStream: Counting });
  return () => bytes;
}
