/** An address that may be linked to: one of the web, or of mail. Undefined for anything else, such as `javascript:`. */
export function webAddress(text: string): string | undefined {
  // What a browser leaves out of an address before it looks at it.
  const address = [...text.trim()].filter((character) => character > '\u001f').join('');
  return /^(https?:\/\/|mailto:)/i.test(address) && URL.canParse(address) ? address : undefined;
}

/**
 * Where a link in a text leads: a place of the site, or an address of the web. Undefined for anything else.
 *
 * @param link What becomes of a link inside the site.
 */
export function linkTarget(href: string, link: (target: string) => string): string | undefined {
  const isPlace = /^[\p{L}\p{N}_./?=#%-]+$/u.test(href);
  if (!isPlace || href.startsWith('//')) return webAddress(href);
  return href.startsWith('#') ? href : link(href);
}
