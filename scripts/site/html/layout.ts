/** What all pages share: head, search, menu, foot, and the content security policy. */
import type { View } from '../view.ts';
import { type Html, html, raw } from './html.ts';
import { menu } from './menu.ts';

export interface Page {
  title: string;
  description: string;
  main: Html;
  /** The language of the text, where it is not that of the page. */
  tag?: string;
  /** More scripts than the common one, relative to the site's folder. */
  scripts?: string[];
  /** Whether Redoc runs here: it writes style elements, and it needs all the room there is. */
  redoc?: boolean;
  /** Whether the page talks to a mock on this machine. */
  mock?: boolean;
}

/** Texts that the script shows. */
const scriptTexts = [
  'search.none',
  'search.count',
  'search.unknown',
  'search.success',
  'search.failed',
  'errors.count',
  'page.copy',
  'page.copied',
];
const tryTexts = ['try.address.bad', 'try.body.bad', 'try.sending', 'try.failed', 'try.success', 'try.took'];

/** A whole page, with the head, menu and foot that all pages share. */
export function page(view: View, { title, description, main, tag, scripts = [], redoc, mock }: Page): string {
  const { t, label, link, language, site } = view;
  const texts = mock ? [...scriptTexts, ...tryTexts] : scriptTexts;
  const data = {
    root: link('index.html').replace('index.html', ''),
    search: link(`assets/search.${language.tag}.js`),
    languages: site.languages.map((other) => [other.tag, view.linkTo(other)]),
    texts: Object.fromEntries(texts.map((key) => [key, label(key)])),
  };
  return `${
    html`${raw('<!doctype html>')}
<html lang="${language.tag}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(redoc, mock)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="description" content="${description}">
<title>${title === site.document.info.title ? title : `${title} · ${site.document.info.title}`}</title>
<link rel="icon" href="data:,">
${site.assets.styles.map((style) => html`<link rel="stylesheet" href="${link(style)}">\n`)}<script defer src="${link(site.assets.script)}"></script>
${scripts.map((script) => html`<script defer src="${link(script)}"></script>\n`)}${redoc ? '' : elsewhere(view)}</head>
<body>
<a class="skip" href="#main">${t('page.skip')}</a>
<header class="top">
<p class="brand"><a href="${link('index.html')}">chat-openapi</a></p>
${search(view)}
${languageChoice(view, redoc)}
</header>
<div class="frame">
${menu(view)}
<main id="main" tabindex="-1">
${tag === undefined || tag === language.tag ? main : html`<p class="note">${t('page.untranslated')}</p><div lang="${tag}">${main}</div>`}
</main>
</div>
<footer>
<p>${t('page.unofficial')}</p>
<p>${redoc ? '' : html`<a href="${view.path.replace(/^.*\/|\.html$/g, '')}.md" type="text/markdown">${t('page.markdown')}</a>`} <a href="${link('openapi.yaml')}" download>openapi.yaml</a> <a href="${link('openapi.json')}" download>openapi.json</a> <a href="${link('llms.txt')}">llms.txt</a></p>
</footer>
<script type="application/json" id="page-data">${raw(JSON.stringify(data).replaceAll('<', '\\u003c'))}</script>
</body>
</html>`.markup
  }\n`;
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
    redoc ? 'font-src data:' : "font-src 'none'",
    mock ? 'connect-src http://127.0.0.1:* http://localhost:*' : "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** Where else the page is to be had: at its address, in other languages and as Markdown. */
function elsewhere({ site, language, path }: View): Html {
  const address = (folder: string): string => `${site.api.docsUrl}${folder}${path}`;
  return html`<link rel="canonical" href="${address(language.folder)}">
${site.languages.map(({ tag, folder }) => html`<link rel="alternate" hreflang="${tag}" href="${address(folder)}">\n`)}<link rel="alternate" hreflang="x-default" href="${address('')}">
<link rel="alternate" type="text/markdown" href="${path.replace(/^.*\/|\.html$/g, '')}.md">
`;
}

/** Shown by the script that does the searching. */
function search({ t, label }: View): Html {
  return html`<form class="search" role="search" hidden>
<label for="search">${t('search.label')}</label>
<input id="search" type="search" autocomplete="off" spellcheck="false" placeholder="${label('search.placeholder')}">
<div class="results" hidden><p role="status"></p><ul></ul></div>
</form>`;
}

function languageChoice(view: View, redoc = false): Html {
  const { site, language, label } = view;
  if (redoc || site.languages.length < 2) return raw('');
  const links = site.languages.map((other) => {
    const current = raw(other === language ? ' aria-current="true"' : '');
    return html`<li><a href="${view.linkTo(other)}" lang="${other.tag}" hreflang="${other.tag}"${current}>${other.label('language.name')}</a></li>\n`;
  });
  return html`<nav class="languages" aria-label="${label('language.choose')}"><ul>
${links}</ul></nav>`;
}
