/** An address that may be linked to: one of the web, or of mail. Undefined for anything else, such as `javascript:`. */
export function webAddress(text: string): string | undefined {
  // What a browser leaves out of an address before it looks at it.
  const address = [...text.trim()].filter((character) => character > '\u001f').join('');
  return /^(https?:\/\/|mailto:)/i.test(address) && URL.canParse(address) ? address : undefined;
}
