/** A text in which Markdown sees no mark and no HTML. */
export const escapeMarkdown = (text: string): string => escapeMarks(text.replace(/&(?=#|\w+;)/g, '\\&'));

/** The same for what was Markdown before: its entities stay. */
export const escapeMarks = (text: string): string =>
  // An underscore inside of a word is no mark, and names are full of them. Marked takes the escapes of brackets out of the text
  // of a link before it looks for images in it, so that an exclamation mark needs one of its own.
  text.replace(/[\\`*~[\]<]|!(?=\[|$)|(?<!\w)_|_(?!\w)/g, '\\$&').replace(/\n/g, ' ');

/** In a fence of more backticks than stand in it in a row. */
export function codeSpan(text: string): string {
  const longest = longestRun(text);
  const fence = '`'.repeat(longest + 1);
  return longest > 0 ? `${fence} ${text} ${fence}` : `${fence}${text}${fence}`;
}

export function codeFence(text: string, language = ''): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${/^[\w-]*$/.test(language) ? language : ''}\n${text.trimEnd()}\n${fence}`;
}

const longestRun = (text: string): number => Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));

/** What would begin a list, a heading or a quotation at the start of a line. */
export const escapeStart = (text: string): string =>
  text.replace(/^(\s*)([-+=>#])(?=[\s#>=-]|$)/, '$1\\$2').replace(/^(\s*\d+)([.)])(?=\s)/, '$1\\$2');

/** A cell of a table: on one line, with no end of the cell in it. */
export const cell = (text: string): string => text.replace(/\s*\n\s*/g, ' ').replaceAll('|', '\\|');

/** A link whose address holds nothing that would end it. */
export const markdownLink = (text: string, address: string): string =>
  `[${text}](${address.replace(/[()\s<>\\]/g, (character) => encodeURIComponent(character).replace('(', '%28').replace(')', '%29'))})`;

export const indent = (text: string, by = '  '): string => text.replace(/\n(?!\n|$)/g, `\n${by}`);
