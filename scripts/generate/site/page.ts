import { type Html, html, raw } from './html.ts';

export interface Page {
  title: string;
  description: string;
  /** The way from this page back to the site's folder: '' or '../'. */
  base: string;
  current: 'reference' | 'errors' | 'redoc';
  main: Html;
  /** Scripts to load, relative to the site's folder. */
  scripts?: string[];
  /** Style sheets beside the common one. */
  inlineStyles?: boolean;
}

/** The assets' names carry a hash of their content. */
export interface Assets {
  style: string;
}

const banner = 'Unofficial. Not made, checked or endorsed by Tencent.';

/** A whole page, with the furniture that all pages share. */
export function page(
  { title, description, base, current, main, scripts = [], inlineStyles }: Page,
  assets: Assets,
): string {
  // Redoc writes style elements while it runs; no other page needs that.
  const styles = inlineStyles ? "'self' 'unsafe-inline'" : "'self'";
  const policy = `default-src 'none'; script-src 'self'; style-src ${styles}; img-src 'self' data:; font-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'`;
  const link = (name: Page['current'], href: string, text: string): Html =>
    html`<li><a href="${base}${href}"${raw(name === current ? ' aria-current="page"' : '')}>${text}</a></li>`;
  return `${
    html`${raw('<!doctype html>')}
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="description" content="${description}">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${base}${assets.style}">
${scripts.map((script) => html`<script defer src="${base}${script}"></script>\n`)}</head>
<body>
<a class="skip" href="#main">Skip to the text</a>
<header>
<p class="name"><a href="${base}index.html">chat-openapi</a></p>
<nav aria-label="Site"><ul>
${link('reference', 'index.html', 'Reference')}
${link('errors', 'errors/index.html', 'Error codes')}
${link('redoc', 'redoc.html', 'Redoc')}
</ul></nav>
</header>
<main id="main" tabindex="-1">
${main}
</main>
<footer><p>${banner} <a href="${base}openapi.yaml">openapi.yaml</a> <a href="${base}openapi.json">openapi.json</a></p></footer>
</body>
</html>`.markup
  }\n`;
}
