/** Undoes compression without the platform's streams, bounded: nothing inflates to more than 64 KiB. */
import { FlateErrorCode, Gunzip, Inflate, inflateSync } from 'fflate';
import { type Inflated, maxInflated, pieceBytes } from './inflated.ts';
import { checked, readStored } from './stored-block.ts';

/** Undoes a zlib stream, whose header has been looked at. Its checksum and its end are checked. */
export function inflateZlib(stream: Uint8Array): Inflated {
  const stored = readStored(stream);
  if (stored !== undefined) return stored;
  const body = stream.subarray(2, -4);
  if (body.length === 0) return { kind: 'cut' };
  const inflated = inflateRaw(body);
  if (inflated.kind !== 'bytes') return inflated;
  // What ends before its last byte has something else behind it.
  if (inflateWhole(body.subarray(0, -1), inflated.bytes.length).kind === 'bytes') return { kind: 'broken' };
  return checked(inflated.bytes, stream.subarray(-4));
}

/** Undoes a deflate stream without header and checksum. */
export function inflateRaw(body: Uint8Array): Inflated {
  const collected = collect(new Inflate(), body);
  // Pieces show how much there is, not whether the end is there.
  return collected.kind === 'bytes' ? inflateWhole(body, collected.bytes.length) : collected;
}

/** Undoes a deflate stream that is known to give no more than some bytes. Cut when its end is missing. */
function inflateWhole(body: Uint8Array, length: number): Inflated {
  return tryTo(() => inflateSync(body, { out: new Uint8Array(length) }));
}

/** Undoes a gzip stream. Its checksum is not looked at: the service takes none. */
export function inflateGzip(stream: Uint8Array): Inflated {
  return collect(new Gunzip(), stream);
}

/** Pushes the input piece by piece, until it is at its end or has become too much. */
function collect(inflater: Inflate | Gunzip, input: Uint8Array): Inflated {
  const chunks: Uint8Array[] = [];
  let length = 0;
  inflater.ondata = (chunk) => {
    length += chunk.length;
    if (length <= maxInflated) chunks.push(chunk);
  };
  return tryTo(() => {
    for (let start = 0; start < input.length; start += pieceBytes) {
      inflater.push(input.slice(start, start + pieceBytes), false);
      if (length > maxInflated) return undefined;
    }
    // What gzip wraps has an end that Gunzip knows.
    if (inflater instanceof Gunzip) inflater.push(new Uint8Array(0), true);
    const bytes = new Uint8Array(length);
    let offset = 0;
    for (const chunk of chunks) {
      bytes.set(chunk, offset);
      offset += chunk.length;
    }
    return bytes;
  });
}

/** What fflate gives, or why it gives nothing. No bytes stand for too many. */
function tryTo(inflate: () => Uint8Array | undefined): Inflated {
  try {
    const bytes = inflate();
    return bytes === undefined ? { kind: 'too-large' } : { kind: 'bytes', bytes };
  } catch (error) {
    const ended = error instanceof Error && 'code' in error && error.code === FlateErrorCode.UnexpectedEOF;
    return { kind: ended ? 'cut' : 'broken' };
  }
}
