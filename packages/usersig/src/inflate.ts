import { readBytes, TooManyBytes } from './streams.ts';

/** Far more than any UserSig needs: its document has about 250 bytes, and a user buffer a few dozen more. */
const mostOutput = 64 * 1024;
/** Deno hands out everything that one piece of input inflates to at once, so the input goes in small pieces. */
const slice = 64;

export type Inflated = { kind: 'bytes'; bytes: Uint8Array } | { kind: 'too-large' } | { kind: 'broken' };

/** Undoes a compression, and stops as soon as more comes out than a UserSig can hold. */
export async function inflate(
  input: Uint8Array<ArrayBuffer>,
  format: 'deflate' | 'deflate-raw' | 'gzip',
): Promise<Inflated> {
  const stream = new DecompressionStream(format);
  const writer = stream.writable.getWriter();
  const feed = async (): Promise<void> => {
    for (let start = 0; start < input.length; start += slice) await writer.write(input.slice(start, start + slice));
    await writer.close();
  };
  // What is wrong with the input is seen where it is read; here it would be an unhandled rejection.
  feed().catch(() => {});
  try {
    return { kind: 'bytes', bytes: await readBytes(stream.readable, mostOutput) };
  } catch (error) {
    writer.abort().catch(() => {});
    return { kind: error instanceof TooManyBytes ? 'too-large' : 'broken' };
  }
}
