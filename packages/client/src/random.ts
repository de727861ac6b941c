const pool = new Uint32Array(256);
let used = pool.length;

/** An unsigned 32-bit integer from the platform's cryptographic source. */
export function randomUint32(): number {
  if (used === pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  return pool[used++] ?? 0;
}
