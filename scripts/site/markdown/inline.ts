import { webAddress } from '../model/address.ts';
import type { Inline, Piece } from '../model/inline.ts';
import type { View } from '../view.ts';
import { codeSpan, escapeMarkdown, markdownLink } from './escape.ts';
import { createTwinMarkdown } from './markdown.ts';

/** Writes the pieces of one page as Markdown. */
export interface TwinWriter {
  view: View;
  /** How many levels lower the headings stand. */
  shift: number;
  inline(text: Inline | undefined): string;
  prose(text: string): string;
}

/** A page as its twin. What has no twin stays as it is. */
const twinOf = (address: string): string => address.replace(/(?<!(?:^|\/)(?:redoc|404))\.html(?=$|[#?])/, '.md');

export function createTwinWriter(view: View, shift = 0): TwinWriter {
  const link = (target: string): string => twinOf(view.link(target));
  const markdown = createTwinMarkdown(link, shift);
  const inline: TwinWriter['inline'] = (text) => {
    if (text === undefined) return '';
    if (typeof text === 'number') return String(text);
    if (typeof text === 'string') return escapeMarkdown(text);
    return 'kind' in text ? piece(text) : text.map(inline).join('');
  };
  const piece = (one: Piece): string => {
    switch (one.kind) {
      case 'markdown':
        return markdown.inline(one.text);
      case 'code':
        return codeSpan(one.text);
      case 'strong':
        return `**${inline(one.text)}**`;
      case 'link': {
        const target = /^[a-z]+:/i.test(one.to) ? webAddress(one.to) : link(one.to);
        return target === undefined ? inline(one.text) : markdownLink(inline(one.text), target);
      }
      case 'place':
      case 'small':
      case 'muted':
      case 'language':
      case 'badge':
      case 'dot':
        return inline(one.text);
      case 'message':
        return markdown
          .inline(one.text)
          .replace(/\{(\w+)\}/g, (place, name: string) =>
            Object.hasOwn(one.values, name) ? inline(one.values[name]) : place,
          );
    }
  };
  return { view, shift, inline, prose: markdown.block };
}
