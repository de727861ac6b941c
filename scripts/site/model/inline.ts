/**
 * Text on one line, in no form yet: pages are made of it, and written as HTML and as Markdown. A plain string is shown as
 * it is.
 */
export type Inline = string | number | Piece | readonly Inline[];

export type Piece =
  /** Markdown, as the texts of the document are. Its links lead to pages of the site, or to the web. */
  | { kind: 'markdown'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'strong' | 'small' | 'muted'; text: Inline }
  /** A link to a page of the site, to a file of it, to a place on the page, or to an address of the web. */
  | { kind: 'link'; to: string; text: Inline; rel?: string }
  /** A text that a link can lead to. */
  | { kind: 'place'; id: string; text: Inline }
  /** A text in a language of its own. */
  | { kind: 'language'; tag: string; text: Inline }
  /** One word with a color: how well something is known, or whether a call may be repeated. */
  | { kind: 'badge' | 'dot'; name: string; text: Inline }
  /** A text of the layout: Markdown with places for values, such as `{count}`. */
  | { kind: 'message'; text: string; values: Values };

export type Values = Readonly<Record<string, Inline>>;

export const markdown = (text: string): Piece => ({ kind: 'markdown', text });
export const code = (text: string): Piece => ({ kind: 'code', text });
export const link = (to: string, text: Inline): Piece => ({ kind: 'link', to, text });
export const small = (text: Inline): Piece => ({ kind: 'small', text });
export const inLanguage = (tag: string, text: Inline): Piece => ({ kind: 'language', tag, text });
/** A text of the document, which is English. */
export const english = (text: string): Piece => inLanguage('en', markdown(text));

/** Pieces with something between each two of them. */
export function joined(pieces: readonly Inline[], between: Inline): Inline {
  return pieces.flatMap((piece, index) => (index === 0 ? [piece] : [between, piece]));
}
