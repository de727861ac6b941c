/** The navigation of the site: sections and tags, of which only the one that the reader is in is unfolded. */
import type { ApiTag } from '../../generate/api.ts';
import { type Inline, inLanguage, markdown } from '../model/inline.ts';
import { type Context, operationName, operationPath, said, tagPath, webhookPath } from '../pages/context.ts';
import { packagePath } from '../pages/package.ts';
import type { View } from '../view.ts';
import { type Html, html, raw } from './html.ts';
import { createHtmlWriter } from './inline.ts';

interface Entry {
  to: string;
  text: Inline;
  below?: Entry[];
}

interface Group {
  title: Inline;
  entries: Entry[];
}

export function menu(view: View): Html {
  const groups = [start(view), ...sections(view), ...more(view)].filter(({ entries }) => entries.length > 0);
  const { inline } = createHtmlWriter(view);
  const item = ({ to, text, below = [] }: Entry): Html => {
    const mark = isHere(view, to) ? raw(' aria-current="page"') : '';
    const inner = below.length === 0 ? '' : html`<ul>\n${below.map(item)}</ul>`;
    return html`<li><a href="${view.link(to)}"${mark}>${inline(text)}</a>${inner}</li>\n`;
  };
  return html`<nav class="side" id="menu" aria-label="${view.label('menu.label')}"><ul>
${groups.map(({ title, entries }) => html`<li><p>${inline(title)}</p><ul>\n${entries.map(item)}</ul></li>\n`)}</ul></nav>`;
}

/** The list of all codes stands for each of them. */
const isHere = ({ path }: View, to: string): boolean =>
  to === path || (to === 'errors/index.html' && path.startsWith('errors/'));

function start({ t, site }: View): Group {
  const { webhooks } = site.api;
  return {
    title: t('menu.reference'),
    entries: [
      { to: 'index.html', text: t('menu.start') },
      { to: 'calls.html', text: t('calls.title') },
      { to: 'errors/index.html', text: t('errors.title') },
      ...(webhooks.length === 0 ? [] : [{ to: 'webhooks/index.html', text: t('webhooks.title') }]),
    ],
  };
}

function sections(view: View): Group[] {
  const context: Context = view;
  const { words } = view.language;
  return view.site.api.sections.map(({ name, tags }) => ({
    title: said(words.section(name)),
    entries: tags.map((tag) => ({
      to: tagPath(tag),
      text: said(words.tag(tag.name, 'name')),
      ...(isInside(view, tag) ? { below: entriesOf(context, tag) } : {}),
    })),
  }));
}

/** Whether the page stands under a tag. A site with one tag shows it unfolded everywhere. */
function isInside({ path, site }: View, tag: ApiTag): boolean {
  const all = site.api.sections.flatMap(({ tags }) => tags);
  return (
    all.length === 1 ||
    path === tagPath(tag) ||
    tag.operations.some(({ id }) => path === operationPath(id)) ||
    tag.webhooks.some(({ name }) => path === webhookPath(name))
  );
}

function entriesOf(context: Context, tag: ApiTag): Entry[] {
  const { words } = context.language;
  return [
    ...tag.operations.map(({ id }) => ({ to: operationPath(id), text: operationName(context, id) })),
    ...tag.webhooks.map(({ name }) => ({ to: webhookPath(name), text: said(words.webhook(name, 'summary')) })),
  ];
}

function more({ t, language, site }: View): Group[] {
  return [
    {
      title: t('menu.guides'),
      entries: language.guides.map(({ slug, title, tag }) => ({
        to: `guides/${slug}.html`,
        text: inLanguage(tag, markdown(title)),
      })),
    },
    {
      title: t('menu.packages'),
      entries: site.packages.map(({ slug, name }) => ({ to: packagePath(slug), text: name })),
    },
    {
      title: t('menu.more'),
      entries: [
        { to: 'evidence.html', text: t('evidence.title') },
        { to: 'redoc.html', text: t('menu.redoc') },
      ],
    },
  ];
}
