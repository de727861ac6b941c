/** What a reader sees of a line of Markdown, without its marks. */
export const plain = (text: string): string =>
  withoutLinks(text.replaceAll('`', '').replace(/\*\*?([^*]+)\*\*?/g, '$1'));

/** A line of Markdown with the texts of its links in place of them. */
export const withoutLinks = (text: string): string => text.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');

/** What a heading is linked by: its words, in whatever script they are. */
export function uniqueId(text: string, taken: Set<string>): string {
  const words = plain(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  let id = words;
  for (let count = 2; taken.has(id); count++) id = `${words}-${count}`;
  taken.add(id);
  return id;
}

/** The first sentence of a text of several paragraphs, and what follows it. */
export function splitLead(text: string): { lead: string; rest: string } {
  const [first = '', ...others] = text.trim().split(/\n\s*\n/);
  const paragraph = first.replace(/\s*\n\s*/g, ' ');
  const end = [...paragraph.matchAll(/[.!?](?=\s+[\p{Lu}`_*[(])|[。！？]/gu)].find(({ index }) => {
    const before = paragraph.slice(0, index);
    // Not inside code, and not after an abbreviation such as "e.g.".
    return (before.match(/`/g) ?? []).length % 2 === 0 && !/(?:^|\s)(?:\w\.)*\w$/.test(before);
  });
  // A list or a table is no sentence.
  if (/^(?:[-*+>|#]|\d+\.)\s/.test(paragraph)) return { lead: '', rest: text };
  const at = end === undefined ? paragraph.length : end.index + 1;
  return { lead: paragraph.slice(0, at), rest: [paragraph.slice(at).trim(), ...others].join('\n\n').trim() };
}

/** The first paragraph of a text, and what follows it. */
export function splitParagraph(text: string): { first: string; rest: string } {
  const [first = '', ...others] = text.trim().split(/\n\s*\n/);
  return { first: first.replace(/\s*\n\s*/g, ' '), rest: others.join('\n\n') };
}
