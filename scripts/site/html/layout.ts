/** What all pages share: head, search, menu, foot, and the content security policy. */
import type { Form, View } from '../view.ts';
import { type Html, html, raw } from './html.ts';
import { createHtmlWriter } from './inline.ts';
import { menu } from './menu.ts';
import { searchButton, searchDialog } from './search-box.ts';

/** What is written around the text of a page. */
export interface Frame {
  title: string;
  description: string;
  main: Html;
  /** Whether there is the same as Markdown and in other languages. By default there is. */
  isAlone?: boolean;
  /** Whether it can be read in other languages all the same. */
  hasLanguages?: boolean;
  /** The same in other languages, for a page that is shown at addresses of each of them. A script shows the right one. */
  inLanguages?: readonly { view: View; frame: Frame }[];
  /** More scripts than the common ones, relative to the site's folder. */
  scripts?: string[];
  /** Whether Redoc runs here: it writes style elements, and it needs all the room there is. */
  redoc?: boolean;
  form?: Form;
}

/** Texts that the scripts show. */
const scriptTexts = ['search.failed', 'search.hint', 'page.copy', 'page.copied'];
const formTexts: Record<Form, readonly string[]> = {
  filter: ['errors.count'],
  try: [
    'try.address.bad',
    'try.body.bad',
    'try.sending',
    'try.failed',
    'try.success',
    'try.took',
    'try.reason',
    'try.resetDone',
    'try.resetFailed',
    'try.curlCopied',
  ],
};

/**
 * A whole page, with the head, menu and foot that all pages share. Its script waits for nothing and nothing waits for it: a
 * browser goes to the place that a link names, and unfolds it, only when no deferred script is left.
 */
export function layout(view: View, frame: Frame): string {
  const { link, language, site } = view;
  const { title, description, isAlone = false, scripts = [], redoc, form, inLanguages = [] } = frame;
  return `${
    html`${raw('<!doctype html>')}
<html lang="${language.tag}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(redoc, form === 'try')}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="description" content="${description}">
<title>${windowTitle(view, title)}</title>
${openGraph(view, title, description, isAlone)}<link rel="icon" type="image/svg+xml" href="${link(site.assets.icon)}">
<script src="${link(site.assets.head)}" data-font="${link(site.assets.font)}"></script>
${[...site.assets.styles, ...(form === undefined ? [] : [site.assets.formStyle])].map((style) => html`<link rel="stylesheet" href="${link(style)}">\n`)}${scripts.map((script) => html`<script defer src="${link(script)}"></script>\n`)}${isAlone ? '' : elsewhere(view, twinName(view))}</head>
<body>
${body(view, frame)}${inLanguages.length === 0 ? '' : html`${bodies(inLanguages)}<script src="${link(site.assets.pathLanguage)}"></script>\n`}<script async src="${link(site.assets.script)}"></script>
${
  form === undefined
    ? ''
    : html`<script async src="${link(site.assets.formScripts[form])}"></script>
`
}</body>
</html>`.markup
  }\n`;
}

const twinName = ({ path }: View): string => `${path.replace(/^.*\/|\.html$/g, '')}.md`;

function windowTitle({ language }: View, title: string): string {
  const siteTitle = language.words.info.title.text;
  return title === siteTitle ? title : `${title} · ${siteTitle}`;
}

/** What a script may put in the place of what one sees, each with the addresses that it is for. */
const bodies = (inLanguages: NonNullable<Frame['inLanguages']>): Html =>
  json(
    'bodies',
    inLanguages.map(({ view, frame }) => ({
      root: rootOf(view),
      language: view.language.tag,
      title: windowTitle(view, frame.title),
      body: body(view, frame).markup,
    })),
  );

/** The way to the folder of the page's language. */
const rootOf = ({ link }: View): string => link('index.html').replace(/index\.html$/, '');

/** What a page tells its scripts. */
const json = (id: string, data: unknown): Html =>
  html`<script type="application/json" id="${id}">${raw(JSON.stringify(data).replaceAll('<', '\\u003c'))}</script>\n`;

/** All that one sees of a page, and what it tells its scripts. */
function body(view: View, frame: Frame): Html {
  const { label, link, language, site } = view;
  const { main, isAlone = false, hasLanguages = !isAlone, redoc, form } = frame;
  const { inline } = createHtmlWriter(view);
  const texts = form === undefined ? scriptTexts : [...scriptTexts, ...formTexts[form]];
  const data = {
    root: rootOf(view),
    search: {
      script: link(site.assets.search),
      names: link(`assets/names.${language.tag}.js`),
      texts: link(`assets/texts.${language.tag}.js`),
    },
    codes: link(`assets/codes.${language.tag}.js`),
    languages: view.path !== 'index.html' ? [] : site.languages.map((other) => [other.tag, view.linkTo(other)]),
    texts: Object.fromEntries(texts.map((key) => [key, label(key)])),
  };
  return html`<a class="skip" href="#main">${label('page.skip')}</a>
<header class="top">
${redoc ? '' : html`<details class="drawer"><summary aria-label="${label('menu.label')}"></summary></details>\n`}<p class="brand"><a href="${link('index.html')}">chat-openapi <span>${label('menu.reference')}</span></a></p>
${searchButton(view)}
<a class="lists" href="${link('errors/index.html')}">${label('errors.title')}</a>
${hasLanguages ? languageChoice(view) : ''}${redoc ? '' : html`<button type="button" class="theme" aria-label="${label('page.theme')}"></button>\n`}
</header>
<div class="frame">
${redoc ? '' : menu(view)}
<main id="main" tabindex="-1">
${main}
</main>
</div>
<footer>
<p>${inline(view.t('page.unofficial'))}</p>
<p>${isAlone ? '' : html`<a href="${twinName(view)}" type="text/markdown">${label('page.markdown')}</a> `}<a href="${link('openapi.yaml')}" download>openapi.yaml</a> <a href="${link('openapi.json')}" download>openapi.json</a> <a href="${link('openapi.tools.json')}" download>openapi.tools.json</a> <a href="${link('chat-openapi.postman_collection.json')}" download>${label('page.postman')}</a> <a href="${link('llms.txt')}">llms.txt</a></p>
</footer>
${searchDialog(view)}
${json('page-data', data)}`;
}

/**
 * Nothing but the site's own files; on a page with a form to try calls, this machine as well. Not by the address `[::1]`,
 * because a policy cannot name one in brackets.
 */
function policy(redoc = false, mock = false): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    redoc ? "style-src 'self' 'unsafe-inline'" : "style-src 'self'",
    "img-src 'self' data:",
    redoc ? "font-src 'self' data:" : "font-src 'self'",
    mock ? 'connect-src http://127.0.0.1:* http://localhost:*' : "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

const addressOf = ({ site, path }: View, folder: string): string => `${site.api.docsUrl}${folder}${path}`;

/** A language with its largest region, such as `en_US`, as Open Graph wants it. */
function localeOf(tag: string): string {
  const { language, region } = new Intl.Locale(tag).maximize();
  return `${language}_${region}`;
}

/** What is shown where a link to the page is posted. */
function openGraph(view: View, title: string, description: string, isAlone: boolean): Html {
  const { language } = view;
  const properties: Record<string, string> = {
    title,
    description,
    type: 'website',
    site_name: 'chat-openapi',
    locale: localeOf(language.tag),
    ...(isAlone ? {} : { url: addressOf(view, language.folder) }),
  };
  return html`${Object.entries(properties).map(([key, content]) => html`<meta property="og:${key}" content="${content}">\n`)}`;
}

/** Where else the page is to be had: at its address, in other languages and as Markdown. */
function elsewhere(view: View, twin: string): Html {
  const { site, language } = view;
  return html`<link rel="canonical" href="${addressOf(view, language.folder)}">
${site.languages.map(({ tag, folder }) => html`<link rel="alternate" hreflang="${tag}" href="${addressOf(view, folder)}">\n`)}<link rel="alternate" hreflang="x-default" href="${addressOf(view, '')}">
<link rel="alternate" type="text/markdown" href="${twin}">
`;
}

function languageChoice(view: View): Html {
  const { site, language, label } = view;
  if (site.languages.length < 2) return raw('');
  const links = site.languages.map((other) => {
    const current = raw(other === language ? ' aria-current="true"' : '');
    return html`<li><a href="${view.linkTo(other)}" lang="${other.tag}" hreflang="${other.tag}"${current}>${other.label('language.name')}</a></li>\n`;
  });
  return html`<nav class="languages" aria-label="${label('language.choose')}"><ul>
${links}</ul></nav>
`;
}
