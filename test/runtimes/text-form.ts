/** The text form of a UserSig, in the vendor's alphabet, made independently of the package that is tested. */
export const textOf = (bytes: Buffer): string =>
  bytes.toString('base64').replaceAll('+', '*').replaceAll('/', '-').replaceAll('=', '_');

export const bytesOf = (text: string): Buffer =>
  Buffer.from(text.replaceAll('*', '+').replaceAll('-', '/').replaceAll('_', '='), 'base64');
