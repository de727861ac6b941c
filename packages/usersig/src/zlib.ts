const tooManyBytes = 'too-many-bytes';

/** Far more than any UserSig needs: its document has about 250 bytes, and a user buffer a few dozen more. */
const maxInflated = 64 * 1024;
/** Deno hands out everything that one piece of input inflates to at once, so the input goes in small pieces. */
const pieceBytes = 64;

export type Inflated = { kind: 'bytes'; bytes: Uint8Array } | { kind: 'too-large' } | { kind: 'broken' };

/** Makes a zlib stream, header and checksum included. Without Blob and Response, which test runners with a DOM replace. */
export async function deflate(text: string): Promise<Uint8Array> {
  const { readable, writable } = new CompressionStream('deflate');
  const writer = writable.getWriter();
  const written = Promise.all([writer.write(new TextEncoder().encode(text)), writer.close()]);
  const [read] = await Promise.all([readBytes(readable, Number.POSITIVE_INFINITY), written]);
  if (read === tooManyBytes) throw new RangeError('The compressed text has no end.');
  return read;
}

/** Undoes a compression, and stops as soon as more comes out than a UserSig can hold. */
export async function inflate(
  input: Uint8Array<ArrayBuffer>,
  format: 'deflate' | 'deflate-raw' | 'gzip',
): Promise<Inflated> {
  const stream = new DecompressionStream(format);
  const writer = stream.writable.getWriter();
  const feed = async (): Promise<void> => {
    for (let start = 0; start < input.length; start += pieceBytes) {
      await writer.write(input.slice(start, start + pieceBytes));
    }
    await writer.close();
  };
  // What is wrong with the input is seen where it is read; here it would be an unhandled rejection.
  feed().catch(() => {});
  try {
    const bytes = await readBytes(stream.readable, maxInflated);
    if (bytes !== tooManyBytes) return { kind: 'bytes', bytes };
    writer.abort().catch(() => {});
    return { kind: 'too-large' };
  } catch {
    writer.abort().catch(() => {});
    return { kind: 'broken' };
  }
}

/** Reads a stream to its end, or until it has more bytes than it may have. Rejects with what breaks the stream. */
async function readBytes(
  stream: ReadableStream<Uint8Array>,
  max: number,
): Promise<Uint8Array<ArrayBuffer> | typeof tooManyBytes> {
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > max) {
      reader.cancel().catch(() => {});
      return tooManyBytes;
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}
