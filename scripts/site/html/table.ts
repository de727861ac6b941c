import { type Html, html, raw } from './html.ts';

export interface Row {
  /** The first one names the row. */
  cells: Html[];
  id?: string | undefined;
  /** For scripts, by name without `data-`. */
  data?: Record<string, string>;
}

/** A table that becomes a list of entries where it is narrow, with its heads before each cell. */
export function table(name: string, heads: Html[], rows: Row[]): Html {
  const labels = heads.map(({ markup }) => raw(markup.replace(/<[^>]*>/g, '')));
  return html`<table class="${name}"><thead><tr>${heads.map((head) => headCell(head, 'col'))}</tr></thead><tbody>
${rows.map(({ cells: [first, ...others], id, data = {} }) => {
  const attributes = Object.entries({ id, ...Object.fromEntries(Object.entries(data).map(dataAttribute)) })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => html` ${key}="${value}"`.markup);
  const cells = others.map((cell, index) => html`<td data-head="${labels[index + 1]}">${cell}</td>`);
  return html`<tr${raw(attributes.join(''))}>${headCell(first, 'row')}${cells}</tr>\n`;
})}</tbody></table>`;
}

/** A cell that says nothing is the head of nothing. */
const headCell = (content: Html | undefined, scope: 'col' | 'row'): Html =>
  content === undefined || content.markup === '' ? html`<td></td>` : html`<th scope="${scope}">${content}</th>`;

const dataAttribute = ([key, value]: [string, string]): [string, string] => [`data-${key}`, value];
