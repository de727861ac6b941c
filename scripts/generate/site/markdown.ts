import { marked } from 'marked';
import { type Html, raw } from './html.ts';

/** Text of the document as HTML. It is our own, so the HTML in it stays. */
export const markdown = (text: string): Html => raw(marked.parse(text, { async: false, gfm: true }));

/** The same for one line, without a paragraph around it. */
export const inline = (text: string): Html => raw(marked.parseInline(text, { async: false, gfm: true }));

/** What a reader sees of the text, without its marks. */
export const plain = (text: string): string => text.replaceAll('`', '').replace(/\*\*?([^*]+)\*\*?/g, '$1');
