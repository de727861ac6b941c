/** Markdown of the document and the guides as Markdown that does nothing but what it says, with its links led to the twins. */
import { Marked } from 'marked';
import { linkTarget } from '../model/address.ts';
import { cell, codeFence, codeSpan, escapeMarks, escapeStart, indent, markdownLink } from './escape.ts';

export interface TwinMarkdown {
  block(text: string): string;
  inline(text: string): string;
}

/** Lines without a link look the same on every page. */
const written = new Map<string, string>();

/**
 * @param link What becomes of a link inside the site.
 * @param shift How many levels lower the headings stand.
 */
export function createTwinMarkdown(link: (target: string) => string, shift = 0): TwinMarkdown {
  const marked = new Marked({
    async: false,
    gfm: true,
    renderer: {
      space: () => '',
      code: ({ text, lang }) => `${codeFence(text, lang)}\n\n`,
      blockquote({ tokens }) {
        return `> ${this.parser.parse(tokens).trim().replaceAll('\n', '\n> ')}\n\n`;
      },
      html: ({ text }) => escapeMarks(text),
      heading({ tokens, depth }) {
        return `${'#'.repeat(Math.min(6, depth + shift))} ${this.parser.parseInline(tokens)}\n\n`;
      },
      hr: () => '---\n\n',
      list({ ordered, start, items }) {
        const lines = items.map((item, index) => {
          const mark = ordered ? `${Number(start) + index}. ` : '- ';
          return `${mark}${indent(this.parser.parse(item.tokens).trim(), ' '.repeat(mark.length))}`;
        });
        return `${lines.join('\n')}\n\n`;
      },
      checkbox: ({ checked }) => (checked ? '\\[x\\] ' : '\\[ \\] '),
      paragraph({ tokens }) {
        return `${escapeStart(this.parser.parseInline(tokens))}\n\n`;
      },
      table({ header, rows }) {
        const line = (cells: { tokens: (typeof header)[number]['tokens'] }[]): string =>
          `| ${cells.map(({ tokens }) => cell(this.parser.parseInline(tokens))).join(' | ')} |`;
        return `${[line(header), `|${' --- |'.repeat(header.length)}`, ...rows.map(line)].join('\n')}\n\n`;
      },
      strong({ tokens }) {
        return `**${this.parser.parseInline(tokens)}**`;
      },
      em({ tokens }) {
        return `_${this.parser.parseInline(tokens)}_`;
      },
      codespan: ({ text }) => codeSpan(text),
      br: () => '  \n',
      del({ tokens }) {
        return `~~${this.parser.parseInline(tokens)}~~`;
      },
      link({ href, tokens, raw: source }) {
        const target = linkTarget(href, link);
        return target === undefined ? escapeMarks(source) : markdownLink(this.parser.parseInline(tokens), target);
      },
      image: ({ raw: source }) => escapeMarks(source),
      text(token) {
        if ('tokens' in token && token.tokens !== undefined) return `${this.parser.parseInline(token.tokens)}\n`;
        return escapeMarks(token.text);
      },
    },
  });
  return {
    block: (text) => marked.parse(text, { async: false }).trim(),
    inline(text) {
      const known = written.get(text);
      if (known !== undefined) return known;
      const line = marked.parseInline(text, { async: false });
      if (!text.includes('](')) written.set(text, line);
      return line;
    },
  };
}
