import type { Body } from './incoming.ts';

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Bytes as text. What is no UTF-8 is no JSON. */
export function asText(chunks: readonly Uint8Array[]): Body {
  const [only] = chunks;
  try {
    return { text: decoder.decode(chunks.length === 1 ? only : joined(chunks)) };
  } catch {
    return { refused: 'json' };
  }
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((size, { byteLength }) => size + byteLength, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}
