import type { CatalogueError, Source } from '../../../spec/document.ts';
import { english, inLanguage, type View } from '../view.ts';
import { webAddress } from './address.ts';
import { type Html, html } from './html.ts';

export type Kind = Source['evidence'];

/** Where a fact stands, one entry a page of the vendor, with how well it is known. */
export function sources(view: View, list: Source | Source[]): Html {
  const all = Array.isArray(list) ? list : [list];
  return html`<ul class="sources">
${all.map(({ page, url, date, evidence, covers, note }) => {
  const name = page === undefined ? (url ?? '') : view.label('source.page', { page });
  const address = url === undefined ? vendorPage(page ?? '') : webAddress(url);
  const link = address === undefined ? name : html`<a href="${address}">${name}</a>`;
  return html`<li>${badge(view, evidence)} ${link}, ${date === 'undated' ? view.t('source.undated') : date}${covers ? html`: ${english(view, covers)}` : ''}${note ? html`. ${english(view, note)}` : ''}</li>\n`;
})}</ul>`;
}

/** How well something is known, in one word. */
export const badge = (view: View, kind: string): Html =>
  html`<span class="badge ${kind}">${view.t(`evidence.${kind}`)}</span>`;

/** What a repeat of the call does, in one word. */
export const retryBadge = (view: View, retry: CatalogueError['retry']): Html =>
  html`<span class="badge ${retry}">${view.t(`retry.${retry}`)}</span>`;

/** What pages of the vendor say otherwise. */
export function disagreements(view: View, { meaning, source, disagreement = [] }: CatalogueError): Html {
  const entry = (text: string, from: Source): Html =>
    html`<li>${inLanguage(view, 'en', view.markdown.inline(text))}${sources(view, from)}</li>\n`;
  return html`<ul class="versions">
${entry(meaning, source)}${disagreement.map((other) => entry(other.meaning, other.source))}</ul>`;
}

/** Document numbers beginning with 1047 are those of the international site. */
function vendorPage(page: string): string {
  return page.startsWith('1047/')
    ? `https://www.tencentcloud.com/document/product/${page}`
    : `https://cloud.tencent.com/document/product/${page}`;
}
