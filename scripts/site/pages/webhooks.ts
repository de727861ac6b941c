import { resolve } from '../../../spec/document.ts';
import { type Html, html } from '../parts/html.ts';
import { fields } from '../parts/schema.ts';
import { inLanguage, type View } from '../view.ts';

/** What the service sends to the app, when the document describes it. */
export function webhooks(view: View): Html {
  const { document } = view.site;
  const sections = Object.entries(document.webhooks ?? {}).map(([name, { post: webhook }]) => {
    const schema = webhook.requestBody?.content?.['application/json']?.schema;
    return html`<section id="${name}"><h3>${inLanguage(view, 'en', webhook.summary ?? name)}</h3>
<p class="endpoint"><code>${name}</code></p>
<div lang="en">${view.markdown.block(webhook.description ?? '')}</div>
${schema && fields(view, resolve(document, schema))}</section>
`;
  });
  if (sections.length === 0) return html``;
  return html`<section id="webhooks"><h2>${view.t('webhooks.title')}</h2>
${sections}</section>`;
}
