import { Marked } from 'marked';
import { webAddress } from './address.ts';
import { codeBlock } from './highlight.ts';
import { escapeHtml, type Html, raw } from './html.ts';

export interface Markdown {
  /** Text as headings, paragraphs, lists, tables, code and links. HTML, images and check boxes in it stay text. */
  block(text: string): Html;
  /** One line, without a paragraph around it. */
  inline(text: string): Html;
}

/** @param link What becomes of a link inside the site. */
export function createMarkdown(link: (target: string) => string): Markdown {
  const ids = new Set<string>();
  const marked = new Marked({
    async: false,
    gfm: true,
    renderer: {
      heading({ tokens, depth, text }) {
        const id = uniqueId(text, ids);
        return `<h${depth} id="${id}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      link({ href, tokens, raw: written }) {
        const isPlace = /^[\p{L}\p{N}_./?=#%-]+$/u.test(href);
        const target =
          isPlace && !href.startsWith('//') ? (href.startsWith('#') ? href : link(href)) : webAddress(href);
        if (target === undefined) return escapeHtml(written);
        return `<a href="${escapeHtml(target)}">${this.parser.parseInline(tokens)}</a>`;
      },
      html: ({ text }) => escapeHtml(text),
      image: ({ raw: written }) => escapeHtml(written),
      checkbox: ({ checked }) => (checked ? '[x] ' : '[ ] '),
      code: ({ text, lang }) => `${codeBlock(text, lang).markup}\n`,
    },
  });
  return {
    block(text) {
      ids.clear();
      return raw(marked.parse(text, { async: false }));
    },
    inline: (text) => raw(marked.parseInline(text, { async: false })),
  };
}

/** What a heading is linked by: its words, in whatever script they are. */
function uniqueId(text: string, taken: Set<string>): string {
  const words = plain(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  let id = words;
  for (let count = 2; taken.has(id); count++) id = `${words}-${count}`;
  taken.add(id);
  return id;
}

/** What a reader sees of the text, without its marks. */
export const plain = (text: string): string =>
  text
    .replaceAll('`', '')
    .replace(/\*\*?([^*]+)\*\*?/g, '$1')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
