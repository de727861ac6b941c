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
  const fed = feed().catch(() => {});
  const reader = stream.readable.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      length += value.length;
      if (length > mostOutput) {
        reader.cancel().catch(() => {});
        writer.abort().catch(() => {});
        return { kind: 'too-large' };
      }
      chunks.push(value);
    }
  } catch {
    return { kind: 'broken' };
  }
  await fed;
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return { kind: 'bytes', bytes };
}
