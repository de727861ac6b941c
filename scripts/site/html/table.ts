import { type Html, html, raw } from './html.ts';

export interface Row {
  /** The first one names the row. */
  cells: (Html | string | number)[];
  id?: string;
  /** For scripts, by name without `data-`. */
  data?: Record<string, string>;
}

/** A table that becomes a list of entries on a narrow screen, where its heads stand before each cell. */
export function table(name: string, heads: string[], rows: Row[]): Html {
  return html`<table class="${name}"><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>
${rows.map(({ cells: [first = '', ...others], id, data = {} }) => {
  const attributes = Object.entries({ id, ...Object.fromEntries(Object.entries(data).map(dataAttribute)) })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => html` ${key}="${value}"`.markup);
  const cells = others.map((cell, index) => html`<td data-head="${heads[index + 1]}">${cell}</td>`);
  return html`<tr${raw(attributes.join(''))}><th scope="row">${first}</th>${cells}</tr>\n`;
})}</tbody></table>`;
}

const dataAttribute = ([key, value]: [string, string]): [string, string] => [`data-${key}`, value];
