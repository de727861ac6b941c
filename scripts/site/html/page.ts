/** The text of a page: crumbs, title, everything below it, and the way on. */
import type { Crumb, Page } from '../model/page.ts';
import type { View } from '../view.ts';
import { blocksHtml } from './blocks.ts';
import { type Html, html, raw } from './html.ts';
import { createHtmlWriter, type HtmlWriter } from './inline.ts';

/** How wide a page is: with samples at its side, with its parts at its side, or as wide as its text or its tables. */
const widths: Record<Page['kind'], string> = {
  start: 'whole',
  calls: 'beside',
  text: 'wide',
  operation: 'beside',
  webhook: 'beside',
  tag: 'narrow',
  webhooks: 'narrow',
  code: 'narrow',
  codes: 'wide',
  guide: 'guide',
  package: 'guide',
};

export function pageMain(view: View, page: Page): Html {
  const writer = createHtmlWriter(view, page.language);
  const { inline } = writer;
  const intro = html`${crumbs(view, page.crumbs)}<h1>${inline(page.heading)}</h1>
${blocksHtml(writer, page.intro)}`;
  const rest = html`${blocksHtml(writer, page.blocks)}${neighbors(writer, page)}`;
  const main = html`<div class="page ${widths[page.kind]}">${body(writer, page, intro, rest)}</div>`;
  if (page.language === undefined || page.language === view.language.tag) return main;
  return html`<p class="note untranslated">${createHtmlWriter(view).inline(view.t('page.untranslated'))}</p><div lang="${page.language}">${main}</div>`;
}

function body(writer: HtmlWriter, page: Page, intro: Html, rest: Html): Html {
  const { aside, kind } = page;
  if (kind === 'guide' || kind === 'package')
    return html`<div class="text">${intro}${rest}</div>${parts(writer.view, page, rest)}`;
  if (aside === undefined) return html`${intro}${rest}`;
  return html`<div class="intro">${intro}</div>
<div class="aside">${blocksHtml(writer, aside)}</div>
<div class="rest">${rest}</div>`;
}

function crumbs(view: View, all: readonly Crumb[]): Html {
  if (all.length === 0) return html``;
  const { inline } = createHtmlWriter(view);
  return html`<nav class="crumbs" aria-label="${view.label('page.crumbs')}"><ol>${all.map(({ to, text }) => html`<li><a href="${view.link(to)}">${inline(text)}</a></li>`)}</ol></nav>
`;
}

/** The headings of a guide, at its side where there is room. */
function parts({ label, language }: View, page: Page, text: Html): Html {
  const headings = [...text.markup.matchAll(/<h2 id="([^"]*)">([\s\S]*?)<\/h2>/g)];
  if (headings.length < 2) return html``;
  const own = page.language === undefined || page.language === language.tag ? '' : html` lang="${language.tag}"`;
  return html`<nav class="parts" aria-labelledby="parts"><p id="parts"${own}>${label('page.parts')}</p><ul>
${headings.map(([, id, heading = '']) => html`<li><a href="#${raw(id ?? '')}">${raw(heading.replace(/<\/?a\b[^>]*>/g, ''))}</a></li>\n`)}</ul></nav>`;
}

function neighbors({ view, inline }: HtmlWriter, { before, after }: Page): Html {
  if (before === undefined && after === undefined) return html``;
  const to = (crumb: Crumb | undefined, key: string, rel: string): Html =>
    crumb === undefined
      ? html``
      : html`<a rel="${rel}" href="${view.link(crumb.to)}"><span>${view.label(key)}</span> ${inline(crumb.text)}</a>`;
  return html`<nav class="neighbors" aria-label="${view.label('page.neighbors')}">${to(before, 'page.before', 'prev')}${to(after, 'page.after', 'next')}</nav>
`;
}
