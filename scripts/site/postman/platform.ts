/** What the signer needs of a platform, for sandboxes that lack it or complain about it. */

declare const cryptoJs: {
  enc: { Latin1: { parse(binary: string): { toString(encoder: object): string } }; Base64: object };
};

export class Utf8Encoder {
  /** @throws URIError for half of a surrogate pair. */
  encode(text: string): Uint8Array<ArrayBuffer> {
    const binary = encodeURIComponent(text).replace(/%(..)/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  }
}

/** Base64 of a text whose characters are bytes. */
export const encodeBase64 = (binary: string): string => cryptoJs.enc.Latin1.parse(binary).toString(cryptoJs.enc.Base64);
