/** Writes what a page is made of as HTML. */
import type { Block, Cards, Endpoint, Facts, Heading, Jumps, List, Outline, Paragraph } from '../model/blocks.ts';
import { codeFilter } from './code-filter.ts';
import { codeTable } from './codes.ts';
import { fieldList } from './fields.ts';
import { type Html, html, raw } from './html.ts';
import type { HtmlWriter } from './inline.ts';
import { withBreaks } from './markdown.ts';
import { answerBox, sampleTabs, titledCode } from './samples.ts';
import { table } from './table.ts';
import { tryForm } from './try-form.ts';

export const blocksHtml = (writer: HtmlWriter, blocks: readonly Block[]): Html =>
  html`${blocks.map((block) => blockHtml(writer, block))}`;

function blockHtml(writer: HtmlWriter, block: Block): Html {
  const { inline } = writer;
  switch (block.kind) {
    case 'heading':
      return heading(writer, block);
    case 'paragraph':
      return paragraph(writer, block);
    case 'prose':
      return html`${writer.prose(block.text, block.language, block.headings)}\n`;
    case 'list':
      return html`${list(writer, block)}\n`;
    case 'endpoint':
      return endpoint(block);
    case 'facts':
      return facts(writer, block);
    case 'jumps':
      return jumps(writer, block);
    case 'fields':
      return html`${fieldList(writer, block.list)}\n`;
    case 'codes':
      return html`${codeTable(writer, block)}\n`;
    case 'table':
      return html`${table(
        block.name,
        block.heads.map((head) => inline(head)),
        block.rows.map(({ id, cells }) => ({ id, cells: cells.map((cell) => inline(cell)) })),
      )}\n`;
    case 'code':
      return titledCode(writer, block);
    case 'samples':
      return sampleTabs(writer, block);
    case 'answer':
      return answerBox(writer, block);
    case 'cards':
      return cards(writer, block);
    case 'outline':
      return outline(writer, block);
    case 'legend':
      return html`<dl class="legend">${block.items.map(({ term, text }) => html`<div><dt>${inline(term)}</dt><dd>${inline(text)}</dd></div>\n`)}</dl>\n`;
    case 'aside':
      return html`<section class="apart">${blocksHtml(writer, block.blocks)}</section>\n`;
    case 'live':
      return html`<div class="live">${blocksHtml(writer, block.blocks)}</div>\n`;
    case 'details':
      return html`<details class="nested"><summary><span>${inline(block.summary)}</span></summary>${blocksHtml(writer, block.blocks)}</details>\n`;
    case 'place':
      return html`<div id="${block.id}"></div>\n`;
    case 'action':
      return html`<p class="action"><a href="${writer.view.link(block.to)}">${inline(block.text)}</a> <span>${inline(block.note)}</span></p>\n`;
    case 'try':
      return tryForm(writer, block);
    case 'filter':
      return codeFilter(writer, block);
  }
}

/** With an id it is a link to itself. */
function heading({ inline, view }: HtmlWriter, { level, id, text, action }: Heading): Html {
  const name = raw(`h${level}`);
  const content = inline(text);
  if (id === undefined) return html`<${name}>${content}</${name}>\n`;
  const inside = content.markup.includes('<a ') ? content : html`<a class="place" href="#${id}">${content}</a>`;
  const title = html`<${name} id="${id}">${inside}</${name}>`;
  if (action === undefined) return html`${title}\n`;
  return html`<div class="headed">${title}<button type="button" class="expand" data-open="${view.label('page.collapse')}">${view.label('page.expand')}</button></div>\n`;
}

function paragraph({ inline }: HtmlWriter, { text, role }: Paragraph): Html {
  const content = inline(text);
  if (content.markup === '') return content;
  const name = role === 'meaning' ? 'lead meaning' : role;
  return html`<p${raw(name === undefined ? '' : ` class="${name}"`)}>${content}</p>\n`;
}

function list(writer: HtmlWriter, { name, items }: List): Html {
  return html`<ul${raw(name === undefined ? '' : ` class="${name}"`)}>
${items.map(({ text, below }) => html`<li>${writer.inline(text)}${below === undefined ? '' : list(writer, below)}</li>\n`)}</ul>`;
}

const endpoint = ({ method, path }: Endpoint): Html =>
  html`<div class="endpoint">${method === undefined ? '' : html`<span class="method">${method}</span> `}<code>${raw(withBreaks(path))}</code></div>\n`;

const facts = ({ inline }: HtmlWriter, { items }: Facts): Html =>
  html`<dl class="facts">
${items.map(({ term, values, note }) => html`<div><dt>${inline(term)}</dt>${values.map((value) => html`<dd>${inline(value)}</dd>`)}${note === undefined ? '' : html`<dd><small>${inline(note)}</small></dd>`}</div>\n`)}</dl>\n`;

function jumps({ inline, view }: HtmlWriter, { items }: Jumps): Html {
  const links = items.map(
    ({ id, text, count }) =>
      html`<li><a href="#${id}">${inline(text)}</a>${count === undefined ? '' : html` <span>${count}</span>`}</li>\n`,
  );
  return html`<nav class="jumps" aria-label="${view.label('page.parts')}"><ul>
${links}</ul></nav>\n`;
}

const cards = ({ inline, view }: HtmlWriter, { items, isList }: Cards): Html =>
  html`<ul class="${isList ? 'lines' : 'cards'}">
${items.map(({ to, title, text }) => html`<li><a href="${view.link(to)}"><strong>${inline(title)}</strong> <span>${inline(text)}</span></a></li>\n`)}</ul>\n`;

function outline({ inline, view }: HtmlWriter, { sections }: Outline): Html {
  return html`${sections.map(
    ({
      id,
      title,
      groups,
    }) => html`<section class="outline" aria-labelledby="${id}"><h2 id="${id}">${inline(title)}</h2><div>
${groups.map(({ title: name, to, count, items }) => {
  const label = to === undefined ? inline(name) : html`<a href="${view.link(to)}">${inline(name)}</a>`;
  return html`<div class="group"><h3>${label} <span>${count}</span></h3><ul>
${items.map((item) => html`<li${raw(item.id === undefined ? '' : html` id="${item.id}"`.markup)}><a href="${view.link(item.to)}">${inline(item.text)}</a></li>\n`)}</ul></div>\n`;
})}</div></section>
`,
  )}`;
}
