import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib';

type Decoder = (data: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>;

const [asGzip, asDeflate, asRawDeflate, asBrotli] = [gunzip, inflate, inflateRaw, brotliDecompress].map(
  (decoder): Decoder => promisify(decoder),
);

/** Some servers send deflate without its zlib header, and every client takes it. */
const decoders: ReadonlyMap<string, readonly (Decoder | undefined)[]> = new Map([
  ['gzip', [asGzip]],
  ['x-gzip', [asGzip]],
  ['deflate', [asDeflate, asRawDeflate]],
  ['br', [asBrotli]],
]);

/** More in a row is no answer of a server. */
const maxCodings = 4;

/** Why a body cannot be read, such as `coding zstd`. */
export interface Unreadable {
  unreadable: string;
}

/**
 * The text of a body that was sent with codings.
 *
 * @param codings The header `Content-Encoding`.
 * @param maxBytes Of the decoded body.
 */
export async function decodeBody(body: Buffer, codings: string, maxBytes: number): Promise<string | Unreadable> {
  let bytes = body;
  const names = codings.split(',').map((name) => name.trim().toLowerCase());
  const applied = names.filter((name) => name !== '' && name !== 'identity').reverse();
  if (applied.length > maxCodings) return { unreadable: `${applied.length} codings` };
  for (const name of applied) {
    if (bytes.length === 0) break;
    const decoded = await decode(bytes, name, maxBytes);
    if ('unreadable' in decoded) return decoded;
    bytes = decoded;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { unreadable: 'not UTF-8' };
  }
}

async function decode(body: Buffer, name: string, maxOutputLength: number): Promise<Buffer | Unreadable> {
  for (const decoder of decoders.get(name) ?? []) {
    try {
      if (decoder !== undefined) return await decoder(body, { maxOutputLength });
    } catch (error) {
      const isTooLarge = error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
      if (isTooLarge) return { unreadable: `more than ${maxOutputLength} bytes` };
    }
  }
  // The name comes from the other side.
  return { unreadable: /^[a-z0-9-]{1,20}$/.test(name) ? `coding ${name}` : 'a coding without a proper name' };
}
