/** Why bytes are not the text that they should be, as the end of a sentence. */
export class NotUtf8 extends Error {}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Reads UTF-8. A byte order mark, with which Windows editors begin a file, is left out. @throws NotUtf8 */
export function decode(bytes: Uint8Array): string {
  if (isUtf16(bytes)) throw new NotUtf8('is UTF-16; save it as UTF-8');
  try {
    return decoder.decode(bytes);
  } catch {
    throw new NotUtf8('is not UTF-8');
  }
}

/** Begins as Windows PowerShell writes a file. */
export const isUtf16 = ([first, second]: Uint8Array): boolean =>
  (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
