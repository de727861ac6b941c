import type { Body } from './incoming.ts';

/** Bytes as text. What is no UTF-8 is no JSON. */
export function asText(chunks: readonly Uint8Array[]): Body {
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    const [only] = chunks;
    if (chunks.length === 1) return { text: decoder.decode(only) };
    const parts = chunks.map((chunk) => decoder.decode(chunk, { stream: true }));
    return { text: parts.join('') + decoder.decode() };
  } catch {
    return { refused: 'json' };
  }
}
