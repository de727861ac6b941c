/** Reads the body of a web request, with a bound and a deadline: `text()` has neither. */
import { asText } from './body.ts';
import type { Body } from './incoming.ts';
import type { Settings } from './settings.ts';

type Limits = Pick<Settings, 'maxBytes' | 'bodyTimeout'>;

export async function readWebBody(request: Request, limits: Limits): Promise<Body> {
  if (request.bodyUsed) return { refused: 'body-read' };
  if (request.body === null) return { text: '' };
  // One that somebody else reads has a lock.
  if (request.body.locked) return { refused: 'body-read' };
  const reader = request.body.getReader();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Body>((resolve) => {
    timer = setTimeout(() => resolve({ refused: 'slow' }), limits.bodyTimeout);
  });
  const body = await Promise.race([readAll(reader, limits), late]);
  clearTimeout(timer);
  // What is left is not wanted. Whether it can be cancelled changes nothing.
  if ('refused' in body) reader.cancel().catch(() => {});
  return body;
}

async function readAll(reader: ReadableStreamDefaultReader<Uint8Array>, { maxBytes }: Limits): Promise<Body> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      size += part.value.byteLength;
      if (size > maxBytes) return { refused: 'size' };
      chunks.push(part.value);
    }
  } catch {
    return { refused: 'cut' };
  }
  return asText(chunks);
}
