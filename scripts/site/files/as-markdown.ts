import { NodeHtmlMarkdown } from 'node-html-markdown';
import type { Html } from '../parts/html.ts';

const translator = new NodeHtmlMarkdown({
  bulletMarker: '-',
  codeBlockStyle: 'fenced',
  emDelimiter: '_',
  ignore: ['form', 'nav', 'noscript', 'template'],
  // The default one leaves HTML and entities alive.
  globalEscape: [/[\\`*_~[\]<&]/gm, '\\$&'],
  // The default one takes a number that ends a sentence for that of a list.
  lineStartEscape: [/^(\s*)([-+=>]\s|#{1,6}\s)/gm, '$1\\$2'],
});
// It leaves the marks of code out in tables, where a pipe would end the cell.
translator.tableCellTranslators.set('code', {
  noEscape: true,
  postprocess: ({ content }) => content.replaceAll('|', '\\|').replace(/^[\s\S]*$/, codeSpan),
});

/** In a fence of more backticks than stand in it in a row. */
function codeSpan(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return longest > 0 ? `${fence} ${text} ${fence}` : `${fence}${text}${fence}`;
}

/** The text of a page as Markdown, linked to the other pages' Markdown. */
export function asMarkdown(main: Html): string {
  const markup = main.markup
    .replace(/(\shref="(?![a-z]+:)[^"]*?)\.html/g, '$1.md')
    .replace(/<dt>([\s\S]*?)<\/dt>\s*<dd>([\s\S]*?)<\/dd>/g, '<p><strong>$1</strong>: $2</p>')
    .replace(/<summary>([\s\S]*?)<\/summary>/g, '<p><strong>$1</strong></p>');
  return `${translator.translate(markup).trim()}\n`;
}
