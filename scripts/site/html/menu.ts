import { langOf, type View } from '../view.ts';
import { type Html, html, raw } from './html.ts';

/** The navigation of the whole site, the same on every page. */
export function menu(view: View): Html {
  const { t, label, link, language, site } = view;
  const entry = (target: string, text: Html | string, attributes = raw('')): Html => {
    const current = target === view.path || (target === 'errors/index.html' && view.path.startsWith('errors/'));
    const mark = raw(current ? ' aria-current="page"' : '');
    return html`<li><a href="${link(target)}"${attributes}${mark}>${text}</a></li>\n`;
  };
  const group = (title: string, entries: (Html | undefined)[]): Html => html`<li><p>${t(title)}</p><ul>
${entries.filter((item) => item !== undefined)}</ul></li>\n`;
  const english = langOf(view, 'en');
  return html`<nav class="side" aria-label="${label('menu.label')}"><details class="menu"><summary>${t('menu.label')}</summary><ul>
${group('menu.reference', [
  entry('index.html', t('menu.start')),
  entry('index.html#regions', t('regions.title')),
  entry('index.html#credentials', t('credentials.title')),
  ...site.api.operations.map(({ id, operation }) => entry(`index.html#${id}`, operation.summary, english)),
  Object.keys(site.document.webhooks ?? {}).length > 0 ? entry('index.html#webhooks', t('webhooks.title')) : undefined,
  entry('index.html#common', t('common.title')),
  entry('errors/index.html', t('errors.title')),
])}${language.guides.length === 0 ? '' : guides(view, group, entry)}${group('menu.more', [
  entry('evidence.html', t('evidence.title')),
  entry('redoc.html', t('menu.redoc')),
  html`<li><a href="${link('openapi.yaml')}" download>openapi.yaml</a></li>\n`,
  html`<li><a href="${link('openapi.json')}" download>openapi.json</a></li>\n`,
])}</ul></details></nav>`;
}

function guides(
  view: View,
  group: (title: string, entries: Html[]) => Html,
  entry: (target: string, text: string, attributes: Html) => Html,
): Html {
  return group(
    'menu.guides',
    view.language.guides.map(({ slug, title, tag }) => entry(`guides/${slug}.html`, title, langOf(view, tag))),
  );
}
