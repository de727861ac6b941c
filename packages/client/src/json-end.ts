const [quote, backslash] = [0x22, 0x5c];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];
/** White space, and the bytes of a byte order mark. */
const before = new Set([0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf]);

/** Finds the end of a JSON object in UTF-8 that comes in pieces. Does not check it: that is for the parser. */
export interface JsonEnd {
  /** True when what came begins like an object. */
  isObject(): boolean;
  /** Takes the next piece. True when the object has come to its end in it. */
  take(bytes: Uint8Array): boolean;
}

export function createJsonEnd(): JsonEnd {
  let state: 'before' | 'inside' | 'other' = 'before';
  let depth = 0;
  let isString = false;
  let isEscaped = false;
  return {
    isObject: () => state === 'inside',
    take(bytes) {
      for (const byte of bytes) {
        if (state === 'other') return false;
        if (state === 'before') {
          if (before.has(byte)) continue;
          state = byte === openBrace ? 'inside' : 'other';
          depth = 1;
        } else if (isEscaped) isEscaped = false;
        else if (isString) {
          if (byte === quote) isString = false;
          else if (byte === backslash) isEscaped = true;
        } else if (byte === quote) isString = true;
        else if (byte === openBrace || byte === openBracket) depth++;
        else if ((byte === closeBrace || byte === closeBracket) && --depth === 0) return true;
      }
      return false;
    },
  };
}
