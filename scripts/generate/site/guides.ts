import { type Html, html } from './html.ts';
import type { Guide } from './languages.ts';
import type { View } from './view.ts';

export function guidePage(view: View, { title, summary, body }: Guide): Html {
  return html`<h1>${view.markdown.inline(title)}</h1>
<p class="lead">${view.markdown.inline(summary)}</p>
${view.markdown.block(body)}`;
}
