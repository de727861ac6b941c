import { webAddress } from '../model/address.ts';
import type { Inline, Piece } from '../model/inline.ts';
import type { View } from '../view.ts';
import { type Html, html, raw } from './html.ts';
import { createHtmlMarkdown, withBreaks } from './markdown.ts';

/** Writes the pieces of one page as HTML. */
export interface HtmlWriter {
  view: View;
  inline(text: Inline | undefined): Html;
  /** Markdown of several paragraphs. */
  prose(text: string, language: string, headings?: readonly string[]): Html;
}

/** @param language The language that the text stands in, where it is not that of the page. */
export function createHtmlWriter(view: View, language: string = view.language.tag): HtmlWriter {
  const markdown = createHtmlMarkdown(view.link);
  const inline: HtmlWriter['inline'] = (text) => {
    if (text === undefined) return raw('');
    if (typeof text === 'string' || typeof text === 'number') return html`${text}`;
    if ('kind' in text) return piece(text);
    return html`${text.map(inline)}`;
  };
  const piece = (one: Piece): Html => {
    switch (one.kind) {
      case 'markdown':
        return markdown.inline(one.text);
      case 'code':
        return html`<code>${raw(withBreaks(one.text))}</code>`;
      case 'strong':
        return html`<strong>${inline(one.text)}</strong>`;
      case 'small':
        return html`<small>${inline(one.text)}</small>`;
      case 'muted':
        return html`<span class="muted">${inline(one.text)}</span>`;
      case 'link': {
        const isForeign = /^[a-z]+:/i.test(one.to);
        const target = isForeign ? webAddress(one.to) : view.link(one.to);
        if (target === undefined) return inline(one.text);
        return html`<a${raw(one.rel === undefined ? '' : ` rel="${one.rel}"`)} href="${target}">${inline(one.text)}</a>`;
      }
      case 'place':
        return html`<span id="${one.id}">${inline(one.text)}</span>`;
      case 'language':
        return one.tag === language ? inline(one.text) : html`<span lang="${one.tag}">${inline(one.text)}</span>`;
      case 'badge':
        return html`<span class="badge ${one.name}">${inline(one.text)}</span>`;
      case 'dot':
        return html`<span class="dot ${one.name}">${inline(one.text)}</span>`;
      case 'message': {
        const { markup } = markdown.inline(one.text);
        return raw(
          markup.replace(/\{(\w+)\}/g, (place, name: string) =>
            Object.hasOwn(one.values, name) ? inline(one.values[name]).markup : place,
          ),
        );
      }
    }
  };
  return {
    view,
    inline,
    prose(text, tag, headings) {
      const block = markdown.block(text, headings);
      return tag === language ? block : html`<div lang="${tag}">${block}</div>`;
    },
  };
}
