import type { Guide } from '../languages.ts';
import { type Html, html, raw } from '../parts/html.ts';
import type { View } from '../view.ts';

export function guidePage(view: View, { title, summary, body, tag }: Guide): Html {
  const text = view.markdown.block(body);
  return html`<div class="guide"><div>
<h1>${view.markdown.inline(title)}</h1>
<p class="lead">${view.markdown.inline(summary)}</p>
${text}</div>
${parts(view, text, tag)}</div>`;
}

/** The headings of a guide, at its side where there is room. */
function parts({ t, language }: View, text: Html, tag: string): Html {
  const headings = [...text.markup.matchAll(/<h2 id="([^"]*)">([\s\S]*?)<\/h2>/g)];
  if (headings.length < 2) return html``;
  const own = tag === language.tag ? html`` : html` lang="${language.tag}"`;
  return html`<nav class="parts" aria-labelledby="parts"><p id="parts"${own}>${t('page.parts')}</p><ul>
${headings.map(([, id, heading]) => html`<li><a href="#${id}">${raw(heading ?? '')}</a></li>\n`)}</ul></nav>`;
}
