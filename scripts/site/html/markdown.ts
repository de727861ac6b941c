/** Markdown of the document and the guides as HTML. */
import { Marked } from 'marked';
import { linkTarget } from '../model/address.ts';
import { uniqueId } from '../model/words.ts';
import { framedCode } from './highlight.ts';
import { escapeHtml, type Html, raw } from './html.ts';

export interface HtmlMarkdown {
  /**
   * Text as headings, paragraphs, lists, tables, code and links. HTML, images and check boxes in it stay text.
   *
   * @param headings What its headings are linked by, in order; by default their own words.
   */
  block(text: string, headings?: readonly string[]): Html;
  /** One line, without a paragraph around it. */
  inline(text: string): Html;
}

/** Lines without a link look the same on every page. */
const written = new Map<string, Html>();

/** @param link What becomes of a link inside the site. */
export function createHtmlMarkdown(link: (target: string) => string): HtmlMarkdown {
  const ids = new Set<string>();
  let places: readonly string[] = [];
  const marked = new Marked({
    async: false,
    gfm: true,
    renderer: {
      heading({ tokens, depth, text }) {
        const id = uniqueId(places[ids.size] ?? text, ids);
        const [content, place] = [this.parser.parseInline(tokens), escapeHtml(id)];
        const inside = /<a /.test(content) ? content : `<a class="place" href="#${place}">${content}</a>`;
        return `<h${depth} id="${place}">${inside}</h${depth}>\n`;
      },
      link({ href, tokens, raw: source }) {
        const target = linkTarget(href, link);
        if (target === undefined) return escapeHtml(source);
        return `<a href="${escapeHtml(target)}">${this.parser.parseInline(tokens)}</a>`;
      },
      codespan: ({ text }) => `<code>${withBreaks(text)}</code>`,
      // A cell that says nothing is the head of nothing.
      tablecell({ header, text, align, tokens }) {
        const name = header && text.trim() !== '' ? 'th' : 'td';
        const attributes = `${name === 'th' ? ' scope="col"' : ''}${align === null ? '' : ` align="${align}"`}`;
        return `<${name}${attributes}>${this.parser.parseInline(tokens)}</${name}>\n`;
      },
      html: ({ text }) => escapeHtml(text),
      image: ({ raw: source }) => escapeHtml(source),
      checkbox: ({ checked }) => (checked ? '[x] ' : '[ ] '),
      code: ({ text, lang }) => `${framedCode(text, lang).markup}\n`,
    },
  });
  return {
    block(text, headings = []) {
      ids.clear();
      places = headings;
      return raw(marked.parse(text, { async: false }));
    },
    inline(text) {
      const known = written.get(text);
      if (known !== undefined) return known;
      const markup = raw(marked.parseInline(text, { async: false }));
      if (!text.includes('](')) written.set(text, markup);
      return markup;
    },
  };
}

/** Code with places where a long name may break: after `.`, `_` and `/`, and before a capital. */
export function withBreaks(text: string): string {
  return escapeHtml(text)
    .split(/(\s+)/)
    .map((word) => (word.length < 19 ? word : word.replace(/([._/])(?=\w)|([a-z0-9])(?=[A-Z])/g, '$1$2<wbr>')))
    .join('');
}
